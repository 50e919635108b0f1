import type { TenantId } from '../../domain/ids';
import type { ListedBooking } from '../../store/bookings/booking-row';
import { invoiceTableHeading, invoiceTableLines } from '../invoice-table';

const TENANT_WIDTH = 12;

/** One line per change of state, and one below it for what stands in its way: readable as it scrolls, and in a log. */
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
        if (!hasHeading) say(`\n${'Tenant'.padEnd(TENANT_WIDTH)}  ${invoiceTableHeading()}`);
        hasHeading = true;
        const [row = '', ...below] = invoiceTableLines(booking);
        say(`${tenant.padEnd(TENANT_WIDTH)}  ${row}`);
        for (const line of below) say(`${' '.repeat(TENANT_WIDTH)}  ${line}`);
      }
    },
  };
}
