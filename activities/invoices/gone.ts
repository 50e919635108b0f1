import { issue } from '../../domain/issues/issue-catalogue';
import type { Booking } from '../../store/bookings/booking-row';

type Named = Pick<
  Booking,
  'journalCode' | 'docNumber' | 'invoiceDate' | 'customerCode' | 'grossCents' | 'winbooksId'
>;

const namesOf = ({ journalCode, docNumber, invoiceDate, customerCode, grossCents }: Named) => ({
  journal: journalCode ?? '',
  docNumber: docNumber ?? 0,
  date: invoiceDate ?? '',
  customer: customerCode ?? '',
  grossCents: grossCents ?? 0,
});

/** The issue of an invoice whose document was deleted in WinBooks after it was booked. */
export const bookingGone = (booking: Named) =>
  issue('BOOKING_GONE', { ...namesOf(booking), documentId: booking.winbooksId ?? '' });

/** The issue of a booked invoice that was deleted in Tribe. */
export const invoiceGone = (booking: Named) => issue('INVOICE_GONE', namesOf(booking));
