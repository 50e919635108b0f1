import type { BookingKind } from '../booking/booking-entry';
import { isBookable, toCents } from '../money/money';
import type { TribeInvoice, TribeProductLine } from '../vendors/tribe-records';

/**
 * Whether an invoice takes money back. Tribe may show that by a flag, by negative totals, or by both (tribe-api §6 G3). A
 * flag on positive totals contradicts them: see `isFlagDoubtful`.
 */
export function invoiceKind(invoice: TribeInvoice): BookingKind {
  return invoice.isCreditMarked || isNegative(invoice) ? 'credit' : 'invoice';
}

/** True when a flag says credit and the total says invoice: booked the wrong way, it would be off by twice its amount. */
export function isFlagDoubtful(invoice: TribeInvoice): boolean {
  return invoice.isCreditMarked && signOf(invoice) > 0;
}

/** The invoice with its amounts in the direction of its kind: a credit of -121.00 becomes one of 121.00. */
export function inDirectionOfKind(invoice: TribeInvoice): TribeInvoice {
  return isNegative(invoice) ? reversed(invoice) : invoice;
}

const isNegative = (invoice: TribeInvoice): boolean => signOf(invoice) < 0;

/** By the gross, in cents; where it is not stated, by what makes it, or may be it, or by what the lines add up to. */
function signOf({ totalIncludingVat, totalExcludingVat, vatAmount, amount, lines }: TribeInvoice): number {
  const both = totalExcludingVat === null || vatAmount === null ? null : totalExcludingVat + vatAmount;
  const total = totalIncludingVat ?? both ?? totalExcludingVat ?? amount;
  const size = total ?? lines.reduce((sum, line) => sum + sizeOf(line), 0);
  return isBookable(size) ? Math.sign(toCents(size)) : 0;
}

/** Only its sign counts. */
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

/** The quantity carries the sign, as in Tribe's own credit invoices; price and discount stay. */
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

/** Without a negative zero. */
function negated(amount: number | null): number | null {
  return amount === null || amount === 0 ? amount : -amount;
}
