import { findBookings, type ListedBooking } from '../store/bookings/booking-row';
import type { TenantSql } from '../store/database/database';
import { refused, type Refusal } from './action';
import { documentName } from '../activities/invoices/booking-issues';

/**
 * The invoice that a person names: by Tribe's number, by Tribe's id, or as an issue names its record (`invoice:20260012`). A
 * number that several invoices have is refused with their ids.
 */
export async function findInvoice(sql: TenantSql, named: string): Promise<ListedBooking | Refusal> {
  const wanted = named.trim().replace(/^invoice:/i, '');
  const found = await findBookings(sql, wanted);
  const [only, another] = found;
  if (only === undefined) return refused('INVOICE_UNKNOWN', { integration: sql.tenantId, invoice: wanted });
  if (another === undefined) return only;
  const each = found.map(({ tribeInvoiceId, invoiceDate }) => `${tribeInvoiceId} (${invoiceDate ?? '–'})`);
  return refused('INVOICE_AMBIGUOUS', { number: wanted, invoices: each.join(', ') });
}

/** Why nothing can be done to an invoice that is in the state it has now, whatever was asked for. */
export function refusedAs(booking: ListedBooking): Refusal {
  const invoice = booking.number ?? booking.tribeInvoiceId;
  switch (booking.state) {
    case 'waiting':
      return refused('INVOICE_IS_WAITING', { invoice });
    case 'prepared':
    case 'posting':
    case 'verifying':
      return refused('INVOICE_IS_UNDER_WAY', { invoice, bookingState: booking.state });
    case 'booked':
      return refused('INVOICE_IS_BOOKED', { invoice, document: documentName(booking) });
    case 'held':
      return refused('INVOICE_IS_HELD', { invoice, issueCode: booking.issueCode ?? '–' });
    case 'skipped':
      return refused('INVOICE_IS_SKIPPED', { invoice, reason: booking.skipReason ?? '–' });
  }
}

/** The same as it is at this moment: perhaps somebody else was faster. */
export async function refusedInState(sql: TenantSql, booking: ListedBooking): Promise<Refusal> {
  const [now = booking] = await findBookings(sql, booking.tribeInvoiceId);
  return refusedAs(now);
}
