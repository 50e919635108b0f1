import { describeIssue } from '../domain/issues/texts/describe-issue';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import type { Language } from '../domain/issues/texts/text-types';
import { shortened } from '../domain/text-cut';
import type { ListedBooking } from '../store/bookings/booking-row';
import { grossOfBooking, movedBooking } from '../contract/invoice-listing';
import { amountInWords } from './words/amounts';
import { skipReasonIn } from './words/history-words';
import { TABLE_WORDS } from './words/table-words';

/** Invoices as a table for people, in a language. */
export interface InvoiceTable {
  readonly heading: string;
  /** The row alone. */
  readonly row: (booking: ListedBooking) => string;
  /** The row, and indented lines below it: on which other day it is booked, the issue's title, or why it was skipped. */
  readonly lines: (booking: ListedBooking) => readonly string[];
}

/** The widest row that no terminal of 80 columns wraps. */
export const TABLE_WIDTH = 79;
const GAP = 2;
const NUMBER = 10;
const GROSS = 12;
const DOCUMENT = 12;
/** Names are cut to what is left of the width; amounts, states, codes and documents never are. */
const WIDEST_CUSTOMER = 17;

export function invoiceTable(language: Language, width = TABLE_WIDTH): InvoiceTable {
  const words = TABLE_WORDS[language];
  const stateWidth = Math.max(...Object.values(words.states).map(({ length }) => length));
  const customerWidth = Math.min(WIDEST_CUSTOMER, width - NUMBER - GROSS - stateWidth - DOCUMENT - 4 * GAP);
  const joined = ([number = '', customer = '', gross = '', state = '', document = '']: readonly string[]) =>
    [
      shortened(number, NUMBER).padEnd(NUMBER),
      shortened(customer, customerWidth).padEnd(customerWidth),
      gross.padStart(GROSS),
      state.padEnd(stateWidth),
      document,
    ]
      .join(' '.repeat(GAP))
      .trimEnd();
  const row = (booking: ListedBooking): string =>
    joined([
      booking.number ?? '–',
      booking.customerName ?? '–',
      grossInWords(booking, language),
      words.states[booking.state === 'booked' && booking.linked ? 'linked' : booking.state],
      documentOf(booking),
    ]);
  return {
    heading: joined([words.number, words.customer, words.gross, words.state, words.journal]),
    row,
    lines: (booking) => [row(booking), ...linesBelow(booking, language)],
  };
}

function linesBelow(booking: ListedBooking, language: Language): readonly string[] {
  const { state, issueCode, issueDetails, skipReason } = booking;
  const move = movedBooking(booking);
  const lines = move === null ? [] : [`  ${TABLE_WORDS[language].moved(move.bookedOn, move.invoiceDate)}`];
  if (state === 'skipped' && skipReason !== null)
    return [...lines, `  ${skipReasonIn(skipReason, language)}`];
  if (issueCode === null) return lines;
  if (!isIssueCode(issueCode)) return [...lines, `  ${issueCode}`];
  return [...lines, `  ${issueCode}: ${describeIssue(issueCode, issueDetails ?? {}, language).title}`];
}

/** `110.00 USD`, in the notation of the language; `–` for none. */
function grossInWords(booking: ListedBooking, language: Language): string {
  const { cents, currency } = grossOfBooking(booking);
  return cents === null ? '–' : `${amountInWords(cents, language)} ${currency ?? ''}`.trim();
}

/** The document that the invoice is, or becomes; empty where its number is of an earlier attempt. */
function documentOf({ state, journalCode, docNumber }: ListedBooking): string {
  const isStopped = state === 'waiting' || state === 'held' || state === 'skipped';
  return isStopped || docNumber === null ? '' : `${journalCode ?? ''} ${docNumber}`;
}
