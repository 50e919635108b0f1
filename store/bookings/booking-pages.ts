import type { BookingState } from '../../domain/booking/booking-entry';
import type { TenantSql } from '../database/database';
import { listed, LISTED_COLUMNS, type ListedBooking } from './booking-row';

/** Which bookings a list shows. Days are those of the invoices, both ends included. */
export interface BookingFilter {
  readonly state?: BookingState | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** A part of the customer's name, or the whole code in WinBooks; capitals do not matter. */
  readonly customer?: string | undefined;
}

/** The place of a row in the list, without nulls so that two places can be compared. */
const PLACE = `coalesce(invoice_date, 'infinity'), coalesce(length(number), 2147483647),
  coalesce(number, '') collate "C", tribe_invoice_id`;

/**
 * One page of the tenant's bookings: oldest date first, then the number as people count it (F2026-9 before F2026-10).
 *
 * @param after the Tribe id of the last row of the page before; null for the first page
 */
export async function listBookingPage(
  sql: TenantSql,
  { state, from, to, customer }: BookingFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<ListedBooking[]> {
  const result = await sql.query(
    `select ${LISTED_COLUMNS} from bookings
      where tenant_id = $1 and ($2::text is null or state = $2)
        and ($3::date is null or invoice_date >= $3) and ($4::date is null or invoice_date <= $4)
        and ($5::text is null or position(lower($5) in lower(coalesce(customer_name, ''))) > 0
             or lower(customer_code) = lower($5))
        and ($6::text is null or (${PLACE}) > (
              select ${PLACE} from bookings where tenant_id = $1 and tribe_invoice_id = $6))
      order by ${PLACE} limit $7`,
    [sql.tenantId, state ?? null, from ?? null, to ?? null, customer?.trim() || null, after, limit],
  );
  return listed(result);
}
