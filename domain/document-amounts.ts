import Decimal from 'decimal.js';
import type { WinbooksId } from './ids';
import type { PlannedRevenue, PlannedVat } from './invoice-plan';
import type { InvoiceLine, InvoiceReading } from './invoice-readings';
import { spread } from './largest-remainder';
import { toCents, type Cents } from './money';
import type { TenantSettings } from './settings';

/** The amounts of a document, `vat` per code with a rate, `revenue` per account and VAT code in the order of the lines. */
export interface DocumentAmounts {
  readonly netCents: Cents;
  readonly vatCents: Cents;
  readonly revenue: readonly PlannedRevenue[];
  readonly vat: readonly PlannedVat[];
}

export type VatRounding = TenantSettings['vatRounding'];

/**
 * What a reading comes to when it is booked, the most usual way of rounding first: VAT by the tenant's choice, once per
 * VAT code or on each line, half away from zero; nets per line, else once per account and VAT code. Prices that include
 * VAT have it taken out: the net is what is left, so that both add up to the price.
 */
export function bookableAmounts(
  { stated, computed }: InvoiceReading,
  vatRounding: VatRounding,
): readonly DocumentAmounts[] {
  return [stated, computed].flatMap((lines) =>
    vatRounding === 'line' ? roundedPerLine(lines) : roundedOverDocument(lines),
  );
}

function roundedOverDocument(lines: readonly InvoiceLine[]): readonly DocumentAmounts[] {
  const revenues = [revenueOf(lines, (line) => rounded(line.net)), revenueOf(lines, (line) => line.net)];
  if (!includeVat(lines)) return revenues.map((revenue) => withVat(revenue, vatOfBase));
  const takenOut = vatTakenOut(lines);
  return [withoutTheVat(lines, takenOut), ...revenues].map((revenue) =>
    withVat(revenue, ({ vatCodeId }) => takenOut.get(vatCodeId) ?? 0),
  );
}

function roundedPerLine(lines: readonly InvoiceLine[]): readonly DocumentAmounts[] {
  const vats = includeVat(lines)
    ? [lines.map((line) => toCents(vatInside(line)))]
    : [
        lines.map((line) => toCents(vatOn(rounded(line.net), line))),
        lines.map((line) => toCents(vatOn(line.net, line))),
      ];
  return vats.flatMap((vatCents) => {
    const vatOf = new Map(lines.map((line, index) => [line, vatCents[index] ?? 0]));
    const left = (line: InvoiceLine) => rounded(line.gross ?? line.net).minus(inUnits(vatOf.get(line) ?? 0));
    const vatOfCode = ({ vatCodeId }: VatBase) =>
      total(lines.filter((line) => line.vatCodeId === vatCodeId).map((line) => vatOf.get(line) ?? 0));
    return [
      ...(includeVat(lines) ? [revenueOf(lines, left)] : []),
      revenueOf(lines, (line) => rounded(line.net)),
      revenueOf(lines, (line) => line.net),
    ].map((revenue) => withVat(revenue, vatOfCode));
  });
}

/** Everything that some way of rounding a reading arrives at, bookable or not: what a stated total may be. */
export interface PossibleTotals {
  readonly nets: ReadonlySet<Cents>;
  readonly vats: ReadonlySet<Cents>;
  readonly grosses: ReadonlySet<Cents>;
}

/** Nobody says where Tribe rounds (tribe-api §6 G7): per line, per VAT code or once, before the VAT or after. */
export function possibleTotals(reading: InvoiceReading): PossibleTotals {
  const each = [reading.stated, reading.computed].map(possibleTotalsOf);
  return {
    nets: new Set(each.flatMap(({ nets }) => nets)),
    vats: new Set(each.flatMap(({ vats }) => vats)),
    grosses: new Set(each.flatMap(({ grosses }) => grosses)),
  };
}

function possibleTotalsOf(lines: readonly InvoiceLine[]): Readonly<Record<keyof PossibleTotals, Cents[]>> {
  const codes = [...groupBy(lines, (line) => line.vatCodeId).values()];
  const exactVat = (line: InvoiceLine) => (line.gross === null ? vatOn(line.net, line) : vatInside(line));
  const waysOf = (amountOf: (line: InvoiceLine) => Decimal): Cents[] => [
    total(lines.map((line) => toCents(amountOf(line)))),
    total(codes.map((some) => toCents(sum(some.map(amountOf))))),
    toCents(sum(lines.map(amountOf))),
  ];
  const nets = [...waysOf((line) => line.net), netOf(revenueOf(lines, (line) => line.net))];
  const vats = [
    ...waysOf(exactVat),
    total(lines.map((line) => toCents(vatOn(rounded(line.net), line)))),
    ...[rounded, exact].map((round) =>
      total(codes.map((some) => toCents(vatOn(rounded(sum(some.map((line) => round(line.net)))), some[0])))),
    ),
    ...(lines.every((line) => line.statedVat !== null)
      ? waysOf((line) => line.statedVat ?? new Decimal(0))
      : []),
  ];
  const grosses = waysOf((line) => line.gross ?? line.net.plus(exactVat(line)));
  const leftOver = includeVat(lines) ? grosses.flatMap((gross) => vats.map((vat) => gross - vat)) : [];
  return { nets: [...nets, ...leftOver], vats, grosses };
}

const includeVat = (lines: readonly InvoiceLine[]): boolean => lines.some((line) => line.gross !== null);

/** The VAT inside the prices of each code, rounded once per code. */
function vatTakenOut(lines: readonly InvoiceLine[]): ReadonlyMap<WinbooksId, Cents> {
  const codes = groupBy(lines, (line) => line.vatCodeId);
  return new Map([...codes].map(([code, some]) => [code, toCents(sum(some.map(vatInside)))]));
}

/** What is left of the prices of each code, over its accounts by largest remainder. */
function withoutTheVat(
  lines: readonly InvoiceLine[],
  takenOut: ReadonlyMap<WinbooksId, Cents>,
): readonly PlannedRevenue[] {
  const revenue = revenueOf(lines, (line) => line.net);
  const left = new Map<PlannedRevenue, Cents>();
  for (const [code, some] of groupBy(lines, (line) => line.vatCodeId)) {
    const parts = revenue.filter((part) => part.vatCodeId === code);
    const grossCents = toCents(sum(some.map((line) => line.gross ?? line.net)));
    const nets = spread(
      grossCents - (takenOut.get(code) ?? 0),
      parts.map(({ accountCode }) =>
        sum(some.filter((line) => line.accountCode === accountCode).map((line) => line.net)),
      ),
    );
    for (const [index, part] of parts.entries()) left.set(part, nets[index] ?? 0);
  }
  return revenue.map((part) => ({ ...part, netCents: left.get(part) ?? 0 }));
}

function revenueOf(
  lines: readonly InvoiceLine[],
  amountOf: (line: InvoiceLine) => Decimal,
): readonly PlannedRevenue[] {
  const keyOf = (line: InvoiceLine) => JSON.stringify([line.accountCode, line.vatCodeId]);
  return [...groupBy(lines, keyOf).values()].map((group) => ({
    accountCode: group[0].accountCode,
    ratePercent: group[0].ratePercent,
    vatCodeId: group[0].vatCodeId,
    vatCode: group[0].vatCode,
    netCents: toCents(sum(group.map(amountOf))),
    foreignNetCents: null,
  }));
}

interface VatBase {
  readonly vatCodeId: WinbooksId;
  readonly ratePercent: number;
  readonly baseCents: Cents;
}

function withVat(revenue: readonly PlannedRevenue[], vatCentsOf: (base: VatBase) => Cents): DocumentAmounts {
  const vat = [...groupBy(revenue, (part) => part.vatCodeId).values()]
    .filter(([first]) => first.ratePercent !== 0)
    .map((parts): PlannedVat => {
      const [{ vatCodeId, vatCode, ratePercent }] = parts;
      const baseCents = netOf(parts);
      const vatCents = vatCentsOf({ vatCodeId, ratePercent, baseCents });
      return { vatCodeId, vatCode, baseCents, vatCents, foreignBaseCents: null, foreignVatCents: null };
    });
  return {
    netCents: netOf(revenue),
    vatCents: total(vat.map((part) => part.vatCents)),
    revenue,
    vat,
  };
}

const vatOfBase = ({ baseCents, ratePercent }: VatBase): Cents =>
  toCents(vatOn(inUnits(baseCents), { ratePercent }));

type Rated = Pick<InvoiceLine, 'ratePercent'>;

const vatOn = (net: Decimal, { ratePercent }: Rated): Decimal => net.times(ratePercent).dividedBy(100);

function vatInside({ net, gross, ratePercent }: InvoiceLine): Decimal {
  return (gross ?? net).times(ratePercent).dividedBy(new Decimal(ratePercent).plus(100));
}

const inUnits = (cents: Cents): Decimal => new Decimal(cents).dividedBy(100);
const rounded = (amount: Decimal): Decimal => inUnits(toCents(amount));
const exact = (amount: Decimal): Decimal => amount;

function netOf(revenue: readonly PlannedRevenue[]): Cents {
  return total(revenue.map((part) => part.netCents));
}

function total(cents: readonly Cents[]): Cents {
  return cents.reduce((all, some) => all + some, 0);
}

function sum(amounts: readonly Decimal[]): Decimal {
  return Decimal.sum(0, ...amounts);
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
