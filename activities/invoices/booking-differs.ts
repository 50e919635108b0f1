import { differencesInWords, type BookingDifference } from '../../domain/booking/booking-differences';
import { issue } from '../../domain/issues/issue-catalogue';
import type { Booking } from '../../store/bookings/booking-row';

/** The issue of a booking that stands in WinBooks otherwise than it was meant. */
export function bookingDiffers(
  { journalCode, docNumber }: Pick<Booking, 'journalCode' | 'docNumber'>,
  differences: readonly BookingDifference[],
) {
  return issue('BOOKING_DIFFERS', {
    journal: journalCode ?? '',
    docNumber: docNumber ?? 0,
    differences: differencesInWords(differences),
  });
}
