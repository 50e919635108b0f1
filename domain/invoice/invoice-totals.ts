import Decimal from 'decimal.js';
import {
  documentAmounts,
  type DocumentAmounts,
  type InvoicedTotals,
  type VatRounding,
} from './document-amounts';
import { isAmountInCurrency } from './foreign-amounts';
import { explanationsOf, type Explanation } from './invoice-explanations';
import type { InvoiceReading } from './invoice-readings';
import { issue, type Issue } from '../issues/issue-catalogue';
import { denoised, inWholeCents, toCents, type Cents } from '../money/money';
import type { TribeInvoice } from '../vendors/tribe-records';

/** The totals that an invoice states, without binary noise; null where it states none. Units of the currency. */
type StatedTotals = Readonly<Record<'net' | 'vat' | 'gross', Decimal | null>>;

/**
 * Finds the explanation that is nearest to the totals that the invoice states, and books those totals: the gross is
 * what the customer pays, then comes the VAT, and the net is the remainder. For an invoice without totals, its lines
 * are added up. Totals are refused if no rounding explains them, or if two readings explain them equally well and would
 * be booked differently (tribe-api §6 G6, G7).
 */
export function explainTotals(
  invoice: TribeInvoice,
  readings: readonly InvoiceReading[],
  vatRounding: VatRounding,
): { readonly ok: true; readonly amounts: DocumentAmounts } | { readonly ok: false; readonly issue: Issue } {
  const nearFits = readings.flatMap((reading) =>
    fitsOf(invoice, reading).map((fit) => ({ ...fit, contradiction: reading.contradiction })),
  );
  const nearestFits = least(
    least(
      nearFits.filter(({ isExplained }) => isExplained),
      ({ distance }) => distance,
    ),
    ({ contradiction }) => contradiction,
  );
  const [first] = nearestFits;
  if (!first) return { ok: false, issue: unexplained(invoice, readings) };
  const amountsOf = (fit: Fit) => documentAmounts(fit.explanation, invoicedTotals(fit), vatRounding);
  const amounts = amountsOf(first);
  const isAlike = (fit: Fit) => isBookedAlike(amounts, amountsOf(fit), invoice.lines.length);
  const isSameGross = (fit: Fit) =>
    isNear(amounts.grossCents, invoicedTotals(fit).grossCents, invoice.lines.length);
  const rivals = [
    ...nearestFits.filter((fit) => !isAlike(fit)),
    // Another gross is another debt, so a tiny difference in distance must not decide between the two.
    ...nearFits.filter(
      (fit) =>
        (fit.isExplained || !first.distance.isZero()) &&
        fit.contradiction.lessThanOrEqualTo(first.contradiction) &&
        !isSameGross(fit),
    ),
  ];
  if (rivals.length > 0) {
    const grosses = new Set([first, ...rivals].map((fit) => invoicedTotals(fit).grossCents));
    return { ok: false, issue: issue('TOTALS_AMBIGUOUS', { grossCents: [...grosses].join(';') }) };
  }
  const problem = unbookable(amounts);
  return problem ? { ok: false, issue: problem } : { ok: true, amounts };
}

interface Fit {
  readonly stated: StatedTotals;
  readonly explanation: Explanation;
  /** The sum of the differences between the stated totals and those of the explanation. */
  readonly distance: Decimal;
  /**
   * True if rounding accounts for the distance. If it nearly does, the fit still casts doubt on another explanation.
   */
  readonly isExplained: boolean;
}

/**
 * The totals as stated. `Amount` may be net or gross: both are tried, unless the other totals settle it (tribe-api §6
 * G6).
 */
function statedTotals(invoice: TribeInvoice): readonly StatedTotals[] {
  const net = denoisedOrNull(invoice.totalExcludingVat);
  const vat = denoisedOrNull(invoice.vatAmount);
  const gross = denoisedOrNull(invoice.totalIncludingVat);
  const amount = isInCurrency(invoice) ? null : denoisedOrNull(invoice.amount);
  const isSettled = (gross !== null && (net ?? vat) !== null) || (net !== null && vat !== null);
  if (amount === null || isSettled) return [{ net, vat, gross }];
  if (gross !== null)
    return isSameCents(amount, gross) ? [{ net, vat, gross }] : [{ net: amount, vat, gross }];
  if (net !== null) return isSameCents(amount, net) ? [{ net, vat, gross }] : [{ net, vat, gross: amount }];
  return [
    { net: amount, vat, gross: null },
    { net: null, vat, gross: amount },
  ];
}

/** An `Amount` that equals a total in the invoice's own currency is not in the base currency. */
function isInCurrency({ amount, inCurrency }: TribeInvoice): boolean {
  const { totalExcludingVat, totalIncludingVat } = inCurrency;
  return amount !== null && (amount === totalExcludingVat || amount === totalIncludingVat);
}

/**
 * What explains the totals in one reading. An `Amount` that no rounding explains may be in the invoice's own currency,
 * where that is what its lines add up to.
 */
function fitsOf(invoice: TribeInvoice, reading: InvoiceReading): readonly Fit[] {
  const fits = fitsOfTotals(invoice, reading);
  const isUnexplained = !fits.some(({ isExplained }) => isExplained);
  return isUnexplained && isAmountInCurrency(invoice, reading)
    ? fitsOfTotals({ ...invoice, amount: null }, reading)
    : fits;
}

const fitsOfTotals = (invoice: TribeInvoice, reading: InvoiceReading): readonly Fit[] =>
  statedTotals(invoice).flatMap((stated) => nearest(stated, explanationsOf(reading)));

/** The first of the nearest explanations, and the nearest that rounding accounts for: one, two or none. */
function nearest(stated: StatedTotals, explanations: Iterable<Explanation>): readonly Fit[] {
  let explained: Fit | null = null;
  let doubtful: Fit | null = null;
  for (const explanation of explanations) {
    const fit = fitOf(stated, explanation);
    if (fit === null) continue;
    if (fit.distance.isZero()) return [fit];
    if (fit.isExplained) explained = nearer(explained, fit);
    else doubtful = nearer(doubtful, fit);
  }
  return [explained, doubtful].filter((fit) => fit !== null);
}

function nearer(best: Fit | null, fit: Fit): Fit {
  return best === null || fit.distance.lessThan(best.distance) ? fit : best;
}

/** The items with the smallest amount, in their order. */
function least<Item>(items: readonly Item[], amountOf: (item: Item) => Decimal): readonly Item[] {
  const smallest = Decimal.min(Infinity, ...items.map(amountOf));
  return items.filter((item) => amountOf(item).equals(smallest));
}

const A_CENT = new Decimal('0.01');

function fitOf(stated: StatedTotals, explanation: Explanation): Fit | null {
  let distance = new Decimal(0);
  let isExplained = true;
  for (const name of ['net', 'vat', 'gross'] as const) {
    const total = stated[name];
    if (total === null) continue;
    const { exact, rounded, slack } = explanation.totals[name];
    if (rounded.some((some) => isSameCents(some, total))) continue;
    // If the stated VAT makes the invoice add up, it is taken to the cent: the customer deducts that amount.
    const most = name === 'vat' && !slack.isZero() && addsUp(stated) ? Decimal.max(slack, A_CENT) : slack;
    const off = total.minus(exact).abs();
    if (off.greaterThan(most.times(2))) return null;
    if (off.greaterThan(most)) isExplained = false;
    distance = distance.plus(Decimal.min(...[exact, ...rounded].map((some) => some.minus(total).abs())));
  }
  return { stated, explanation, distance, isExplained };
}

function addsUp({ net, vat, gross }: StatedTotals): boolean {
  return net !== null && vat !== null && gross !== null && isSameCents(net.plus(vat), gross);
}

/** A stated total takes precedence over the sum of the lines. The net is the gross less the VAT. */
function invoicedTotals({ stated, explanation }: Fit): InvoicedTotals {
  const { totals } = explanation;
  // If the stated net or VAT differs from that of the lines, the gross differs with it.
  const moved = (name: 'net' | 'vat') => {
    const total = stated[name];
    const { exact } = totals[name];
    return total === null || isSameCents(total, exact) ? 0 : total.minus(exact);
  };
  const isNetInCents = stated.net !== null && stated.net.decimalPlaces() <= 2;
  const gross =
    stated.gross ??
    (stated.net !== null && (stated.vat !== null || isNetInCents)
      ? stated.net.plus(stated.vat ?? cents(totals.vat.exact))
      : totals.gross.exact.plus(moved('net')).plus(moved('vat')));
  const vat =
    stated.vat ??
    (stated.net !== null && stated.gross !== null ? stated.gross.minus(stated.net) : totals.vat.exact);
  const grossCents = toCents(gross);
  const vatCents = explanation.vat.size === 0 ? 0 : toCents(vat);
  return { netCents: grossCents - vatCents, vatCents, grossCents };
}

function isBookedAlike(one: DocumentAmounts, other: DocumentAmounts, lines: number): boolean {
  return (
    isNear(one.grossCents, other.grossCents, lines) &&
    isNear(one.vatCents, other.vatCents, lines) &&
    one.revenue.length === other.revenue.length &&
    one.revenue.every(({ netCents }, index) =>
      isNear(netCents, other.revenue[index]?.netCents ?? Infinity, lines),
    )
  );
}

/** Whether two amounts differ by no more cents than rounding may put on either part. */
const isNear = (one: Cents, other: Cents, lines: number): boolean =>
  Math.abs(one - other) <= 2 + Math.sqrt(lines);

/**
 * Why explained amounts cannot be booked. A code of 0 % may be negative: returned deposits are, and no VAT is due on
 * them.
 */
function unbookable({ grossCents, vat }: DocumentAmounts): Issue | null {
  if (grossCents < 0) return issue('TOTAL_NOT_POSITIVE', { totalCents: grossCents });
  const negative = vat.find(({ exact, exactBase }) => toCents(exactBase) < 0 || toCents(exact) < 0);
  return negative
    ? issue('NEGATIVE_VAT_BASE', { vatCode: negative.vatCode, baseCents: negative.baseCents })
    : null;
}

function unexplained(invoice: TribeInvoice, readings: readonly InvoiceReading[]): Issue {
  const [first] = readings.flatMap((reading) => [...explanationsOf(reading)]);
  const netCents = first ? toCents(first.totals.net.exact) : 0;
  const vatCents = first ? toCents(first.totals.vat.exact) : 0;
  const stated = [invoice.totalExcludingVat, invoice.vatAmount, invoice.totalIncludingVat, invoice.amount]
    .filter((total) => total !== null)
    .map(toCents);
  return issue('TOTALS_UNEXPLAINED', {
    netCents,
    vatCents,
    grossCents: netCents + vatCents,
    statedCents: [...new Set(stated)].join(';'),
  });
}

const cents = inWholeCents;

const isSameCents = (one: Decimal, other: Decimal): boolean => toCents(one) === toCents(other);

const denoisedOrNull = (total: number | null): Decimal | null => (total === null ? null : denoised(total));
