import { describeIssue } from '../domain/issues/texts/describe-issue';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import { beginningOf } from '../domain/text-cut';
import type { ListedBooking } from '../store/bookings/booking-row';
import { grossInWords, movedBooking } from './invoice-listing';

/** With a tenant before it a row stays within 120 columns, also with the longest issue code. */
const COLUMNS = [
  { title: 'Number', width: 14 },
  { title: 'Customer', width: 27 },
  { title: 'Gross', width: 14, isRight: true },
  { title: 'State', width: 9 },
  { title: 'Journal', width: 22 },
  { title: 'Seconds', width: 7, isRight: true },
] as const;
/** Names may be cut; amounts, states, codes and documents never are. */
const CUT_COLUMNS = ['Number', 'Customer'];

/** The invoices as a table for people under a heading: one line each, and a second one that says what stands in its way. */
export function invoiceTable(bookings: readonly ListedBooking[]): string {
  return [invoiceTableHeading(), ...bookings.flatMap(invoiceTableLines)].join('\n');
}

export function invoiceTableHeading(): string {
  return row(COLUMNS.map(({ title }) => title));
}

/**
 * The row, and indented lines below it: on which other day it is booked, the issue's title in English, or why it was skipped.
 */
export function invoiceTableLines(booking: ListedBooking): readonly string[] {
  const { state, issueCode, issueDetails, skipReason } = booking;
  const lines = [invoiceTableRow(booking)];
  const move = movedBooking(booking);
  if (move !== null)
    lines.push(`  Booked on ${move.bookedOn}: the period of its own date, ${move.invoiceDate}, is closed`);
  if (state === 'skipped' && skipReason !== null) return [...lines, `  ${skipReason}`];
  if (issueCode === null || !isIssueCode(issueCode)) return lines;
  // A booked invoice shows its document in the row, so its code is here.
  const code = placeOf(booking) === issueCode ? '' : `${issueCode}: `;
  return [...lines, `  ${code}${describeIssue(issueCode, issueDetails ?? {}, 'en').title}`];
}

function invoiceTableRow(booking: ListedBooking): string {
  const place = placeOf(booking);
  const hasSeconds = booking.state !== 'skipped' && place !== booking.issueCode;
  return row([
    booking.number ?? '–',
    booking.customerName ?? '–',
    grossInWords(booking),
    booking.state,
    place,
    hasSeconds ? secondsOf(booking).toFixed(1) : '',
  ]);
}

/** What keeps it from being booked; else the document that it is, or becomes. */
function placeOf({ state, issueCode, journalCode, docNumber, linked }: ListedBooking): string {
  const isStopped = state === 'waiting' || state === 'held' || state === 'skipped';
  if (isStopped || docNumber === null) return issueCode ?? '';
  return `${journalCode ?? ''} ${docNumber}${linked ? ' (linked)' : ''}`;
}

function secondsOf({ bookedAt, foundAt }: ListedBooking): number {
  return ((bookedAt?.getTime() ?? Date.now()) - foundAt.getTime()) / 1000;
}

function row(cells: readonly string[]): string {
  return COLUMNS.map((column, index) => {
    const text = cells[index] ?? '';
    const shown = CUT_COLUMNS.includes(column.title) ? cut(text, column.width) : text;
    return 'isRight' in column ? shown.padStart(column.width) : shown.padEnd(column.width);
  })
    .join('  ')
    .trimEnd();
}

const cut = (text: string, width: number): string =>
  beginningOf(text, width) === text ? text : `${beginningOf(text, width - 1)}…`;
