import { z } from 'zod';
import type { Day, TribeId, WinbooksId } from '../../domain/ids';
import { bookingReference } from '../../domain/invoice/booking-reference';
import type { TribeSide } from '../../domain/tie-out/tie-out-records';
import type { TenantSql } from '../database/database';
import { bookingEntry } from '../bookings/booking-row';
import { dayColumn, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';

/** Tribe's side of an open run, page by page. A row that comes twice is kept as it came last. */
export async function stageInvoices(sql: TenantSql, run: string, sides: readonly TribeSide[]): Promise<void> {
  const rows = sides.map((side) => ({
    invoice: side.invoiceId,
    month: side.expected.date?.slice(0, 7) ?? null,
    document: side.booking.documentId,
    reference: bookingReference(side.invoiceId),
    side,
  }));
  await sql.query(
    `insert into tie_out_invoices (tenant_id, run_id, invoice_id, month, document_id, reference, side)
     select $1, $2, invoice, month, document, reference, side
       from jsonb_to_recordset($3::jsonb) as row (invoice text, month text, document text, reference text, side jsonb)
     on conflict (tenant_id, run_id, invoice_id) do update
       set month = excluded.month, document_id = excluded.document_id, side = excluded.side`,
    [sql.tenantId, run, JSON.stringify([...new Map(rows.map((row) => [row.invoice, row])).values()])],
  );
}

const id = z.object({ id: tribeIdColumn });

/**
 * Booked invoices of these days that Tribe's list did not show: deleted, moved to another month, or in a phase of its own.
 *
 * @param days of the booking; null is open
 */
export async function unseenBookings(
  sql: TenantSql,
  run: string,
  days: { readonly from: Day | null; readonly to: Day | null },
  limit: number,
): Promise<readonly TribeId[]> {
  const result = await sql.query(
    `select tribe_invoice_id as id from bookings as booking
      where tenant_id = $1 and state = 'booked'
        and ($3::date is null or coalesce(booked_on, invoice_date) >= $3)
        and ($4::date is null or coalesce(booked_on, invoice_date) <= $4)
        and not exists (select from tie_out_invoices as seen
                         where seen.tenant_id = $1 and seen.run_id = $2 and seen.invoice_id = booking.tribe_invoice_id)
      order by tribe_invoice_id limit $5`,
    [sql.tenantId, run, days.from, days.to, limit],
  );
  return parseRows(id, result).map((row) => row.id);
}

/** What bookings say of these invoices: of each its row, and its customer's link. */
export async function bookingsOf(
  sql: TenantSql,
  invoices: readonly TribeId[],
): Promise<ReadonlyMap<TribeId, StagedBooking>> {
  const result = await sql.query(
    `select tribe_invoice_id as "invoiceId", state, winbooks_id as "documentId", linked as "isLinked",
            issue_code as "issueCode", skipped_by_rule as "isSkippedByRule", source_digest as "sourceDigest", number, entry,
            kind, gross_cents as "grossCents", customer_code as "customerCode", journal_code as "journalCode",
            booked_on as "bookedOn", invoice_date as "invoiceDate"
       from bookings where tenant_id = $1 and tribe_invoice_id = any ($2::text[])`,
    [sql.tenantId, invoices],
  );
  return new Map(parseRows(bookingRow, result).map((row) => [row.invoiceId, row]));
}

const bookingRow = z.object({
  invoiceId: tribeIdColumn,
  state: z.enum(['waiting', 'prepared', 'posting', 'verifying', 'booked', 'held', 'skipped']).catch('held'),
  documentId: winbooksIdColumn.nullable(),
  isLinked: z.boolean(),
  issueCode: z.string().nullable(),
  isSkippedByRule: z.boolean(),
  sourceDigest: z.string().nullable(),
  number: z.string().nullable(),
  /** Null also when another version wrote it: the invoice as it is now then tells what is expected. */
  entry: bookingEntry.nullable().catch(null),
  kind: z.enum(['invoice', 'credit']).nullable(),
  grossCents: z.number().nullable(),
  customerCode: z.string().nullable(),
  journalCode: z.string().nullable(),
  bookedOn: dayColumn.nullable(),
  invoiceDate: dayColumn.nullable(),
});
export type StagedBooking = z.output<typeof bookingRow>;

/** The customers in WinBooks of these relationships, by relationship. */
export async function customersOf(
  sql: TenantSql,
  relationships: readonly TribeId[],
): Promise<ReadonlyMap<TribeId, { readonly code: string; readonly customerId: WinbooksId }>> {
  const result = await sql.query(
    `select tribe_relationship_id as relationship, code, winbooks_id as "customerId" from links
      where tenant_id = $1 and kind = 'customer' and state = 'open' and tribe_relationship_id = any ($2::text[])`,
    [sql.tenantId, relationships],
  );
  return new Map(parseRows(linkRow, result).map(({ relationship, ...link }) => [relationship, link]));
}
const linkRow = z.object({ relationship: tribeIdColumn, code: z.string(), customerId: winbooksIdColumn });

/** The codes of these customers in WinBooks, as far as they were ever linked or read. */
export async function codesOfCustomers(
  sql: TenantSql,
  customers: readonly WinbooksId[],
): Promise<ReadonlyMap<WinbooksId, string>> {
  const result = await sql.query(
    `select party_id as id, code from winbooks_parties where tenant_id = $1 and role = 'customer' and party_id = any ($2::text[])
      union all
     select winbooks_id, code from links where tenant_id = $1 and kind = 'customer' and winbooks_id = any ($2::text[])`,
    [sql.tenantId, customers],
  );
  const rows = parseRows(z.object({ id: winbooksIdColumn, code: z.string() }), result);
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** Which of these documents are those of bookings. */
export async function claimedAmong(
  sql: TenantSql,
  documents: readonly WinbooksId[],
): Promise<ReadonlySet<WinbooksId>> {
  const result = await sql.query(
    `select winbooks_id as id from bookings where tenant_id = $1 and winbooks_id = any ($2::text[])`,
    [sql.tenantId, documents],
  );
  return new Set(parseRows(z.object({ id: winbooksIdColumn }), result).map((row) => row.id));
}
