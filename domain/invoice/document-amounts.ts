import Decimal from 'decimal.js';
import type { WinbooksId } from '../ids';
import {
  groupBy,
  includeVat,
  isRated,
  rounded,
  sum,
  vatInside,
  vatOn,
  type ExactPart,
  type Explanation,
} from './invoice-explanations';
import { apportion } from '../money/largest-remainder';
import { toCents, type Cents } from '../money/money';
import type { TenantSettings } from '../tenant/settings';

export type VatRounding = TenantSettings['vatRounding'];

/** The totals of the invoice as the customer received it. Net and VAT add up to the gross. */
export interface InvoicedTotals {
  readonly netCents: Cents;
  readonly vatCents: Cents;
  readonly grossCents: Cents;
}

/** The amounts of a document: its totals in cents, each with the exact parts that make it up. */
export interface DocumentAmounts extends InvoicedTotals {
  /** `grossCents - netCents - vatCents`; always zero where VAT is booked as invoiced. */
  readonly roundingCents: Cents;
  /** Per account and VAT code, in the order of the lines; they add up to the net. */
  readonly revenue: readonly RevenueAmount[];
  /** Per VAT code with a rate; they add up to the VAT. */
  readonly vat: readonly VatAmount[];
}

export interface RevenueAmount {
  readonly part: ExactPart;
  readonly netCents: Cents;
}

export interface VatAmount {
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly exact: Decimal;
  readonly exactBase: Decimal;
  readonly baseCents: Cents;
  readonly vatCents: Cents;
}

/**
 * How an explained invoice is booked. As invoiced, its own totals are spread over their exact parts, each within a
 * cent. If the tenant chose to recalculate VAT, once per code over the document or on each line, the difference with
 * the gross is a rounding difference.
 */
export function documentAmounts(
  explanation: Explanation,
  invoiced: InvoicedTotals,
  vatRounding: VatRounding,
): DocumentAmounts {
  return vatRounding === 'as-invoiced'
    ? asInvoiced(explanation, invoiced)
    : computedAnew(explanation, invoiced, vatRounding);
}

function asInvoiced({ parts, vat }: Explanation, invoiced: InvoicedTotals): DocumentAmounts {
  const nets = overCodes(parts, invoiced.netCents);
  const vats = apportion(invoiced.vatCents, [...vat.values()]);
  const vatCents = new Map([...vat.keys()].map((code, index) => [code, vats[index] ?? 0]));
  return withParts(
    parts.map((part) => ({ part, netCents: nets.get(part) ?? 0 })),
    vat,
    ({ vatCodeId }) => vatCents.get(vatCodeId) ?? 0,
    invoiced.grossCents,
  );
}

/** Spreads over the VAT codes first, because their bases are declared, then over the accounts within each code. */
function overCodes(parts: readonly ExactPart[], netCents: Cents): ReadonlyMap<ExactPart, Cents> {
  const codes = [...groupBy(parts, ({ vatCodeId }) => vatCodeId).values()];
  const bases = apportion(
    netCents,
    codes.map((ofCode) => sum(ofCode.map(({ net }) => net))),
  );
  return new Map(
    codes.flatMap((ofCode, index) => {
      const nets = apportion(
        bases[index] ?? 0,
        ofCode.map(({ net }) => net),
      );
      return ofCode.map((part, place) => [part, nets[place] ?? 0] as const);
    }),
  );
}

function computedAnew(
  explanation: Explanation,
  { grossCents }: InvoicedTotals,
  vatRounding: 'document' | 'line',
): DocumentAmounts {
  const { lines, parts, vat } = explanation;
  if (!includeVat(lines)) {
    const revenue = parts.map((part) => ({ part, netCents: toCents(part.net) }));
    const vatOf = (base: VatBase): Cents =>
      vatRounding === 'document'
        ? toCents(vatOn(inUnits(base.baseCents), base))
        : total(
            lines
              .filter(({ vatCodeId }) => vatCodeId === base.vatCodeId)
              .map((line) => toCents(vatOn(rounded(line.net), line))),
          );
    return withParts(revenue, vat, vatOf, grossCents);
  }
  const takenOut = new Map(
    [...groupBy(lines, ({ vatCodeId }) => vatCodeId)].map(([code, ofCode]) => [
      code,
      vatRounding === 'document'
        ? toCents(sum(ofCode.map(vatInside)))
        : total(ofCode.map((line) => toCents(vatInside(line)))),
    ]),
  );
  return withParts(
    leftOfPrices(explanation, takenOut),
    vat,
    ({ vatCodeId }) => takenOut.get(vatCodeId) ?? 0,
    grossCents,
  );
}

/** The prices of each code without their VAT, spread over its accounts. */
function leftOfPrices(
  { lines, parts }: Explanation,
  takenOut: ReadonlyMap<WinbooksId, Cents>,
): readonly RevenueAmount[] {
  const left = new Map<ExactPart, Cents>();
  for (const [code, ofCode] of groupBy(lines, ({ vatCodeId }) => vatCodeId)) {
    const its = parts.filter(({ vatCodeId }) => vatCodeId === code);
    const priceCents = toCents(sum(ofCode.map(({ gross, net }) => gross ?? net)));
    const nets = apportion(
      priceCents - (takenOut.get(code) ?? 0),
      its.map(({ net }) => net),
    );
    for (const [index, part] of its.entries()) left.set(part, nets[index] ?? 0);
  }
  return parts.map((part) => ({ part, netCents: left.get(part) ?? 0 }));
}

interface VatBase {
  readonly vatCodeId: WinbooksId;
  readonly ratePercent: number;
  readonly baseCents: Cents;
}

function withParts(
  revenue: readonly RevenueAmount[],
  exactVat: ReadonlyMap<WinbooksId, Decimal>,
  vatCentsOf: (base: VatBase) => Cents,
  grossCents: Cents,
): DocumentAmounts {
  const rated = revenue.filter(({ part }) => isRated(part));
  const vat = [...groupBy(rated, ({ part }) => part.vatCodeId).values()].map((ofCode): VatAmount => {
    const { vatCodeId, vatCode, ratePercent } = ofCode[0].part;
    const baseCents = total(ofCode.map(({ netCents }) => netCents));
    const vatCents = vatCentsOf({ vatCodeId, ratePercent, baseCents });
    const exact = exactVat.get(vatCodeId) ?? new Decimal(0);
    const exactBase = sum(ofCode.map(({ part }) => part.net));
    return { vatCodeId, vatCode, exact, exactBase, baseCents, vatCents };
  });
  const netCents = total(revenue.map((part) => part.netCents));
  const vatCents = total(vat.map((part) => part.vatCents));
  return { netCents, vatCents, grossCents, roundingCents: grossCents - netCents - vatCents, revenue, vat };
}

const inUnits = (cents: Cents): Decimal => new Decimal(cents).dividedBy(100);

const total = (cents: readonly Cents[]): Cents => cents.reduce((all, some) => all + some, 0);
