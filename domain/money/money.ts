import Decimal from 'decimal.js';

/** An integer number of cents. The caller decides what its sign means. */
export type Cents = number;

/**
 * The currency of every folder (ISO 4217), because WinBooks states no other. Base amounts are in it (tribe-api §6 G35).
 */
export const FOLDER_CURRENCY = 'EUR';

/** ISO 4217 currencies with three decimals: their amounts do not fit in cents. */
const THREE_DECIMALS: ReadonlySet<string> = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** True when an amount in this currency is a whole number of cents. Currencies without decimals (JPY) are. */
export function hasCents(currency: string): boolean {
  return !THREE_DECIMALS.has(currency);
}

/** ISO 4217 currencies without decimals. */
const NO_DECIMALS: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
);

/** The smallest amount of a currency in hundredths: 1, or 100 for a currency without decimals. */
export const centsPerUnit = (currency: string): number => (NO_DECIMALS.has(currency) ? 100 : 1);

/** A larger amount (one hundred billion) is certainly a mistake. The limit is far below where doubles lose a cent. */
const LARGEST_CENTS = 10_000_000_000_000;
const LARGEST_AMOUNT = new Decimal(LARGEST_CENTS).dividedBy(100);
const ZERO = new Decimal(0);

/** Sums of doubles are inexact in their last digits. No invoice has a price that needs more digits than this. */
const SIGNIFICANT_DIGITS = 12;
const LEAST_DECIMALS = 3;

/**
 * The decimal that a vendor's double stands for (tribe-api §2.4), without the noise of binary sums: 391.17499999999995
 * is 391.175. Keeps 12 significant digits and at least three decimals.
 */
export function denoised(amount: number | Decimal): Decimal {
  const given = new Decimal(amount);
  if (!given.isFinite() || given.isZero()) return given;
  const decimals = Math.max(SIGNIFICANT_DIGITS - 1 - given.e, LEAST_DECIMALS);
  return given.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
}

/**
 * An amount in units of the currency as cents, rounded half away from zero after removal of binary noise.
 * @throws RangeError on NaN, infinities and amounts beyond any invoice: ask `isBookable` first.
 */
export function toCents(amount: number | Decimal): Cents {
  const cents = inWholeCents(amount).times(100).toNumber();
  return cents === 0 ? 0 : cents;
}

/** The same, still in units of the currency. */
export function inWholeCents(amount: number | Decimal): Decimal {
  const rounded = denoised(amount).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  if (!rounded.isFinite() || rounded.abs().greaterThan(LARGEST_AMOUNT))
    throw new RangeError('An amount is not a number that can be booked');
  return rounded.isZero() ? ZERO : rounded;
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
