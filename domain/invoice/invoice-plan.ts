import type { BookingKind } from './invoice-kind';
import type { Day, TribeId, WinbooksId } from '../ids';
import type { Cents } from '../money/money';

/** The longest comment on a booking's lines; well below any length seen (winbooks-api §7.7). */
export const COMMENT_LENGTH = 40;

/**
 * An invoice as amounts, before WinBooks' master data are known: integer cents in the direction of its kind (a credit
 * note of 121.00 has a gross of 12100). `netCents + vatCents + roundingCents = grossCents` always holds.
 */
export interface InvoicePlan {
  readonly kind: BookingKind;
  readonly invoiceId: TribeId;
  readonly relationshipId: TribeId;
  /** Tribe's number of the invoice. */
  readonly number: string;
  readonly docNumber: number;
  readonly reference: string;
  readonly date: Day;
  /**
   * ISO 4217: the currency of the invoice. The amounts here are in the folder's currency; `foreign` has those of the
   * invoice.
   */
  readonly currency: string;
  readonly netCents: Cents;
  readonly vatCents: Cents;
  /** What the customer was asked to pay. */
  readonly grossCents: Cents;
  /**
   * The gross less net and VAT, if the tenant chose to recalculate VAT; it is booked on the rounding account. Zero
   * where VAT is booked as invoiced.
   */
  readonly roundingCents: Cents;
  /** Null in the folder's own currency. */
  readonly foreign: ForeignAmounts | null;
  /** Twelve digits with a valid check number; null when the invoice has none (winbooks-api §7.3). */
  readonly structuredCommunication: string | null;
  /** Tribe's number of the invoice that a credit note credits, if Tribe states it. */
  readonly creditedNumber: string | null;
  /** At most 40 characters: the number and the subject of the invoice. */
  readonly comment: string;
  /** One per account and VAT code, zero-rated codes included; they add up to the net. */
  readonly revenue: readonly PlannedRevenue[];
  /** One per VAT code with a rate; they add up to the VAT. */
  readonly vat: readonly PlannedVat[];
}

/** The totals in the currency of the invoice, as Tribe states them. */
export interface ForeignAmounts {
  readonly grossCents: Cents;
  readonly netCents: Cents;
  readonly vatCents: Cents;
  readonly roundingCents: Cents;
  /** `currency-rate.ts`. */
  readonly rate: string;
}

export interface PlannedRevenue {
  readonly accountCode: string;
  /** The rate of its lines; 21 means 21 %. */
  readonly ratePercent: number;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly netCents: Cents;
  /** In the invoice's currency; null in the folder's. */
  readonly foreignNetCents: Cents | null;
}

export interface PlannedVat {
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly baseCents: Cents;
  readonly vatCents: Cents;
  /** In the invoice's currency; null in the folder's. */
  readonly foreignBaseCents: Cents | null;
  readonly foreignVatCents: Cents | null;
}
