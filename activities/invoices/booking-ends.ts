import type { BookingEnd } from '../../domain/steps/booking-steps';
import type { Issue, IssueCode } from '../../domain/issues/issue-catalogue';
import { isIssueCode } from '../../domain/issues/issue-catalogue';
import type { Booking } from '../../store/bookings/booking-row';
import { documentName } from './booking-issues';

/** The end that a final row tells, or null while it is not final. */
export function endOf(booking: Booking): BookingEnd | null {
  const issueCode = booking.issueCode !== null && isIssueCode(booking.issueCode) ? booking.issueCode : null;
  switch (booking.state) {
    case 'booked':
      return {
        state: 'booked',
        issueCode,
        words: `${booking.linked ? 'linked to ' : ''}${documentName(booking)}`,
      };
    case 'held':
      return { state: 'held', issueCode, words: issueCode ?? 'held' };
    case 'skipped':
      return { state: 'skipped', issueCode: null, words: 'skipped' };
    case 'waiting':
    case 'prepared':
    case 'posting':
    case 'verifying':
      return null;
  }
}

export const heldFor = (issue: Issue | { readonly code: IssueCode }): BookingEnd => ({
  state: 'held',
  issueCode: issue.code,
  words: issue.code,
});

export const postponed = (words: string): BookingEnd => ({ state: 'postponed', issueCode: null, words });
