import { createHash } from 'node:crypto';
import type { TribeInvoice } from '../vendors/tribe-records';

/**
 * SHA-256 (hex) over the fields of a Tribe invoice that its booking depends on under any settings. Phase and change
 * date are left out: an invoice that has been paid is still the same invoice (tribe-api §6 G31).
 */
export function invoiceDigest(invoice: TribeInvoice): string {
  const { number, date, currency, isVatIncluded, isCreditMarked, discountPercentage } = invoice;
  const { amount, totalExcludingVat, totalIncludingVat, vatAmount, inCurrency, relationship } = invoice;
  const lines = invoice.lines.map((line) => [
    line.quantity,
    line.price,
    line.discountPercentage,
    line.total,
    line.totalExcludingVat,
    line.totalIncludingVat,
    line.vatPercentage,
    line.vatAmount,
    line.vatGroup?.id ?? null,
    line.ledgerAccountCode,
  ]);
  const facts = [
    ...[number, date, currency, isVatIncluded, isCreditMarked, discountPercentage],
    ...[amount, totalExcludingVat, totalIncludingVat, vatAmount, relationship?.id ?? null],
    ...[inCurrency.totalExcludingVat, inCurrency.totalIncludingVat, inCurrency.vatAmount],
    lines,
  ];
  return createHash('sha256').update(JSON.stringify(facts), 'utf8').digest('hex');
}
