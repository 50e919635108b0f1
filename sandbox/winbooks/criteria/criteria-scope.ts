import { type z } from 'zod';
import { conditionShape } from './criteria-body';
import { kindOf, type ObjectModel, recordProperties } from '../models/object-model';
import { storedName } from '../switches/open-names';
import { Refusal } from '../wire/refusal';
import { type SwitchReader } from '../switches/switch-list';
import { type Column, type Condition, type Join } from './criteria';

const nesting = new Map([
  [19, 'or'],
  [20, 'and'],
  [21, 'not'],
] as const);
const propertyComparisons = new Set([1, 4, 6, 15, 18]);
const valueComparisons = new Set([0, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17]);

/** The aliases of one query and the models of their properties. */
export class CriteriaScope {
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

  /** A condition; null where the vendor would leave it out. */
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
