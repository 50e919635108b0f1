import type { BookingKind } from '../booking/booking-entry';
import type { Day, TribeId, WinbooksId } from '../ids';
import type { Cents } from '../money/money';

/** What the comment on a booking's lines may hold at most; well below any length seen (winbooks-api §7.7). */
export const COMMENT_LENGTH = 40;

/**
 * What an invoice comes down to before WinBooks' master data are known: integer cents in the direction of its kind (a
 * credit of 121.00 has a gross of 12100), `netCents + vatCents + roundingCents = grossCents` always.
 */
export interface InvoicePlan {
  readonly kind: BookingKind;
  readonly invoiceId: TribeId;
  readonly relationshipId: TribeId;
  /** Tribe's number, as people know it. */
  readonly number: string;
  readonly docNumber: number;
  readonly reference: string;
  readonly date: Day;
  /** ISO 4217: the currency of the invoice. The amounts are in the folder's; `foreign` has those of the invoice. */
  readonly currency: string;
  readonly netCents: Cents;
  readonly vatCents: Cents;
  /** What the customer was asked to pay. */
  readonly grossCents: Cents;
  /**
   * What the gross has more (or less) than net and VAT where the tenant has VAT computed anew; it goes to the rounding
   * account. Zero where VAT is booked as invoiced.
   */
  readonly roundingCents: Cents;
  /** Null in the folder's own currency. */
  readonly foreign: ForeignAmounts | null;
  /** Twelve digits with a valid check; null when the invoice carries none (winbooks-api §7.3). */
  readonly structuredCommunication: string | null;
  /** Tribe's number of the invoice that a credit invoice takes back, when Tribe tells. */
  readonly creditedNumber: string | null;
  /** At most 40 characters: the number and what the invoice is about. */
  readonly comment: string;
  /** One per account and VAT code, zero-rated ones too; they add up to the net. */
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
