import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows } from '../database/row-parsing';

/** The records of either side that somebody is to look at: they changed, or their last attempt failed. */

const queuedRow = z.object({
  side: z.enum(['tribe', 'winbooks']),
  role: z.enum(['customer', 'supplier']),
  recordId: z.string(),
  version: z.number(),
  /** Failed attempts in a row. */
  attempt: z.number(),
  /** A list of all ids did not have it: its vendor is asked for it before anything is concluded. */
  isMissing: z.boolean(),
});
export type QueuedRecord = z.output<typeof queuedRow>;
export type RelationSide = QueuedRecord['side'];
export type RelationRole = QueuedRecord['role'];

/** Records that nobody finishes, postpones or reclaims are due again after this long. Seconds. */
const TAKEN_FOR_SECONDS = 300;
/** The wait doubles with each failure in a row, up to six hours. Seconds. */
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 21_600;

/** Puts records into the queue: due at once, whatever they waited for. */
export async function enqueueRecords(
  sql: TenantSql,
  side: RelationSide,
  records: readonly { readonly role: RelationRole; readonly recordId: string }[],
  isMissing = false,
): Promise<void> {
  if (records.length === 0) return;
  await sql.query(
    `insert into relation_queue as queued (tenant_id, side, role, record_id, is_missing)
     select distinct $1, $2, role, record_id, $5::boolean from unnest($3::text[], $4::text[]) as wanted (role, record_id)
     on conflict (tenant_id, side, role, record_id) do update
       set version = queued.version + 1, attempt = 0, due_at = now(), failure = null,
           is_missing = queued.is_missing or excluded.is_missing`,
    [sql.tenantId, side, records.map(({ role }) => role), records.map(({ recordId }) => recordId), isMissing],
  );
}

/**
 * Puts every record without a link into the queue, as what holds for them has changed: the first sync is approved, or a setting is
 * another one. Those that wait keep their place.
 */
export async function enqueueUnlinked(sql: TenantSql): Promise<void> {
  const isLinked = (column: string, id: string): string =>
    `exists (select from links where tenant_id = $1 and kind = role and ${column} = ${id} and state = 'open')`;
  await sql.query(
    `insert into relation_queue (tenant_id, side, role, record_id)
     select $1, 'tribe', role, relation_id from tribe_relations, unnest(array['customer', 'supplier']) as role
      where tenant_id = $1 and gone_at is null and jsonb_typeof(record->role) = 'object'
        and not ${isLinked('tribe_relation_id', 'relation_id')}
     union all
     select $1, 'winbooks', role, party_id from winbooks_parties
      where tenant_id = $1 and gone_at is null and not ${isLinked('winbooks_id', 'party_id')}
     on conflict do nothing`,
    [sql.tenantId],
  );
}

/** Takes up to `limit` records that are due, the longest due first. They are due again later, whatever becomes of the work. */
export async function takeQueued(sql: TenantSql, limit: number): Promise<QueuedRecord[]> {
  const taken = await sql.query(
    `with due as materialized (
       select side, role, record_id from relation_queue where tenant_id = $1 and due_at <= now()
        order by due_at, side, role, record_id limit $2 for update skip locked)
     update relation_queue as queued set due_at = now() + ${TAKEN_FOR_SECONDS} * interval '1 second', taken_at = now()
       from due
      where queued.tenant_id = $1 and (queued.side, queued.role, queued.record_id) = (due.side, due.role, due.record_id)
      returning queued.side, queued.role, queued.record_id as "recordId", queued.version, queued.attempt,
        queued.is_missing as "isMissing"`,
    [sql.tenantId, limit],
  );
  return parseRows(queuedRow, taken);
}

/** The record was seen to. One that changed meanwhile stays in the queue, and is due at once. */
export async function finishQueued(sql: TenantSql, records: readonly QueuedRecord[]): Promise<void> {
  if (records.length === 0) return;
  const columns = [
    records.map(({ side }) => side),
    records.map(({ role }) => role),
    records.map(({ recordId }) => recordId),
    records.map(({ version }) => version),
  ];
  const seen = `unnest($2::text[], $3::text[], $4::text[], $5::int[]) as seen (side, role, record_id, version)`;
  const isSame = `queued.tenant_id = $1 and (queued.side, queued.role, queued.record_id) = (seen.side, seen.role, seen.record_id)`;
  await sql.query(
    `delete from relation_queue as queued using ${seen} where ${isSame} and queued.version = seen.version`,
    [sql.tenantId, ...columns],
  );
}

/**
 * The record failed by itself, and makes room for others: it is due again after a wait that grows with each failure in a row. A record
 * that changed meanwhile is due at once, as before.
 */
export async function postponeQueued(
  sql: TenantSql,
  record: QueuedRecord,
  failure: string,
  firstWaitMs = FIRST_WAIT_S * 1000,
): Promise<void> {
  await sql.query(
    `update relation_queue
        set attempt = attempt + 1, failure = $6, taken_at = null,
            due_at = now() + least($7 / 1000.0 * power(2, least(attempt, 20)), ${LONGEST_WAIT_S}) * interval '1 second'
      where tenant_id = $1 and side = $2 and role = $3 and record_id = $4 and version = $5`,
    [sql.tenantId, record.side, record.role, record.recordId, record.version, failure, firstWaitMs],
  );
}

/** Records that were taken and not seen to, as when a vendor gives no answer: due again after a wait, and not as a failure of theirs. */
export async function releaseQueued(
  sql: TenantSql,
  records: readonly QueuedRecord[],
  afterMs: number,
): Promise<void> {
  if (records.length === 0) return;
  await sql.query(
    `update relation_queue as queued set due_at = now() + $6 * interval '1 millisecond', taken_at = null
       from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as seen (side, role, record_id, version)
      where queued.tenant_id = $1 and (queued.side, queued.role, queued.record_id) = (seen.side, seen.role, seen.record_id)
        and queued.version = seen.version`,
    [
      sql.tenantId,
      records.map(({ side }) => side),
      records.map(({ role }) => role),
      records.map(({ recordId }) => recordId),
      records.map(({ version }) => version),
      afterMs,
    ],
  );
}

/**
 * What a worker had taken is due at once. For whoever begins to work on a tenant's queue: one does at a time, so that the worker before
 * has ended or is lost.
 */
export async function reclaimQueued(sql: TenantSql): Promise<void> {
  await sql.query(
    `update relation_queue set due_at = now(), taken_at = null where tenant_id = $1 and taken_at is not null`,
    [sql.tenantId],
  );
}

const countRow = z.object({ due: z.number() });

export async function countQueuedDue(sql: TenantSql): Promise<number> {
  const counted = await sql.query(
    `select count(*)::int as due from relation_queue where tenant_id = $1 and due_at <= now()`,
    [sql.tenantId],
  );
  return firstRow(countRow, counted)?.due ?? 0;
}

const ageRow = z.object({ seconds: z.number().nullable() });

/** Since when the record of this side that is due the longest is due; null when none is. Seconds. */
export async function oldestDueSeconds(sql: TenantSql, side: RelationSide): Promise<number | null> {
  const found = await sql.query(
    `select extract(epoch from now() - min(due_at))::float8 as seconds
       from relation_queue where tenant_id = $1 and side = $2 and due_at <= now()`,
    [sql.tenantId, side],
  );
  return firstRow(ageRow, found)?.seconds ?? null;
}
