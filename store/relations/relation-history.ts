import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';

/** What was written to either side, field by field, with the value before. */

/**
 * Why a value was written. `first`: two records met for the first time, and differed; `conflict`: both sides had changed. In both
 * cases the tenant's rule decided.
 */
export const CHANGE_CAUSES = ['change', 'first', 'conflict', 'create', 'deactivate', 'reactivate'] as const;

const historyRow = z.object({
  role: z.enum(['customer', 'supplier']),
  /** Where the value was written. */
  side: z.enum(['tribe', 'winbooks']),
  field: z.string(),
  previous: z.unknown(),
  value: z.unknown(),
  cause: z.enum(CHANGE_CAUSES),
  at: z.date(),
});
export type RelationChange = z.output<typeof historyRow>;

/** In the transaction that stores the new snapshot. */
export async function recordRelationChanges(
  sql: TenantSql,
  relation: TribeId,
  changes: readonly Omit<RelationChange, 'at'>[],
): Promise<void> {
  if (changes.length === 0) return;
  await sql.query(
    `insert into relation_history (tenant_id, relation_id, role, side, field, previous, value, cause)
     select $1, $2, role, side, field, previous, value, cause
       from jsonb_to_recordset($3) as change (role text, side text, field text, previous jsonb, value jsonb, cause text)`,
    [sql.tenantId, relation, JSON.stringify(changes)],
  );
}

/** The changes of one relation, the latest first. */
export async function historyOfRelation(
  sql: TenantSql,
  relation: TribeId,
  limit: number,
): Promise<RelationChange[]> {
  const found = await sql.query(
    `select role, side, field, previous, value, cause, at from relation_history
      where tenant_id = $1 and relation_id = $2 order by id desc limit $3`,
    [sql.tenantId, relation, limit],
  );
  return parseRows(historyRow, found);
}

const recentRow = historyRow.extend({ id: z.coerce.string(), name: z.string().nullable() });
export type RecentRelationChange = z.output<typeof recentRow>;

/** What was written after one that is known, the oldest first. A record that was created counts once, by its name. */
export async function relationChangesAfter(
  sql: TenantSql,
  id: string,
  limit: number,
): Promise<RecentRelationChange[]> {
  const found = await sql.query(
    `select change.id, change.role, side, field, previous, value, cause, at, relation.record->>'name' as name
       from relation_history as change
       left join tribe_relations as relation using (tenant_id, relation_id)
      where change.tenant_id = $1 and change.id > $2 and (cause <> 'create' or field = 'name') order by change.id limit $3`,
    [sql.tenantId, id, limit],
  );
  return parseRows(recentRow, found);
}
