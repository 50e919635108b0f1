import type { WinbooksId } from '../ids';
import type { LedgerDocument } from '../vendors/winbooks-records';
import { bookingDifferences, customerLineOf, type BookingDifference } from './booking-differences';
import type { BookingEntry } from './booking-entry';
import { isBookingReference } from './booking-reference';

/** What is looked for. */
export interface SoughtBooking {
  readonly entry: BookingEntry;
  /** The periods in which the number counts as used; null when the journal row alone decides. */
  readonly periodsOfYear: ReadonlySet<WinbooksId> | null;
  /** The id that WinBooks gave for it; null while it has given none. */
  readonly winbooksId: WinbooksId | null;
}

/** What the look-ups brought. Each document is held against what was asked: a server may ignore a filter. */
export interface FoundDocuments {
  readonly byNumber: readonly LedgerDocument[];
  readonly byReference: readonly LedgerDocument[];
  /** The document that was read by `winbooksId`: null when WinBooks does not have it any more, absent when it was not read. */
  readonly byId?: LedgerDocument | null;
}

/** What the ledger holds in the place of an entry (architecture, "Booking exactly once", step 2). */
export type LookUpVerdict =
  | { readonly kind: 'absent' }
  /** One document carries our reference, or is the one that WinBooks confirmed. Without differences it is the entry. */
  | {
      readonly kind: 'ours';
      readonly document: LedgerDocument;
      readonly differences: readonly BookingDifference[];
    }
  /** Several documents are ours. `kept` is the one to go on with: the one that WinBooks confirmed, where it is among them. */
  | { readonly kind: 'twice'; readonly documents: readonly LedgerDocument[]; readonly kept: WinbooksId }
  /** Entered by somebody else: same number, customer, date and gross, and no reference of ours. */
  | { readonly kind: 'same-document'; readonly document: LedgerDocument }
  /** The number belongs to something else. */
  | { readonly kind: 'taken'; readonly document: LedgerDocument }
  /** WinBooks confirmed a document that its own look-ups do not show: they cannot be trusted. */
  | { readonly kind: 'blind' };

/**
 * Judges what look-ups brought: by journal and number, by our reference over all journals and years, and by id where a document is
 * known. A document that hides its journal or period gets the benefit of the doubt, so that it stops the booking rather than
 * being overlooked. Every step that looks something up acts on this verdict.
 */
export function judgeLookUp(sought: SoughtBooking, found: FoundDocuments): LookUpVerdict {
  const { entry, winbooksId } = sought;
  const { byId = null } = found;
  const documents = unique([...(byId === null ? [] : [byId]), ...found.byNumber, ...found.byReference]);
  const isConfirmed = ({ id }: LedgerDocument): boolean => winbooksId !== null && id === winbooksId;
  const ours = documents.filter((document) => isConfirmed(document) || hasReferenceOf(document, entry));
  // Where the document itself was asked for, its absence is an answer; else it must be among what was found.
  if (winbooksId !== null && found.byId === undefined && !ours.some(isConfirmed)) return { kind: 'blind' };
  const [own, second] = ours;
  if (own && second) return { kind: 'twice', documents: ours, kept: (ours.find(isConfirmed) ?? own).id };
  if (own) return { kind: 'ours', document: own, differences: bookingDifferences(entry, own) };

  const [rival, another] = documents.filter((document) => holdsNumber(sought, document));
  if (!rival) return { kind: 'absent' };
  return !another && isSameDocument(entry, rival)
    ? { kind: 'same-document', document: rival }
    : { kind: 'taken', document: rival };
}

function unique(documents: readonly LedgerDocument[]): readonly LedgerDocument[] {
  return [...new Map(documents.map((document) => [document.id, document])).values()];
}

function hasReferenceOf(document: LedgerDocument, { reference }: BookingEntry): boolean {
  return carries(document, (found) => found === reference);
}

function carries(document: LedgerDocument, matches: (reference: string) => boolean): boolean {
  return document.lines.some((line) => line.reference !== null && matches(line.reference.trim()));
}

function holdsNumber({ entry, periodsOfYear }: SoughtBooking, document: LedgerDocument): boolean {
  if (document.docNumber !== entry.docNumber) return false;
  if (document.journalId !== null && document.journalId !== entry.journalId) return false;
  return document.periodId === null || periodsOfYear === null || periodsOfYear.has(document.periodId);
}

/** Here nothing may be missing: linking says that a document of somebody else is this invoice. */
function isSameDocument(entry: BookingEntry, document: LedgerDocument): boolean {
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
