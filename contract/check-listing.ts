import type { InvoiceChecked } from '../actions/check-invoice';
import { documentName } from '../activities/invoices/booking-issues';
import type { DocumentInWords } from '../activities/invoices/check-booked';
import type { BookingEntry, BookingState } from '../domain/booking/booking-entry';
import { checkOutcome, SKIP_REASONS } from '../domain/issues/texts/check-texts';
import type { Language } from '../domain/issues/texts/text-types';
import { entryListing, type EntryListing } from './entry-listing';
import { describedListing, type DescribedListing } from './issue-listing';

/** What would become of an invoice now as `check --json` prints it: a contract with whoever scripts this program. */
export interface CheckListing {
  /** Tribe's id. */
  readonly invoice: string;
  readonly number: string | null;
  /** What it is now; null when the watch has not found it, as a draft. */
  readonly state: BookingState | null;
  /** It would be booked, adopted or linked, or is. */
  readonly wouldBook: boolean;
  readonly issues: readonly DescribedListing[];
  readonly entry: EntryListing | null;
  /** What WinBooks holds of one that is booked; `entry` is then what Tribe says now. */
  readonly ledger: DocumentListing | null;
  /** In the language asked for, after the invoice's name: `would be booked as VEN 20260012 (2026)`. */
  readonly outcome: string;
}

/** `document`: WinBooks' id. */
type DocumentListing = Omit<DocumentInWords, 'id'> & { readonly document: string };

export function checkListing(checked: InvoiceChecked, language: Language): CheckListing {
  const { id, booking, wouldBook, issues, entry, ledger } = checked;
  return {
    invoice: id,
    number: booking?.number ?? null,
    state: booking?.state ?? null,
    wouldBook,
    issues: issues.map((issue) => describedListing(issue, language)),
    entry: entry === null ? null : entryListing(entry),
    ledger: ledger === null ? null : documentListing(ledger),
    outcome: outcomeInWords(checked, language),
  };
}

const documentListing = ({ id, ...document }: DocumentInWords): DocumentListing => ({
  document: id,
  ...document,
});

function outcomeInWords({ outcome, booking }: InvoiceChecked, language: Language): string {
  switch (outcome.kind) {
    case 'isBooked': {
      const document = booking === null ? '' : documentName(booking);
      return checkOutcome(outcome.document === null ? 'wasBooked' : 'isBooked', { document }, language);
    }
    case 'wouldBook':
      return checkOutcome('wouldBook', { document: documentOf(outcome.entry) }, language);
    case 'isThere':
      return checkOutcome('isBooked', { document: documentOf(outcome.entry) }, language);
    case 'wouldCreateCustomer':
      return checkOutcome('wouldCreateCustomer', { customer: outcome.customerCode }, language);
    case 'wouldHold':
      return checkOutcome('wouldHold', { code: outcome.issue.code }, language);
    case 'wouldSkip':
      return checkOutcome('wouldSkip', { reason: SKIP_REASONS[outcome.reason][language] }, language);
  }
}

const documentOf = ({ journalCode, docNumber, bookYear }: BookingEntry): string =>
  `${journalCode} ${docNumber} (${bookYear})`;
