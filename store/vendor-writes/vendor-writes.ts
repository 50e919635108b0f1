import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows, parseStored } from '../database/row-parsing';
import { unlessTaken } from '../database/unique-violation';
import { fromStates, writeFateIn, type WriteFate } from './write-fate';
import { WRITE_STATES } from '../../domain/writes/write-protocol';

/** Every write to a vendor that must not happen twice, but bookings, whose numbers are a business of their own. */

/** What is written; the name of each is stored. */
export const WRITE_KINDS = ['create-customer', 'create-supplier', 'create-relation'] as const;
export type VendorWriteKind = (typeof WRITE_KINDS)[number];

const vendorWriteRow = z.object({
  kind: z.enum(WRITE_KINDS),
  /** The record at home that the write is for. */
  recordId: z.string(),
  claim: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
  digest: z.string(),
  state: z.enum(WRITE_STATES),
  attempt: z.number(),
  sentAt: z.date().nullable(),
  everUnknown: z.boolean(),
  vendorId: z.string().nullable(),
  issueCode: z.string().nullable(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type VendorWrite = z.output<typeof vendorWriteRow>;

const COLUMNS = `kind, record_id as "recordId", claim, body, digest, state, attempt, sent_at as "sentAt",
  ever_unknown as "everUnknown", vendor_id as "vendorId", issue_code as "issueCode", created_at as "createdAt", updated_at as "updatedAt"`;

/** What is to be written. `claim`: what no other write of the kind may claim meanwhile. */
export interface WriteIntent {
  readonly claim: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly digest: string;
}

/** Another record of the tenant has this claim, or is this record of the vendor. */
export interface WriteConflict {
  readonly conflict: 'claim' | 'vendorId';
  readonly other: string;
}

/** A write in flight may have no run any more, for example because its invoice was skipped meanwhile. Seconds. */
const LOOK_AFTER_SECONDS = 300;

/** The writes of one kind. */
export interface VendorWrites extends WriteFate {
  readonly load: (sql: TenantSql, id: string) => Promise<VendorWrite | null>;
  /** New, held, or prepared and never fenced → prepared. `stale`: it went further already. */
  readonly prepare: (
    sql: TenantSql,
    id: string,
    intent: WriteIntent,
  ) => Promise<'prepared' | 'stale' | WriteConflict>;
  /** prepared, posting or verifying → written: it is at the vendor, by our doing or found there. */
  readonly write: (
    sql: TenantSql,
    id: string,
    vendorId: string,
  ) => Promise<'written' | 'stale' | WriteConflict>;
  /** prepared → held; from posting or verifying only when the fate of this attempt is known, as after a refusal. */
  readonly hold: (
    sql: TenantSql,
    id: string,
    issueCode: string,
    known?: { readonly attempt: number } | null,
  ) => Promise<boolean>;
  /** Whether one is in flight that nobody has seen to in time. */
  readonly isDue: (sql: TenantSql) => Promise<boolean>;
  /**
   * Takes those in flight that nobody has seen to in time, the longest due first, and returns their records. Each is due again later
   * in any case, so that one that cannot be seen to does not keep its place before the others.
   */
  readonly takeDue: (sql: TenantSql, limit: number) => Promise<readonly string[]>;
}

const dueRow = z.object({ recordId: z.string() });

export function vendorWrites(kind: VendorWriteKind): VendorWrites {
  const where = `tenant_id = $1 and kind = '${kind}' and record_id = $2`;
  const fate = writeFateIn({
    name: 'vendor_writes',
    where,
    vendorId: 'vendor_id',
    lookAfterSeconds: LOOK_AFTER_SECONDS,
    // A record that the vendor cannot be asked about must not prevent the others of its kind from being written.
    mostUnknown: null,
  });
  return {
    ...fate,

    async load(sql, id) {
      const found = await sql.query(`select ${COLUMNS} from vendor_writes where ${where}`, [
        sql.tenantId,
        id,
      ]);
      const [row] = found.rows;
      return row === undefined ? null : parseStored(vendorWriteRow, row, kind);
    },

    async prepare(sql, id, { claim, body, digest }) {
      const outcome = await unlessTaken(sql, () =>
        sql.query(
          `insert into vendor_writes as write (tenant_id, kind, record_id, claim, body, digest)
           values ($1, '${kind}', $2, $3, $4, $5)
           on conflict (tenant_id, kind, record_id) do update
             set state = 'prepared', claim = excluded.claim, body = excluded.body, digest = excluded.digest,
                 issue_code = null, updated_at = now()
             where write.vendor_id is null
               and (write.state = 'held' or (write.state = 'prepared' and write.attempt = 0))`,
          [sql.tenantId, id, claim, JSON.stringify(body), digest],
        ),
      );
      if ('value' in outcome) return outcome.value.rowCount === 1 ? 'prepared' : 'stale';
      const other = await holder(sql, kind, `claim = $3 and state <> 'held'`, claim);
      // Two that need the same write at once: the index of claims may refuse the second before that of records is asked.
      return other === id ? 'stale' : { conflict: 'claim', other };
    },

    async write(sql, id, vendorId) {
      const outcome = await unlessTaken(sql, () =>
        sql.query(
          `update vendor_writes set state = 'written', vendor_id = $3, issue_code = null, unknown_since = null, due_at = null,
                  updated_at = now()
            where ${where} and ${fromStates('write')}`,
          [sql.tenantId, id, vendorId],
        ),
      );
      if ('takenBy' in outcome)
        return { conflict: 'vendorId', other: await holder(sql, kind, 'vendor_id = $3', vendorId) };
      return outcome.value.rowCount === 1 ? 'written' : 'stale';
    },

    async hold(sql, id, issueCode, known = null) {
      const held = await sql.query(
        `update vendor_writes set state = 'held', issue_code = $3, unknown_since = null, due_at = null, updated_at = now()
          where ${where} and vendor_id is null
            and (${fromStates('hold')} or (${fromStates('refuse')} and attempt = $4))`,
        [sql.tenantId, id, issueCode, known?.attempt ?? null],
      );
      return held.rowCount === 1;
    },

    async isDue(sql) {
      const due = await sql.query(
        `select from vendor_writes where tenant_id = $1 and kind = '${kind}' and due_at <= now() limit 1`,
        [sql.tenantId],
      );
      return due.rowCount > 0;
    },

    async takeDue(sql, limit) {
      const taken = await sql.query(
        `with due as materialized (
           select record_id from vendor_writes where tenant_id = $1 and kind = '${kind}' and due_at <= now()
            order by due_at, record_id limit $2 for update skip locked)
         update vendor_writes as write set due_at = now() + ${LOOK_AFTER_SECONDS} * interval '1 second', updated_at = now()
           from due where write.tenant_id = $1 and write.kind = '${kind}' and write.record_id = due.record_id
          returning write.record_id as "recordId"`,
        [sql.tenantId, limit],
      );
      return parseRows(dueRow, taken).map(({ recordId }) => recordId);
    },
  };
}

async function holder(
  sql: TenantSql,
  kind: VendorWriteKind,
  which: string,
  value: string | null,
): Promise<string> {
  const found = await sql.query(
    `select record_id as other from vendor_writes where tenant_id = $1 and kind = $2 and ${which}`,
    [sql.tenantId, kind, value],
  );
  const row = firstRow(z.object({ other: z.string() }), found);
  if (row === null) throw new Error('A write was refused as a duplicate, and its double is gone: try again.');
  return row.other;
}
