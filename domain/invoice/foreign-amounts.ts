import Decimal from 'decimal.js';
import { currencyRate } from '../money/currency-rate';
import type { DocumentAmounts } from './document-amounts';
import type { WinbooksId } from '../ids';
import type { ForeignAmounts, PlannedRevenue, PlannedVat } from './invoice-plan';
import type { InvoiceReading } from './invoice-readings';
import { issue, type Issue } from '../issues/issue-catalogue';
import { apportion } from '../money/largest-remainder';
import { centsPerUnit, denoised, FOLDER_CURRENCY, hasCents, toCents, type Cents } from '../money/money';
import type { TribeInvoice, TribeProductLine } from '../vendors/tribe-records';

/** The lines of a plan, in both currencies if there are two. */
export interface AmountsInBoth {
  readonly foreign: ForeignAmounts | null;
  readonly revenue: readonly PlannedRevenue[];
  readonly vat: readonly PlannedVat[];
}

/**
 * Adds the amounts in the invoice's own currency to those in the folder's, which are Tribe's base amounts (tribe-api
 * §3.12, §6 G35). Tribe's `…InCurrency` totals, else those of its lines, are spread over the exact parts as the base
 * totals are. The invoice is held if Tribe states neither, if their proportions differ from the base amounts or they
 * are the same figures, and if Tribe's base currency cannot be the folder's: an invoice in euro that differs from its
 * base amounts.
 */
export function inBothCurrencies(
  invoice: TribeInvoice,
  currency: string,
  amounts: DocumentAmounts,
): { readonly ok: true; readonly amounts: AmountsInBoth } | { readonly ok: false; readonly issue: Issue } {
  if (currency === FOLDER_CURRENCY) {
    return isAnotherCurrency(invoice)
      ? held(issue('BASE_CURRENCY_DIFFERS', { currency }))
      : { ok: true, amounts: planned(amounts, null, [], []) };
  }
  const totals = totalsInCurrency(invoice);
  const exact = exactInCurrency(totals, amounts);
  const stated = totals ?? (exact && totalsOf(exact, invoice, amounts));
  if (stated === null) return held(issue('CURRENCY_AMOUNTS_MISSING', { currency }));
  if (isSameAsBase(stated, amounts)) return held(issue('CURRENCY_RATE_MISSING', { currency }));
  if (exact === null || !isExplained(stated, exact, invoice.lines.length)) {
    const { netCents, vatCents, grossCents } = stated;
    return held(issue('CURRENCY_AMOUNTS_DIFFER', { currency, netCents, vatCents, grossCents }));
  }
  return { ok: true, amounts: spreadOver(stated, amounts, exact, centsPerUnit(currency)) };
}

/**
 * What is wrong with an invoice in another currency before its lines are read: its amounts must fit in cents, Tribe
 * must state amounts in that currency, and its base totals must be other figures (tribe-api §6 G35).
 */
export function currencyProblem(invoice: TribeInvoice, currency: string): Issue | null {
  if (currency === FOLDER_CURRENCY) return null;
  if (!hasCents(currency)) return issue('CURRENCY_WITHOUT_CENTS', { currency });
  if (totalsInCurrency(invoice) === null && !invoice.lines.some(showsCurrency))
    return issue('CURRENCY_AMOUNTS_MISSING', { currency });
  if (isWithoutBase(invoice)) return issue('CURRENCY_RATE_MISSING', { currency });
  const totals = inBaseAndCurrency(invoice);
  const isTheSame = totals.length > 0 && totals.every(([base, own]) => base === own);
  return isTheSame ? issue('CURRENCY_RATE_MISSING', { currency }) : null;
}

/**
 * Whether `Amount` is the net or the gross of the lines in the invoice's own currency, apart from rounding. It says
 * nothing of the base currency then (tribe-api §6 G6, G35). False where a line does not show both currencies.
 */
export function isAmountInCurrency({ currency, amount }: TribeInvoice, { stated }: InvoiceReading): boolean {
  if (amount === null || currency === FOLDER_CURRENCY) return false;
  const own = stated.flatMap(({ net, gross, ratePercent, foreignPerBase }) =>
    foreignPerBase === null
      ? []
      : { net: net.times(foreignPerBase), gross: (gross ?? withVat(net, ratePercent)).times(foreignPerBase) },
  );
  if (own.length < stated.length) return false;
  const net = Decimal.sum(0, ...own.map((line) => line.net));
  const gross = Decimal.sum(0, ...own.map((line) => line.gross));
  const base = Decimal.sum(0, ...stated.map((line) => line.net));
  const mayDiffer = mayDifferCents(base.isZero() ? base : net.dividedBy(base).abs(), stated.length);
  return [net, gross].some((total) => isNear(toCents(amount), total, mayDiffer));
}

const withVat = (net: Decimal, ratePercent: number): Decimal =>
  net.times(ratePercent).dividedBy(100).plus(net);

/** How far totals may be from the lines: the totals in euro may have been rounded before the conversion. */
const mayDifferCents = (perBase: Decimal, lines: number): Decimal =>
  Decimal.max(1, perBase).times(2 + Math.sqrt(lines));

const isNear = (cents: Cents, expected: Decimal, mayDiffer: Decimal): boolean =>
  expected.times(100).minus(cents).abs().lessThanOrEqualTo(mayDiffer);

/** Zero in the base currency and something in the invoice's own: Tribe applied no rate. */
function isWithoutBase({ inCurrency, lines, ...base }: TribeInvoice): boolean {
  const isNothing = (amounts: readonly (number | null)[]) => amounts.every((amount) => !amount);
  const ofBase = [base.totalExcludingVat, base.totalIncludingVat, base.vatAmount];
  const ofLines = lines.flatMap((line) => [
    line.price,
    line.total,
    line.totalExcludingVat,
    line.totalIncludingVat,
  ]);
  const own = [
    ...[inCurrency.totalExcludingVat, inCurrency.totalIncludingVat, inCurrency.vatAmount],
    ...lines.flatMap((line) => [line.priceInCurrency, line.totalExcludingVatInCurrency]),
  ];
  return isNothing([...ofBase, ...ofLines]) && !isNothing(own);
}

/** In another currency all totals differ. A single total that differs is checked with the other totals. */
function isAnotherCurrency(invoice: TribeInvoice): boolean {
  const totals = inBaseAndCurrency(invoice);
  return totals.length > 0 && totals.every(([base, own]) => Math.abs(base - own) > 1);
}

/** The totals that are stated in both currencies, without zeros. */
function inBaseAndCurrency({ inCurrency, ...base }: TribeInvoice): readonly (readonly [Cents, Cents])[] {
  return [
    [base.totalExcludingVat, inCurrency.totalExcludingVat],
    [base.totalIncludingVat, inCurrency.totalIncludingVat],
    [base.vatAmount, inCurrency.vatAmount],
  ].flatMap(([own, other]) => (own && other ? [[toCents(own), toCents(other)] as const] : []));
}

interface TotalsInCurrency {
  /** The gross less the VAT. */
  readonly netCents: Cents;
  /** The net as Tribe states it, if it does. */
  readonly statedNetCents: Cents;
  readonly vatCents: Cents;
  readonly grossCents: Cents;
}

/**
 * Needs the gross and one other total, or the two that make up the gross. The gross is kept as stated, then the VAT;
 * the net is the remainder.
 */
function totalsInCurrency({ inCurrency }: TribeInvoice): TotalsInCurrency | null {
  const { totalExcludingVat: net, totalIncludingVat, vatAmount: vat } = inCurrency;
  if (totalIncludingVat === null && (net === null || vat === null)) return null;
  if (net === null && vat === null) return null;
  const gross = totalIncludingVat ?? denoised(net ?? 0).plus(denoised(vat ?? 0));
  const vatOrRest = vat ?? denoised(gross).minus(denoised(net ?? 0));
  const grossCents = toCents(gross);
  const vatCents = toCents(vatOrRest);
  const netCents = grossCents - vatCents;
  return { netCents, statedNetCents: net === null ? netCents : toCents(net), vatCents, grossCents };
}

const showsCurrency = ({ priceInCurrency, totalExcludingVatInCurrency }: TribeProductLine): boolean =>
  (priceInCurrency ?? totalExcludingVatInCurrency) !== null;

/** The exact parts in units of the invoice's currency; revenue and VAT in the order of the amounts. */
interface ExactInCurrency {
  readonly revenue: readonly Decimal[];
  readonly vat: readonly Decimal[];
  /** For the whole invoice. */
  readonly perBase: Decimal;
}

/** Uses the rate of each line if all lines show both currencies; otherwise the rate of the largest total. */
function exactInCurrency(
  totals: TotalsInCurrency | null,
  { revenue, vat, ...base }: DocumentAmounts,
): ExactInCurrency | null {
  const names = (['grossCents', 'netCents', 'vatCents'] as const).filter((name) => base[name] !== 0);
  const [largest] = names.toSorted((a, b) => Math.abs(base[b]) - Math.abs(base[a]));
  const byTotal = totals && largest ? new Decimal(totals[largest]).dividedBy(base[largest]) : null;
  const nets = revenue.map(({ part }) => part.foreignNet);
  const byLines = nets.every((net) => net !== null) ? nets : null;
  if (byLines === null && (byTotal === null || byTotal.isNegative())) return null;
  const inForeign = byLines ?? revenue.map(({ part }) => part.net.times(byTotal ?? 0));
  const sizeOf = (parts: readonly Decimal[]) => Decimal.sum(0, ...parts.map((part) => part.abs()));
  const baseSize = sizeOf(revenue.map(({ part }) => part.net));
  return {
    perBase: baseSize.isZero() ? (byTotal ?? new Decimal(1)) : sizeOf(inForeign).dividedBy(baseSize),
    revenue: inForeign,
    vat: vat.map(({ vatCodeId, exact, exactBase }) => {
      const own = inForeign.filter((_, index) => revenue[index]?.part.vatCodeId === vatCodeId);
      const rate = exactBase.isZero()
        ? (byTotal ?? new Decimal(0))
        : Decimal.sum(0, ...own).dividedBy(exactBase);
      return exact.times(rate);
    }),
  };
}

/** Takes totals that are not stated from the sum of the lines. An `Amount` that is one of them is kept to the cent. */
function totalsOf(
  { revenue, vat, perBase }: ExactInCurrency,
  { amount, lines }: TribeInvoice,
  base: DocumentAmounts,
): TotalsInCurrency {
  const net = Decimal.sum(0, ...revenue);
  const gross = Decimal.sum(net, ...vat);
  const vatCents = toCents(gross.minus(net));
  const totals = (grossCents: Cents): TotalsInCurrency => {
    const netCents = grossCents - vatCents;
    return { netCents, statedNetCents: netCents, vatCents, grossCents };
  };
  const amountCents = amount === null ? null : toCents(amount);
  if (amountCents === null || [base.grossCents, base.netCents].includes(amountCents))
    return totals(toCents(gross));
  const mayDiffer = mayDifferCents(perBase, lines.length);
  if (isNear(amountCents, gross, mayDiffer)) return totals(amountCents);
  return totals(isNear(amountCents, net, mayDiffer) ? amountCents + vatCents : toCents(gross));
}

function isSameAsBase(stated: TotalsInCurrency, amounts: DocumentAmounts): boolean {
  return amounts.grossCents !== 0
    ? stated.grossCents === amounts.grossCents
    : amounts.vatCents !== 0 && stated.vatCents === amounts.vatCents;
}

/** Whether net and VAT as stated are those of the parts, apart from rounding in either currency. */
function isExplained(stated: TotalsInCurrency, exact: ExactInCurrency, lines: number): boolean {
  const net = Decimal.sum(0, ...exact.revenue);
  const vat = Decimal.sum(0, ...exact.vat);
  const mayDiffer = mayDifferCents(exact.perBase, lines);
  return (
    isNear(stated.netCents, net, mayDiffer) &&
    isNear(stated.statedNetCents, net, mayDiffer) &&
    isNear(stated.vatCents, vat, mayDiffer) &&
    (exact.vat.length > 0 || stated.vatCents === 0)
  );
}

/**
 * If VAT was recalculated, its difference is a rounding difference in this currency too; otherwise there is none in
 * either.
 */
function spreadOver(
  stated: TotalsInCurrency,
  amounts: DocumentAmounts,
  exact: ExactInCurrency,
  unitCents: number,
): AmountsInBoth {
  const { grossCents, vatCents } = stated;
  const roundingCents =
    amounts.roundingCents === 0 ? 0 : toCents(exact.perBase.times(amounts.roundingCents).dividedBy(100));
  const netCents = grossCents - vatCents - roundingCents;
  const foreign = {
    grossCents,
    netCents,
    vatCents,
    roundingCents,
    rate:
      grossCents === 0 || amounts.grossCents === 0
        ? currencyRate(1, exact.perBase)
        : currencyRate(amounts.grossCents, grossCents),
  };
  const nets = inUnits(netCents, exact.revenue, unitCents);
  return planned(amounts, foreign, nets, inUnits(vatCents, exact.vat, unitCents));
}

/** Whole units of a currency without cents, if the total is whole. */
function inUnits(cents: Cents, exact: readonly Decimal[], unitCents: number): readonly Cents[] {
  if (cents % unitCents !== 0) return apportion(cents, exact);
  const units = apportion(
    cents / unitCents,
    exact.map((part) => part.dividedBy(unitCents)),
  );
  return units.map((some) => some * unitCents);
}

function planned(
  { revenue, vat }: DocumentAmounts,
  foreign: ForeignAmounts | null,
  foreignNets: readonly Cents[],
  foreignVats: readonly Cents[],
): AmountsInBoth {
  const inForeign = (cents: Cents | undefined) => (foreign === null ? null : (cents ?? 0));
  const baseOf = (code: WinbooksId) =>
    revenue.reduce(
      (sum, { part }, index) => (part.vatCodeId === code ? sum + (foreignNets[index] ?? 0) : sum),
      0,
    );
  return {
    foreign,
    revenue: revenue.map(({ part, netCents }, index) => {
      const { accountCode, ratePercent, vatCodeId, vatCode } = part;
      return {
        accountCode,
        ratePercent,
        vatCodeId,
        vatCode,
        netCents,
        foreignNetCents: inForeign(foreignNets[index]),
      };
    }),
    vat: vat.map(({ vatCodeId, vatCode, baseCents, vatCents }, index) => ({
      vatCodeId,
      vatCode,
      baseCents,
      vatCents,
      foreignBaseCents: inForeign(baseOf(vatCodeId)),
      foreignVatCents: inForeign(foreignVats[index]),
    })),
  };
}

function held(problem: Issue): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: problem };
}
