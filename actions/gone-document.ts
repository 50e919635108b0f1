import type { WinbooksId } from '../domain/ids';
import { loadBooking, type ListedBooking } from '../store/bookings/booking-row';
import type { TenantContext } from '../activities/connection/tenant-connections';
import { lookAtBooked } from '../activities/invoices/look-at-booked';
import { inWords } from '../activities/waiting';
import { failed, refused, type ActionDependencies, type Refusal } from './action';
import { nameOf, stateInWords } from './find-invoice';
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
  rule: string,
): Promise<{ readonly document: WinbooksId } | Refusal> {
  const booking = await deps.database.asTenant(context.tenant.id, (sql) =>
    loadBooking(sql, named.tribeInvoiceId),
  );
  if (booking?.state !== 'booked')
    return refused(`${nameOf(named)} ${stateInWords(booking ?? named)}; ${rule}.`);
  const look = await lookAtBooked(deps, context, booking);
  const name = `${nameOf(booking)} is booked: ${booking.linked ? 'linked to ' : ''}${documentName(booking)}`;
  switch (look.kind) {
    case 'gone':
      return { document: booking.winbooksId };
    case 'noAnswer':
      return failed(`WinBooks: ${inWords(look.failure)}; nothing was changed.`);
    case 'there':
    case 'twice':
      return refused(`${name}; ${rule}.`);
    case 'elsewhere':
      return refused(
        `${name}. It stands in WinBooks as another document by now (${look.document.id}), which is taken over by itself.`,
      );
  }
}
