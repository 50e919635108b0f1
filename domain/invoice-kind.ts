import type { BookingKind } from './booking-entry';
import type { TribeInvoice, TribeProductLine } from './tribe-records';

/**
 * Whether an invoice takes money back. Tribe may show that by a flag, by negative totals, or by both; a credit invoice
 * with a flag may have positive totals (tribe-api §6 G3).
 */
export function invoiceKind(invoice: TribeInvoice): BookingKind {
  return invoice.isCreditMarked || isNegative(invoice) ? 'credit' : 'invoice';
}

/** The invoice with its amounts in the direction of its kind: a credit of -121.00 becomes one of 121.00. */
export function inDirectionOfKind(invoice: TribeInvoice): TribeInvoice {
  return isNegative(invoice) ? reversed(invoice) : invoice;
}

function isNegative(invoice: TribeInvoice): boolean {
  const totals = [invoice.totalIncludingVat, invoice.totalExcludingVat, invoice.amount];
  return (totals.find((total) => total !== null && total !== 0) ?? 0) < 0;
}

function reversed(invoice: TribeInvoice): TribeInvoice {
  const { inCurrency } = invoice;
  return {
    ...invoice,
    amount: negated(invoice.amount),
    totalExcludingVat: negated(invoice.totalExcludingVat),
    totalIncludingVat: negated(invoice.totalIncludingVat),
    vatAmount: negated(invoice.vatAmount),
    inCurrency: {
      totalExcludingVat: negated(inCurrency.totalExcludingVat),
      totalIncludingVat: negated(inCurrency.totalIncludingVat),
      vatAmount: negated(inCurrency.vatAmount),
    },
    lines: invoice.lines.map(reversedLine),
  };
}

/** The quantity carries the sign, as in Tribe's own credit invoices; price and discount stay. */
function reversedLine(line: TribeProductLine): TribeProductLine {
  return {
    ...line,
    quantity: negated(line.quantity),
    total: negated(line.total),
    totalExcludingVat: negated(line.totalExcludingVat),
    totalIncludingVat: negated(line.totalIncludingVat),
    vatAmount: negated(line.vatAmount),
    vatAmountIncludingDiscount: negated(line.vatAmountIncludingDiscount),
  };
}

/** Without a negative zero. */
function negated(amount: number | null): number | null {
  return amount === null || amount === 0 ? amount : -amount;
}
