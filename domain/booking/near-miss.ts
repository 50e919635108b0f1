import type { BookingEntry } from './booking-entry';
import type { BookingKind } from '../invoice/invoice-kind';
import { isBookingReference } from '../invoice/booking-reference';
import { addDays } from '../brussels-day';
import { documentNumber, type NumberPolicy } from '../invoice/document-number';
import type { Day, WinbooksId } from '../ids';
import type { CustomerLine, LedgerDocument } from '../vendors/winbooks-records';

/** How many days a document may be dated from an invoice and still be that invoice under another number. */
const DAYS_APART = 3;

/** The date on the invoice, whatever day it is booked on. */
export const invoiceDayOf = (entry: Pick<BookingEntry, 'date' | 'invoiceDate'>): Day =>
  entry.invoiceDate ?? entry.date;

interface Days {
  readonly first: Day;
  readonly last: Day;
}

/**
 * The first and last day on which a document may be the invoice; they tell which periods to search. An invoice that is
 * booked in a later period may have been keyed in on its own date or, as we do it, in that period.
 */
export function daysAround(entry: Pick<BookingEntry, 'date' | 'invoiceDate'>): readonly Days[] {
  return [...new Set([invoiceDayOf(entry), entry.date])].map((on) => ({
    first: addDays(on, -DAYS_APART),
    last: addDays(on, DAYS_APART),
  }));
}

/** The customer's signed amount: a credit note of the same amount does not match an invoice. */
export const customerAmountOf = (entry: Pick<BookingEntry, 'lines'>): number =>
  entry.lines.find(({ role }) => role === 'customer')?.amountCents ?? 0;

/** A run that has not sent its booking within this time was delayed. Milliseconds. */
const PROMPT_MS = 60_000;

/** The history of the invoice as its row shows it. */
export interface BookingSoFar {
  readonly attempt: number;
  /** True after the invoice was held, skipped or postponed. */
  readonly lookAnew: boolean;
  readonly dispatchedAt: Date | null;
}

/**
 * Whether somebody may have keyed in the invoice because it did not arrive: after a failed attempt, a hold, a pause or
 * a long wait. In that case the ledger must be read now; an invoice without such a delay is compared with a cached list
 * that is some minutes old.
 */
export function mayBeKeyedMeanwhile(
  { attempt, lookAnew, dispatchedAt }: BookingSoFar,
  nowMs: number,
): boolean {
  return attempt > 0 || lookAnew || (dispatchedAt !== null && nowMs - dispatchedAt.getTime() > PROMPT_MS);
}

/**
 * The documents that may be this invoice according to their customer line: same customer, amount and kind, and no
 * reference of ours, which would identify the invoice they belong to.
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
 * Whether a document is a near miss of the entry: it may be this invoice, keyed in by hand or sent by another program,
 * under another number or in another journal or period. A document with the same number in the same place is judged by
 * the look-up, which also covers other periods unless numbers restart in each.
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
 * The invoices to which a near miss may belong according to its number: of two equal invoices to one customer within
 * three days, the other one may have been keyed in by hand.
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

/** The fields that decide whether two invoices look the same in the ledger; null means not known. */
export interface InvoiceLooks {
  readonly kind: BookingKind | null;
  /** With the sign of its kind, in the folder's currency. */
  readonly grossCents: number | null;
  readonly customerCode: string | null;
}

/**
 * Whether an invoice would look like the entry in the ledger. Only then can a document that looks like the entry be
 * that invoice. An unknown customer counts as equal; an unknown amount does not.
 */
export function looksLike(entry: BookingEntry, other: InvoiceLooks): boolean {
  return (
    other.kind === entry.kind &&
    other.grossCents === Math.abs(customerAmountOf(entry)) &&
    (other.customerCode === null || other.customerCode === entry.customerCode)
  );
}
