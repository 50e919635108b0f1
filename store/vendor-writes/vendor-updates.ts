import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow, parseStored, UnreadableRow } from '../database/row-parsing';

/**
 * Partial updates of records at a vendor by their id. They are harmless to repeat, so that no fence is needed: a row says what is
 * wanted of a record, and is deleted once the vendor shows it (docs/adr/0014-one-write-protocol.md).
 */

/** What is updated; the name of each is stored. */
export const UPDATE_KINDS = ['debtor-number', 'invoice-phase'] as const;
export type VendorUpdateKind = (typeof UPDATE_KINDS)[number];

const updateRow = z.object({
  recordId: z.string(),
  body: z.unknown(),
  version: z.number(),
  attempt: z.number(),
});

/** One that was taken: nobody else takes it until it is due again. */
export interface TakenUpdate {
  readonly recordId: string;
  /** As it is stored: `VendorUpdates.read` says what it means. */
  readonly body: unknown;
  readonly version: number;
  /** Attempts before this one, of which each may have reached the vendor. */
  readonly attempt: number;
}

/** The updates of one kind. */
export interface VendorUpdates<Wanted> {
  readonly kind: VendorUpdateKind;
  /** Stores what is wanted of these records, in place of what was wanted of them before; due at once. One statement. */
  readonly want: (
    sql: TenantSql,
    records: readonly { readonly recordId: string; readonly wanted: Wanted }[],
  ) => Promise<void>;
  /** What the row wants; an `UnreadableRow`, not thrown, when another version wrote it. */
  readonly read: (update: TakenUpdate) => Wanted | UnreadableRow;
  readonly isDue: (sql: TenantSql) => Promise<boolean>;
  /**
   * Takes the one that has been due longest: it is due again later, whatever becomes of this attempt. Null when none is due, or the
   * tenant is not active.
   */
  readonly takeNext: (sql: TenantSql) => Promise<TakenUpdate | null>;
  /** Nothing was sent, because the vendor or our own budget allowed no request: due again soon, as if it had not been taken. */
  readonly giveBack: (sql: TenantSql, update: TakenUpdate) => Promise<void>;
  /** Deletes it; false when something else is wanted of the record since. */
  readonly done: (sql: TenantSql, update: TakenUpdate) => Promise<boolean>;
  /** Whether this is still what is wanted of the record. */
  readonly isCurrent: (sql: TenantSql, update: TakenUpdate) => Promise<boolean>;
  /** Nothing is wanted of the record any more. */
  readonly forget: (sql: TenantSql, recordId: string) => Promise<void>;
  /** The vendor gives no answer: all others wait as long as the one that noticed, so that an outage costs one request. */
  readonly putOffOthers: (sql: TenantSql, update: TakenUpdate) => Promise<void>;
}

/** The wait doubles with each attempt in a row, up to an hour. Seconds. */
const FIRST_WAIT_S = 60;
const LONGEST_WAIT_S = 3_600;

export function vendorUpdates<Schema extends z.ZodType>(
  kind: VendorUpdateKind,
  schema: Schema,
): VendorUpdates<z.output<Schema>> {
  const ofKind = `tenant_id = $1 and kind = '${kind}'`;
  return {
    kind,

    async want(sql, records) {
      await sql.query(
        `insert into vendor_updates (tenant_id, kind, record_id, body)
         select $1, '${kind}', record_id, body from unnest($2::text[], $3::jsonb[]) as wanted (record_id, body)
         on conflict (tenant_id, kind, record_id) do update
           set body = excluded.body, version = vendor_updates.version + 1, attempt = 0, due_at = now(), updated_at = now()`,
        [
          sql.tenantId,
          records.map(({ recordId }) => recordId),
          records.map(({ wanted }) => JSON.stringify(wanted)),
        ],
      );
    },

    read({ body }) {
      try {
        return parseStored(schema, body, kind);
      } catch (error) {
        if (error instanceof UnreadableRow) return error;
        throw error;
      }
    },

    async isDue(sql) {
      const due = await sql.query(`select from vendor_updates where ${ofKind} and due_at <= now() limit 1`, [
        sql.tenantId,
      ]);
      return due.rowCount > 0;
    },

    async takeNext(sql) {
      const taken = await sql.query(
        `with next as materialized (
           select record_id from vendor_updates
            where ${ofKind} and due_at <= now() and exists (select from tenants where id = $1 and state = 'active')
            order by due_at, record_id limit 1 for update skip locked)
         update vendor_updates as taken
            set attempt = attempt + 1, updated_at = now(),
                due_at = now() + least($2::double precision * power(2, least(attempt, 20)), $3) * interval '1 second'
           from next where ${ofKind.replaceAll('tenant_id', 'taken.tenant_id')} and taken.record_id = next.record_id
         returning taken.record_id as "recordId", body, version, attempt - 1 as attempt`,
        [sql.tenantId, FIRST_WAIT_S, LONGEST_WAIT_S],
      );
      return firstRow(updateRow, taken);
    },

    async giveBack(sql, { recordId, version, attempt }) {
      await sql.query(
        `update vendor_updates set attempt = $4, due_at = now() + $5 * interval '1 second', updated_at = now()
          where ${ofKind} and record_id = $2 and version = $3 and attempt = $4 + 1`,
        [sql.tenantId, recordId, version, attempt, FIRST_WAIT_S],
      );
    },

    async done(sql, { recordId, version }) {
      const deleted = await sql.query(
        `delete from vendor_updates where ${ofKind} and record_id = $2 and version = $3`,
        [sql.tenantId, recordId, version],
      );
      return deleted.rowCount === 1;
    },

    async isCurrent(sql, { recordId, version }) {
      const found = await sql.query(
        `select from vendor_updates where ${ofKind} and record_id = $2 and version = $3 for update`,
        [sql.tenantId, recordId, version],
      );
      return found.rowCount === 1;
    },

    async forget(sql, recordId) {
      await sql.query(`delete from vendor_updates where ${ofKind} and record_id = $2`, [
        sql.tenantId,
        recordId,
      ]);
    },

    async putOffOthers(sql, { recordId }) {
      await sql.query(
        `update vendor_updates set due_at = noticed.due_at
           from (select due_at from vendor_updates where ${ofKind} and record_id = $2) as noticed
          where ${ofKind} and vendor_updates.due_at < noticed.due_at`,
        [sql.tenantId, recordId],
      );
    },
  };
}

/**
 * An outage has ended: updates that wait because they had no answer are tried at once. One that is being made at this moment may be made
 * twice, which is harmless.
 */
export async function retryUpdates(sql: TenantSql): Promise<void> {
  await sql.query(
    `update vendor_updates set due_at = now() where tenant_id = $1 and attempt > 0 and due_at > now()`,
    [sql.tenantId],
  );
}
