import type { TenantId } from '../domain/ids';
import { listPaymentPage, type ListedPayment } from '../store/payments/listed-payments';
import { getTenant } from '../store/tenants/tenants';
import { unknownTenant, type ActionDependencies, type Refusal } from './action';
import { page, pageOf, type Page, type PageRequest } from './page';

/** What the ledger says of each booked invoice's payment, oldest invoice first, a page at a time. */
export function listPayments(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  request: PageRequest = {},
): Promise<Page<ListedPayment> | Refusal> {
  const { after, limit } = pageOf(request);
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    const items = await listPaymentPage(sql, { after, limit });
    return page(items, limit, ({ tribeInvoiceId }) => tribeInvoiceId);
  });
}
