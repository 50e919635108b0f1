import type { BookingKind, BookingState } from '../domain/booking-entry';
import type { ListedBooking } from '../store/booking-row';

/** One invoice as `invoices --json` prints it: a contract with whoever scripts this program. */
export interface InvoiceListing {
  readonly tribeId: string;
  readonly number: string | null;
  readonly date: string | null;
  readonly customer: string | null;
  readonly grossCents: number | null;
  readonly currency: string | null;
  readonly kind: BookingKind;
  readonly state: BookingState;
  readonly linked: boolean;
  readonly journal: string | null;
  readonly docNumber: number | null;
  readonly bookYear: string | null;
  readonly winbooksId: string | null;
  readonly issue: string | null;
  readonly bookedAt: string | null;
}

export function invoiceListing(booking: ListedBooking): InvoiceListing {
  return {
    tribeId: booking.tribeInvoiceId,
    number: booking.number,
    date: booking.invoiceDate,
    customer: booking.customerName ?? booking.customerCode,
    grossCents: booking.grossCents,
    currency: booking.currency,
    kind: booking.kind ?? 'invoice',
    state: booking.state,
    linked: booking.linked,
    journal: booking.journalCode,
    docNumber: booking.docNumber,
    bookYear: booking.bookYear,
    winbooksId: booking.winbooksId,
    issue: booking.issueCode,
    bookedAt: booking.bookedAt?.toISOString() ?? null,
  };
}
