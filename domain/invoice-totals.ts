import type { BookableLine } from './invoice-lines';
import { groupBy, readingsOf, type DocumentAmounts, type Reading } from './invoice-readings';
import { issue, type Issue } from './issue-catalogue';
import { toCents, type Cents } from './money';
import type { TribeInvoice } from './tribe-records';
import { ratesInWords, sameRate } from './vat-map';

/**
 * Finds the amounts that Tribe's own totals state. The vendor's doubles may have been rounded per line or once, and VAT
 * per line or over the document; each way is tried, VAT over the document per VAT code first. Exactly one pair of net
 * and VAT must explain all stated totals, else nobody knows what the customer was asked to pay, and it is held.
 */
export function explainTotals(
  invoice: TribeInvoice,
  lines: readonly BookableLine[],
): { readonly ok: true; readonly amounts: DocumentAmounts } | { readonly ok: false; readonly issue: Issue } {
  const mixed = codeWithTwoRates(lines);
  if (mixed) return { ok: false, issue: mixed };
  if (invoice.totalExcludingVat === null && invoice.totalIncludingVat === null && invoice.amount === null) {
    return { ok: false, issue: issue('TOTAL_MISSING', {}) };
  }
  const readings = readingsOf(lines);
  const explaining = readings.filter((reading) => explains(reading, invoice));
  const chosen = explaining.find((reading) => !reading.isDoubt);
  const pairs = new Set(explaining.map((reading) => `${reading.netCents}/${reading.vatCents}`));
  // A gross alone may be split in more ways than are tried here, unless the net is beyond doubt.
  const isNetSure = new Set(readings.map((reading) => reading.netCents)).size === 1;
  if (!chosen || pairs.size > 1 || !(isNetSure || statesNet(invoice, chosen))) {
    return { ok: false, issue: unexplained(invoice, readings[0]) };
  }
  const problem = unbookable(chosen);
  return problem ? { ok: false, issue: problem } : { ok: true, amounts: chosen };
}

/** The VAT of a code is computed over all its lines, so they must share a rate. */
function codeWithTwoRates(lines: readonly BookableLine[]): Issue | null {
  for (const line of lines) {
    const other = lines.find(
      (candidate) =>
        candidate.vatCodeId === line.vatCodeId && !sameRate(candidate.ratePercent, line.ratePercent),
    );
    if (other) {
      const rates = ratesInWords([line.ratePercent, other.ratePercent]);
      return issue('VAT_RATE_DIFFERS', { vatCode: line.vatCode, rates });
    }
  }
  return null;
}

/**
 * Every total that the invoice states must be met to the cent. `Amount` may be net or gross (tribe-api §6 G6); it is
 * not asked when the other totals settle both.
 */
function explains({ netCents, vatCents }: Reading, invoice: TribeInvoice): boolean {
  const { totalExcludingVat, totalIncludingVat, vatAmount, amount } = invoice;
  const grossCents = netCents + vatCents;
  const meets = (total: number | null, cents: Cents) => total === null || toCents(total) === cents;
  const isSettled =
    [totalExcludingVat, totalIncludingVat, vatAmount].filter((total) => total !== null).length > 1;
  return (
    meets(totalExcludingVat, netCents) &&
    meets(totalIncludingVat, grossCents) &&
    meets(vatAmount, vatCents) &&
    (isSettled || meets(amount, netCents) || meets(amount, grossCents))
  );
}

/** True when the invoice states the net itself, or gross and VAT. */
function statesNet(
  { totalExcludingVat, totalIncludingVat, vatAmount, amount }: TribeInvoice,
  found: Reading,
): boolean {
  return (
    totalExcludingVat !== null ||
    (totalIncludingVat !== null && vatAmount !== null) ||
    (amount !== null && toCents(amount) === found.netCents)
  );
}

/** Explained, and still nothing that is booked today. */
function unbookable({ netCents, vatCents, revenue, vat }: Reading): Issue | null {
  if (netCents <= 0 || netCents + vatCents <= 0) {
    return issue('TOTAL_NOT_POSITIVE', { totalCents: netCents + vatCents });
  }
  for (const [first, ...rest] of groupBy(revenue, (part) => part.vatCodeId).values()) {
    const baseCents = rest.reduce((sum, part) => sum + part.netCents, first.netCents);
    const vatCents = vat.find((part) => part.vatCodeId === first.vatCodeId)?.vatCents ?? 0;
    if (baseCents < 0 || vatCents < 0 || (baseCents === 0 && vatCents !== 0)) {
      return issue('NEGATIVE_VAT_BASE', { vatCode: first.vatCode, baseCents });
    }
  }
  return null;
}

function unexplained(invoice: TribeInvoice, first: Reading | undefined): Issue {
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
