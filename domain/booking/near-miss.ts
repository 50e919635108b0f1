import type { BookingEntry, BookingKind } from './booking-entry';
import { isBookingReference } from './booking-reference';
import { addDays } from '../brussels-day';
import { documentNumber, type NumberPolicy } from './document-number';
import type { Day, WinbooksId } from '../ids';
import type { CustomerLine, LedgerDocument } from '../vendors/winbooks-records';

/** A document that may be the invoice under another number is dated at most so many days from it. */
const DAYS_APART = 3;

/** The day that stands on the invoice, wherever it is booked. */
export const invoiceDayOf = (entry: Pick<BookingEntry, 'date' | 'invoiceDate'>): Day =>
  entry.invoiceDate ?? entry.date;

interface Days {
  readonly first: Day;
  readonly last: Day;
}

/**
 * First and last day on which a document may be the invoice: they tell which periods to look in. One that is booked in a later
 * period may have been keyed by hand on its own day or, as we do, in that period.
 */
export function daysAround(entry: Pick<BookingEntry, 'date' | 'invoiceDate'>): readonly Days[] {
  return [...new Set([invoiceDayOf(entry), entry.date])].map((on) => ({
    first: addDays(on, -DAYS_APART),
    last: addDays(on, DAYS_APART),
  }));
}

/** The customer's signed amount: a credit note of the same amount is no match for an invoice. */
export const customerAmountOf = (entry: Pick<BookingEntry, 'lines'>): number =>
  entry.lines.find(({ role }) => role === 'customer')?.amountCents ?? 0;

/** A run that has not sent its booking for so long was kept waiting by something. Milliseconds. */
const PROMPT_MS = 60_000;

/** What its row tells of the way that an invoice has gone so far. */
export interface BookingSoFar {
  readonly attempt: number;
  /** Held, skipped or put off once. */
  readonly lookAnew: boolean;
  readonly dispatchedAt: Date | null;
}

/**
 * Whether somebody may have keyed the invoice by hand because it did not arrive: after an attempt that came to nothing, a
 * hold, a pause, or just a long wait. Then only the ledger of this moment is good enough; one that goes straight through
 * is held against a list that is some minutes old.
 */
export function mayBeKeyedMeanwhile(
  { attempt, lookAnew, dispatchedAt }: BookingSoFar,
  nowMs: number,
): boolean {
  return attempt > 0 || lookAnew || (dispatchedAt !== null && nowMs - dispatchedAt.getTime() > PROMPT_MS);
}

/**
 * The documents that may be this invoice by their customer line alone: the same customer, the same amount and kind, and no
 * reference of ours, which would say whose they are.
 */
export function candidateDocuments(
  entry: BookingEntry,
  lines: readonly CustomerLine[],
  dismissed: readonly WinbooksId[],
): readonly WinbooksId[] {
  const amount = customerAmountOf(entry);
  const fitting = lines.filter(
    (line) =>
      line.customerId === entry.customerId &&
      line.amountCents === amount &&
      (line.reference === null || !isBookingReference(line.reference)) &&
      !dismissed.includes(line.documentId),
  );
  return [...new Set(fitting.map(({ documentId }) => documentId))];
}

/**
 * Whether a document is a near miss of the entry: it may well be this invoice, keyed by hand or sent by another road, under a
 * number, in a journal or in a period of its own. The very number in the very place is for the look-up to judge, which also counts
 * other periods unless numbers restart in each.
 */
export function isNearMiss(entry: BookingEntry, document: LedgerDocument): boolean {
  const on = document.date;
  const isSameNumber =
    document.docNumber === entry.docNumber &&
    document.journalId === entry.journalId &&
    document.periodId === entry.periodId;
  const line = document.lines.find(({ customerId }) => customerId === entry.customerId);
  return (
    !isSameNumber &&
    on !== null &&
    daysAround(entry).some(({ first, last }) => on >= first && on <= last) &&
    line?.amountCents === customerAmountOf(entry) &&
    !document.lines.some(({ reference }) => reference !== null && isBookingReference(reference))
  );
}

/** What is known of an invoice before it is mapped. */
export interface NumberedInvoice {
  readonly number: string;
  readonly date: Day | null;
}

/**
 * Those of the invoices that a near miss may belong to by its number: of two equal invoices to one customer within three days,
 * the other one may have been keyed by hand.
 */
export function bearersOfNumber<Invoice extends NumberedInvoice>(
  document: LedgerDocument,
  entry: Pick<BookingEntry, 'journalId'>,
  others: readonly Invoice[],
  policy: NumberPolicy,
): readonly Invoice[] {
  const on = document.date;
  if (on === null || document.journalId !== entry.journalId) return [];
  const [first, last] = [addDays(on, -DAYS_APART), addDays(on, DAYS_APART)];
  return others.filter(({ number, date }) => {
    if (date !== null && (date < first || date > last)) return false;
    const choice = documentNumber(number, policy, date);
    return choice.ok && choice.docNumber === document.docNumber;
  });
}

/** What tells whether two invoices would look the same in the ledger; null: not known. */
export interface InvoiceLooks {
  readonly kind: BookingKind | null;
  /** In the direction of its kind, in the folder's currency. */
  readonly grossCents: number | null;
  readonly customerCode: string | null;
}

/**
 * Whether an invoice would look like the entry: only then can a document that looks like the entry be that invoice. A customer
 * that is not known yet is given the benefit of the doubt, an amount is not.
 */
export function looksLike(entry: BookingEntry, other: InvoiceLooks): boolean {
  return (
    other.kind === entry.kind &&
    other.grossCents === Math.abs(customerAmountOf(entry)) &&
    (other.customerCode === null || other.customerCode === entry.customerCode)
  );
}
