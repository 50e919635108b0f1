import type { BookingKind } from './booking-entry';
import type { Day, TribeId, WinbooksId } from './ids';
import type { Cents } from './money';

/**
 * What an invoice comes down to before WinBooks' master data are known: positive integer cents,
 * `netCents + vatCents = grossCents` always.
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
  readonly currency: string;
  readonly netCents: Cents;
  readonly vatCents: Cents;
  readonly grossCents: Cents;
  /** At most 40 characters, no personal names. */
  readonly comment: string;
  /** One per account and VAT code, zero-rated ones too; they add up to the net. */
  readonly revenue: readonly PlannedRevenue[];
  /** One per VAT code with a rate; they add up to the VAT. */
  readonly vat: readonly PlannedVat[];
}

export interface PlannedRevenue {
  readonly accountCode: string;
  /** The rate that the VAT was computed with; 21 means 21 %. */
  readonly ratePercent: number;
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly netCents: Cents;
}

export interface PlannedVat {
  readonly vatCodeId: WinbooksId;
  readonly vatCode: string;
  readonly baseCents: Cents;
  readonly vatCents: Cents;
}
