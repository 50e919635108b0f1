import { differencesInWords, type BookingDifference } from '../../domain/booking/booking-differences';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { proposedCreditNote } from '../../domain/booking/proposed-credit-note';
import type { WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { BookedBooking, ListedBooking } from '../../store/bookings/booking-row';

/** What the issues of a booking say, from its entry or its row. */

type NamingColumns = Pick<ListedBooking, 'journalCode' | 'docNumber' | 'bookYear'>;

/** `VEN 20260101 (2026)`: how people name a booked document. Of one that a person linked, WinBooks may not show all of it. */
export function documentName({ journalCode, docNumber, bookYear }: NamingColumns): string {
  const shown = [journalCode, docNumber, bookYear === null ? null : `(${bookYear})`];
  return shown.filter((part) => part !== null).join(' ');
}

/** A booked invoice as its issues name it; empty where it is not known, which people see as a dash. */
export function namesOfBooked(booking: BookedBooking) {
  return {
    journal: booking.journalCode ?? '',
    docNumber: booking.docNumber ?? '',
    date: booking.invoiceDate ?? '',
    customer: booking.customerCode ?? '',
    grossCents: booking.grossCents ?? '',
  };
}

/** An entry as its issues name it. */
export const namesOfEntry = ({ journalCode, docNumber }: BookingEntry) => ({
  journal: journalCode,
  docNumber,
});

/** The document in WinBooks differs from the entry that was sent. */
export function bookingDiffers(entry: BookingEntry, differences: readonly BookingDifference[]): Issue {
  return issue('BOOKING_DIFFERS', {
    ...namesOfEntry(entry),
    differences: differencesInWords(differences),
  });
}

/** WinBooks has it more than once. The issue proposes the credit note that corrects it. */
export function bookedTwice(
  entry: BookingEntry | null,
  {
    documents,
    kept,
  }: { readonly documents: readonly { readonly id: WinbooksId }[]; readonly kept: WinbooksId },
): Issue {
  const ids = documents.map(({ id }) => id);
  return issue('BOOKED_TWICE', {
    documents: ids.join(', '),
    duplicate: ids.filter((id) => id !== kept).join(', '),
    creditNote: entry === null ? '' : proposedCreditNote(entry),
  });
}

/** Its document was deleted in WinBooks after it was booked. */
export const bookingGone = (booking: BookedBooking): Issue =>
  issue('BOOKING_GONE', { ...namesOfBooked(booking), documentId: booking.winbooksId });

/** It was deleted in Tribe after it was booked. */
export const invoiceGone = (booking: BookedBooking): Issue => issue('INVOICE_GONE', namesOfBooked(booking));
