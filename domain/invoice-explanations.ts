import Decimal from 'decimal.js';
import type { WinbooksId } from './ids';
import type { InvoiceLine, InvoiceReading } from './invoice-readings';
import { toCents } from './money';

/** Lines that share account and VAT code: one revenue line of the entry, exact. */
export interface ExactPart {
  readonly accountCode: string;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly ratePercent: number;
  readonly net: Decimal;
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
    const { parts, ...netTotal } = nets[netName]();
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

type NetWay = 'exact' | 'onEachLine' | 'leftOnEachLine';
type VatWay =
  | 'stated'
  | 'exact'
  | 'overBase'
  | 'statedOnEachLine'
  | 'exactOnEachLine'
  | 'roundedOnEachLine'
  | 'overRoundedBase'
  | 'onEachUnit';

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
  ['exact', 'onEachUnit'],
];

function once<Result>(make: () => Result): () => Result {
  let made: { readonly result: Result } | null = null;
  return () => (made ??= { result: make() }).result;
}

type AmountOf = (line: InvoiceLine) => Decimal;

/** The parts of each way to round the nets, computed when it is asked for. */
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
    leftOnEachLine: way((line) => rounded(line.gross ?? line.net).minus(rounded(vatInside(line)))),
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
    onEachUnit: perLine((line) => {
      const units = unitsOf(line);
      return rounded(exactVat(line).dividedBy(units)).times(units);
    }),
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
 * How much rounding may account for: half a cent for each figure that is not known to be whole cents. A line that does
 * not show quantity and price may have been rounded before it was stated.
 */
function slackOf(lines: readonly InvoiceLine[]): Readonly<Record<'net' | 'vat' | 'gross', Decimal>> {
  let net = new Decimal(0);
  let vat = new Decimal(0);
  for (const line of lines) {
    const isRounded = line.quantity === null || !isWholeCents(line.net);
    if (isRounded) net = net.plus(HALF_A_CENT);
    if (!isRated(line)) continue;
    if (isRounded) vat = vat.plus(vatOn(HALF_A_CENT, line));
    if (!isWholeCents(exactVat(line))) vat = vat.plus(HALF_A_CENT);
  }
  const atLeast = (slack: Decimal) => Decimal.max(slack, HALF_A_CENT);
  const hasVat = lines.some(isRated);
  // A total is itself rounded once; VAT in addition on the base of its code.
  const ofVat = hasVat ? vat.plus(HALF_A_CENT) : new Decimal(0);
  return { net: atLeast(net), vat: ofVat, gross: atLeast(net).plus(ofVat) };
}

function partsOf(lines: readonly InvoiceLine[], netOf: AmountOf): readonly ExactPart[] {
  const keyOf = (line: InvoiceLine) => JSON.stringify([line.accountCode, line.vatCodeId]);
  return [...groupBy(lines, keyOf).values()].map((group) => {
    const [{ accountCode, vatCodeId, vatCode, ratePercent }] = group;
    return { accountCode, vatCodeId, vatCode, ratePercent, net: sum(group.map(netOf)) };
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

/** One where the line does not show a whole number of them. */
function unitsOf({ quantity }: InvoiceLine): Decimal {
  return quantity?.isInteger() === true && !quantity.isZero() ? quantity.abs() : new Decimal(1);
}

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
