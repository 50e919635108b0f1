import { formatCents } from '../domain/money';
import type { ListedBooking } from '../store/booking-row';

const COLUMNS = [
  { title: 'Number', width: 14 },
  { title: 'Customer', width: 28 },
  { title: 'Gross', width: 12, isRight: true },
  { title: 'State', width: 10 },
  { title: 'Journal', width: 20 },
  { title: 'Seconds', width: 7, isRight: true },
] as const;

/** The invoices as a table for people, one line each under a heading. */
export function invoiceTable(bookings: readonly ListedBooking[]): string {
  return [invoiceTableHeading(), ...bookings.map(invoiceTableRow)].join('\n');
}

export function invoiceTableHeading(): string {
  return row(COLUMNS.map(({ title }) => title));
}

export function invoiceTableRow(booking: ListedBooking): string {
  const isFinal = booking.state === 'booked' && booking.bookedAt !== null;
  const seconds = ((booking.bookedAt?.getTime() ?? Date.now()) - booking.foundAt.getTime()) / 1000;
  const where =
    isFinal || booking.state === 'posting' || booking.state === 'verifying'
      ? `${booking.journalCode ?? ''} ${booking.docNumber ?? ''}${booking.linked ? ' (linked)' : ''}`
      : (booking.issueCode ?? '');
  return row([
    booking.number ?? '–',
    booking.customerName ?? '–',
    booking.grossCents === null ? '–' : `${formatCents(booking.grossCents)} ${booking.currency ?? ''}`.trim(),
    booking.state,
    where,
    booking.state === 'held' || booking.state === 'skipped' ? '' : seconds.toFixed(1),
  ]);
}

function row(cells: readonly string[]): string {
  return COLUMNS.map((column, index) => {
    const text = (cells[index] ?? '').slice(0, column.width);
    return 'isRight' in column ? text.padStart(column.width) : text.padEnd(column.width);
  })
    .join('  ')
    .trimEnd();
}
