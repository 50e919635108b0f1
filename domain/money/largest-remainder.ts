import Decimal from 'decimal.js';
import type { Cents } from './money';

/**
 * Spreads an amount over its parts so that they add up to it: each exact part is rounded down, and the remaining cents
 * go to the largest remainders, the earlier part first. If the amount is the sum of the parts except for rounding, each
 * part is within a cent of its exact value, whatever their signs. Any difference beyond that is shared in proportion to
 * their sizes.
 *
 * @param exact the parts in units of the currency
 * @returns one amount per part, in cents
 */
export function apportion(cents: Cents, exact: readonly Decimal[]): readonly Cents[] {
  if (exact.length === 0) return [];
  const shares = withinReach(
    cents,
    exact.map((part) => part.times(100)),
  );
  const parts = shares.map((share) => share.floor().toNumber());
  const left = cents - total(parts);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share.minus(share.floor()) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const lucky = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => (lucky.has(index) ? part + 1 : part) || 0);
}

/** The shares, changed only if rounding each of them up or down cannot produce the amount. */
function withinReach(cents: Cents, shares: readonly Decimal[]): readonly Decimal[] {
  const left = cents - total(shares.map((share) => share.floor().toNumber()));
  if (left >= 0 && left <= shares.length) return shares;
  const missing = new Decimal(cents).minus(Decimal.sum(0, ...shares));
  const sizes = shares.map((share) => share.abs());
  const whole = Decimal.sum(0, ...sizes);
  return shares.map((share, index) =>
    share.plus(
      whole.isZero() ? missing.dividedBy(shares.length) : missing.times(sizes[index] ?? 0).dividedBy(whole),
    ),
  );
}

const total = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);
