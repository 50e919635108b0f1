import Decimal from 'decimal.js';
import type { Cents } from './money';

/**
 * Spreads an amount over weights so that the parts add up to it exactly: each gets its share rounded down, and the cents
 * that are left go to the largest remainders, the earlier part first. Weights may have either sign; where they cancel
 * each other out, the first part gets everything.
 * @returns as many parts as weights, in cents
 */
export function spread(cents: Cents, weights: readonly (number | Decimal)[]): readonly Cents[] {
  const whole = Decimal.sum(0, ...weights);
  if (whole.isZero()) return weights.map((_, index) => (index === 0 ? cents : 0));
  const shares = weights.map((weight) => new Decimal(cents).times(weight).dividedBy(whole));
  const parts = shares.map((share) => share.floor().toNumber());
  const left = cents - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: share.minus(share.floor()) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  const lucky = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return parts.map((part, index) => (lucky.has(index) ? part + 1 : part) || 0);
}
