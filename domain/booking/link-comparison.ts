import { isBookingReference } from '../invoice/booking-reference';
import type { BookingKind } from '../invoice/invoice-kind';
import { formatCents } from '../money/money';
import type { LedgerDocument, LedgerLine } from '../vendors/winbooks-records';

/** The fields in which an invoice and a document must agree to be the same; null means not known. */
export interface LinkSide {
  /** Code of the customer in WinBooks. */
  readonly customer: string | null;
  /** Debit of the customer: positive for an invoice, negative for a credit note. */
  readonly grossCents: number | null;
}

/** One field in which the two differ, or that is not known on one side. */
export interface LinkDifference {
  readonly what: 'customer' | 'gross';
  /** Null: not known. */
  readonly invoice: string | null;
  readonly document: string | null;
}

/** Compares the two. A field that is not known counts as a difference, for a person to judge. */
export function linkDifferences(invoice: LinkSide, document: LinkSide): readonly LinkDifference[] {
  const differences: LinkDifference[] = [];
  const [asked, found] = [invoice.customer?.trim().toUpperCase(), document.customer?.trim().toUpperCase()];
  if (asked === undefined || asked !== found)
    differences.push({
      what: 'customer',
      invoice: invoice.customer,
      document: document.customer,
    });
  if (invoice.grossCents === null || invoice.grossCents !== document.grossCents)
    differences.push({
      what: 'gross',
      invoice: amountOf(invoice.grossCents),
      document: amountOf(document.grossCents),
    });
  return differences;
}

/** For the audit trail: `customer C1 in the invoice, C2 in the document; gross 121.00 in the invoice, 120.00 in the document` */
export function linkDifferencesInWords(differences: readonly LinkDifference[]): string {
  return differences
    .map(
      ({ what, invoice, document }) =>
        `${what} ${invoice ?? 'not known'} in the invoice, ${document ?? 'not known'} in the document`,
    )
    .join('; ');
}

/** The gross of an invoice with the sign of the customer's debit. */
export function debitOf(grossCents: number | null, kind: BookingKind | null): number | null {
  if (grossCents === null) return null;
  return kind === 'credit' ? -Math.abs(grossCents) : grossCents;
}

/** The customer line of any document: line 0, else the first line that names a customer; null when there is none. */
export function customerLine(document: LedgerDocument): LedgerLine | null {
  return (
    document.lines.find((line) => line.order === 0) ??
    document.lines.find((line) => line.customerId !== null) ??
    null
  );
}

/** True when a line carries our reference of an invoice other than the one with reference `own`. */
export function isOfAnotherInvoice(document: LedgerDocument, own: string): boolean {
  return document.lines.some(
    ({ reference }) => reference !== null && isBookingReference(reference) && reference.trim() !== own,
  );
}

const amountOf = (cents: number | null): string | null => (cents === null ? null : formatCents(cents));
