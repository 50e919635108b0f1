import Decimal from 'decimal.js';
import { denoised, isBookable } from '../money/money';
import type { TribeProductLine } from '../vendors/tribe-records';

/** The figures of one product line, exactly as they were given (tribe-api §3.12). */
export interface LineFigures {
  /** Units sold; null unless the line also shows a price. */
  readonly quantity: Decimal | null;
  /** Quantity × price before any discount; with VAT if the prices of the invoice include it. */
  readonly priced: Decimal | null;
  /** The factor of the line's discount: 0.95 after 5 %. */
  readonly lineFactor: Decimal;
  readonly net: Decimal | null;
  readonly vat: Decimal | null;
  readonly gross: Decimal | null;
  /** `Total`: the reference does not say whether it is net or gross. */
  readonly total: Decimal | null;
  /** `VatAmountIncludingDiscount`: the reference does not say whether that is after one or both discounts. */
  readonly vatAfterDiscount: Decimal | null;
}

/**
 * How the stated figures of the lines are interpreted: which discounts they include, and whether prices include VAT.
 */
export interface FigureReading {
  readonly stated: 'before discounts' | 'after line discount' | 'after both discounts';
  /** The meaning of a `Total` on a line that states nothing else. */
  readonly total: 'net' | 'gross';
  /** The factor of the document's discount. */
  readonly documentFactor: Decimal;
  readonly pricesIncludeVat: boolean;
}

/** The amounts of a line in the invoice, after every discount; not rounded yet. */
export interface LineAmounts {
  readonly net: Decimal;
  /** Where prices include VAT: the amount with VAT. */
  readonly gross: Decimal | null;
}

export interface LineInReading {
  /** From the figures that the line states, otherwise computed. */
  readonly stated: LineAmounts;
  /** From quantity × price alone. */
  readonly computed: LineAmounts | null;
  /** The VAT that Tribe states for the line. */
  readonly vat: Decimal | null;
  /** The distance of the stated figures from quantity × price. */
  readonly contradiction: Decimal;
}

const ONE = new Decimal(1);

/**
 * `unusable` when a figure is not an amount, `missing` when the line states no amount at all.
 *
 * @param statesTotals whether the invoice states totals that tell a `Total` without VAT from one with VAT
 */
export function readLineFigures(
  line: TribeProductLine,
  statesTotals: boolean,
): LineFigures | 'missing' | 'unusable' {
  const { quantity, price, total, totalExcludingVat, totalIncludingVat } = line;
  const { vatAmount, vatAmountIncludingDiscount } = line;
  const given = [quantity, price, total, totalExcludingVat, totalIncludingVat];
  const isUsable = [...given, vatAmount, vatAmountIncludingDiscount].every(isAbsentOrBookable);
  const lineFactor = discountFactor(line.discountPercentage);
  if (!isUsable || lineFactor === null) return 'unusable';
  // A VAT of zero may be a field that was never filled in; the totals decide.
  const unlessDefault = (amount: number | null) => (amount === 0 && statesTotals ? null : amount);
  const priced = quantity !== null && price !== null ? denoised(quantity).times(denoised(price)) : null;
  if (priced !== null && !isBookable(priced.toNumber())) return 'unusable';
  const figures: LineFigures = {
    quantity: priced && decimal(quantity),
    priced,
    lineFactor,
    net: decimal(totalExcludingVat),
    vat: decimal(unlessDefault(vatAmount)),
    gross: decimal(totalIncludingVat),
    total: decimal(total),
    vatAfterDiscount: decimal(unlessDefault(vatAmountIncludingDiscount)),
  };
  const isKnown =
    (figures.net ?? figures.gross ?? priced) !== null || (figures.total !== null && statesTotals);
  return isKnown ? figures : 'missing';
}

/** Whether the line's only figure is a `Total`, which may be with or without VAT. */
export function saysOnlyTotal({ net, gross, priced, total }: LineFigures): boolean {
  return total !== null && (net ?? gross ?? priced) === null;
}

/** The factor of a discount, 0.9 for 10 %; null for a discount of more than 100 %. */
export function discountFactor(percentage: number | null): Decimal | null {
  if (percentage === null || percentage === 0) return ONE;
  const discount = new Decimal(percentage);
  if (!discount.isFinite() || discount.abs().greaterThan(100)) return null;
  return ONE.minus(discount.dividedBy(100));
}

/** True for a line of text or a free line: it needs neither VAT nor account. */
export function carriesNothing({ priced, lineFactor, net, vat, gross, total }: LineFigures): boolean {
  const amounts = [priced?.times(lineFactor) ?? null, net, vat, gross, total];
  return amounts.every((amount) => amount === null || amount.isZero());
}

/**
 * A line in one reading; null if its figures contradict each other in it. They must agree with quantity, price and
 * discounts, and the VAT with the rate on the net, each within its own rounding.
 */
export function lineInReading(
  figures: LineFigures,
  ratePercent: number,
  reading: FigureReading,
): LineInReading | null {
  const { shown, toCome } = discountsOf(figures, reading);
  const rate = new Decimal(ratePercent).dividedBy(100);
  const withoutVat = (amount: Decimal) =>
    reading.pricesIncludeVat ? amount.dividedBy(rate.plus(1)) : amount;
  const price = figures.priced?.times(shown) ?? null;
  const pricedNet = price && withoutVat(price);
  const factors = distinct([ONE, figures.lineFactor, figures.lineFactor.times(reading.documentFactor)]);
  const stages = shown.isZero() ? [ONE] : factors.map((factor) => factor.dividedBy(shown));
  const net = netsOf(figures, pricedNet, rate, reading).find((candidate) =>
    agree(figures, { net: candidate, price, pricedNet, rate, stages }),
  );
  if (net === undefined) return null;

  const after = (amount: Decimal) => amount.times(toCome);
  const statedGross = figures.gross ?? price ?? net.times(rate.plus(1));
  return {
    contradiction: pricedNet?.minus(net).abs() ?? new Decimal(0),
    stated: { net: after(net), gross: reading.pricesIncludeVat ? after(statedGross) : null },
    computed: pricedNet && {
      net: after(pricedNet),
      gross: reading.pricesIncludeVat && price ? after(price) : null,
    },
    vat: statedVat(figures, net, rate, after),
  };
}

const distinct = (amounts: readonly Decimal[]): readonly Decimal[] =>
  amounts.filter((amount, index) => amounts.findIndex((other) => other.equals(amount)) === index);

/** The line's stated VAT in the invoice, from the first figure that is after every discount. */
function statedVat(
  { quantity, net: statedNet, gross, vat, vatAfterDiscount }: LineFigures,
  net: Decimal,
  rate: Decimal,
  after: (amount: Decimal) => Decimal,
): Decimal | null {
  const byRate = net.times(rate);
  if (vatAfterDiscount && nearOnUnits(vatAfterDiscount, after(byRate), quantity)) return vatAfterDiscount;
  if (vat && nearOnUnits(vat, byRate, quantity)) return after(vat);
  return vat === null && statedNet && gross ? after(gross.minus(statedNet)) : null;
}

/**
 * The possible nets, the likeliest first. If the line states no net, it has a price, or a gross less the stated VAT, or
 * a gross less VAT at its rate.
 */
function netsOf(
  figures: LineFigures,
  pricedNet: Decimal | null,
  rate: Decimal,
  { total: totalIs, pricesIncludeVat }: FigureReading,
): readonly Decimal[] {
  const { net, gross, vat, total } = figures;
  if (net !== null) return [net];
  const ofGross = (amount: Decimal) =>
    vat === null || pricesIncludeVat ? amount.dividedBy(rate.plus(1)) : amount.minus(vat);
  const fromGross = gross && ofGross(gross);
  const fromTotal = total && ofGross(total);
  if (saysOnlyTotal(figures)) return totalIs === 'net' ? present([total]) : present([fromTotal]);
  return pricesIncludeVat
    ? present([fromGross, pricedNet, fromTotal])
    : present([pricedNet, fromGross, total, fromTotal]);
}

const present = (amounts: readonly (Decimal | null)[]): readonly Decimal[] =>
  amounts.filter((amount) => amount !== null);

/** The share that the stated figures have of quantity × price, and the share that still counts in the invoice. */
function discountsOf(
  { lineFactor }: LineFigures,
  { stated, documentFactor }: FigureReading,
): { readonly shown: Decimal; readonly toCome: Decimal } {
  switch (stated) {
    case 'before discounts':
      return { shown: ONE, toCome: lineFactor.times(documentFactor) };
    case 'after line discount':
      return { shown: lineFactor, toCome: documentFactor };
    case 'after both discounts':
      return { shown: lineFactor.times(documentFactor), toCome: ONE };
  }
}

interface Expected {
  readonly net: Decimal;
  readonly price: Decimal | null;
  readonly pricedNet: Decimal | null;
  readonly rate: Decimal;
  /** The factors from the net to its values before the discounts, after the line's discount and after both. */
  readonly stages: readonly Decimal[];
}

/** Compares VAT and `Total` with the net only. Each of them may be of another stage than the net. */
function agree(
  { quantity, vat, gross, total, vatAfterDiscount }: LineFigures,
  { net, price, pricedNet, rate, stages }: Expected,
): boolean {
  const vatByRate = net.times(rate);
  const isVat = (given: Decimal | null) =>
    rate.isZero()
      ? near(given, new Decimal(0), 0)
      : stages.some((stage) => nearOnUnits(given, vatByRate.times(stage), quantity));
  const isTotal = stages.some((stage) =>
    [net, net.plus(vatByRate), ...(price === null ? [] : [price])].some((amount) =>
      nearOnUnits(total, amount.times(stage), quantity),
    ),
  );
  const isGross =
    nearOnUnits(gross, net.plus(vatByRate), quantity, 2) || (vat !== null && near(gross, net.plus(vat)));
  const isOfPrice = pricedNet === null || nearOnUnits(net, pricedNet, quantity);
  return (
    isOfPrice && isVat(vat) && isVat(vatAfterDiscount) && isGross && (isTotal || near(total, gross ?? net))
  );
}

/** An amount that was rounded once, or per unit sold. */
function nearOnUnits(given: Decimal | null, expected: Decimal, quantity: Decimal | null, cents = 1): boolean {
  if (near(given, expected, cents)) return true;
  const onUnits = onEachUnit(expected, quantity);
  return onUnits !== null && near(given, onUnits, cents);
}

/** If rounding per unit moves an amount by more than this share, no vendor would compute it that way. */
const MOST_ON_UNITS = new Decimal('0.02');

/** The amount if it was rounded per unit; null where that is impossible or unlikely. */
export function onEachUnit(amount: Decimal, quantity: Decimal | null): Decimal | null {
  if (quantity === null || !quantity.isInteger() || quantity.abs().lessThan(2) || amount.isZero())
    return null;
  const units = quantity.abs();
  const onUnits = inCents(amount.dividedBy(units)).times(units);
  return onUnits.minus(amount).dividedBy(amount).abs().lessThanOrEqualTo(MOST_ON_UNITS) ? onUnits : null;
}

const inCents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);

/** Also true when the first amount is not given. Each amount was rounded once, or `cents` times in total. */
function near(given: Decimal | null, expected: Decimal, cents = 1): boolean {
  if (given === null) return true;
  return inCents(given).minus(inCents(expected)).abs().times(100).lessThanOrEqualTo(cents);
}

const isAbsentOrBookable = (amount: number | null): boolean => amount === null || isBookable(amount);

function decimal(amount: number | null): Decimal | null {
  return amount === null ? null : denoised(amount);
}
