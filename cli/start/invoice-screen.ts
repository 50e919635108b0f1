import type { TenantId } from '../../domain/ids';
import type { ListedBooking } from '../../store/booking-row';
import { invoiceTableHeading, invoiceTableRow } from '../invoice-table';

/** One line per change of state: readable as it scrolls, and in a log. */
export interface InvoiceScreen {
  /** Takes these as known: a line appears only when they change. */
  assume(tenant: TenantId, bookings: readonly ListedBooking[]): void;
  show(tenant: TenantId, bookings: readonly ListedBooking[]): void;
}

export function createInvoiceScreen(say: (line: string) => void): InvoiceScreen {
  const shown = new Map<string, string>();
  let hasHeading = false;
  /** Whether this is news. */
  const note = (tenant: TenantId, booking: ListedBooking): boolean => {
    const key = `${tenant}/${booking.tribeInvoiceId}`;
    const words = `${booking.state}|${booking.issueCode ?? ''}`;
    const isNews = shown.get(key) !== words;
    shown.set(key, words);
    return isNews;
  };
  return {
    assume: (tenant, bookings) => {
      for (const booking of bookings) note(tenant, booking);
    },
    show: (tenant, bookings) => {
      for (const booking of bookings) {
        if (!note(tenant, booking)) continue;
        if (!hasHeading) say(`\n${'Tenant'.padEnd(12)}  ${invoiceTableHeading()}`);
        hasHeading = true;
        say(`${tenant.padEnd(12)}  ${invoiceTableRow(booking)}`);
      }
    },
  };
}
