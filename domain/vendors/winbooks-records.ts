import type { Day, WinbooksId } from '../ids';

/** The records that the WinBooks client returns: trimmed and typed, with absent values and zero Guids as `null`. */

/** winbooks-api §4.2, §4.3. */
export interface WinbooksCustomer {
  readonly id: WinbooksId;
  readonly code: string;
  readonly name: string | null;
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
  readonly isLocked: boolean;
  readonly isHidden: boolean;
  /** GLAccount2_Id: the customer's own central account, if any. */
  readonly centralAccountId: WinbooksId | null;
  /** GLAccount_Id: the customer's default revenue account, if any. */
  readonly defaultAccountId: WinbooksId | null;
}

/** winbooks-api §4.8: a journal row belongs to one book year where `bookYearId` is given. */
export interface Journal {
  readonly id: WinbooksId;
  readonly code: string;
  readonly name: string | null;
  readonly bookYearId: WinbooksId | null;
  /** Null when the folder does not say (the field's name is a gap). */
  readonly type: JournalType | null;
}
export type JournalType =
  'sale' | 'sale-credit-note' | 'purchase' | 'purchase-credit-note' | 'financial' | 'miscellaneous';

export interface BookYear {
  readonly id: WinbooksId;
  /** Code or name, for people. */
  readonly name: string | null;
  readonly start: Day | null;
  readonly end: Day | null;
  /** Null when the folder does not say (the flag's name is a gap). */
  readonly isClosed: boolean | null;
}

/** winbooks-api §4.8, §7.4: number 0 is the opening period, the last one the closing period. */
export interface BookPeriod {
  readonly id: WinbooksId;
  readonly bookYearId: WinbooksId | null;
  readonly number: number;
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** Null when the folder does not say (the flag's name is a gap). */
  readonly isClosed: boolean | null;
}

/** winbooks-api §4.7, §7.1. */
export interface VatCode {
  readonly id: WinbooksId;
  readonly code: string;
  readonly internalCode: string | null;
  readonly name: string | null;
  /** 21 means 21 %; null when the folder does not say. */
  readonly ratePercent: number | null;
  /** Null when neither a flag nor the internal code says so. */
  readonly isSale: boolean | null;
  /** The VAT account (451000 in the documented sale), if the code names one. */
  readonly accountId: WinbooksId | null;
  readonly isLocked: boolean;
}

/** winbooks-api §4.8. */
export interface LedgerAccount {
  readonly id: WinbooksId;
  readonly code: string;
  /** `CUSTOMER`, `SUPPLIER`, `V03` …; null on an ordinary account. */
  readonly centralAccountType: string | null;
  readonly isLocked: boolean;
}

/** A booked document as it stands in the ledger: GLTransHeader with its GLTrans (winbooks-api §4.9). */
export interface LedgerDocument {
  readonly id: WinbooksId;
  readonly journalId: WinbooksId | null;
  readonly periodId: WinbooksId | null;
  readonly docNumber: number | null;
  readonly date: Day | null;
  readonly lines: readonly LedgerLine[];
}

export interface LedgerLine {
  readonly id: WinbooksId;
  readonly headerId: WinbooksId | null;
  readonly order: number | null;
  /** Debit positive, credit negative. */
  readonly amountCents: number;
  readonly vatBaseCents: number | null;
  readonly vatCents: number | null;
  readonly accountId: WinbooksId | null;
  readonly vatId: WinbooksId | null;
  readonly customerId: WinbooksId | null;
  readonly reference: string | null;
}

/** The customer line of a booked document: the fields that decide whether it may be one of our invoices. */
export interface CustomerLine {
  readonly documentId: WinbooksId;
  readonly customerId: WinbooksId | null;
  /** Debit positive: a credit note is negative. */
  readonly amountCents: number;
  readonly reference: string | null;
}
