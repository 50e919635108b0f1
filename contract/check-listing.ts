import { z } from 'zod';
import type { InvoiceChecked } from '../actions/check-invoice';
import { documentName } from '../activities/invoices/booking-issues';
import type { DocumentInWords } from '../activities/invoices/check-booked';
import { BOOKING_STATES, type BookingEntry } from '../domain/booking/booking-entry';
import { checkOutcome, SKIP_REASONS } from '../domain/issues/texts/check-texts';
import type { Language } from '../domain/issues/texts/text-types';
import { entryListing, entryShape } from './entry-listing';
import { describedListing, describedShape } from './issue-listing';

const documentShape = z.object({
  document: z.string().describe("WinBooks' id."),
  journal: z.string().nullable(),
  docNumber: z.number().nullable(),
  date: z.string().nullable(),
  customer: z.string().nullable(),
  lines: z.array(
    z.object({ account: z.string().nullable(), vatCode: z.string().nullable(), amountCents: z.int() }),
  ),
});

/** What would become of an invoice now as `check --json` and the API show it: a contract with whoever scripts this program. */
export const checkShape = z
  .object({
    invoice: z.string().describe("Tribe's id."),
    number: z.string().nullable(),
    state: z
      .enum(BOOKING_STATES)
      .nullable()
      .describe('What it is now; null when it was not found yet, as a draft.'),
    wouldBook: z.boolean().describe('It would be booked, adopted or linked, or is.'),
    issues: z.array(describedShape),
    entry: entryShape.nullable(),
    ledger: documentShape
      .nullable()
      .describe('What WinBooks holds of one that is booked; `entry` is then what Tribe says now.'),
    outcome: z
      .string()
      .describe("In words, after the invoice's name: `would be booked as VEN 20260012 (2026)`."),
  })
  .meta({ id: 'Check' });
export type CheckListing = Readonly<z.output<typeof checkShape>>;

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

const documentListing = ({ id, lines, ...document }: DocumentInWords): z.output<typeof documentShape> => ({
  document: id,
  ...document,
  lines: lines.map((line) => ({ ...line })),
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
