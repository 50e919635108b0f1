import { z } from 'zod';
import { LEAVE_WITHIN_MS, WRITE_TRANSITIONS, type WriteStep } from '../../domain/writes/write-protocol';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';

/**
 * What happens to an attempt to write (docs/adr/0014-one-write-protocol.md), for each table that holds such attempts. Each step is one
 * guarded UPDATE: a caller that comes late, twice or with an old attempt changes nothing, and learns that.
 */

/** A table of writes. Its columns `state`, `attempt`, `digest`, `sent_at`, `ever_unknown`, `unknown_since`, `due_at` are alike. */
export interface WriteTable {
  readonly name: 'bookings' | 'vendor_writes';
  /** Condition on `$1`, the tenant, and `$2`, the record. */
  readonly where: string;
  /** The column for the id that the vendor gives. */
  readonly vendorId: 'winbooks_id' | 'vendor_id';
  /** After how long somebody looks for a write in flight that no run sees to; null where each has a run of its own. Seconds. */
  readonly lookAfterSeconds: number | null;
  /** With this many of unknown fate nothing more is sent for the tenant; null: each is sent whatever became of the others. */
  readonly mostUnknown: number | null;
}

/** The steps of an attempt. Each returns whether this call was the one that made it. */
export interface WriteFate {
  /**
   * prepared → posting, right before the request leaves; run it as a transaction of its own and send only after that has
   * committed. Null: do not send (another run was faster, the body is another one, the tenant is not active, or too many of its writes
   * are of unknown fate). The request must have left `LEAVE_WITHIN_MS` after the moment *before* this call: `miss` counts on it.
   */
  readonly fence: (sql: TenantSql, id: string, seen: Seen) => Promise<Fenced | null>;
  /** posting → prepared: this attempt certainly did not reach the vendor. */
  readonly notSent: (sql: TenantSql, id: string, attempt: number) => Promise<boolean>;
  /** posting → verifying: nobody knows what became of this attempt. */
  readonly lose: (sql: TenantSql, id: string, attempt: number) => Promise<boolean>;
  /**
   * verifying → prepared: looked for and not there, and only once nothing of this attempt can still arrive: the time in which it may
   * have left, and the quiet period after that.
   */
  readonly miss: (
    sql: TenantSql,
    id: string,
    attempt: number,
    quietPeriodSeconds: number,
  ) => Promise<boolean>;
}

interface Seen {
  readonly attempt: number;
  readonly digest: string;
}

interface Fenced {
  readonly attempt: number;
  readonly sentAt: Date;
}

const fencedRow = z.object({ attempt: z.number(), sentAt: z.date() });

/** `state in ('posting', 'verifying')`: from where a step may be made. */
export function fromStates(step: WriteStep): string {
  return `state in (${WRITE_TRANSITIONS[step].from.map((state) => `'${state}'`).join(', ')})`;
}

export function writeFateIn({ name, where, vendorId, lookAfterSeconds, mostUnknown }: WriteTable): WriteFate {
  const isLookedFor = lookAfterSeconds !== null;
  const dueInFlight = isLookedFor ? `now() + ${lookAfterSeconds} * interval '1 second'` : 'null';
  const step = (which: WriteStep, changes: string, more = ''): string =>
    `update ${name} set state = '${WRITE_TRANSITIONS[which].to}', ${changes === '' ? '' : `${changes}, `}updated_at = now()
      where ${where} and ${fromStates(which)} and attempt = $3 and ${vendorId} is null ${more}`;
  const brake =
    mostUnknown === null
      ? ''
      : `and (select count(*) from ${name} as unknown where unknown.tenant_id = $1 and unknown.state = 'verifying') < ${mostUnknown}`;
  const fence = step(
    'fence',
    `attempt = attempt + 1, sent_at = clock_timestamp(), due_at = ${dueInFlight}`,
    `and digest = $4 and exists (select from tenants where id = $1 and state = 'active')
     ${brake}
     returning attempt, sent_at as "sentAt"`,
  );
  const notSent = step('notSent', isLookedFor ? 'due_at = null' : '');
  const lose = step(
    'lose',
    `ever_unknown = true, unknown_since = now()${isLookedFor ? `, due_at = ${dueInFlight}` : ''}`,
  );
  const miss = step(
    'miss',
    `unknown_since = null${isLookedFor ? ', due_at = null' : ''}`,
    `and now() >= sent_at + ${LEAVE_WITHIN_MS} * interval '1 millisecond' + $4 * interval '1 second'`,
  );
  const isDone = async (sql: TenantSql, statement: string, ...values: readonly unknown[]): Promise<boolean> =>
    (await sql.query(statement, [sql.tenantId, ...values])).rowCount === 1;
  return {
    fence: async (sql, id, { attempt, digest }) =>
      firstRow(fencedRow, await sql.query(fence, [sql.tenantId, id, attempt, digest])),
    notSent: (sql, id, attempt) => isDone(sql, notSent, id, attempt),
    lose: (sql, id, attempt) => isDone(sql, lose, id, attempt),
    miss: (sql, id, attempt, quietSeconds) => isDone(sql, miss, id, attempt, quietSeconds),
  };
}
