import { describeIssue } from '../domain/issues/texts/describe-issue';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import { beginningOf } from '../domain/text-cut';
import type { ListedBooking } from '../store/bookings/booking-row';
import { grossInWords, movedBooking } from './invoice-listing';

/** With a tenant of nine letters before it, an ordinary row stays below 80 columns. */
const COLUMNS = [
  { title: 'Number', width: 10 },
  { title: 'Customer', width: 17 },
  { title: 'Gross', width: 12, isRight: true },
  { title: 'State', width: 9 },
  { title: 'Journal', width: 12 },
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
  if (issueCode === null) return lines;
  if (!isIssueCode(issueCode)) return [...lines, `  ${issueCode}`];
  return [...lines, `  ${issueCode}: ${describeIssue(issueCode, issueDetails ?? {}, 'en').title}`];
}

/** The row alone. */
export function invoiceTableRow(booking: ListedBooking): string {
  return row([
    booking.number ?? '–',
    booking.customerName ?? '–',
    grossInWords(booking),
    booking.state === 'booked' && booking.linked ? 'linked' : booking.state,
    documentOf(booking),
  ]);
}

/** The document that the invoice is, or becomes; empty where its number is of an earlier attempt. */
function documentOf({ state, journalCode, docNumber }: ListedBooking): string {
  const isStopped = state === 'waiting' || state === 'held' || state === 'skipped';
  return isStopped || docNumber === null ? '' : `${journalCode ?? ''} ${docNumber}`;
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
