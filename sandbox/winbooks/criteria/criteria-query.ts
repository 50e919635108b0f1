import { z } from 'zod';
import { criteriaShape } from './criteria-body';
import { CriteriaScope } from './criteria-scope';
import { modelOfType } from '../models/model-catalogue';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { type SwitchReader } from '../switches/switch-list';
import { type Criteria } from './criteria';

const projectionOperators = new Set([22, 23, 25, 26, 29, 30, 31, 32, 34, 35, 37, 49, 55, 57, 58]);

/** IN, which nobody was seen to use (winbooks-api §3.5). */
const AMONG = 7;

/** Interprets a criteria body for the model of the URL; refuses with 400 what it cannot resolve. */
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
  const given = position('filters') === 'ignored' ? [] : (shape.Conditions ?? []);
  const isAmong = ({ Operator }: { Operator: number }): boolean => Operator === AMONG;
  if (position('among') === 'refused' && given.some(isAmong))
    throw new Refusal(400, `Operator ${AMONG} is not supported.`);
  const conditions = position('among') === 'ignored' ? given.filter((each) => !isAmong(each)) : given;
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
