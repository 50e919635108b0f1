import type { Day } from '../ids';

/** What the ledger says of the payment of a booked invoice or credit note. The names are stored, and are in the contract. */
export const PAYMENT_STATES = [
  'open',
  'partly-paid',
  'paid',
  'overpaid',
  'credited',
  'written-off',
  'reversed',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const ALLOCATION_KINDS = [
  'payment',
  'refund',
  'credit-note',
  'invoice',
  'difference',
  'exchange',
] as const;
export type AllocationKind = (typeof ALLOCATION_KINDS)[number];

/** What a line of the matching takes from, or adds to, the open balance of a document. */
export interface Allocation {
  readonly date: Day | null;
  /** In the direction of the document: a payment of an invoice, and a refund of a credit note, are negative. */
  readonly cents: number;
  readonly kind: AllocationKind;
  /** Of the bank statement or of the other document. */
  readonly reference: string | null;
}

/** Amounts are in the folder's currency, in the direction of the document: gross + allocations = open. */
export interface PaymentStanding {
  readonly state: PaymentState;
  /** Positive on invoices and on credit notes. */
  readonly grossCents: number;
  /** Negative when more was received than is owed. */
  readonly openCents: number;
  readonly allocations: readonly Allocation[];
}

const SETTLED: readonly PaymentState[] = ['paid', 'overpaid', 'credited', 'written-off'];

/** Nothing is owed any more, so Tribe shows the invoice as paid. One that was paid twice is not to be reminded of. */
export const isSettled = (state: PaymentState): boolean => SETTLED.includes(state);
