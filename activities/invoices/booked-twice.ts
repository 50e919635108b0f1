import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { proposedCreditNote } from '../../domain/booking/proposed-credit-note';
import type { WinbooksId } from '../../domain/ids';
import type { Booking } from '../../store/bookings/booking-row';

/** The issue of a booking that stands in WinBooks more than once, with the credit note that would mend it. */
export function bookedTwice(
  booking: Pick<Booking, 'entry' | 'winbooksId'>,
  documents: readonly WinbooksId[],
): Issue {
  const kept = documents.find((id) => id === booking.winbooksId) ?? documents[0];
  return issue('BOOKED_TWICE', {
    documents: documents.join(', '),
    duplicate: documents.filter((id) => id !== kept).join(', '),
    creditNote: booking.entry === null ? '' : proposedCreditNote(booking.entry),
  });
}
