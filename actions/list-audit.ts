import type { TenantId } from '../domain/ids';
import { nameBookings } from '../store/bookings/booking-names';
import { listAuditEvents, type RecordedAuditEvent } from '../store/issues/audit-events';
import { getTenant } from '../store/tenants/tenants';
import { refused, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { page, pageOf, type Page, type PageRequest } from './page';

/** One event of the audit trail, with the invoice that it is about. */
export interface ListedAuditEvent extends RecordedAuditEvent {
  /** Tribe's number of the invoice; null without one, and for another record. */
  readonly invoiceNumber: string | null;
}

const INVOICE = 'invoice:';
/** The id of an event. */
const CURSOR = /^\d{1,15}$/;

/** Who did what, the newest first, a page at a time; refusals too. `from` is the first day, in Brussels. */
export function listAudit(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  filter: { readonly from?: string | undefined },
  request: PageRequest = {},
): Promise<Page<ListedAuditEvent> | Refusal> {
  const { after, limit } = pageOf(request);
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    if (after !== null && !CURSOR.test(after)) return refused('CURSOR_UNUSABLE', { cursor: after });
    const events = await listAuditEvents(sql, limit, { from: filter.from, before: after });
    const ids = events.flatMap(({ record }) =>
      record.startsWith(INVOICE) ? [record.slice(INVOICE.length)] : [],
    );
    const named = ids.length === 0 ? [] : await nameBookings(sql, ids);
    const numbers = new Map(
      named.map(({ tribeInvoiceId, number }) => [`${INVOICE}${tribeInvoiceId}`, number]),
    );
    const items = events.map((event) => ({ ...event, invoiceNumber: numbers.get(event.record) ?? null }));
    return page(items, limit, ({ id }) => String(id));
  });
}
