import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { parseRows, tribeIdColumn } from '../database/row-parsing';
import { standingColumns } from './payment-queue';

const listedRow = standingColumns.extend({
  tribeInvoiceId: tribeIdColumn,
  number: z.string().nullable(),
  customerName: z.string().nullable(),
  /** When the standing last changed, and when it was last read. */
  changedAt: z.date(),
  readAt: z.date(),
});
/** What the ledger said of one booked invoice. */
export type ListedPayment = z.output<typeof listedRow>;

const COLUMNS = `payments.tribe_invoice_id as "tribeInvoiceId", number, customer_name as "customerName", payments.state,
  payments.gross_cents as "grossCents", open_cents as "openCents", allocations, payments.changed_at as "changedAt", read_at as "readAt"`;
/** The place of a row in the list, without nulls so that two places can be compared. */
const PLACE = `coalesce(invoice_date, 'infinity'), coalesce(length(number), 2147483647),
  coalesce(number, '') collate "C", tribe_invoice_id`;
const READ = `payments join bookings using (tenant_id, tribe_invoice_id)
  where tenant_id = $1 and payments.state is not null and bookings.state = 'booked'`;

/**
 * One page of the booked invoices whose payments were read, oldest invoice first.
 *
 * @param after the Tribe id of the last row of the page before; null for the first page
 */
export async function listPaymentPage(
  sql: TenantSql,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ListedPayment[]> {
  const found = await sql.query(
    `select ${COLUMNS} from ${READ}
        and ($2::text is null or (${PLACE}) > (
              select ${PLACE} from bookings where tenant_id = $1 and tribe_invoice_id = $2))
      order by ${PLACE} limit $3`,
    [sql.tenantId, after, limit],
  );
  return parseRows(listedRow, found);
}

const standingRow = standingColumns.extend({ id: z.coerce.string(), at: z.date() });
/** A standing that an invoice had from a moment on. */
export type PaymentChange = z.output<typeof standingRow>;

const HISTORY = `id, at, state, gross_cents as "grossCents", open_cents as "openCents", allocations`;

/** The standings of one invoice, oldest first: the last `limit` of them. */
export async function listPaymentChanges(
  sql: TenantSql,
  invoice: TribeId,
  limit: number,
): Promise<PaymentChange[]> {
  const found = await sql.query(
    `select ${HISTORY} from payment_history where tenant_id = $1 and tribe_invoice_id = $2 order by id desc limit $3`,
    [sql.tenantId, invoice, limit],
  );
  return parseRows(standingRow, found).reverse();
}

const recentRow = standingRow.extend({ number: z.string().nullable(), customerName: z.string().nullable() });
export type RecentPayment = z.output<typeof recentRow>;

/** What happened after a change that is known, the oldest first. That an invoice is open when it is first seen is no news. */
export async function paymentsAfter(sql: TenantSql, id: string, limit: number): Promise<RecentPayment[]> {
  const found = await sql.query(
    `select ${HISTORY.replace('state', 'change.state').replace('gross_cents', 'change.gross_cents')}, number,
            customer_name as "customerName"
       from payment_history as change join bookings using (tenant_id, tribe_invoice_id)
      where tenant_id = $1 and id > $2 and (change.state <> 'open' or was is not null) order by id limit $3`,
    [sql.tenantId, id, limit],
  );
  return parseRows(recentRow, found);
}

const writtenRow = z.object({ id: z.coerce.string(), number: z.string().nullable(), phase: z.string() });

/** The phases that were written to Tribe after one that is known, the oldest first. */
export async function phasesAfter(
  sql: TenantSql,
  id: string,
  limit: number,
): Promise<z.output<typeof writtenRow>[]> {
  const found = await sql.query(
    `select event.id, number, details ->> 'to' as phase
       from audit_events as event
       join bookings on bookings.tenant_id = $1 and event.record = 'invoice:' || tribe_invoice_id
      where event.tenant_id = $1 and event.id > $2 and action = 'write-phase' order by event.id limit $3`,
    [sql.tenantId, id, limit],
  );
  return parseRows(writtenRow, found);
}
