import type { BookingEnd, BookingInput } from '../../domain/steps/booking-steps';
import { type Issue, type IssueCode, isIssueCode, issue } from '../../domain/issues/issue-catalogue';
import type { Booking } from '../../store/bookings/booking-row';
import { documentName } from './booking-issues';
import { tenantId, tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { postponeBooking } from '../../store/bookings/booking-queue';
import type { Dependencies } from '../dependencies';
import { openIssue } from '../../store/issues/issues';
import type { ReadingRefused } from '../reading';

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

export const postponed = (message: string): BookingEnd => ({
  state: 'postponed',
  issueCode: null,
  words: message,
});

/** Returns a row that does not settle to dispatch, so that its next run has a short history. */
export async function handBackBooking(deps: Dependencies, input: BookingInput): Promise<BookingEnd> {
  const until = new Date(Date.now() + deps.configuration.timings.booking.unsettledAgainMs);
  await deps.database.asTenant(tenantId(input.tenant), (sql) =>
    postponeBooking(sql, tribeId(input.invoice), until),
  );
  return postponed('did not settle in this run; dispatch starts another one');
}

/** Opens an issue on the invoice and returns its row to dispatch; the issue closes when the invoice settles. */
export async function postponeForRefusedReading(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  tenant: TenantId,
  invoice: TribeId,
  refused: ReadingRefused,
): Promise<void> {
  const { code, params } = issue('READING_REFUSED', { vendor: refused.vendor, words: refused.words() });
  const until = new Date(Date.now() + deps.configuration.timings.booking.refusedAgainMs);
  await deps.database.asTenant(tenant, async (sql) => {
    if (await postponeBooking(sql, invoice, until))
      await openIssue(sql, code, { kind: 'invoice', id: invoice }, params);
  });
}
