import Decimal from 'decimal.js';
import type { WinbooksId } from '../ids';
import type { InvoiceLine, InvoiceReading } from './invoice-readings';
import { onEachUnit } from './line-amounts';
import { toCents } from '../money/money';

/** Lines that share account and VAT code: one revenue line of the entry, exact. */
export interface ExactPart {
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  readonly net: Decimal;
  /** The same in the invoice's own currency, each line at its own rate; null where a line shows none. */
  readonly foreignNet: Decimal | null;
}

/** A total as its parts make it: their exact sum, and what it may have been rounded to. Units of the currency. */
interface ExplainedTotal {
  readonly exact: Decimal;
  readonly rounded: readonly Decimal[];
  /** How far rounding alone may have moved it from `exact`. */
  readonly slack: Decimal;
}

/** One way in which a vendor may have come from the lines to its totals. Amounts in units of the currency, not rounded. */
export interface Explanation {
  readonly lines: readonly InvoiceLine[];
  readonly parts: readonly ExactPart[];
  /** Per VAT code with a rate. */
  readonly vat: ReadonlyMap<WinbooksId, Decimal>;
  readonly totals: Readonly<Record<'net' | 'vat' | 'gross', ExplainedTotal>>;
}

/**
 * Every usual way to round the lines of a reading, the plainest first: not at all, and on each line; VAT as the lines
 * state it, from their exact nets, from the rounded base of a code, and rounded on each line or unit. Nobody says which of
 * them is Tribe's (tribe-api §6 G7). Figures as stated come before figures as computed.
 */
export function* explanationsOf({ stated, computed }: InvoiceReading): Iterable<Explanation> {
  yield* explanationsOfLines(stated);
  if (!isSame(stated, computed)) yield* explanationsOfLines(computed);
}

function isSame(stated: readonly InvoiceLine[], computed: readonly InvoiceLine[]): boolean {
  return stated.every(({ net, gross }, index) => {
    const other = computed[index];
    return other?.net.equals(net) === true && String(other.gross) === String(gross);
  });
}

/** One after another, as most invoices need but the first: likely pairs of ways before unlikely ones. */
function* explanationsOfLines(lines: readonly InvoiceLine[]): Iterable<Explanation> {
  const slack = slackOf(lines);
  const isIncluded = includeVat(lines);
  const nets = netWaysOf(lines);
  const vats = vatWaysOf(lines);
  for (const [netName, vatName] of isIncluded ? PAIRS_OF_INCLUDED : PAIRS) {
    const vatTotals = vats[vatName]();
    if (vatTotals === null) continue;
    const { vat, ...vatTotal } = vatTotals;
    const netTotals = nets[netName]();
    if (netTotals === null) continue;
    const { parts, ...netTotal } = netTotals;
    const gross = netTotal.exact.plus(vatTotal.exact);
    const sums = netTotal.rounded.flatMap((net) => vatTotal.rounded.map((some) => net.plus(some)));
    const grosses = [rounded(gross), sum(grossesOfCodes(parts, vat).map(rounded))];
    // Where prices include VAT, the net is what it leaves of them.
    const left = vatTotal.rounded.flatMap((some) => grosses.map((all) => all.minus(some)));
    yield {
      lines,
      parts,
      vat,
      totals: {
        net: { ...netTotal, rounded: [...netTotal.rounded, ...(isIncluded ? left : [])], slack: slack.net },
        vat: { ...vatTotal, slack: slack.vat },
        gross: { exact: gross, rounded: [...grosses, ...sums], slack: slack.gross },
      },
    };
  }
}

type NetWay = 'exact' | 'onEachLine' | 'onEachUnit' | 'leftOnEachLine' | 'leftOnEachUnit';
type VatWay =
  | 'stated'
  | 'exact'
  | 'overBase'
  | 'statedOnEachLine'
  | 'exactOnEachLine'
  | 'roundedOnEachLine'
  | 'overRoundedBase'
  | 'onEachUnit'
  | 'overUnitBase';

const PAIRS: readonly (readonly [NetWay, VatWay])[] = [
  ['exact', 'stated'],
  ['exact', 'exact'],
  ['exact', 'overBase'],
  ['onEachLine', 'stated'],
  ['onEachLine', 'statedOnEachLine'],
  ['onEachLine', 'roundedOnEachLine'],
  ['onEachLine', 'overRoundedBase'],
  ['exact', 'statedOnEachLine'],
  ['exact', 'exactOnEachLine'],
  ['exact', 'roundedOnEachLine'],
  ['exact', 'overRoundedBase'],
  ['onEachLine', 'exact'],
  ['onEachLine', 'exactOnEachLine'],
  ['onEachUnit', 'overUnitBase'],
  ['onEachUnit', 'onEachUnit'],
  ['exact', 'onEachUnit'],
  ['onEachLine', 'onEachUnit'],
];

const PAIRS_OF_INCLUDED: readonly (readonly [NetWay, VatWay])[] = [
  ['exact', 'stated'],
  ['exact', 'exact'],
  ['leftOnEachLine', 'statedOnEachLine'],
  ['leftOnEachLine', 'exactOnEachLine'],
  ['onEachLine', 'stated'],
  ['onEachLine', 'exactOnEachLine'],
  ['exact', 'statedOnEachLine'],
  ['exact', 'exactOnEachLine'],
  ['leftOnEachLine', 'exact'],
  ['onEachLine', 'exact'],
  ['leftOnEachUnit', 'onEachUnit'],
];

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => (made ??= { result: make() }).result;
}

type AmountOf = (line: InvoiceLine) => Decimal;

/** The parts of each way to round the nets, computed when it is asked for; null where no line is rounded that way. */
function netWaysOf(lines: readonly InvoiceLine[]) {
  const way = (netOf: AmountOf) =>
    once(() => {
      const parts = partsOf(lines, netOf);
      const ofCodes = [...groupBy(parts, ({ vatCodeId }) => vatCodeId).values()];
      const perCode = ofCodes.map((ofCode) => sum(ofCode.map(({ net }) => net)));
      const { exact, rounded: totals } = roundedTotals(parts.map(({ net }) => net));
      return { parts, exact, rounded: [...totals, sum(perCode.map(rounded))] };
    });
  return {
    exact: way(exactNet),
    onEachLine: way((line) => rounded(line.net)),
    onEachUnit: sellsUnits(lines, exactNet) ? way(onUnits(exactNet)) : () => null,
    leftOnEachLine: way((line) => rounded(line.gross ?? line.net).minus(rounded(vatInside(line)))),
    leftOnEachUnit: sellsUnits(lines, vatInside)
      ? way((line) => (line.gross ?? line.net).minus(onUnits(vatInside)(line)))
      : () => null,
  } satisfies Record<NetWay, unknown>;
}

/** VAT per code with a rate in each way, computed when it is asked for; null where the lines do not state it. */
function vatWaysOf(lines: readonly InvoiceLine[]) {
  const rated = lines.filter(isRated);
  const codes = [...groupBy(rated, (line) => line.vatCodeId)];
  const isStated = rated.every((line) => line.statedVat !== null);
  const stated: AmountOf = (line) => line.statedVat ?? new Decimal(0);
  const way = (vatOf: (ofCode: readonly InvoiceLine[]) => Decimal) =>
    once(() => {
      const vat = new Map(codes.map(([code, ofCode]) => [code, vatOf(ofCode)] as const));
      return { vat, ...roundedTotals([...vat.values()]) };
    });
  const perLine = (amountOf: AmountOf) => way((ofCode) => sum(ofCode.map(amountOf)));
  const onEachLine = (amountOf: AmountOf) => perLine((line) => rounded(amountOf(line)));
  const overBase = (netOf: AmountOf) => way((ofCode) => vatOn(rounded(sum(ofCode.map(netOf))), ofCode[0]));
  return {
    stated: isStated ? perLine(stated) : () => null,
    exact: perLine(exactVat),
    overBase: overBase(exactNet),
    statedOnEachLine: isStated ? onEachLine(stated) : () => null,
    exactOnEachLine: onEachLine(exactVat),
    roundedOnEachLine: onEachLine((line) => vatOn(rounded(line.net), line)),
    overRoundedBase: overBase((line) => rounded(line.net)),
    // A line that states its VAT is believed instead.
    onEachUnit: !isStated && sellsUnits(rated, exactVat) ? perLine(onUnits(exactVat)) : () => null,
    overUnitBase: overBase(onUnits(exactNet)),
  } satisfies Record<VatWay, unknown>;
}

function grossesOfCodes(
  parts: readonly ExactPart[],
  vat: ReadonlyMap<WinbooksId, Decimal>,
): readonly Decimal[] {
  return [...groupBy(parts, ({ vatCodeId }) => vatCodeId)].map(([code, ofCode]) =>
    sum(ofCode.map(({ net }) => net)).plus(vat.get(code) ?? 0),
  );
}

function roundedTotals(parts: readonly Decimal[]): Omit<ExplainedTotal, 'slack'> {
  const exact = sum(parts);
  return { exact, rounded: [rounded(exact), sum(parts.map(rounded))] };
}

const HALF_A_CENT = new Decimal('0.005');

/**
 * How much a rounding that is none of the usual ones may account for. Half a cent for each figure that is not known to be
 * whole cents, and no more than what so many of them add up to by chance: up and down they nearly cancel out. A line that
 * does not show quantity and price may have been rounded before it was stated.
 */
function slackOf(lines: readonly InvoiceLine[]): Readonly<Record<'net' | 'vat' | 'gross', Decimal>> {
  const rated = lines.filter(isRated);
  const isRounded = (line: InvoiceLine) => line.quantity === null || !isWholeCents(line.net);
  const net = byChance(lines.filter(isRounded).length);
  // A total is itself rounded once, and the base of a code before its VAT.
  const vat =
    rated.length === 0
      ? new Decimal(0)
      : byChance(rated.filter((line) => !isWholeCents(exactVat(line))).length)
          .plus(HALF_A_CENT)
          .plus(Decimal.max(0, ...rated.filter(isRounded).map((line) => vatOn(net, line))));
  const atLeast = Decimal.max(net, HALF_A_CENT);
  return { net: atLeast, vat, gross: atLeast.plus(vat) };
}

/** Three standard deviations of so many roundings, which are even between half a cent up and down. */
function byChance(roundings: number): Decimal {
  return Decimal.min(HALF_A_CENT.times(roundings), HALF_A_CENT.times(Math.sqrt(3 * roundings)));
}

function partsOf(lines: readonly InvoiceLine[], netOf: AmountOf): readonly ExactPart[] {
  const keyOf = (line: InvoiceLine) => JSON.stringify([line.accountCode, line.vatCodeId]);
  return [...groupBy(lines, keyOf).values()].map((group) => {
    const [{ accountCode, vatCodeId, vatCode, ratePercent }] = group;
    const foreign = group.flatMap((line) =>
      line.foreignPerBase ? [netOf(line).times(line.foreignPerBase)] : [],
    );
    return {
      accountCode,
      vatCodeId,
      vatCode,
      ratePercent,
      net: sum(group.map(netOf)),
      foreignNet: foreign.length === group.length ? sum(foreign) : null,
    };
  });
}

export const isRated = ({ ratePercent }: Pick<InvoiceLine, 'ratePercent'>): boolean => ratePercent !== 0;

/** Whether the prices of the invoice include VAT. */
export const includeVat = (lines: readonly InvoiceLine[]): boolean =>
  lines.some((line) => line.gross !== null);

const exactNet: AmountOf = (line) => line.net;

/** The rate over the net, or what a price with VAT holds. */
const exactVat: AmountOf = (line) => (line.gross === null ? vatOn(line.net, line) : vatInside(line));

/** The VAT that a price with VAT holds, from the price alone. */
export const vatInside: AmountOf = ({ net, gross, ratePercent }) =>
  (gross ?? net).times(ratePercent).dividedBy(new Decimal(ratePercent).plus(100));

export function vatOn(net: Decimal, line: Pick<InvoiceLine, 'ratePercent'> | undefined): Decimal {
  return net.times(line?.ratePercent ?? 0).dividedBy(100);
}

/** Whether any line may have been rounded on each unit. */
const sellsUnits = (lines: readonly InvoiceLine[], amountOf: AmountOf): boolean =>
  lines.some((line) => onEachUnit(amountOf(line), line.quantity) !== null);

const onUnits = (amountOf: AmountOf): AmountOf => {
  return (line) => onEachUnit(amountOf(line), line.quantity) ?? rounded(amountOf(line));
};

/** To whole cents, in units of the currency. */
export const rounded = (amount: Decimal): Decimal => new Decimal(toCents(amount)).dividedBy(100);

const isWholeCents = (amount: Decimal): boolean => amount.times(100).isInteger();

export function sum(amounts: readonly Decimal[]): Decimal {
  return Decimal.sum(0, ...amounts);
}

type NonEmpty<Item> = readonly [Item, ...Item[]];

/** Groups in the order of their first items. */
export function groupBy<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, NonEmpty<Item>> {
  const groups = new Map<Key, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
