import Decimal from 'decimal.js';
import type { InvoicePlan } from './invoice-plan';
import type { ExplainedAmounts } from './invoice-totals';
import { issue, type Issue } from './issue-catalogue';
import { spread } from './largest-remainder';
import { FOLDER_CURRENCY, toCents, type Cents } from './money';
import type { TribeInvoice } from './tribe-records';

/** The part of a plan that depends on the currency of the invoice. */
export type AmountsInBoth = Pick<InvoicePlan, 'foreign' | 'revenue' | 'vat'>;

/**
 * Adds the amounts in the invoice's own currency to those in the folder's, which are Tribe's base amounts (tribe-api
 * §3.12, §6 G35). Tribe's `…InCurrency` totals are spread over the lines by largest remainder. Held where Tribe does not
 * state them, where they are of other proportions than the base amounts, and where Tribe's base currency cannot be the
 * folder's: an invoice in euro that differs from its base amounts, one in another currency that does not.
 */
export function inBothCurrencies(
  invoice: TribeInvoice,
  currency: string,
  amounts: ExplainedAmounts,
): { readonly ok: true; readonly amounts: AmountsInBoth } | { readonly ok: false; readonly issue: Issue } {
  if (currency === FOLDER_CURRENCY) {
    return isAnotherCurrency(invoice)
      ? held(issue('BASE_CURRENCY_DIFFERS', { currency }))
      : { ok: true, amounts: { foreign: null, revenue: amounts.revenue, vat: amounts.vat } };
  }
  const told = totalsInCurrency(invoice);
  if (told === null) return held(issue('CURRENCY_AMOUNTS_MISSING', { currency }));
  if (told.grossCents === amounts.grossCents) return held(issue('BASE_CURRENCY_DIFFERS', { currency }));
  if (!isProportional(told, amounts)) {
    const { netCents, vatCents, grossCents } = told;
    return held(issue('CURRENCY_AMOUNTS_DIFFER', { currency, netCents, vatCents, grossCents }));
  }
  return { ok: true, amounts: spreadOver(told, amounts) };
}

/**
 * What can be said of an invoice in another currency before its lines are read: Tribe must state its totals in that
 * currency, and its base totals must be other figures (tribe-api §6 G35).
 */
export function currencyProblem(invoice: TribeInvoice, currency: string): Issue | null {
  if (currency === FOLDER_CURRENCY) return null;
  if (totalsInCurrency(invoice) === null) return issue('CURRENCY_AMOUNTS_MISSING', { currency });
  const totals = inBaseAndCurrency(invoice);
  const isTheSame = totals.length > 0 && totals.every(([base, own]) => base === own);
  return isTheSame ? issue('BASE_CURRENCY_DIFFERS', { currency }) : null;
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
  readonly netCents: Cents;
  readonly vatCents: Cents;
  readonly grossCents: Cents;
}

/** The gross and one more of the three, or the two that make it. */
function totalsInCurrency({ inCurrency }: TribeInvoice): TotalsInCurrency | null {
  const { totalExcludingVat: net, totalIncludingVat, vatAmount: vat } = inCurrency;
  const gross = totalIncludingVat ?? (net !== null && vat !== null ? new Decimal(net).plus(vat) : null);
  if (gross === null || (net === null && vat === null)) return null;
  const grossCents = toCents(gross);
  const netCents = net === null ? grossCents - toCents(vat ?? 0) : toCents(net);
  return { netCents, vatCents: vat === null ? grossCents - netCents : toCents(vat), grossCents };
}

/** Net and VAT at the rate of the gross are those in the folder's currency, but for what rounding may do. */
function isProportional(told: TotalsInCurrency, amounts: ExplainedAmounts): boolean {
  if (told.grossCents <= 0) return false;
  const rate = new Decimal(amounts.grossCents).dividedBy(told.grossCents);
  const mayDiffer = Decimal.max(1, rate).times(amounts.revenue.length + amounts.vat.length + 1);
  const isNear = (inCurrency: Cents, inFolder: Cents) =>
    rate.times(inCurrency).minus(inFolder).abs().lessThanOrEqualTo(mayDiffer);
  return (
    isNear(told.netCents, amounts.netCents + amounts.roundingCents) &&
    isNear(told.vatCents, amounts.vatCents) &&
    (amounts.vatCents !== 0 || told.vatCents === 0)
  );
}

/** Without a rounding line in the folder's currency there is none in the other: the net takes what is left. */
function spreadOver(told: TotalsInCurrency, amounts: ExplainedAmounts): AmountsInBoth {
  const { grossCents, vatCents } = told;
  const netCents = amounts.roundingCents === 0 ? grossCents - vatCents : told.netCents;
  const nets = spread(
    netCents,
    amounts.revenue.map((part) => part.netCents),
  );
  const vats = spread(
    vatCents,
    amounts.vat.map((part) => part.vatCents),
  );
  const revenue = amounts.revenue.map((part, index) => ({ ...part, foreignNetCents: nets[index] ?? 0 }));
  const baseOf = (vatCodeId: string) =>
    revenue
      .filter((part) => part.vatCodeId === vatCodeId)
      .reduce((sum, part) => sum + part.foreignNetCents, 0);
  return {
    foreign: { grossCents, netCents, vatCents, roundingCents: grossCents - netCents - vatCents },
    revenue,
    vat: amounts.vat.map((part, index) => ({
      ...part,
      foreignBaseCents: baseOf(part.vatCodeId),
      foreignVatCents: vats[index] ?? 0,
    })),
  };
}

function held(problem: Issue): { readonly ok: false; readonly issue: Issue } {
  return { ok: false, issue: problem };
}
