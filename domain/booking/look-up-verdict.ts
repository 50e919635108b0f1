import type { WinbooksId } from '../ids';
import type { LedgerDocument } from '../vendors/winbooks-records';
import { bookingDifferences, customerLineOf, type BookingDifference } from './booking-differences';
import type { BookingEntry } from './booking-entry';
import { isBookingReference } from '../invoice/booking-reference';

/** What a look-up searches for. */
export interface SoughtBooking {
  readonly entry: BookingEntry;
  /** The periods in which the number counts as used; null when the journal row alone decides. */
  readonly periodsOfYear: ReadonlySet<WinbooksId> | null;
  /** The id that WinBooks returned for the booking; null while there is none. */
  readonly winbooksId: WinbooksId | null;
}

/** What the look-ups returned. Each document is compared with what was asked, because a server may ignore a filter. */
export interface FoundDocuments {
  readonly byNumber: readonly LedgerDocument[];
  readonly byReference: readonly LedgerDocument[];
  /** The document that was read by `winbooksId`: null when WinBooks no longer has it, absent when it was not read. */
  readonly byId?: LedgerDocument | null;
}

/** What the ledger holds where an entry belongs (architecture, "Booking exactly once", step 2). */
export type LookUpVerdict =
  | { readonly kind: 'absent' }
  /** One document carries our reference, or has the id that WinBooks confirmed. With no differences it is the entry. */
  | {
      readonly kind: 'ours';
      readonly document: LedgerDocument;
      readonly differences: readonly BookingDifference[];
    }
  /**
   * Several documents are ours. `kept` is the one to continue with: the one that WinBooks confirmed, if it is among
   * them.
   */
  | { readonly kind: 'twice'; readonly documents: readonly LedgerDocument[]; readonly kept: WinbooksId }
  /** Somebody else keyed it in: number, customer, date and gross agree, and it has no reference of ours. */
  | { readonly kind: 'same-document'; readonly document: LedgerDocument }
  /** The number belongs to another document. */
  | { readonly kind: 'taken'; readonly document: LedgerDocument }
  /** WinBooks confirmed a document that its own look-ups do not show, so they cannot be trusted. */
  | { readonly kind: 'blind' };

/**
 * Judges what the look-ups returned: by journal and number, by our reference over all journals and book years, and by
 * id if the id is known. A document that does not show its journal or period counts as a match, so that it stops the
 * booking rather than being overlooked. Every step that looks something up acts on this verdict.
 */
export function judgeLookUp(sought: SoughtBooking, found: FoundDocuments): LookUpVerdict {
  const { entry, winbooksId } = sought;
  const { byId = null } = found;
  const documents = unique([...(byId === null ? [] : [byId]), ...found.byNumber, ...found.byReference]);
  const isConfirmed = ({ id }: LedgerDocument): boolean => winbooksId !== null && id === winbooksId;
  const ours = documents.filter((document) => isConfirmed(document) || hasReferenceOf(document, entry));
  // If the document itself was read by id, its absence is an answer. Otherwise it must be among the documents found.
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

/** Every field must be known and equal: linking claims that somebody else's document is this invoice. */
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
