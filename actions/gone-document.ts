import type { WinbooksId } from '../domain/ids';
import { loadBooking, type ListedBooking } from '../store/bookings/booking-row';
import type { TenantContext } from '../activities/connection/tenant-connections';
import { lookAtBooked } from '../activities/invoices/look-at-booked';
import { refused, vendorFailed, type ActionDependencies, type Refusal } from './action';
import { refusedAs } from './find-invoice';
import { documentName } from '../activities/invoices/booking-issues';

/**
 * The document of a booked invoice, if WinBooks does not have it any more at this moment, and the invoice under no other id either;
 * else why nothing can be done.
 *
 * @param rule what the action may be done to, to end the sentence with
 */
export async function goneDocument(
  deps: ActionDependencies,
  context: TenantContext,
  named: ListedBooking,
): Promise<{ readonly document: WinbooksId } | Refusal> {
  const booking = await deps.database.asTenant(context.tenant.id, (sql) =>
    loadBooking(sql, named.tribeInvoiceId),
  );
  if (booking?.state !== 'booked') return refusedAs(booking ?? named);
  const look = await lookAtBooked(deps, context, booking);
  switch (look.kind) {
    case 'gone':
      return { document: booking.winbooksId };
    case 'noAnswer':
      return vendorFailed('WinBooks', look.failure);
    case 'there':
    case 'twice':
      return refusedAs(booking);
    case 'elsewhere':
      return refused('DOCUMENT_MOVED', {
        invoice: booking.number ?? booking.tribeInvoiceId,
        document: documentName(booking),
        documentId: look.document.id,
      });
  }
}
