import { z } from 'zod';
import type { ControlSql } from '../database/database';
import { firstRow } from '../database/row-parsing';

/** A request that may come again under the same key. */
export interface RepeatableRequest {
  readonly caller: string;
  readonly idempotencyKey: string;
  /** SHA-256 of method, address and body. */
  readonly digest: Buffer;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

const keptRow = z.object({
  isSame: z.boolean(),
  isUnderWay: z.boolean(),
  status: z.number().nullable(),
  body: z.string().nullable(),
});

/** A request without an answer is under way this long; after that its server is believed dead. Seconds. */
const UNDER_WAY_S = 60;

/** What this request comes to: the first one acts, a repeated one gets the kept answer. */
export async function claimRequest(
  sql: ControlSql,
  { caller, idempotencyKey, digest }: RepeatableRequest,
): Promise<'act' | 'underWay' | 'otherRequest' | KeptAnswer> {
  await sql.query(
    `delete from api_answers where (caller, idempotency_key) in (
       select caller, idempotency_key from api_answers where started_at < now() - interval '1 day' limit 100)`,
  );
  const claimed = await sql.query(
    `insert into api_answers as kept (caller, idempotency_key, request_digest) values ($1, $2, $3)
     on conflict (caller, idempotency_key) do update set started_at = now()
       where kept.request_digest = excluded.request_digest and kept.status is null
         and kept.started_at < now() - $4 * interval '1 second'`,
    [caller, idempotencyKey, digest, UNDER_WAY_S],
  );
  if (claimed.rowCount === 1) return 'act';
  const found = await sql.query(
    `select request_digest = $3 as "isSame", status is null as "isUnderWay", status, body
       from api_answers where caller = $1 and idempotency_key = $2`,
    [caller, idempotencyKey, digest],
  );
  const kept = firstRow(keptRow, found);
  if (kept === null) return 'underWay';
  if (!kept.isSame) return 'otherRequest';
  return kept.status === null || kept.body === null ? 'underWay' : { status: kept.status, body: kept.body };
}

export async function keepAnswer(
  sql: ControlSql,
  { caller, idempotencyKey }: RepeatableRequest,
  { status, body }: KeptAnswer,
): Promise<void> {
  await sql.query(
    `update api_answers set status = $3, body = $4 where caller = $1 and idempotency_key = $2`,
    [caller, idempotencyKey, status, body],
  );
}

/** Nothing was done, or it failed: the same key may be used at once. */
export async function forgetRequest(
  sql: ControlSql,
  { caller, idempotencyKey }: RepeatableRequest,
): Promise<void> {
  await sql.query(`delete from api_answers where caller = $1 and idempotency_key = $2 and status is null`, [
    caller,
    idempotencyKey,
  ]);
}
