import { z } from 'zod';
import { BOOKING_STATES } from '../../domain/booking/booking-entry';
import type { BookingKind } from '../../domain/invoice/invoice-kind';
import type { Day, TribeId } from '../../domain/ids';
import { OLDEST_FIRST } from './booking-row';
import { reopenBookings } from './held-bookings';
import type { ControlSql, TenantSql } from '../database/database';
import { firstRow, isoInstant, parseRows, tenantIdColumn, tribeIdColumn } from '../database/row-parsing';

/** One invoice that the watch found. */
export interface FoundInvoice {
  readonly id: TribeId;
  readonly number: string | null;
  readonly date: Day | null;
  /** The vendor's clock, ISO 8601 with offset. */
  readonly changedAt: string;
}

/** The rows that a change in Tribe makes due again. A row that a person skipped stays skipped. */
const REOPENS = `(held.state = 'held' or (held.state = 'skipped' and held.skipped_by_rule))`;

/**
 * Decides whether a change is newer than the stored one: normally by the later date. A record stamped in the future
 * (with the year 2099, for example) would stay the latest for ever, so for such a row any other date is newer.
 */
export const isNewer = (found: string, held: string): string =>
  `(${found} > ${held} or (${held} > now() and ${found} <> ${held}))`;

/**
 * Writes a row per invoice found, together with the watermark in the caller's transaction. Only a newer change counts.
 * It reopens a held row (all its attempts are of known fate: see `holdBooking`) and one that a rule skipped, and makes
 * a postponed row due at once. Any other row keeps its state, and a row with an entry is to be compared with the
 * invoice (`dueChanges`). Returns how many were new and how many were reopened.
 */
export async function recordFound(
  sql: TenantSql,
  invoices: readonly FoundInvoice[],
): Promise<{ readonly added: number; readonly reopened: number }> {
  const result = await sql.query(
    `with found as (
       select distinct on (id) id, number, date, "changedAt" as changed_at
         from jsonb_to_recordset($2::jsonb) as row (id text, number text, date date, "changedAt" timestamptz)
        order by id, "changedAt" desc
     )
     insert into bookings as held (tenant_id, tribe_invoice_id, number, invoice_date, changed_at, due_at)
     select $1, id, number, date, changed_at, now() from found
     on conflict (tenant_id, tribe_invoice_id) do update
       set changed_at = excluded.changed_at,
           number = case when held.state = 'waiting' or ${REOPENS} then excluded.number else held.number end,
           invoice_date = case when held.state = 'waiting' or ${REOPENS} then excluded.invoice_date else held.invoice_date end,
           due_at = case when held.due_at > now() then now() else held.due_at end,
           look_at_change = held.state not in ('waiting', 'held', 'skipped')
       where ${isNewer('excluded.changed_at', 'held.changed_at')}
     returning tribe_invoice_id as id, xmax = 0 as "isNew", ${REOPENS} as "isToReopen"`,
    [sql.tenantId, JSON.stringify(invoices)],
  );
  const written = parseRows(writtenRow, result);
  const again = written.filter(({ isToReopen }) => isToReopen).map(({ id }) => id);
  const reopened = await reopenBookings(sql, again);
  return { added: written.filter(({ isNew }) => isNew).length, reopened: reopened.length };
}

const writtenRow = z.object({ id: tribeIdColumn, isNew: z.boolean(), isToReopen: z.boolean() });

const dueRow = z.object({
  tribeInvoiceId: tribeIdColumn,
  number: z.string().nullable(),
  /** ISO 8601 with microseconds: identifies this listing, see `markDispatched`. */
  dueAt: z.string(),
});
export type DueBooking = z.output<typeof dueRow>;

/** A row whose own step has failed gets places of its own, so that it does not delay its neighbours. */
const IS_FAILING = `failures <> '{}'`;

/** The bookings whose run may start now, oldest date and number first: either those that have failed, or all others. */
export async function listDue(sql: TenantSql, limit: number, isFailing = false): Promise<DueBooking[]> {
  const result = await sql.query(
    `select tribe_invoice_id as "tribeInvoiceId", number, ${isoInstant('due_at')} as "dueAt"
       from bookings where tenant_id = $1 and due_at <= now() and (${IS_FAILING}) = $3
      order by ${OLDEST_FIRST} limit $2`,
    [sql.tenantId, limit, isFailing],
  );
  return parseRows(dueRow, result);
}

/**
 * Their runs were started and own the rows from here. A row that became due again in the meantime (its run was quick,
 * and was postponed) stays due. Returns how many were marked.
 */
export async function markDispatched(sql: TenantSql, started: readonly DueBooking[]): Promise<number> {
  const result = await sql.query(
    `update bookings as b set due_at = null, dispatched_at = now(), updated_at = now()
       from jsonb_to_recordset($2::jsonb) as row ("tribeInvoiceId" text, "dueAt" timestamptz)
      where b.tenant_id = $1 and b.tribe_invoice_id = row."tribeInvoiceId" and b.due_at = row."dueAt"`,
    [sql.tenantId, JSON.stringify(started)],
  );
  return result.rowCount;
}

/** How many bookings could be started now. */
export async function countDue(sql: TenantSql): Promise<number> {
  const result = await sql.query(
    `select count(*) as due from bookings where tenant_id = $1 and due_at <= now()`,
    [sql.tenantId],
  );
  return firstRow(z.object({ due: z.number() }), result)?.due ?? 0;
}

/** Makes postponed rows due at once, because their tenant was resumed or is active again. Returns how many. */
export async function dueNow(sql: TenantSql): Promise<number> {
  const result = await sql.query(
    `update bookings set due_at = now(), updated_at = now() where tenant_id = $1 and due_at > now()`,
    [sql.tenantId],
  );
  return result.rowCount;
}

/** How many bookings are owned by a run now. */
export async function countOpen(sql: TenantSql): Promise<number> {
  const result = await sql.query(
    `select count(*) as open from bookings
      where tenant_id = $1 and due_at is null and state in ('waiting', 'prepared', 'posting', 'verifying')`,
    [sql.tenantId],
  );
  return firstRow(z.object({ open: z.number() }), result)?.open ?? 0;
}

/** The same, with rows whose own step has failed counted apart, because they do not count as under way. */
export async function countUnderWay(
  sql: TenantSql,
): Promise<{ readonly open: number; readonly failing: number }> {
  const result = await sql.query(
    `select count(*) filter (where not (${IS_FAILING})) as open, count(*) filter (where ${IS_FAILING}) as failing
       from bookings
      where tenant_id = $1 and due_at is null and state in ('waiting', 'prepared', 'posting', 'verifying')`,
    [sql.tenantId],
  );
  return z.object({ open: z.number(), failing: z.number() }).parse(result.rows[0]);
}

/** The run ends without an outcome (paused, no budget); dispatch starts another one from `until` on. */
export async function postponeBooking(sql: TenantSql, id: TribeId, until: Date): Promise<boolean> {
  const result = await sql.query(
    `update bookings set due_at = $3, look_anew = true, updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2 and state in ('waiting', 'prepared', 'posting', 'verifying')`,
    [sql.tenantId, id, until],
  );
  return result.rowCount === 1;
}

/**
 * As `postponeBooking`, because the tenant was not active; due at once if it is active again. Locks the tenant's row,
 * so that an activation either comes first or finds the row postponed (`dueNow`).
 */
export async function postponeUntilActive(sql: TenantSql, id: TribeId, until: Date): Promise<boolean> {
  const result = await sql.query(`select state from tenants where id = $1 for share`, [sql.tenantId]);
  const isActive = firstRow(z.object({ state: z.string() }), result)?.state === 'active';
  return postponeBooking(sql, id, isActive ? new Date() : until);
}

/** The facts about an invoice that people see before it is booked; absent or null leaves the column as it is. */
export interface InvoiceFacts {
  readonly number?: string | null;
  readonly invoiceDate?: Day | null;
  readonly kind?: BookingKind | null;
  /** In the folder's currency. */
  readonly grossCents?: number | null;
  readonly currency?: string | null;
  /** In `currency`; the two are set and cleared together. */
  readonly currencyGrossCents?: number | null;
  readonly customerName?: string | null;
  readonly customerCode?: string | null;
  readonly creditedNumber?: string | null;
  /** The content of the invoice (`invoiceDigest`). */
  readonly sourceDigest?: string | null;
}

/** Records facts as long as nothing was sent. After the fence, the row describes what was sent. */
export async function recordFacts(sql: TenantSql, id: TribeId, facts: InvoiceFacts): Promise<boolean> {
  const result = await sql.query(
    `update bookings
        set number = coalesce($3, number), invoice_date = coalesce($4, invoice_date), kind = coalesce($5, kind),
            gross_cents = coalesce($6, gross_cents), currency = coalesce($7, currency),
            customer_name = coalesce($8, customer_name), customer_code = coalesce($9, customer_code),
            credited_number = coalesce($10, credited_number), source_digest = coalesce($11, source_digest),
            currency_gross_cents = case when $7::text is null then coalesce($12, currency_gross_cents) else $12 end,
            updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2
        and (state = 'waiting' or (state = 'prepared' and attempt = 0))`,
    [
      sql.tenantId,
      id,
      facts.number ?? null,
      facts.invoiceDate ?? null,
      facts.kind ?? null,
      facts.grossCents ?? null,
      facts.currency ?? null,
      facts.customerName ?? null,
      facts.customerCode ?? null,
      facts.creditedNumber ?? null,
      facts.sourceDigest ?? null,
      facts.currencyGrossCents ?? null,
    ],
  );
  return result.rowCount === 1;
}

const staleRow = z.object({
  tenantId: tenantIdColumn,
  tribeInvoiceId: tribeIdColumn,
  state: z.enum(BOOKING_STATES),
});
export type StaleBooking = z.output<typeof staleRow>;

/**
 * Non-final bookings of every tenant that a run should own and that nothing has touched for `olderThanMs`. Returned in
 * parts: those after `after`.
 */
export async function listStale(
  sql: ControlSql,
  olderThanMs: number,
  after: Pick<StaleBooking, 'tenantId' | 'tribeInvoiceId'> | null = null,
  limit = 1000,
): Promise<StaleBooking[]> {
  const result = await sql.query(
    `select tenant_id as "tenantId", tribe_invoice_id as "tribeInvoiceId", state
       from bookings
      where due_at is null and state in ('waiting', 'prepared', 'posting', 'verifying')
        and updated_at < now() - $1 * interval '1 millisecond'
        and ($2::text is null or (tenant_id, tribe_invoice_id) > ($2, $3))
      order by tenant_id, tribe_invoice_id limit $4`,
    [olderThanMs, after?.tenantId ?? null, after?.tribeInvoiceId ?? null, limit],
  );
  return parseRows(staleRow, result);
}

/** Schedules another look at a booking that was ever of unknown fate; null means no more looks. */
export async function scheduleRecheck(sql: TenantSql, id: TribeId, at: Date | null): Promise<boolean> {
  const result = await sql.query(
    `update bookings set recheck_at = $3, updated_at = now() where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, id, at],
  );
  return result.rowCount === 1;
}
