import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { LookUpVerdict } from '../../domain/booking/look-up-verdict';
import { proposedCreditNote } from '../../domain/booking/proposed-credit-note';

/** The issue of a booking that stands in WinBooks more than once, with the credit note that would mend it. */
export function bookedTwice(
  entry: BookingEntry | null,
  { documents, kept }: Extract<LookUpVerdict, { kind: 'twice' }>,
): Issue {
  const ids = documents.map(({ id }) => id);
  return issue('BOOKED_TWICE', {
    documents: ids.join(', '),
    duplicate: ids.filter((id) => id !== kept).join(', '),
    creditNote: entry === null ? '' : proposedCreditNote(entry),
  });
}
