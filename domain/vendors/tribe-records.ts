import type { Day, TribeId } from '../ids';

/**
 * The records that the Tribe client returns: trimmed, typed, with absent and null both as `null`. Amounts are still the
 * vendor's doubles here (tribe-api §2.4); `money.ts` converts them to cents, once.
 */
export interface TribeInvoice {
  readonly id: TribeId;
  /** Assigned when the invoice is sent; null on a draft (tribe-api §3.10, §4.6). */
  readonly number: string | null;
  readonly subject: string | null;
  readonly relationDescription: string | null;
  /** The content of a field for the structured communication, unparsed; Tribe may have no such field. */
  readonly structuredCommunication: string | null;
  /** `Sent`, `Paid`, `Draft` or anything else (tribe-api §3.11). */
  readonly phaseCode: string | null;
  /** The invoice date in Brussels, read from the field that `$metadata` offers (tribe-api §6 G1). */
  readonly date: Day | null;
  /** ISO 4217 code, upper case. */
  readonly currency: string | null;
  readonly isVatIncluded: boolean;
  readonly discountPercentage: number | null;
  readonly amount: number | null;
  readonly totalExcludingVat: number | null;
  readonly totalIncludingVat: number | null;
  readonly vatAmount: number | null;
  /** The totals in the invoice's own currency; those above are in the base currency of the organisation. */
  readonly inCurrency: TribeTotalsInCurrency;
  /** True only if a boolean field with that meaning says so (tribe-api §6 G3). */
  readonly isCreditMarked: boolean;
  /** The number of the invoice that this one credits, if a field states it. */
  readonly creditedNumber: string | null;
  readonly relationship: { readonly id: TribeId; readonly type: string | null } | null;
  readonly lines: readonly TribeProductLine[];
  /** The later of CreationDate and LastMutationDate, ISO 8601 with offset; the vendor's clock. */
  readonly changedAt: string;
}

/** The `…InCurrency` fields (tribe-api §3.10, §3.12). */
export interface TribeTotalsInCurrency {
  readonly totalExcludingVat: number | null;
  readonly totalIncludingVat: number | null;
  readonly vatAmount: number | null;
}

/** tribe-api §3.12. */
export interface TribeProductLine {
  readonly id: TribeId | null;
  readonly description: string | null;
  readonly extraDescription: string | null;
  readonly quantity: number | null;
  /** Unit price in the base currency. */
  readonly price: number | null;
  /** The same in the invoice's own currency. */
  readonly priceInCurrency: number | null;
  readonly discountPercentage: number | null;
  readonly currency: string | null;
  readonly total: number | null;
  readonly totalExcludingVat: number | null;
  /** In the invoice's own currency. */
  readonly totalExcludingVatInCurrency: number | null;
  readonly totalIncludingVat: number | null;
  readonly vatPercentage: number | null;
  readonly vatAmount: number | null;
  readonly vatAmountIncludingDiscount: number | null;
  readonly vatGroup: TribeVatGroup | null;
  /** `Product/GeneralLedgerAccount/Code` (tribe-api §3.15). */
  readonly ledgerAccountCode: string | null;
}

/** tribe-api §3.14. */
export interface TribeVatGroup {
  readonly id: TribeId;
  readonly code: string | null;
  readonly name: string | null;
  /** 21 means 21 %. */
  readonly percentage: number | null;
}

/** One row of the watch: enough to decide whether to read the invoice. */
export interface TribeInvoiceSummary {
  readonly id: TribeId;
  readonly number: string | null;
  readonly phaseCode: string | null;
  readonly date: Day | null;
  readonly changedAt: string;
}

/** The debtor behind an invoice: a customer relationship with its organisation or person (tribe-api §3.3–3.5). */
export interface TribeDebtor {
  readonly relationshipId: TribeId;
  readonly relationId: TribeId;
  readonly kind: 'organisation' | 'person';
  readonly name: string;
  readonly debtorNumber: string | null;
  readonly vatNumber: string | null;
  readonly website: string | null;
  readonly phoneNumber: string | null;
  readonly emailAddress: string | null;
  readonly invoiceAddress: TribeAddress | null;
  readonly paymentTermDays: number | null;
  readonly isFormer: boolean;
}

/**
 * An organisation or person with its roles (tribe-api §3.1–3.8). Fields that a kind does not have are null: a person has no
 * VAT number, no website and no creditor number; an organisation has no parts of a name and no mobile number.
 */
export interface TribeRelation {
  readonly relationId: TribeId;
  readonly kind: 'organisation' | 'person';
  /** Of a person: first, middle and last name, joined with single spaces. */
  readonly name: string;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  readonly debtorNumber: string | null;
  readonly creditorNumber: string | null;
  readonly vatNumber: string | null;
  readonly website: string | null;
  readonly emailAddress: string | null;
  readonly phoneNumber: string | null;
  readonly mobilePhoneNumber: string | null;
  /** Of a person: the only address (tribe-api §3.4). */
  readonly invoiceAddress: TribeStoredAddress | null;
  readonly customer: TribeRole | null;
  readonly supplier: TribeRole | null;
  /** The latest change of the relation, its roles or its address, ISO 8601 with offset; the vendor's clock. */
  readonly changedAt: string;
}

/** A customer or supplier relationship of the relation (tribe-api §3.5, §3.6). */
export interface TribeRole {
  readonly relationshipId: TribeId;
  readonly isFormer: boolean;
  readonly paymentTermDays: number | null;
}

/** An address that exists in Tribe. */
export interface TribeStoredAddress extends TribeAddress {
  readonly id: TribeId;
  /** The country as Tribe writes it (code, else name), for people; null when there is none. */
  readonly writtenCountry: string | null;
}

/** tribe-api §3.8. */
export interface TribeAddress {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly houseNumberSuffix: string | null;
  readonly extra: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  /** ISO 3166 alpha-2 in upper case, or null when the country has no usable code (tribe-api §6 G16). */
  readonly countryCode: string | null;
}

/** The tenant's own organisation (tribe-api §3.1). */
export interface TribeIdentity {
  readonly identityId: TribeId;
  readonly relationId: TribeId;
}
