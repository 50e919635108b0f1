import Decimal from 'decimal.js';

/** An integer number of cents. Debit and credit, positive and negative, are decided by the caller. */
export type Cents = number;

/** The currency of every folder (ISO 4217): no answer of WinBooks tells another. Base amounts are in it (tribe-api §6 G35). */
export const FOLDER_CURRENCY = 'EUR';

/** Any amount above this (one hundred billion) is a mistake, and far below where doubles lose a cent. */
const LARGEST_CENTS = 10_000_000_000_000;

/**
 * An amount in units of the currency as cents, rounded half away from zero. The vendor's binary double is read
 * as the decimal that it prints as (1.005 → 101), never through a product of floats (tribe-api §2.4).
 * @throws RangeError on NaN, infinities and amounts beyond any invoice: ask `isBookable` first.
 */
export function toCents(amount: number | Decimal): Cents {
  const cents = new Decimal(amount).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  if (!Number.isFinite(cents) || Math.abs(cents) > LARGEST_CENTS) {
    throw new RangeError('An amount is not a number that can be booked');
  }
  return cents === 0 ? 0 : cents;
}

/** True when `toCents` accepts the amount. */
export function isBookable(amount: number): boolean {
  return Number.isFinite(amount) && Math.abs(amount) * 100 <= LARGEST_CENTS;
}

/** Cents as plain text with a point and two decimals: 121000 → `1210.00`, -5 → `-0.05`. */
export function formatCents(cents: Cents): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
