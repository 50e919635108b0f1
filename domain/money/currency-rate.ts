import Decimal from 'decimal.js';
import type { Cents } from './money';

/** Enough digits for a total of a hundred million to be exact to the cent. */
const SIGNIFICANT_DIGITS = 12;

/**
 * CurrencyRate of a booking, computed from its own totals: units of the folder's currency for one unit of the
 * invoice's, 0.92 for a dollar of 92 cents. The reference names the field but not its direction (winbooks-api §4.9);
 * only this function assumes one.
 */
export function currencyRate(folderAmount: Cents, invoiceAmount: Cents | Decimal): string {
  return new Decimal(folderAmount)
    .dividedBy(invoiceAmount)
    .toSignificantDigits(SIGNIFICANT_DIGITS)
    .toString();
}
