import { z } from 'zod';
import { BOOKING_STATES } from '../../domain/booking/booking-entry';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { dayColumn, parseRows, tribeIdColumn } from '../database/row-parsing';

const namedBooking = z.object({
  tribeInvoiceId: tribeIdColumn,
  number: z.string().nullable(),
  invoiceDate: dayColumn.nullable(),
  /** A state that only another version knows is shown as held. */
  state: z.enum(BOOKING_STATES).catch('held'),
  /** True when no other invoice of the tenant has this number. */
  isNumberUnique: z.boolean(),
});
export type NamedBooking = z.output<typeof namedBooking>;

/** Numbers and states of these invoices, and whether the number alone identifies each. */
export async function nameBookings(sql: TenantSql, ids: readonly string[]): Promise<NamedBooking[]> {
  const result = await sql.query(
    `with numbers as (
       select lower(number) as number, count(*) as bookings from bookings
        where tenant_id = $1 and number is not null group by lower(number)
     )
     select b.tribe_invoice_id as "tribeInvoiceId", b.number, b.invoice_date as "invoiceDate", b.state,
            coalesce(n.bookings = 1, false) as "isNumberUnique"
       from bookings b left join numbers n on n.number = lower(b.number)
      where b.tenant_id = $1 and b.tribe_invoice_id = any($2::text[])`,
    [sql.tenantId, ids],
  );
  return parseRows(namedBooking, result);
}

/**
 * The name of an invoice in another invoice's issue: its number, with its date if several have that number, or its id
 * if it has none.
 */
export async function nameInIssue(sql: TenantSql, id: TribeId): Promise<string> {
  const [named] = await nameBookings(sql, [id]);
  if (named === undefined || named.number === null) return id;
  return named.isNumberUnique || named.invoiceDate === null
    ? named.number
    : `${named.number}, ${named.invoiceDate}`;
}
