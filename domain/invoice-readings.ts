import Decimal from 'decimal.js';
import type { WinbooksId } from './ids';
import type { BookableLine } from './invoice-lines';
import type { PlannedRevenue, PlannedVat } from './invoice-plan';
import { toCents, type Cents } from './money';

/** The amounts of a document, `vat` per code with a rate, `revenue` per account and VAT code in the order of the lines. */
export interface DocumentAmounts {
  readonly netCents: Cents;
  readonly vatCents: Cents;
  readonly revenue: readonly PlannedRevenue[];
  readonly vat: readonly PlannedVat[];
}

/** One way in which the vendor may have rounded; `isDoubt` ones may only cast doubt, never be booked. */
export interface Reading extends DocumentAmounts {
  readonly isDoubt: boolean;
}

/** Every way to read the lines, the most usual first: Tribe's nets rounded per line, VAT over the document. */
export function readingsOf(lines: readonly BookableLine[]): readonly Reading[] {
  return netReadings(lines).flatMap((revenue) => withVat(revenue, lines));
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
  amountOf: (line: BookableLine) => Decimal,
): readonly PlannedRevenue[] {
  const keyOf = (line: BookableLine) => JSON.stringify([line.accountCode, line.vatCodeId]);
  return [...groupBy(lines, keyOf).values()].map(([first, ...rest]) => ({
    accountCode: first.accountCode,
    ratePercent: first.ratePercent,
    vatCodeId: first.vatCodeId,
    vatCode: first.vatCode,
    netCents: toCents(rest.reduce((sum, line) => sum.plus(amountOf(line)), amountOf(first))),
  }));
}

/** The ways to arrive at the VAT of a net, all per VAT code and half away from zero. */
function withVat(revenue: readonly PlannedRevenue[], lines: readonly BookableLine[]): readonly Reading[] {
  const overDocument = (_code: WinbooksId, base: Cents, rate: number): Cents => toCents(vatOf(base, rate));
  const byCode = groupBy(lines, (line) => line.vatCodeId);
  const linesOf = (code: WinbooksId) => byCode.get(code) ?? [];
  const readings = [reading(revenue, overDocument, false)];
  if (lines.every((line) => line.vat !== null)) {
    const vats = (code: WinbooksId) => linesOf(code).map((line) => line.vat ?? new Decimal(0));
    readings.push(
      reading(revenue, (code) => vats(code).reduce((sum, vat) => sum + toCents(vat), 0), false),
      reading(revenue, (code) => toCents(Decimal.sum(0, ...vats(code))), false),
    );
  }
  const perLine = (code: WinbooksId, _base: Cents, rate: number): Cents =>
    linesOf(code).reduce((sum, line) => sum + toCents(vatOf(toCents(line.net), rate)), 0);
  const beforeRounding = (code: WinbooksId, _base: Cents, rate: number): Cents =>
    toCents(linesOf(code).reduce((sum, line) => sum.plus(vatOf(line.net.times(100), rate)), new Decimal(0)));
  readings.push(reading(revenue, perLine, true), reading(revenue, beforeRounding, true));
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
    netCents: netOf(revenue),
    vatCents: vat.reduce((sum, part) => sum + part.vatCents, 0),
    revenue,
    vat,
    isDoubt,
  };
}

function netOf(revenue: readonly PlannedRevenue[]): Cents {
  return revenue.reduce((sum, part) => sum + part.netCents, 0);
}

function vatOf(baseCents: Cents | Decimal, ratePercent: number): Decimal {
  return new Decimal(baseCents).times(ratePercent).dividedBy(100).dividedBy(100);
}

type NonEmpty<Item> = readonly [Item, ...Item[]];

/** Groups in the order of their first items. */
export function groupBy<Item, Key>(
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
