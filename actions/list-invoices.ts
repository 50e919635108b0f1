import type { TenantId } from '../domain/ids';
import { listBookingPage, type BookingFilter } from '../store/bookings/booking-pages';
import type { ListedBooking } from '../store/bookings/booking-row';
import { getTenant } from '../store/tenants/tenants';
import { unknownTenant, type ActionDependencies, type Refusal } from './action';
import { page, pageOf, type Page, type PageRequest } from './page';

/** What became of the tenant's invoices, oldest first, a page at a time. */
export function listInvoices(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  filter: BookingFilter,
  request: PageRequest = {},
): Promise<Page<ListedBooking> | Refusal> {
  const { after, limit } = pageOf(request);
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    const items = await listBookingPage(sql, filter, { after, limit });
    return page(items, limit, ({ tribeInvoiceId }) => tribeInvoiceId);
  });
}
