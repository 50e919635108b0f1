import type { BookingEntry } from './booking-entry';
import { formatCents } from '../money/money';

/**
 * The lines of the credit note that would reverse an entry, readable for an accountant in any language: account, VAT
 * code, then D (debit) or C (credit): `400000 C 121.00; 700000 (21) D 100.00; 451000 (21) D 21.00`.
 */
export function proposedCreditNote({ lines }: Pick<BookingEntry, 'lines'>): string {
  return lines
    .filter((line) => line.amountCents !== 0)
    .map(({ accountCode, vatCode, amountCents }) => {
      const account = vatCode === null ? accountCode : `${accountCode} (${vatCode})`;
      return `${account} ${amountCents > 0 ? 'C' : 'D'} ${formatCents(Math.abs(amountCents))}`;
    })
    .join('; ');
}
