import { tribeId, type TenantId } from '../domain/ids';
import { beginningOf } from '../domain/text-cut';
import { findListedRelations, type ListedRelation } from '../store/relations/listed-relations';
import { historyOfRelation, type RelationChange } from '../store/relations/relation-history';
import { getTenant } from '../store/tenants/tenants';
import { refused, unknownTenant, type ActionDependencies, type Refusal } from './action';

export interface RelationHistory {
  readonly ok: true;
  readonly relation: ListedRelation;
  /** The latest first. */
  readonly changes: readonly RelationChange[];
}

const MOST_CHANGES = 1_000;
const LONGEST_NAME = 100;

/** What was written to either side of one relation: named by Tribe's id, its debtor or creditor number, or its reference in WinBooks. */
export function relationHistory(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  named: string,
): Promise<RelationHistory | Refusal> {
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    const [relation, another] = await findListedRelations(sql, named.trim());
    if (relation === undefined)
      return refused('RELATION_UNKNOWN', { relation: beginningOf(named.trim(), LONGEST_NAME) });
    if (another !== undefined && relation.tribeId !== named.trim())
      return refused('RELATION_AMBIGUOUS', {
        relation: named.trim(),
        relations: [relation, another].map(({ tribeId: id, name }) => id ?? name).join(', '),
      });
    const changes =
      relation.tribeId === null ? [] : await historyOfRelation(sql, tribeId(relation.tribeId), MOST_CHANGES);
    return { ok: true, relation, changes };
  });
}
