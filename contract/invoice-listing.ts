import { z } from 'zod';
import { BOOKING_STATES } from '../domain/booking/booking-entry';
import { FOLDER_CURRENCY } from '../domain/money/money';
import type { ListedBooking } from '../store/bookings/booking-row';

/** One invoice as `invoices --json` and the API show it: a contract with whoever scripts this program. */
export const invoiceShape = z
  .object({
    tribeId: z.string(),
    number: z.string().nullable(),
    date: z.string().nullable(),
    customer: z.string().nullable(),
    grossCents: z
      .int()
      .nullable()
      .describe(
        "In `currency`, the invoice's own; negative for a credit. Null where Tribe does not tell it.",
      ),
    currency: z.string().nullable(),
    folderGrossCents: z.int().nullable().describe('The same in the currency of the WinBooks folder.'),
    folderCurrency: z.string(),
    kind: z.enum(['invoice', 'credit']),
    state: z.enum(BOOKING_STATES),
    linked: z.boolean().describe('Booked as a document that was in WinBooks already.'),
    journal: z.string().nullable(),
    docNumber: z.number().nullable(),
    bookYear: z.string().nullable(),
    bookedOn: z
      .string()
      .nullable()
      .describe('The day of its entry; null without one, and for a document that was in WinBooks already.'),
    moved: z.boolean().describe('Its own period was closed: it is booked on another day than `date`.'),
    winbooksId: z.string().nullable(),
    issue: z.string().nullable(),
    bookedAt: z.string().nullable(),
  })
  .meta({ id: 'Invoice' });
export type InvoiceListing = Readonly<z.output<typeof invoiceShape>>;

export function invoiceListing(booking: ListedBooking): InvoiceListing {
  const move = movedBooking(booking);
  return {
    tribeId: booking.tribeInvoiceId,
    number: booking.number,
    date: booking.invoiceDate,
    customer: booking.customerName ?? booking.customerCode,
    grossCents: signed(booking.currencyGrossCents, booking),
    currency: booking.currency,
    folderGrossCents: signed(booking.grossCents, booking),
    folderCurrency: FOLDER_CURRENCY,
    kind: booking.kind ?? 'invoice',
    state: booking.state,
    linked: booking.linked,
    journal: booking.journalCode,
    docNumber: booking.docNumber,
    bookYear: booking.bookYear,
    bookedOn: hasEntry(booking) ? booking.bookedOn : null,
    moved: move !== null,
    winbooksId: booking.winbooksId,
    issue: booking.issueCode,
    bookedAt: booking.bookedAt?.toISOString() ?? null,
  };
}

/** The invoice's own amount with its sign, or the one in the folder's currency where Tribe does not tell the other. */
export function grossOfBooking(booking: ListedBooking): {
  readonly cents: number | null;
  readonly currency: string | null;
} {
  const own = signed(booking.currencyGrossCents, booking);
  return own === null
    ? { cents: signed(booking.grossCents, booking), currency: FOLDER_CURRENCY }
    : { cents: own, currency: booking.currency };
}

/** Where it is booked on another day than its own, as its period was closed; else null. */
export function movedBooking(
  booking: ListedBooking,
): { readonly bookedOn: string; readonly invoiceDate: string } | null {
  const { bookedOn, invoiceDate } = booking;
  if (!hasEntry(booking) || bookedOn === null || invoiceDate === null) return null;
  return bookedOn === invoiceDate ? null : { bookedOn, invoiceDate };
}

/** Whether what stands, or will stand, in WinBooks is the entry of its intent. */
function hasEntry({ state, linked }: ListedBooking): boolean {
  return !linked && state !== 'waiting' && state !== 'held' && state !== 'skipped';
}

/** A credit takes money back. Rows keep amounts in the direction of their kind. */
function signed(cents: number | null, { kind }: ListedBooking): number | null {
  if (cents === null || kind !== 'credit') return cents;
  return cents === 0 ? 0 : -cents;
}
