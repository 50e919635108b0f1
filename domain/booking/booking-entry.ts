import type { Day, WinbooksId } from '../ids';
import type { BookingKind } from '../invoice/invoice-kind';

/**
 * The whole entry that one invoice becomes, as it is stored in the intent and sent: a GLTransHeader with its
 * lines (winbooks-api §4.9). Amounts are integer cents, debit positive, credit negative, and sum to zero.
 */
export interface BookingEntry {
  readonly kind: BookingKind;
  /** Our reference, a pure function of Tribe's invoice id; the customer line carries it. */
  readonly reference: string;
  readonly journalId: WinbooksId;
  readonly journalCode: string;
  readonly periodId: WinbooksId;
  readonly bookYearId: WinbooksId | null;
  /** The book year's name for people, e.g. `2026`. */
  readonly bookYear: string;
  readonly docNumber: number;
  /** The day it is booked on. */
  readonly date: Day;
  /** The invoice's own date if the entry is booked on another day; otherwise null. */
  readonly invoiceDate: Day | null;
  readonly dueDate: Day | null;
  /** ISO 4217. */
  readonly currency: string;
  /** `currency-rate.ts`; null in the folder's own currency. */
  readonly currencyRate: string | null;
  /** Twelve digits for the customer line; null when the invoice carries none. */
  readonly structuredCommunication: string | null;
  readonly customerId: WinbooksId;
  readonly customerCode: string;
  readonly lines: readonly EntryLine[];
}

export interface EntryLine {
  /** 0 is the customer line. */
  readonly order: number;
  readonly role: 'customer' | 'revenue' | 'vat' | 'rounding';
  readonly accountId: WinbooksId;
  readonly accountCode: string;
  /** Equal to the account's own (winbooks-api §4.8). */
  readonly centralAccountType: string | null;
  readonly vatId: WinbooksId | null;
  readonly vatCode: string | null;
  readonly amountCents: number;
  readonly vatBaseCents: number | null;
  readonly turnoverCents: number | null;
  readonly vatCents: number | null;
  /**
   * The amount in the invoice's currency, which also sums to zero over the lines; null in the folder's own currency.
   */
  readonly currencyAmountCents: number | null;
  readonly currencyVatBaseCents: number | null;
  readonly currencyVatCents: number | null;
  readonly comment: string | null;
}

/**
 * The gross of an entry without its sign, in the folder's currency and in the invoice's currency (`entry.currency`).
 */
export function grossOf(entry: Pick<BookingEntry, 'lines'>): {
  readonly grossCents: number;
  readonly currencyGrossCents: number;
} {
  const customer = entry.lines.find(({ role }) => role === 'customer');
  const grossCents = Math.abs(customer?.amountCents ?? 0);
  return { grossCents, currencyGrossCents: Math.abs(customer?.currencyAmountCents ?? grossCents) };
}

/** The states of one Tribe invoice, under the names that the store, the CLI and Temporal UI use. */
export const BOOKING_STATES = [
  'waiting',
  'prepared',
  'posting',
  'verifying',
  'booked',
  'held',
  'skipped',
] as const;
export type BookingState = (typeof BOOKING_STATES)[number];
export const FINAL_STATES: readonly BookingState[] = ['booked', 'held', 'skipped'];
