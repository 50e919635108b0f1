import type { BookableLine } from './invoice-lines';
import { groupBy, readingsOf, type DocumentAmounts } from './invoice-readings';
import { issue, type Issue } from './issue-catalogue';
import { toCents, type Cents } from './money';
import type { TribeInvoice } from './tribe-records';
import { ratesInWords, sameRate } from './vat-map';

/**
 * Finds the amounts that explain Tribe's own totals to the cent. Where the vendor rounds is not known, so every way is
 * tried, VAT over the document per VAT code first. If another net or VAT would explain the stated totals as well, nobody
 * knows what the customer was asked to pay, and the invoice is held.
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
  const { bookable, nets, vats } = readingsOf(lines, invoice.totalExcludingVat !== null);
  const chosen = bookable.find(({ netCents, vatCents }) => explains(netCents, vatCents, invoice));
  const explanations = [...nets].flatMap((net) => [...vats].filter((vat) => explains(net, vat, invoice)));
  if (!chosen || explanations.length > 1) return { ok: false, issue: unexplained(invoice, bookable[0]) };
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
function explains(netCents: Cents, vatCents: Cents, invoice: TribeInvoice): boolean {
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

/** Explained, and still nothing that is booked today. */
function unbookable({ netCents, vatCents, revenue, vat }: DocumentAmounts): Issue | null {
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

function unexplained(invoice: TribeInvoice, first: DocumentAmounts | undefined): Issue {
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
