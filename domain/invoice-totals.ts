import Decimal from 'decimal.js';
import {
  bookableAmounts,
  groupBy,
  possibleTotals,
  type DocumentAmounts,
  type PossibleTotals,
  type VatRounding,
} from './document-amounts';
import type { InvoiceReading } from './invoice-readings';
import { issue, type Issue } from './issue-catalogue';
import { toCents, type Cents } from './money';
import type { TribeInvoice } from './tribe-records';

/** The amounts to book, with the total that the customer was asked to pay. */
export interface ExplainedAmounts extends DocumentAmounts {
  readonly grossCents: Cents;
  /** `grossCents - netCents - vatCents`. */
  readonly roundingCents: Cents;
}

/**
 * Finds the one reading of the lines that explains Tribe's own totals, and how it is booked. The gross is Tribe's; VAT is
 * the tenant's way of rounding it; what is left between them is at most a cent per line. A reading that leaves nothing
 * comes before one that does. If two would be booked differently, or the gross is not told and could be two amounts, the
 * invoice is held (tribe-api §6 G6, G7).
 */
export function explainTotals(
  invoice: TribeInvoice,
  readings: readonly InvoiceReading[],
  vatRounding: VatRounding,
): { readonly ok: true; readonly amounts: ExplainedAmounts } | { readonly ok: false; readonly issue: Issue } {
  const { totalExcludingVat, totalIncludingVat, amount } = invoice;
  if (totalExcludingVat === null && totalIncludingVat === null && amount === null) {
    return { ok: false, issue: issue('TOTAL_MISSING', {}) };
  }
  const fits = readings.flatMap((reading) => bestFit(invoice, reading, vatRounding) ?? []);
  const exact = fits.filter(({ isExact }) => isExact);
  const candidates = exact.length > 0 ? exact : fits;
  const [first, ...others] = candidates;
  if (!first) return { ok: false, issue: unexplained(invoice, readings, vatRounding) };
  if (!first.isOnly || others.some((other) => !other.isOnly || !isBookedAlike(first, other))) {
    return { ok: false, issue: issue('TOTALS_AMBIGUOUS', { grossCents: bothGrosses(candidates) }) };
  }
  const problem = unbookable(first.amounts);
  return problem ? { ok: false, issue: problem } : { ok: true, amounts: first.amounts };
}

interface Fit {
  readonly amounts: ExplainedAmounts;
  /** Every total that is told is met and nothing is left over. */
  readonly isExact: boolean;
  /** False when another gross is as likely. */
  readonly isOnly: boolean;
}

/** How a reading is booked, if the totals allow it; among its ways of rounding, the first that leaves nothing. */
function bestFit(invoice: TribeInvoice, reading: InvoiceReading, vatRounding: VatRounding): Fit | null {
  const possible = possibleTotals(reading);
  const fits = bookableAmounts(reading, vatRounding).flatMap((amounts) =>
    totalsToldBy(invoice, amounts, possible).flatMap(
      (told) => fitOf(amounts, told, possible, reading.stated.length) ?? [],
    ),
  );
  const exact = fits.filter(({ isExact }) => isExact);
  const [first, ...others] = exact.length > 0 ? exact : fits;
  if (!first) return null;
  const { grossCents } = first.amounts;
  const isOnly = first.isOnly && others.every((other) => other.amounts.grossCents === grossCents);
  return { ...first, isOnly };
}

/** What the invoice says it comes to, null where it does not say. */
interface ToldTotals {
  readonly netCents: Cents | null;
  readonly vatCents: Cents | null;
  readonly grossCents: Cents;
  /** False when the gross is not told, and the ways of rounding do not agree on it. */
  readonly isOnly: boolean;
}

/**
 * The gross is told, or the sum of what is told, or an `Amount` that may be net or gross, or what the lines come to.
 * `Amount` is not asked when the other totals settle both (tribe-api §6 G6).
 */
function totalsToldBy(
  invoice: TribeInvoice,
  amounts: DocumentAmounts,
  possible: PossibleTotals,
): readonly ToldTotals[] {
  const { totalExcludingVat, totalIncludingVat } = invoice;
  const netCents = centsOrNull(totalExcludingVat);
  const vatCents = centsOrNull(invoice.vatAmount);
  const grossCents = centsOrNull(totalIncludingVat);
  const amountCents = centsOrNull(invoice.amount);
  const isTheNet =
    amountCents !== null && (possible.nets.has(amountCents) || amountCents === amounts.netCents);
  if (grossCents !== null) {
    const isSettled = netCents !== null || vatCents !== null;
    if (isSettled || amountCents === null || amountCents === grossCents) {
      return [{ netCents, vatCents, grossCents, isOnly: true }];
    }
    return isTheNet ? [{ netCents: amountCents, vatCents, grossCents, isOnly: true }] : [];
  }
  if (totalExcludingVat !== null && invoice.vatAmount !== null) {
    const sum = toCents(new Decimal(totalExcludingVat).plus(invoice.vatAmount));
    return [{ netCents, vatCents, grossCents: sum, isOnly: true }];
  }
  const asGross =
    amountCents === null || amountCents === netCents
      ? []
      : [{ netCents, vatCents, grossCents: amountCents, isOnly: true }];
  const toldNet = netCents ?? (isTheNet ? amountCents : null);
  const isContradicted = netCents !== null && amountCents !== null && amountCents !== netCents;
  if (toldNet === null || isContradicted) return asGross;
  const asNet = { netCents: toldNet, vatCents, ...grossOver(toldNet, vatCents, amounts, possible) };
  // Without VAT it is the same amount, read as the net or as the gross.
  if (asNet.grossCents === amountCents) return [{ ...asNet, isOnly: true }];
  return [asNet, ...asGross];
}

/** A gross that is not told: the net with the VAT that is told, else with one that all ways of rounding agree on. */
function grossOver(
  netCents: Cents,
  toldVatCents: Cents | null,
  { vatCents }: DocumentAmounts,
  { vats, grosses }: PossibleTotals,
): Pick<ToldTotals, 'grossCents' | 'isOnly'> {
  if (toldVatCents !== null) return { grossCents: netCents + toldVatCents, isOnly: true };
  const likely = new Set([...grosses, ...[...vats, vatCents].map((vat) => netCents + vat)]);
  return { grossCents: netCents + vatCents, isOnly: likely.size === 1 };
}

/** Whether the told totals are those of the lines: a net and a VAT that some rounding gives, or a VAT that adds up. */
function fitOf(
  amounts: DocumentAmounts,
  told: ToldTotals,
  possible: PossibleTotals,
  lines: number,
): Fit | null {
  const { netCents, vatCents } = amounts;
  const { grossCents, isOnly } = told;
  const roundingCents = grossCents - netCents - vatCents;
  if (Math.abs(roundingCents) > lines) return null;
  const toldNet = told.netCents ?? netCents;
  if (toldNet !== netCents && !possible.nets.has(toldNet)) return null;
  const toldVat = told.vatCents ?? vatCents;
  const addsUp = toldNet + toldVat === grossCents && Math.abs(toldVat - vatCents) <= lines;
  if (toldVat !== vatCents && !possible.vats.has(toldVat) && !addsUp) return null;
  const isExact = roundingCents === 0 && toldNet === netCents;
  return { amounts: { ...amounts, grossCents, roundingCents }, isExact, isOnly };
}

const centsOrNull = (total: number | null): Cents | null => (total === null ? null : toCents(total));

function isBookedAlike(one: Fit, other: Fit): boolean {
  return JSON.stringify(one.amounts) === JSON.stringify(other.amounts);
}

function bothGrosses(fits: readonly Fit[]): string {
  return [...new Set(fits.map(({ amounts }) => amounts.grossCents))].join(';');
}

/** Explained, and still nothing that can be booked. */
function unbookable({ netCents, grossCents, revenue, vat }: ExplainedAmounts): Issue | null {
  if (netCents <= 0 || grossCents <= 0) return issue('TOTAL_NOT_POSITIVE', { totalCents: grossCents });
  for (const [first, ...rest] of groupBy(revenue, (part) => part.vatCodeId).values()) {
    const baseCents = rest.reduce((sum, part) => sum + part.netCents, first.netCents);
    const vatCents = vat.find((part) => part.vatCodeId === first.vatCodeId)?.vatCents ?? 0;
    if (baseCents < 0 || vatCents < 0 || (baseCents === 0 && vatCents !== 0)) {
      return issue('NEGATIVE_VAT_BASE', { vatCode: first.vatCode, baseCents });
    }
  }
  return null;
}

function unexplained(
  invoice: TribeInvoice,
  readings: readonly InvoiceReading[],
  vatRounding: VatRounding,
): Issue {
  const [first] = readings.flatMap((reading) => bookableAmounts(reading, vatRounding));
  const { netCents, vatCents } = first ?? { netCents: 0, vatCents: 0 };
  const stated = [invoice.totalExcludingVat, invoice.vatAmount, invoice.totalIncludingVat, invoice.amount]
    .filter((total) => total !== null)
    .map(toCents);
  return issue('TOTALS_UNEXPLAINED', {
    netCents,
    vatCents,
    grossCents: netCents + vatCents,
    statedCents: [...new Set(stated)].join(';'),
  });
}
