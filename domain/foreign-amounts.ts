import Decimal from 'decimal.js';
import { currencyRate } from './currency-rate';
import type { DocumentAmounts } from './document-amounts';
import type { WinbooksId } from './ids';
import type { ForeignAmounts, PlannedRevenue, PlannedVat } from './invoice-plan';
import { issue, type Issue } from './issue-catalogue';
import { apportion } from './largest-remainder';
import { denoised, FOLDER_CURRENCY, hasCents, toCents, type Cents } from './money';
import type { TribeInvoice, TribeProductLine } from './tribe-records';

/** The lines of a plan, in both currencies where there are two. */
export interface AmountsInBoth {
  readonly foreign: ForeignAmounts | null;
  readonly revenue: readonly PlannedRevenue[];
  readonly vat: readonly PlannedVat[];
}

/**
 * Adds the amounts in the invoice's own currency to those in the folder's, which are Tribe's base amounts (tribe-api
 * §3.12, §6 G35). Tribe's `…InCurrency` totals, else those of its lines, are spread over the exact parts as the base
 * totals are. Held where Tribe states neither, where they are of other proportions than the base amounts or the same, and
 * where Tribe's base currency cannot be the folder's: an invoice in euro that differs from its base amounts.
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
  const stated = totalsInCurrency(invoice) ?? totalsOfLines(invoice.lines, amounts);
  if (stated === null) return held(issue('CURRENCY_AMOUNTS_MISSING', { currency }));
  if (isSameAsBase(stated, amounts)) return held(issue('CURRENCY_RATE_MISSING', { currency }));
  const rate = foreignPerBase(stated, amounts, invoice.lines);
  if (rate === null || !isProportional(stated, amounts, rate, invoice.lines.length)) {
    const { netCents, vatCents, grossCents } = stated;
    return held(issue('CURRENCY_AMOUNTS_DIFFER', { currency, netCents, vatCents, grossCents }));
  }
  return { ok: true, amounts: spreadOver(stated, amounts, rate) };
}

/**
 * What can be said of an invoice in another currency before its lines are read: its amounts fit in cents, Tribe states
 * amounts in that currency, and its base totals are other figures (tribe-api §6 G35).
 */
export function currencyProblem(invoice: TribeInvoice, currency: string): Issue | null {
  if (currency === FOLDER_CURRENCY) return null;
  if (!hasCents(currency)) return issue('CURRENCY_WITHOUT_CENTS', { currency });
  if (totalsInCurrency(invoice) === null && byLines(invoice.lines) === null)
    return issue('CURRENCY_AMOUNTS_MISSING', { currency });
  const totals = inBaseAndCurrency(invoice);
  const isTheSame = totals.length > 0 && totals.every(([base, own]) => base === own);
  return isTheSame ? issue('CURRENCY_RATE_MISSING', { currency }) : null;
}

/** A single total that is off is for the totals to explain: in another currency, all of them differ. */
function isAnotherCurrency(invoice: TribeInvoice): boolean {
  const totals = inBaseAndCurrency(invoice);
  return totals.length > 0 && totals.every(([base, own]) => base !== own);
}

/** The totals that are stated in both, zeros left out. */
function inBaseAndCurrency({ inCurrency, ...base }: TribeInvoice): readonly (readonly [Cents, Cents])[] {
  return [
    [base.totalExcludingVat, inCurrency.totalExcludingVat],
    [base.totalIncludingVat, inCurrency.totalIncludingVat],
    [base.vatAmount, inCurrency.vatAmount],
  ].flatMap(([own, other]) => (own && other ? [[toCents(own), toCents(other)] as const] : []));
}

interface TotalsInCurrency {
  /** What the VAT leaves of the gross. */
  readonly netCents: Cents;
  /** The net as Tribe states it, where it does. */
  readonly statedNetCents: Cents;
  readonly vatCents: Cents;
  readonly grossCents: Cents;
}

/** The gross and one more of the three, or the two that make it. The gross stands, then the VAT; the net is the rest. */
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

/** Totals that are not stated are what the lines come to at their own rate. */
function totalsOfLines(
  lines: readonly TribeProductLine[],
  { revenue, vat }: DocumentAmounts,
): TotalsInCurrency | null {
  const rate = byLines(lines);
  if (rate === null) return null;
  const exactVat = Decimal.sum(0, ...vat.map(({ exact }) => exact));
  const exactNet = Decimal.sum(0, ...revenue.map(({ part }) => part.net));
  const grossCents = toCents(exactNet.plus(exactVat).times(rate));
  const vatCents = toCents(exactVat.times(rate));
  const netCents = grossCents - vatCents;
  return { netCents, statedNetCents: netCents, vatCents, grossCents };
}

function isSameAsBase(stated: TotalsInCurrency, amounts: DocumentAmounts): boolean {
  return amounts.grossCents !== 0
    ? stated.grossCents === amounts.grossCents
    : amounts.vatCents !== 0 && stated.vatCents === amounts.vatCents;
}

/** By the lines, where all of them show both; else by the largest total. Null when nothing tells. */
function foreignPerBase(
  stated: TotalsInCurrency,
  amounts: DocumentAmounts,
  lines: readonly TribeProductLine[],
): Decimal | null {
  const totals = (['grossCents', 'netCents', 'vatCents'] as const).filter((name) => amounts[name] !== 0);
  const [largest] = totals.toSorted((a, b) => Math.abs(amounts[b]) - Math.abs(amounts[a]));
  const byTotal = largest ? new Decimal(stated[largest]).dividedBy(amounts[largest]) : null;
  return byLines(lines) ?? byTotal;
}

function byLines(lines: readonly TribeProductLine[]): Decimal | null {
  const pairs = lines.flatMap((line) => {
    const { totalExcludingVat: net, totalExcludingVatInCurrency: own, price, priceInCurrency } = line;
    if (net !== null && own !== null) return [[net, own] as const];
    return line.quantity !== null && price !== null && priceInCurrency !== null
      ? [[line.quantity * price, line.quantity * priceInCurrency] as const]
      : [];
  });
  const sumOf = (side: 0 | 1) => Decimal.sum(0, ...pairs.map((pair) => denoised(pair[side]).abs()));
  const base = sumOf(0);
  return pairs.length < lines.length || base.isZero() ? null : sumOf(1).dividedBy(base);
}

/** Net and VAT at the rate of the invoice are those in the folder's currency, but for what rounding may do. */
function isProportional(
  stated: TotalsInCurrency,
  amounts: DocumentAmounts,
  rate: Decimal,
  lines: number,
): boolean {
  if (rate.lessThanOrEqualTo(0)) return false;
  const mayDiffer = Decimal.max(1, rate).times(lines + 2);
  const isNear = (inCurrency: Cents, inFolder: Cents) =>
    rate.times(inFolder).minus(inCurrency).abs().lessThanOrEqualTo(mayDiffer);
  return (
    isNear(stated.grossCents, amounts.grossCents) &&
    isNear(stated.netCents, amounts.netCents + amounts.roundingCents) &&
    isNear(stated.statedNetCents, amounts.netCents + amounts.roundingCents) &&
    isNear(stated.vatCents, amounts.vatCents) &&
    (amounts.vat.length > 0 || stated.vatCents === 0)
  );
}

/** Where VAT was computed anew, its difference is a rounding in this currency too; else there is none in either. */
function spreadOver(stated: TotalsInCurrency, amounts: DocumentAmounts, rate: Decimal): AmountsInBoth {
  const { grossCents, vatCents } = stated;
  const roundingCents =
    amounts.roundingCents === 0 ? 0 : toCents(rate.times(amounts.roundingCents).dividedBy(100));
  const netCents = grossCents - vatCents - roundingCents;
  const nets = apportion(
    netCents,
    amounts.revenue.map(({ part }) => part.net.times(rate)),
  );
  const vats = apportion(
    vatCents,
    amounts.vat.map(({ exact }) => exact.times(rate)),
  );
  const foreign = {
    grossCents,
    netCents,
    vatCents,
    roundingCents,
    rate:
      grossCents === 0 || amounts.grossCents === 0
        ? currencyRate(1, rate)
        : currencyRate(amounts.grossCents, grossCents),
  };
  return planned(amounts, foreign, nets, vats);
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
