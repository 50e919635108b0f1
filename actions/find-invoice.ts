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
  if (only === undefined)
    return refused(
      `Tenant ${sql.tenantId} has no invoice "${wanted}": "invoices --tenant ${sql.tenantId}" lists those that were found.`,
    );
  if (another === undefined) return only;
  const each = found.map(
    ({ tribeInvoiceId, invoiceDate, state }) =>
      `${tribeInvoiceId} (${invoiceDate ?? 'without a date'}, ${state})`,
  );
  return refused(
    `Number ${wanted} is that of ${found.length} invoices, name one by its id: ${each.join(', ')}.`,
  );
}

/** `Invoice 20260012`, or its id when it has no number. */
export function nameOf({ number, tribeInvoiceId }: Pick<ListedBooking, 'number' | 'tribeInvoiceId'>): string {
  return `Invoice ${number ?? tribeInvoiceId}`;
}

/** What an invoice is doing, to go on after its name. */
export function stateInWords(booking: ListedBooking): string {
  switch (booking.state) {
    case 'waiting':
      return 'is waiting for its turn';
    case 'prepared':
      return 'is under way: about to be sent';
    case 'posting':
      return 'is under way: being sent to WinBooks';
    case 'verifying':
      return 'is under way: WinBooks gave no answer and is asked what became of it';
    case 'booked':
      return `is booked: ${booking.linked ? 'linked to ' : ''}${documentName(booking)}`;
    case 'held':
      return `is held: ${booking.issueCode ?? 'without a reason'}`;
    case 'skipped':
      return `was skipped: ${booking.skipReason ?? 'without a reason'}`;
  }
}
