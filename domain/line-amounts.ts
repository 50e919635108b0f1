import Decimal from 'decimal.js';
import { isBookable, toCents } from './money';
import type { TribeProductLine } from './tribe-records';

/** The figures of one product line, exact as they were given (tribe-api §3.12). */
export interface LineAmounts {
  readonly net: Decimal;
  /** Quantity × price. */
  readonly computedNet: Decimal | null;
  readonly vat: Decimal | null;
  readonly gross: Decimal | null;
  /** `Total`: net or gross, the reference does not say. */
  readonly total: Decimal | null;
}

/**
 * The net of a line is its TotalExcludingVat, else quantity × price. `Total` alone may be the gross, so it counts only
 * where the invoice states a net of its own to hold it against.
 */
export function readLineAmounts(
  line: TribeProductLine,
  invoiceStatesNet: boolean,
): LineAmounts | 'missing' | 'unusable' {
  const { quantity, price } = line;
  const statedVat = line.vatAmount ?? line.vatAmountIncludingDiscount;
  const given = [quantity, price, line.total, line.totalExcludingVat, line.totalIncludingVat, statedVat];
  if (!given.every((amount) => amount === null || isBookable(amount))) return 'unusable';
  const computedNet = quantity !== null && price !== null ? new Decimal(quantity).times(price) : null;
  if (computedNet !== null && !isBookable(computedNet.toNumber())) return 'unusable';

  const statedNet = decimal(line.totalExcludingVat);
  const total = decimal(line.total);
  const net = statedNet ?? computedNet ?? (invoiceStatesNet ? total : null);
  if (net === null) return 'missing';
  const gross = decimal(line.totalIncludingVat);
  // Without a stated net the difference would hold the rounding of the gross, and not be Tribe's VAT.
  const impliedVat = statedNet !== null && gross !== null ? gross.minus(statedNet) : null;
  return { net, computedNet, vat: decimal(statedVat) ?? impliedVat, gross, total };
}

/** A line of text, or one given away: it needs neither VAT nor account. */
export function carriesNothing({ net, computedNet, vat, gross, total }: LineAmounts): boolean {
  return [net, computedNet, vat, gross, total].every((amount) => amount === null || amount.isZero());
}

/** Whether the figures of a line fit together and its VAT is the rate over its net, give or take the rounding. */
export function agree({ net, computedNet, vat, gross, total }: LineAmounts, ratePercent: number): boolean {
  const vatByRate = net.times(ratePercent).dividedBy(100);
  const lineGross = gross ?? net.plus(vat ?? vatByRate);
  return (
    near(computedNet, net) &&
    (ratePercent === 0 ? vat === null || toCents(vat) === 0 : near(vat, vatByRate)) &&
    (vat === null ? near(gross, net.plus(vatByRate), 2) : near(gross, net.plus(vat))) &&
    (near(total, net) || near(total, lineGross))
  );
}

/** True also when the first is not given. Each of the two amounts was rounded once, or `cents` times in all. */
function near(given: Decimal | null, expected: Decimal, cents = 1): boolean {
  return given === null || Math.abs(toCents(given) - toCents(expected)) <= cents;
}

function decimal(amount: number | null): Decimal | null {
  return amount === null ? null : new Decimal(amount);
}
