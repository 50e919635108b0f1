import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows } from '../database/row-parsing';
import { enqueueRecords, type RelationRole, type RelationSide } from './relation-queue';

/** How far the first sync of a tenant's relations is, and its daily rounds over all ids. */

const syncRow = z.object({
  /** Before a person or the tenants file has approved it, nothing is written to either side. */
  isApproved: z.boolean(),
  isTribeRead: z.boolean(),
  isWinbooksRead: z.boolean(),
  round: z.number(),
  isRoundOpen: z.boolean(),
  /** Since the last complete round; null before the first. */
  roundEndedSecondsAgo: z.number().nullable(),
});
export type RelationSync = z.output<typeof syncRow>;

const AT_FIRST: RelationSync = {
  isApproved: false,
  isTribeRead: false,
  isWinbooksRead: false,
  round: 0,
  isRoundOpen: false,
  roundEndedSecondsAgo: null,
};

export async function loadRelationSync(sql: TenantSql): Promise<RelationSync> {
  const found = await sql.query(
    `select approved_at is not null as "isApproved", tribe_read_at is not null as "isTribeRead",
            winbooks_read_at is not null as "isWinbooksRead", round,
            round_began_at is not null and (round_ended_at is null or round_ended_at < round_began_at) as "isRoundOpen",
            extract(epoch from now() - round_ended_at)::float8 as "roundEndedSecondsAgo"
       from relation_sync where tenant_id = $1`,
    [sql.tenantId],
  );
  return firstRow(syncRow, found) ?? AT_FIRST;
}

/** Clear pairs may be linked, and what has no candidate created. Idempotent. */
export async function approveRelations(sql: TenantSql): Promise<void> {
  await sql.query(
    `insert into relation_sync as held (tenant_id, approved_at) values ($1, now())
     on conflict (tenant_id) do update set approved_at = coalesce(held.approved_at, now())`,
    [sql.tenantId],
  );
}

/** One side was read to its end for the first time: from now on what is not there has no candidate there. */
export async function markSideRead(sql: TenantSql, side: RelationSide): Promise<void> {
  const column = side === 'tribe' ? 'tribe_read_at' : 'winbooks_read_at';
  await sql.query(
    `insert into relation_sync as held (tenant_id, ${column}) values ($1, now())
     on conflict (tenant_id) do update set ${column} = coalesce(held.${column}, now())`,
    [sql.tenantId],
  );
}

/**
 * Queues every record that is known when what is synchronised has changed since this was called last: another setting, or the approval.
 * What had been left alone under the earlier ones is seen to now.
 *
 * @param scope everything that decides what is synchronised, as a text
 */
export async function queueAllUnder(sql: TenantSql, scope: string): Promise<void> {
  const moved = await sql.query(
    `insert into relation_sync as held (tenant_id, queued_under) values ($1, $2)
     on conflict (tenant_id) do update set queued_under = excluded.queued_under
       where held.queued_under is distinct from excluded.queued_under returning tenant_id`,
    [sql.tenantId, scope],
  );
  if (moved.rowCount === 0) return;
  await sql.query(
    `insert into relation_queue as queued (tenant_id, side, role, record_id)
     select $1, 'tribe', role, relation_id from tribe_relations, unnest(array['customer', 'supplier']) as role
      where tenant_id = $1 and gone_at is null and jsonb_typeof(record->role) = 'object'
     union all
     select $1, 'winbooks', role, party_id from winbooks_parties where tenant_id = $1 and gone_at is null
     on conflict (tenant_id, side, role, record_id) do update set version = queued.version + 1, due_at = now()`,
    [sql.tenantId],
  );
}

const roundRow = z.object({ round: z.number() });

/** Begins the next round, unless one is open: returns the number of the open one. */
export async function beginRound(sql: TenantSql): Promise<number> {
  const begun = await sql.query(
    `insert into relation_sync as held (tenant_id, round, round_began_at) values ($1, 1, now())
     on conflict (tenant_id) do update
       set round = case when ${IS_OPEN} then held.round else held.round + 1 end,
           round_began_at = case when ${IS_OPEN} then held.round_began_at else now() end,
           round_places = case when ${IS_OPEN} then held.round_places else '{}' end
     returning round`,
    [sql.tenantId],
  );
  const row = firstRow(roundRow, begun);
  if (row === null) throw new Error('A round was begun, and its row is not there.');
  return row.round;
}

const IS_OPEN = `held.round_began_at is not null and (held.round_ended_at is null or held.round_ended_at < held.round_began_at)`;

const placesRow = z.object({ places: z.record(z.string(), z.unknown()) });

/** Where the open round stopped in each list, in a form of its reader. */
export async function loadRoundPlaces(sql: TenantSql): Promise<Readonly<Record<string, unknown>>> {
  const found = await sql.query(`select round_places as places from relation_sync where tenant_id = $1`, [
    sql.tenantId,
  ]);
  return firstRow(placesRow, found)?.places ?? {};
}

/** @param place null to read the list from its beginning */
export async function storeRoundPlace(
  sql: TenantSql,
  round: number,
  list: string,
  place: object | 'done' | null,
): Promise<void> {
  await sql.query(
    `update relation_sync set round_places = jsonb_set(round_places, array[$3::text], $4)
      where tenant_id = $1 and round = $2`,
    [sql.tenantId, round, list, JSON.stringify(place)],
  );
}

/** These ids are there, as a page of this round says. */
export async function markSeenInTribe(
  sql: TenantSql,
  role: RelationRole,
  round: number,
  ids: readonly TribeId[],
): Promise<void> {
  await sql.query(
    `update tribe_relations set ${role}_round = $3 where tenant_id = $1 and relation_id = any ($2)`,
    [sql.tenantId, ids, round],
  );
}

export async function markSeenInWinbooks(
  sql: TenantSql,
  role: RelationRole,
  round: number,
  ids: readonly WinbooksId[],
): Promise<void> {
  await sql.query(
    `update winbooks_parties set seen_round = $4 where tenant_id = $1 and role = $2 and party_id = any ($3)`,
    [sql.tenantId, role, ids, round],
  );
}

const missingRow = z.object({ role: z.enum(['customer', 'supplier']), recordId: z.string() });

/**
 * Ends the round: what it has not seen is queued, so that each is asked for by itself before its link is closed; a page that shifted
 * proves nothing. What came up during the round is left to the next one. Returns how many are missing.
 */
export async function endRound(sql: TenantSql, round: number): Promise<number> {
  const began = `(select round_began_at from relation_sync where tenant_id = $1)`;
  const inTribe = await sql.query(
    `select role, relation_id as "recordId" from tribe_relations as relation, unnest(array['customer', 'supplier']) as role
      where tenant_id = $1 and gone_at is null and created_at < ${began} and jsonb_typeof(record->role) = 'object'
        and case role when 'customer' then customer_round else supplier_round end < $2`,
    [sql.tenantId, round],
  );
  const inWinbooks = await sql.query(
    `select role, party_id as "recordId" from winbooks_parties
      where tenant_id = $1 and gone_at is null and created_at < ${began} and seen_round < $2`,
    [sql.tenantId, round],
  );
  // Created, and never shown since.
  const neverShown = await sql.query(
    `select kind as role, winbooks_id as "recordId" from links
      where tenant_id = $1 and state = 'open' and created_side = 'winbooks' and created_at < ${began}
        and not exists (select from winbooks_parties as party
          where party.tenant_id = $1 and party.role = kind and party.party_id = winbooks_id)`,
    [sql.tenantId],
  );
  const missing = {
    tribe: parseRows(missingRow, inTribe),
    winbooks: [...parseRows(missingRow, inWinbooks), ...parseRows(missingRow, neverShown)],
  };
  await enqueueRecords(sql, 'tribe', missing.tribe, true);
  await enqueueRecords(sql, 'winbooks', missing.winbooks, true);
  await sql.query(`update relation_sync set round_ended_at = now() where tenant_id = $1 and round = $2`, [
    sql.tenantId,
    round,
  ]);
  return missing.tribe.length + missing.winbooks.length;
}
