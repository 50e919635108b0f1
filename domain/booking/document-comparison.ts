import type { BookingEntry } from './booking-entry';
import { isBookingReference } from './booking-reference';
import type { WinbooksId } from '../ids';
import { bookingDifferences, customerLineOf, type BookingDifference } from './booking-differences';
import type { LedgerDocument } from '../vendors/winbooks-records';

export type BookingComparison =
  { readonly equal: true } | { readonly equal: false; readonly differences: readonly BookingDifference[] };

/** Whether a document in the ledger is the entry, to the cent; what the server does not tell is not a difference. */
export function sameBooking(entry: BookingEntry, document: LedgerDocument): BookingComparison {
  const differences = bookingDifferences(entry, document);
  return differences.length === 0 ? { equal: true } : { equal: false, differences };
}

/** What the ledger holds in the place of an entry (architecture, "Booking exactly once", step 2). */
export type FoundInLedger =
  | { readonly kind: 'absent' }
  /** One document carries our reference; without differences it is the entry. */
  | {
      readonly kind: 'ours';
      readonly document: LedgerDocument;
      readonly differences: readonly BookingDifference[];
    }
  /** Several documents carry our reference. */
  | { readonly kind: 'twice'; readonly documents: readonly LedgerDocument[] }
  /** Booked by somebody else: same number, customer, date and gross, and no reference of ours. */
  | { readonly kind: 'linkable'; readonly document: LedgerDocument }
  /** The number belongs to something else. */
  | { readonly kind: 'taken'; readonly document: LedgerDocument };

/**
 * Judges what two look-ups brought: by journal and number, and by our reference over all journals and years. Each
 * document is held against what was asked, since a server may ignore a filter; one that hides its journal or period is
 * given the benefit of the doubt, so that it stops the booking rather than being overlooked.
 * @param periodsOfYear the periods in which the number counts as used; null when the journal row alone decides
 */
export function classifyFound(
  entry: BookingEntry,
  byNumber: readonly LedgerDocument[],
  byReference: readonly LedgerDocument[],
  periodsOfYear: ReadonlySet<WinbooksId> | null,
): FoundInLedger {
  const documents = [
    ...new Map([...byNumber, ...byReference].map((document) => [document.id, document])).values(),
  ];
  const ours = documents.filter((document) =>
    carries(document, (reference) => reference === entry.reference),
  );
  const [own, second] = ours;
  if (own && second) return { kind: 'twice', documents: ours };
  if (own) return { kind: 'ours', document: own, differences: bookingDifferences(entry, own) };

  const rivals = documents.filter((document) => holdsNumber(entry, document, periodsOfYear));
  const [rival, another] = rivals;
  if (!rival) return { kind: 'absent' };
  return !another && isLinkable(entry, rival)
    ? { kind: 'linkable', document: rival }
    : { kind: 'taken', document: rival };
}

function carries(document: LedgerDocument, matches: (reference: string) => boolean): boolean {
  return document.lines.some((line) => line.reference !== null && matches(line.reference.trim()));
}

function holdsNumber(
  entry: BookingEntry,
  document: LedgerDocument,
  periodsOfYear: ReadonlySet<WinbooksId> | null,
): boolean {
  if (document.docNumber !== entry.docNumber) return false;
  if (document.journalId !== null && document.journalId !== entry.journalId) return false;
  return document.periodId === null || periodsOfYear === null || periodsOfYear.has(document.periodId);
}

/** Here nothing may be missing: linking says that a document of somebody else is this invoice. */
function isLinkable(entry: BookingEntry, document: LedgerDocument): boolean {
  const asked = entry.lines.find((line) => line.role === 'customer')?.amountCents;
  const found = customerLineOf(entry, document);
  return (
    document.journalId === entry.journalId &&
    (document.date === entry.date || (entry.invoiceDate !== null && document.date === entry.invoiceDate)) &&
    found?.customerId === entry.customerId &&
    found.amountCents === asked &&
    !carries(document, isBookingReference)
  );
}
