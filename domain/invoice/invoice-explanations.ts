import Decimal from 'decimal.js';
import type { WinbooksId } from '../ids';
import type { InvoiceLine, InvoiceReading } from './invoice-readings';
import { onEachUnit } from './line-amounts';
import { inWholeCents } from '../money/money';

/** Lines that share account and VAT code, added up exactly: one revenue line of the entry. */
export interface ExactPart {
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  readonly net: Decimal;
  /** The net in the invoice's own currency, each line at its own rate; null where a line shows no rate. */
  readonly foreignNet: Decimal | null;
}

/**
 * A total as its parts make it up: the exact sum, and the values it may have been rounded to. Units of the currency.
 */
interface ExplainedTotal {
  readonly exact: Decimal;
  readonly rounded: readonly Decimal[];
  /** How far rounding alone may have moved the total from `exact`. */
  readonly slack: Decimal;
}

/**
 * One way in which a vendor may have computed its totals from the lines. Amounts in units of the currency, not rounded.
 */
export interface Explanation {
  readonly lines: readonly InvoiceLine[];
  readonly parts: readonly ExactPart[];
  /** Per VAT code with a rate. */
  readonly vat: ReadonlyMap<WinbooksId, Decimal>;
  readonly totals: Readonly<Record<'net' | 'vat' | 'gross', ExplainedTotal>>;
}

/**
 * Every usual way to round the lines of a reading, the simplest first: no rounding, then rounding on each line; VAT as
 * the lines state it, from their exact nets, from the rounded base of a code, and rounded on each line or unit. Tribe
 * does not document its way (tribe-api §6 G7). Figures as stated are tried before computed ones.
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

/** Generated one by one, because most invoices need only the first. Likely combinations come before unlikely ones. */
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
    // Where prices include VAT, the net is the price without it.
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

/** The parts for each way to round the nets, computed on demand; null where no line is rounded that way. */
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

/** VAT per code with a rate for each way, computed on demand; null where the lines do not state it. */
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
    // The VAT that a line states takes precedence.
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
 * How large a difference from an unusual rounding may be: half a cent for each figure that is not known to be whole
 * cents, but no more than such roundings add up to by chance, because they largely cancel out. A line without quantity
 * and price may have been rounded before it was stated.
 */
function slackOf(lines: readonly InvoiceLine[]): Readonly<Record<'net' | 'vat' | 'gross', Decimal>> {
  const rated = lines.filter(isRated);
  const isRounded = (line: InvoiceLine) => line.quantity === null || !isWholeCents(line.net);
  const net = byChance(lines.filter(isRounded).length);
  // A total is itself rounded once, and so is the base of a code before its VAT.
  const vat =
    rated.length === 0
      ? new Decimal(0)
      : byChance(rated.filter((line) => !isWholeCents(exactVat(line))).length)
          .plus(HALF_A_CENT)
          .plus(Decimal.max(0, ...rated.filter(isRounded).map((line) => vatOn(net, line))));
  const atLeast = Decimal.max(net, HALF_A_CENT);
  return { net: atLeast, vat, gross: atLeast.plus(vat) };
}

/** Three standard deviations of this many roundings, uniformly distributed between half a cent down and up. */
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

/** The rate applied to the net, or the VAT inside a price that includes it. */
const exactVat: AmountOf = (line) => (line.gross === null ? vatOn(line.net, line) : vatInside(line));

/** The VAT inside a price that includes it, from the price alone. */
export const vatInside: AmountOf = ({ net, gross, ratePercent }) =>
  (gross ?? net).times(ratePercent).dividedBy(new Decimal(ratePercent).plus(100));

export function vatOn(net: Decimal, line: Pick<InvoiceLine, 'ratePercent'> | undefined): Decimal {
  return net.times(line?.ratePercent ?? 0).dividedBy(100);
}

/** Whether any line may have been rounded per unit. */
const sellsUnits = (lines: readonly InvoiceLine[], amountOf: AmountOf): boolean =>
  lines.some((line) => onEachUnit(amountOf(line), line.quantity) !== null);

const onUnits = (amountOf: AmountOf): AmountOf => {
  return (line) => onEachUnit(amountOf(line), line.quantity) ?? rounded(amountOf(line));
};

/** Rounded to whole cents, in units of the currency. */
export const rounded = (amount: Decimal): Decimal => inWholeCents(amount);

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
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
