import { z } from 'zod';
import { modelOfType } from './model-catalogue';
import { kindOf, type ObjectModel, type PropertyKind, recordProperties } from './object-model';
import { storedName } from './open-names';
import { Refusal } from './refusal';
import { type SwitchReader } from './switches';

/** A property of the root or of a joined entity. */
export interface Column {
  alias: string;
  model: ObjectModel;
  field: string;
  kind: PropertyKind;
}

/** An entity joined to an earlier one where `joinedField` = the owner's column. */
export interface Join {
  alias: string;
  model: ObjectModel;
  joinedField: string;
  owner: Column;
  isInner: boolean;
}

export type Condition =
  | { kind: 'group'; operator: 'and' | 'or' | 'not'; conditions: Condition[] }
  | { kind: 'values'; operator: number; column: Column; values: unknown[] }
  | { kind: 'columns'; operator: number; column: Column; other: Column };

export interface Projection {
  operator: number;
  /** Null: a property that does not exist and is ignored, or ROWCOUNT, which has none. */
  column: Column | null;
}

/** An ExecuteCriteria body, understood (winbooks-api §3.5). */
export interface Criteria {
  root: ObjectModel;
  rootAlias: string;
  joins: Join[];
  conditions: Condition[];
  projections: Projection[];
  orders: { column: Column; isAscending: boolean }[];
  first: number | null;
  max: number | null;
}

const conditionShape = z.looseObject({
  Operator: z.number().int(),
  PropertyName: z.string().nullish(),
  OtherPropertyName: z.string().nullish(),
  Values: z.array(z.unknown()).nullish(),
});
const criteriaShape = z.looseObject({
  EntityType: z.string(),
  Alias: z.string().nullish(),
  Association: z
    .record(
      z.string(),
      z.looseObject({
        OwnerAlias: z.string().nullish(),
        AliasName: z.string().nullish(),
        Type: z.string(),
        JoinType: z.number().nullish(),
        LeftProperty: z.string(),
        RightProperty: z.string(),
      }),
    )
    .nullish(),
  Conditions: z.array(conditionShape).nullish(),
  ProjectionsList: z
    .array(z.looseObject({ PropertyName: z.string().nullish(), Operator: z.number().int().default(22) }))
    .nullish(),
  Orders: z
    .array(
      z.looseObject({
        PropertyName: z.string(),
        Alias: z.string().nullish(),
        Ascending: z.boolean().nullish(),
      }),
    )
    .nullish(),
  FirstResult: z.number().int().nullish(),
  MaxResult: z.number().int().nullish(),
});

const nesting = new Map([
  [19, 'or'],
  [20, 'and'],
  [21, 'not'],
] as const);
const propertyComparisons = new Set([1, 4, 6, 15, 18]);
const valueComparisons = new Set([0, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17]);
const projectionOperators = new Set([22, 23, 25, 26, 29, 30, 31, 32, 34, 35, 37, 49, 55, 57, 58]);

/** Understands a criteria body for the model of the URL; refuses with 400 what it cannot resolve. */
export function parseCriteria(body: unknown, root: ObjectModel, position: SwitchReader): Criteria {
  const parsed = criteriaShape.safeParse(body);
  if (!parsed.success)
    throw new Refusal(400, `The criteria cannot be read. ${z.prettifyError(parsed.error)}`);
  const shape = parsed.data;
  if (modelOfType(shape.EntityType) !== root) {
    throw new Refusal(400, `EntityType ${shape.EntityType} does not fit ${root.type}.`);
  }
  const rootAlias = shape.Alias ?? 'this';
  const scope = new CriteriaScope(root, rootAlias, position);
  for (const [alias, association] of Object.entries(shape.Association ?? {})) {
    const joined = modelOfType(association.Type);
    if (joined === null) throw new Refusal(400, `Unknown type ${association.Type}.`);
    scope.join({
      alias: association.AliasName ?? alias,
      model: joined,
      ownerAlias: association.OwnerAlias ?? rootAlias,
      left: association.LeftProperty,
      right: association.RightProperty,
      isInner: association.JoinType === 0,
    });
  }
  const conditions = position('filters') === 'ignored' ? [] : (shape.Conditions ?? []);
  return {
    root,
    rootAlias,
    joins: scope.joins,
    conditions: conditions.map((condition) => scope.condition(condition)).filter((each) => each !== null),
    projections: (shape.ProjectionsList ?? []).map(({ PropertyName, Operator }) => {
      if (!projectionOperators.has(Operator))
        throw new Refusal(400, `Projection ${Operator} is not supported.`);
      return { operator: Operator, column: Operator === 49 ? null : scope.column(PropertyName ?? '') };
    }),
    orders: (shape.Orders ?? []).flatMap(({ PropertyName, Alias, Ascending }) => {
      const column = scope.column(Alias ? `${Alias}.${PropertyName}` : PropertyName);
      return column === null ? [] : [{ column, isAscending: Ascending !== false }];
    }),
    first: shape.FirstResult ?? null,
    max: shape.MaxResult ?? null,
  };
}

/** The aliases of one query and what their properties are. */
class CriteriaScope {
  readonly joins: Join[] = [];
  private readonly models = new Map<string, ObjectModel>();

  constructor(
    root: ObjectModel,
    private readonly rootAlias: string,
    private readonly position: SwitchReader,
  ) {
    this.models.set(rootAlias, root);
  }

  /** Both directions are understood: whichever side owns the property (winbooks-api §3.5). */
  join(order: {
    alias: string;
    model: ObjectModel;
    ownerAlias: string;
    left: string;
    right: string;
    isInner: boolean;
  }): void {
    const { alias, model, ownerAlias, left, right, isInner } = order;
    const ownerModel = this.models.get(ownerAlias);
    if (ownerModel === undefined) throw new Refusal(400, `Unknown alias ${ownerAlias}.`);
    for (const [joinedName, ownerName] of [
      [left, right],
      [right, left],
    ] as const) {
      const joined = this.find(model, alias, joinedName);
      const owner = this.find(ownerModel, ownerAlias, ownerName);
      if (joined === null || owner === null) continue;
      this.models.set(alias, model);
      this.joins.push({ alias, model, joinedField: joined.field, owner, isInner });
      return;
    }
    throw new Refusal(400, `Association ${alias}: neither side has ${left} and ${right}.`);
  }

  /** A column by its name, `alias.Property` or `Property`; null when it does not exist and that is ignored. */
  column(name: string): Column | null {
    const parts = name.split('.');
    const [alias, property] =
      parts.length > 1 ? [parts[0] ?? '', parts.slice(1).join('.')] : [this.rootAlias, name];
    const model = this.models.get(alias);
    const column = model === undefined ? null : this.find(model, alias, property);
    if (column === null && this.position('unknownProperty') === 'refuse') {
      throw new Refusal(
        400,
        `could not resolve property: ${name} of: ${this.models.get(this.rootAlias)?.type ?? ''}`,
      );
    }
    return column;
  }

  /** A condition; null when the vendor would leave it out. */
  condition(shape: z.infer<typeof conditionShape>): Condition | null {
    const group = nesting.get(shape.Operator as 19 | 20 | 21);
    if (group !== undefined) return this.group(group, shape.Values ?? []);
    const isPropertyComparison = propertyComparisons.has(shape.Operator);
    if (!isPropertyComparison && !valueComparisons.has(shape.Operator)) {
      throw new Refusal(400, `Operator ${shape.Operator} is not supported.`);
    }
    const column = this.column(shape.PropertyName ?? '');
    if (column === null) return null;
    const isDate = column.kind === 'moment' || column.kind === 'day';
    if (isDate && this.position('G12') === 'ignored') return null;
    if (isPropertyComparison) {
      const other = this.column(shape.OtherPropertyName ?? '');
      return other === null ? null : { kind: 'columns', operator: shape.Operator, column, other };
    }
    return { kind: 'values', operator: shape.Operator, column, values: shape.Values ?? [] };
  }

  private group(operator: 'and' | 'or' | 'not', values: unknown[]): Condition {
    if (operator !== 'not' && this.position('G21') === 'refused') {
      throw new Refusal(400, `Operator ${operator.toUpperCase()} is not supported.`);
    }
    const conditions = values.map((value) => {
      const parsed = conditionShape.safeParse(value);
      if (!parsed.success) throw new Refusal(400, 'A nested condition cannot be read.');
      return this.condition(parsed.data);
    });
    return { kind: 'group', operator, conditions: conditions.filter((each) => each !== null) };
  }

  private find(model: ObjectModel, alias: string, name: string): Column | null {
    const stored = storedName(model.name, name, this.position);
    const field = stored === null ? null : this.fieldNamed(model, stored);
    const kind = field === null ? null : kindOf(model, field);
    return field === null || kind === null ? null : { alias, model, field, kind };
  }

  private fieldNamed(model: ObjectModel, name: string): string | null {
    if (kindOf(model, name) !== null) return name;
    if (this.position('G25') !== 'insensitive') return null;
    const names = [
      ...Object.keys(model.properties),
      ...Object.keys(recordProperties),
      ...model.references.map(({ idField }) => idField),
    ];
    return names.find((each) => each.toLowerCase() === name.toLowerCase()) ?? null;
  }
}
