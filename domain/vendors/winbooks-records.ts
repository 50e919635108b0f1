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

/** The role in which WinBooks has a third: each is an entity of its own that points to the third (winbooks-api §4.3). */
export type PartyRole = 'customer' | 'supplier';

/** A customer or a supplier with its third, the third's address and contact (winbooks-api §4.2–4.6). */
export interface WinbooksParty {
  readonly role: PartyRole;
  readonly id: WinbooksId;
  readonly code: string;
  readonly thirdId: WinbooksId;
  readonly name: string | null;
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
  readonly website: string | null;
  readonly address: WinbooksAddress | null;
  /** Undefined when the folder has no contacts (winbooks-api §8 G11); null when the third has none. */
  readonly contact: WinbooksContact | null | undefined;
  readonly isLocked: boolean;
  readonly isHidden: boolean;
  readonly civilityCode: string | null;
  /** The latest change of the party, its third, address or contact, ISO 8601; the vendor's clock. */
  readonly modifiedAt: string | null;
}

/** The address of a third that bears on its invoices (winbooks-api §4.4). */
export interface WinbooksAddress {
  readonly id: WinbooksId;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly number: string | null;
  readonly box: string | null;
  readonly zip: string | null;
  readonly town: string | null;
  /** As it is written there. */
  readonly countryCode: string | null;
  readonly phoneNo: string | null;
}

/** winbooks-api §4.6: field names are assumptions. */
export interface WinbooksContact {
  readonly id: WinbooksId;
  readonly email: string | null;
  readonly phoneNo: string | null;
  readonly mobileNo: string | null;
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

/** A line on a customer's account: of a sales document, of money, or of a correction (winbooks-api §4.9, §5.d). */
export interface AccountLine {
  readonly id: WinbooksId;
  readonly headerId: WinbooksId | null;
  readonly customerId: WinbooksId | null;
  /** 0 is the customer's line of a sales document; 1000 and more is a bank or miscellaneous entry. */
  readonly order: number | null;
  /** In the folder's currency: debit positive, credit negative. */
  readonly amountCents: number;
  /** The same in `currency`, if that is not the folder's. */
  readonly currencyAmountCents: number | null;
  /** ISO 4217; null when the line does not say. */
  readonly currency: string | null;
  /** The matching that it belongs to. */
  readonly matchId: WinbooksId | null;
  /** Set on a payment difference: the line whose rest it takes away. */
  readonly parentId: WinbooksId | null;
  readonly date: Day | null;
  /** Our reference, or what somebody wrote there. */
  readonly reference: string | null;
  /** Of the bank statement. */
  readonly statement: string | null;
  /** Money of a bank or cash journal; null when nothing says so. */
  readonly isMoney: boolean | null;
}

/** A document without its lines, as a list shows it (winbooks-api §4.9). */
export interface LedgerHeader {
  readonly id: WinbooksId;
  readonly periodId: WinbooksId | null;
  readonly journalId: WinbooksId | null;
  readonly docNumber: number | null;
  readonly date: Day | null;
  /** Entered as a simulation: not in the books. */
  readonly isSimulation: boolean;
}

/** A line of any document, as a list shows it; amounts in cents, debit positive (winbooks-api §4.9). */
export interface LedgerRow {
  readonly id: WinbooksId;
  readonly headerId: WinbooksId | null;
  readonly periodId: WinbooksId | null;
  readonly order: number | null;
  readonly accountId: WinbooksId | null;
  readonly vatId: WinbooksId | null;
  readonly customerId: WinbooksId | null;
  readonly cents: number;
  readonly vatBaseCents: number | null;
  readonly currencyId: WinbooksId | null;
  readonly currencyCents: number | null;
  readonly reference: string | null;
  readonly matchId: WinbooksId | null;
  readonly parentId: WinbooksId | null;
  readonly date: Day | null;
}
