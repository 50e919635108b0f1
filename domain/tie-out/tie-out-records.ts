import type { BookingKind } from '../invoice/invoice-kind';
import type { Day, TribeId, WinbooksId } from '../ids';

/** What can differ between an invoice and the ledger. The names are stored, and are in the contract. */
export const DIFFERENCE_CODES = [
  'missing',
  'duplicate',
  'amount',
  'vat-code',
  'date',
  'customer',
  'deleted',
  'edited',
  'unknown',
  'phase',
] as const;
export type DifferenceCode = (typeof DIFFERENCE_CODES)[number];

/** A calendar month, `YYYY-MM`. */
export type Month = string;

/** What one VAT code contributes: positive on an invoice, negative on a credit note. No code: a rounding difference, or not known. */
export interface VatPart {
  readonly vatCode: string | null;
  readonly netCents: number;
  readonly vatCents: number;
}

/** An amount on a ledger account, debit positive. */
export interface AccountAmount {
  readonly accountId: WinbooksId;
  readonly accountCode: string;
  readonly vatId: WinbooksId | null;
  readonly cents: number;
}

/** What the ledger should say of an invoice. */
export interface ExpectedDocument {
  readonly kind: BookingKind;
  /** Codes of journal and customer; null when not known yet. */
  readonly journal: string | null;
  readonly docNumber: number | null;
  /** The day on which it is booked. */
  readonly date: Day | null;
  /** Its own date, when it is booked on another day. */
  readonly invoiceDate: Day | null;
  readonly customer: string | null;
  readonly customerId: WinbooksId | null;
  /** Debit of the customer: positive for an invoice, negative for a credit note. Null when the amounts cannot be told. */
  readonly grossCents: number | null;
  /** The same in the currency of the invoice; null in the folder's own. */
  readonly currencyGrossCents: number | null;
  readonly parts: readonly VatPart[];
  /** Each account with its VAT code; null where only the amounts per VAT code are known. */
  readonly accounts: readonly AccountAmount[] | null;
  /** The base that each VAT line states; null where lines are not known. */
  readonly bases: readonly AccountAmount[] | null;
}

/** What the product did with an invoice. */
export interface BookingFacts {
  /** `none`: the watch has not found it. */
  readonly state: 'none' | 'waiting' | 'prepared' | 'posting' | 'verifying' | 'booked' | 'held' | 'skipped';
  readonly documentId: WinbooksId | null;
  /** Somebody else keyed the document in. */
  readonly isLinked: boolean;
  /** Why it is not booked: the code of its issue. */
  readonly issueCode: string | null;
}

/** One invoice as Tribe shows it, with what is expected of the ledger. */
export interface TribeSide {
  readonly invoiceId: TribeId;
  readonly number: string | null;
  readonly phase: string | null;
  /** Deleted in Tribe. What was booked is then all that is known of it. */
  readonly isGone: boolean;
  /** The content has changed since its entry was composed; `expected` is then what it would become now. */
  readonly isEdited: boolean;
  /** Sent so short a time ago that nobody can expect it in the ledger. */
  readonly isYoung: boolean;
  /** Its content (`invoiceDigest`); null when it is gone. */
  readonly digest: string | null;
  /** What is known of it when its amounts cannot be told: the code of the issue. */
  readonly problem: string | null;
  readonly expected: ExpectedDocument;
  readonly booking: BookingFacts;
}

export interface FoundLine {
  readonly order: number | null;
  readonly accountId: WinbooksId | null;
  readonly vatId: WinbooksId | null;
  readonly customerId: WinbooksId | null;
  readonly cents: number;
  readonly vatBaseCents: number | null;
  readonly currencyCents: number | null;
  readonly reference: string | null;
}

/** One document as it stands in the ledger. */
export interface FoundDocument {
  readonly id: WinbooksId;
  /** Code; null when the ledger does not show it. */
  readonly journal: string | null;
  readonly docNumber: number | null;
  readonly date: Day | null;
  readonly lines: readonly FoundLine[];
  /** Debit positive: what the customer still owes on it. */
  readonly openCents: number;
  readonly isSettled: boolean;
}

/** What the folder says about its codes: by id. */
export interface FolderCodes {
  readonly vatCodes: ReadonlyMap<WinbooksId, string>;
  /** Accounts on which VAT is booked. */
  readonly vatAccounts: ReadonlySet<WinbooksId>;
  /** The server shows VAT codes on lines. */
  readonly statesVat: boolean;
}

/** One side of a difference as people read it; what is not known is null. */
export interface DifferenceSide {
  readonly id: string;
  readonly number: string | null;
  readonly date: Day | null;
  /** Code of the customer in WinBooks, or its id there. */
  readonly customer: string | null;
  readonly grossCents: number | null;
  readonly parts: readonly VatPart[];
  /** Tribe: its phase. */
  readonly phase: string | null;
  /** Tribe: why it is not booked, a code of the catalogue or a state. WinBooks: `open` or `settled`. */
  readonly state: string | null;
  /** Tribe: its content (`invoiceDigest`). */
  readonly digest: string | null;
}

/** One thing in which the two sides differ. */
export interface TieOutDifference {
  readonly code: DifferenceCode;
  readonly invoiceId: TribeId | null;
  readonly documentId: WinbooksId | null;
  /** Tribe's number; null when there is no invoice. */
  readonly invoice: string | null;
  /** `VEN 20260012`; null when there is no document. */
  readonly document: string | null;
  readonly tribe: DifferenceSide | null;
  readonly winbooks: DifferenceSide | null;
  /** Which side was changed or deleted after it was booked; null where the code alone says it. */
  readonly changedIn: 'tribe' | 'winbooks' | null;
  /** The differing fields in the form of `differencesInWords`; empty when there is nothing to compare. */
  readonly words: string;
}
