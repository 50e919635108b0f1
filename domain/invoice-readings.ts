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

/** What a vendor may have made of the same lines, since nobody says where it rounds. */
export interface Readings {
  /** Amounts that a booking can be made of, the most usual first: rounded per line, VAT over the document. */
  readonly bookable: readonly DocumentAmounts[];
  /** Every net and every VAT that some way of rounding arrives at, bookable or not. */
  readonly nets: ReadonlySet<Cents>;
  readonly vats: ReadonlySet<Cents>;
}

/**
 * Reads the lines in every way that a vendor may round: nets per line or once, VAT over the document, per line as Tribe
 * states it, or from nets that were not rounded; always per VAT code and half away from zero.
 * @param alsoComputed whether quantity × price may stand for a net that a line states, a cent away from it
 */
export function readingsOf(lines: readonly BookableLine[], alsoComputed: boolean): Readings {
  const stated = (line: BookableLine) => line.net;
  const computed = (line: BookableLine) => line.computedNet ?? line.net;
  const perLine = (amount: Decimal) => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  const revenues = (alsoComputed ? [stated, computed] : [stated]).flatMap((amountOf) => [
    revenueOf(lines, (line) => perLine(amountOf(line))),
    revenueOf(lines, amountOf),
    withCentsOnLargest(revenueOf(lines, amountOf), toCents(sum(lines.map(amountOf)))),
  ]);
  const bookable = revenues.flatMap((revenue) => withVat(revenue, lines));
  return {
    bookable,
    nets: new Set([...bookable.map((amounts) => amounts.netCents), netByCode(lines)]),
    vats: new Set([...bookable.map((amounts) => amounts.vatCents), ...otherVats(lines)]),
  };
}

function revenueOf(
  lines: readonly BookableLine[],
  amountOf: (line: BookableLine) => Decimal,
): readonly PlannedRevenue[] {
  const keyOf = (line: BookableLine) => JSON.stringify([line.accountCode, line.vatCodeId]);
  return [...groupBy(lines, keyOf).values()].map((group) => ({
    accountCode: group[0].accountCode,
    ratePercent: group[0].ratePercent,
    vatCodeId: group[0].vatCodeId,
    vatCode: group[0].vatCode,
    netCents: toCents(sum(group.map(amountOf))),
    foreignNetCents: null,
  }));
}

/** Revenue that adds up to a net rounded once: the cents in between go where they weigh least (tribe-api §6 G7). */
function withCentsOnLargest(revenue: readonly PlannedRevenue[], netCents: Cents): readonly PlannedRevenue[] {
  const largest = revenue.reduce((a, b) => (b.netCents > a.netCents ? b : a));
  const missing = netCents - netOf(revenue);
  return revenue.map((part) => (part === largest ? { ...part, netCents: part.netCents + missing } : part));
}

/** The VAT of a net over the document; then the one that Tribe states per line, each rounded or rounded once. */
function withVat(
  revenue: readonly PlannedRevenue[],
  lines: readonly BookableLine[],
): readonly DocumentAmounts[] {
  const overDocument = amountsOf(revenue, (_code, base, rate) => toCents(vatOf(base, rate)));
  if (!lines.every((line) => line.vat !== null)) return [overDocument];
  const byCode = groupBy(lines, (line) => line.vatCodeId);
  const statedVats = (code: WinbooksId) => (byCode.get(code) ?? []).map((line) => line.vat ?? new Decimal(0));
  return [
    overDocument,
    amountsOf(revenue, (code) => total(statedVats(code).map(toCents))),
    amountsOf(revenue, (code) => toCents(sum(statedVats(code)))),
  ];
}

/** A net rounded once per VAT code: it only casts doubt. */
function netByCode(lines: readonly BookableLine[]): Cents {
  return total(ofEachCode(lines).map((some) => toCents(sum(some.map((line) => line.net)))));
}

/** VAT that a vendor may have asked without stating it on the lines: it only casts doubt. */
function otherVats(lines: readonly BookableLine[]): readonly Cents[] {
  const exactVat = (line: BookableLine) => vatOf(line.net.times(100), line.ratePercent);
  const ofRoundedNet = (line: BookableLine) => toCents(vatOf(toCents(line.net), line.ratePercent));
  const ofRoundedBase = (some: NonEmpty<BookableLine>) =>
    toCents(vatOf(toCents(sum(some.map((line) => line.net))), some[0].ratePercent));
  return [
    total(lines.map(ofRoundedNet)),
    total(lines.map((line) => toCents(exactVat(line)))),
    total(ofEachCode(lines).map(ofRoundedBase)),
    total(ofEachCode(lines).map((some) => toCents(sum(some.map(exactVat))))),
  ];
}

function ofEachCode(lines: readonly BookableLine[]): readonly NonEmpty<BookableLine>[] {
  return [...groupBy(lines, (line) => line.vatCodeId).values()];
}

function amountsOf(
  revenue: readonly PlannedRevenue[],
  vatCentsOf: (code: WinbooksId, base: Cents, ratePercent: number) => Cents,
): DocumentAmounts {
  const vat = [...groupBy(revenue, (part) => part.vatCodeId).values()]
    .filter(([first]) => first.ratePercent !== 0)
    .map((parts): PlannedVat => {
      const [{ vatCodeId, vatCode, ratePercent }] = parts;
      const baseCents = netOf(parts);
      const vatCents = vatCentsOf(vatCodeId, baseCents, ratePercent);
      return { vatCodeId, vatCode, baseCents, vatCents, foreignBaseCents: null, foreignVatCents: null };
    });
  return {
    netCents: netOf(revenue),
    vatCents: total(vat.map((part) => part.vatCents)),
    revenue,
    vat,
  };
}

function netOf(revenue: readonly PlannedRevenue[]): Cents {
  return total(revenue.map((part) => part.netCents));
}

function total(cents: readonly Cents[]): Cents {
  return cents.reduce((all, some) => all + some, 0);
}

function sum(amounts: readonly Decimal[]): Decimal {
  return Decimal.sum(0, ...amounts);
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
