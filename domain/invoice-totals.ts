import Decimal from 'decimal.js';
import type { WinbooksId } from './ids';
import type { BookableLine } from './invoice-lines';
import type { PlannedRevenue, PlannedVat } from './invoice-plan';
import { issue, type Issue } from './issue-catalogue';
import { toCents, type Cents } from './money';
import type { TribeInvoice } from './tribe-records';
import { ratesInWords, sameRate } from './vat-map';

/** Amounts that explain the invoice's own totals to the cent. */
export interface ExplainedAmounts {
  readonly netCents: Cents;
  readonly vatCents: Cents;
  /** Per account and VAT code, in the order of the lines. */
  readonly revenue: readonly PlannedRevenue[];
  /** Per VAT code with a rate. */
  readonly vat: readonly PlannedVat[];
}

/** One way in which the vendor may have rounded; `isDoubt` ones may only cast doubt, never be booked. */
interface Reading extends ExplainedAmounts {
  readonly isDoubt: boolean;
}

/**
 * Finds the amounts that Tribe's own totals state. The vendor's doubles may have been rounded per line or once, and VAT
 * per line or over the document; each way is tried, VAT over the document per VAT code first. Exactly one pair of net
 * and VAT must explain all stated totals, else nobody knows what the customer was asked to pay, and it is held.
 */
export function explainTotals(
  invoice: TribeInvoice,
  lines: readonly BookableLine[],
): { readonly ok: true; readonly amounts: ExplainedAmounts } | { readonly ok: false; readonly issue: Issue } {
  const mixed = codeWithTwoRates(lines);
  if (mixed) return { ok: false, issue: mixed };
  if (invoice.totalExcludingVat === null && invoice.totalIncludingVat === null && invoice.amount === null) {
    return { ok: false, issue: issue('TOTAL_MISSING', {}) };
  }
  const readings = netReadings(lines).flatMap((revenue) => withVat(revenue, lines));
  const explaining = readings.filter((reading) => explains(reading, invoice));
  const pairs = new Set(explaining.map((reading) => `${reading.netCents}/${reading.vatCents}`));
  const chosen = explaining.find((reading) => !reading.isDoubt);
  if (!chosen || pairs.size > 1) return { ok: false, issue: unexplained(invoice, readings[0]) };
  const problem = unbookable(chosen);
  return problem ? { ok: false, issue: problem } : { ok: true, amounts: chosen };
}

/** The VAT of a code is computed over all its lines, so they must share a rate. */
function codeWithTwoRates(lines: readonly BookableLine[]): Issue | null {
  for (const line of lines) {
    const other = lines.find(
      (candidate) =>
        candidate.vatCodeId === line.vatCodeId && !sameRate(candidate.ratePercent, line.ratePercent),
    );
    if (other) {
      const rates = ratesInWords([line.ratePercent, other.ratePercent]);
      return issue('VAT_RATE_DIFFERS', { vatCode: line.vatCode, rates });
    }
  }
  return null;
}

/** Revenue per account and VAT code: Tribe's nets first, then quantity × price; rounded per line, then once. */
function netReadings(lines: readonly BookableLine[]): readonly (readonly PlannedRevenue[])[] {
  const stated = (line: BookableLine) => line.net;
  const computed = (line: BookableLine) => line.computedNet ?? line.net;
  const perLine = (amount: Decimal) => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return [
    revenueOf(lines, (line) => perLine(stated(line))),
    revenueOf(lines, stated),
    revenueOf(lines, (line) => perLine(computed(line))),
    revenueOf(lines, computed),
  ];
}

function revenueOf(
  lines: readonly BookableLine[],
  netOf: (line: BookableLine) => Decimal,
): readonly PlannedRevenue[] {
  const keyOf = (line: BookableLine) => JSON.stringify([line.accountCode, line.vatCodeId]);
  return [...groupBy(lines, keyOf).values()].map(([first, ...rest]) => ({
    accountCode: first.accountCode,
    ratePercent: first.ratePercent,
    vatCodeId: first.vatCodeId,
    vatCode: first.vatCode,
    netCents: toCents(rest.reduce((sum, line) => sum.plus(netOf(line)), netOf(first))),
  }));
}

/** The ways to arrive at the VAT of a net, all per VAT code and half away from zero. */
function withVat(revenue: readonly PlannedRevenue[], lines: readonly BookableLine[]): readonly Reading[] {
  const overDocument = (_code: WinbooksId, base: Cents, rate: number): Cents => toCents(vatOf(base, rate));
  const byLine = groupBy(lines, (line) => line.vatCodeId);
  const linesOf = (code: WinbooksId) => byLine.get(code) ?? [];
  const readings = [reading(revenue, overDocument, false)];
  if (lines.every((line) => line.vat !== null)) {
    const vats = (code: WinbooksId) => linesOf(code).map((line) => line.vat ?? new Decimal(0));
    readings.push(
      reading(revenue, (code) => vats(code).reduce((sum, vat) => sum + toCents(vat), 0), false),
      reading(revenue, (code) => toCents(Decimal.sum(0, ...vats(code))), false),
    );
  } else {
    const perLine = (code: WinbooksId, _base: Cents, rate: number) =>
      linesOf(code).reduce((sum, line) => sum + toCents(vatOf(toCents(line.net), rate)), 0);
    readings.push(reading(revenue, perLine, true));
  }
  return readings;
}

function reading(
  revenue: readonly PlannedRevenue[],
  vatCentsOf: (code: WinbooksId, base: Cents, ratePercent: number) => Cents,
  isDoubt: boolean,
): Reading {
  const vat = [...groupBy(revenue, (part) => part.vatCodeId).values()]
    .filter(([first]) => first.ratePercent !== 0)
    .map((parts): PlannedVat => {
      const [{ vatCodeId, vatCode, ratePercent }] = parts;
      const baseCents = parts.reduce((sum, part) => sum + part.netCents, 0);
      return { vatCodeId, vatCode, baseCents, vatCents: vatCentsOf(vatCodeId, baseCents, ratePercent) };
    });
  return {
    netCents: revenue.reduce((sum, part) => sum + part.netCents, 0),
    vatCents: vat.reduce((sum, part) => sum + part.vatCents, 0),
    revenue,
    vat,
    isDoubt,
  };
}

function vatOf(baseCents: Cents, ratePercent: number): Decimal {
  return new Decimal(baseCents).times(ratePercent).dividedBy(100).dividedBy(100);
}

/**
 * Every total that the invoice states must be met to the cent. `Amount` may be net or gross (tribe-api §6 G6); it is
 * not asked when the other totals settle both.
 */
function explains({ netCents, vatCents }: Reading, invoice: TribeInvoice): boolean {
  const { totalExcludingVat, totalIncludingVat, vatAmount, amount } = invoice;
  const grossCents = netCents + vatCents;
  const meets = (total: number | null, cents: Cents) => total === null || toCents(total) === cents;
  const isSettled =
    [totalExcludingVat, totalIncludingVat, vatAmount].filter((total) => total !== null).length > 1;
  return (
    meets(totalExcludingVat, netCents) &&
    meets(totalIncludingVat, grossCents) &&
    meets(vatAmount, vatCents) &&
    (isSettled || meets(amount, netCents) || meets(amount, grossCents))
  );
}

/** Explained, and still nothing that is booked today. */
function unbookable({ netCents, vatCents, revenue, vat }: Reading): Issue | null {
  if (netCents <= 0 || netCents + vatCents <= 0) {
    return issue('TOTAL_NOT_POSITIVE', { totalCents: netCents + vatCents });
  }
  for (const [first, ...rest] of groupBy(revenue, (part) => part.vatCodeId).values()) {
    const baseCents = rest.reduce((sum, part) => sum + part.netCents, first.netCents);
    const vatCents = vat.find((part) => part.vatCodeId === first.vatCodeId)?.vatCents ?? 0;
    if (baseCents < 0 || vatCents < 0 || (baseCents === 0 && vatCents !== 0)) {
      return issue('NEGATIVE_VAT_BASE', { vatCode: first.vatCode, baseCents });
    }
  }
  return null;
}

function unexplained(invoice: TribeInvoice, first: Reading | undefined): Issue {
  const { netCents, vatCents } = first ?? { netCents: 0, vatCents: 0 };
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

type NonEmpty<Item> = readonly [Item, ...Item[]];

/** Groups in the order of their first items. */
function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, NonEmpty<Item>> {
  const groups = new Map<Key, NonEmpty<Item>>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    groups.set(keyOf(item), group ? [...group, item] : [item]);
  }
  return groups;
}
