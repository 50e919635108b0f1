import { isBookable, toCents } from '../money/money';
import type { TribeInvoice, TribeProductLine } from '../vendors/tribe-records';

export type BookingKind = 'invoice' | 'credit';

/**
 * Whether the document is a credit note. Tribe may show that by a flag, by negative totals, or by both (tribe-api §6
 * G3). A flag on positive totals is a contradiction: see `isFlagDoubtful`.
 */
export function invoiceKind(invoice: TribeInvoice): BookingKind {
  return invoice.isCreditMarked || isNegative(invoice) ? 'credit' : 'invoice';
}

/**
 * True when the flag says credit note and the total says invoice. Booked the wrong way, the books would be out by twice
 * the amount.
 */
export function isFlagDoubtful(invoice: TribeInvoice): boolean {
  return invoice.isCreditMarked && signOf(invoice) > 0;
}

/** The invoice with its amounts in the direction of its kind: a credit note of -121.00 becomes one of 121.00. */
export function inDirectionOfKind(invoice: TribeInvoice): TribeInvoice {
  return isNegative(invoice) ? reversed(invoice) : invoice;
}

const isNegative = (invoice: TribeInvoice): boolean => signOf(invoice) < 0;

/** Decided by the gross in cents; if it is not stated, by the totals that make it up, else by the sum of the lines. */
function signOf({ totalIncludingVat, totalExcludingVat, vatAmount, amount, lines }: TribeInvoice): number {
  const both = totalExcludingVat === null || vatAmount === null ? null : totalExcludingVat + vatAmount;
  const total = totalIncludingVat ?? both ?? totalExcludingVat ?? amount;
  const size = total ?? lines.reduce((sum, line) => sum + sizeOf(line), 0);
  return isBookable(size) ? Math.sign(toCents(size)) : 0;
}

/** Only the sign of the result is used. */
function sizeOf(line: TribeProductLine): number {
  const { totalIncludingVat, totalExcludingVat, total, quantity, price, discountPercentage } = line;
  const priced = (quantity ?? 0) * (price ?? 0) * (1 - (discountPercentage ?? 0) / 100);
  return totalIncludingVat ?? totalExcludingVat ?? total ?? priced;
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

/** The sign goes into the quantity, as in Tribe's own credit notes; price and discount stay. */
function reversedLine(line: TribeProductLine): TribeProductLine {
  return {
    ...line,
    quantity: negated(line.quantity),
    total: negated(line.total),
    totalExcludingVat: negated(line.totalExcludingVat),
    totalExcludingVatInCurrency: negated(line.totalExcludingVatInCurrency),
    totalIncludingVat: negated(line.totalIncludingVat),
    vatAmount: negated(line.vatAmount),
    vatAmountIncludingDiscount: negated(line.vatAmountIncludingDiscount),
  };
}

/** Avoids negative zero. */
function negated(amount: number | null): number | null {
  return amount === null || amount === 0 ? amount : -amount;
}
