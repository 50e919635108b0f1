import { FINAL_STATES } from '../../domain/booking/booking-entry';
import type { TenantId } from '../../domain/ids';
import type { ListedBooking } from '../../store/bookings/booking-row';
import type { Language } from '../../domain/issues/texts/text-types';
import { invoiceTable, TABLE_WIDTH } from '../invoice-table';
import { TABLE_WORDS } from '../words/table-words';
import type { LiveOutput } from './live-output';

const TENANT_WIDTH = 9;

/**
 * One line per invoice. On a terminal, the lines of those under way are redrawn in place; the line of one that is final is
 * printed for good, with what stands in its way below it. A log has the final ones alone.
 */
export interface InvoiceScreen {
  /** Takes these as known: a line appears only when they change. */
  assume(tenant: TenantId, bookings: readonly ListedBooking[]): void;
  show(tenant: TenantId, bookings: readonly ListedBooking[]): void;
}

export function createInvoiceScreen({ say, redraw }: LiveOutput, language: Language): InvoiceScreen {
  const table = invoiceTable(language, TABLE_WIDTH - TENANT_WIDTH - 2);
  const shown = new Map<string, string>();
  const underWay = new Map<TenantId, readonly string[]>();
  let hasHeading = false;
  /** Whether this is news. */
  const note = (tenant: TenantId, booking: ListedBooking): boolean => {
    const key = `${tenant}/${booking.tribeInvoiceId}`;
    const standing = `${booking.state}|${booking.issueCode ?? ''}`;
    const isNews = shown.get(key) !== standing;
    shown.set(key, standing);
    return isNews;
  };
  const finish = (tenant: TenantId, booking: ListedBooking): void => {
    if (!hasHeading) say(`\n${TABLE_WORDS[language].tenant.padEnd(TENANT_WIDTH)}  ${table.heading}`);
    hasHeading = true;
    const [row = '', ...below] = table.lines(booking);
    say(`${tenant.padEnd(TENANT_WIDTH)}  ${row}`);
    for (const line of below) say(`${' '.repeat(TENANT_WIDTH)}  ${line}`);
  };
  return {
    assume: (tenant, bookings) => {
      for (const booking of bookings) note(tenant, booking);
    },
    show: (tenant, bookings) => {
      const open = bookings.filter((booking) => !isFinal(booking));
      underWay.set(
        tenant,
        open.map((booking) => `${tenant.padEnd(TENANT_WIDTH)}  ${table.row(booking)}`),
      );
      const news = bookings.filter((booking) => note(tenant, booking));
      if (news.length > 0) redraw([...underWay.values()].flat());
      for (const booking of news.filter(isFinal)) finish(tenant, booking);
    },
  };
}

const isFinal = ({ state }: ListedBooking): boolean => FINAL_STATES.includes(state);
