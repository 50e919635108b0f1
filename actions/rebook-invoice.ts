import type { TenantId } from '../domain/ids';
import { recordAuditEvent } from '../store/issues/audit-events';
import { rebookGone } from '../store/bookings/late-looks';
import { openTenant } from '../activities/connection/tenant-connections';
import { askingVendors, isRefusal, workingTenant, type ActionDependencies, type Refusal } from './action';
import { findInvoice, refusedInState } from './find-invoice';
import { goneDocument } from './gone-document';
import { afterwards, type Retried } from './retry-invoice';
import { audited } from './audited';

/**
 * booked → waiting, due now, audited: its document was deleted in WinBooks, and a person wants the invoice booked again. WinBooks is asked
 * first; what is there, under whatever id, is not booked again. Its run takes the whole road of a first booking: mapped anew,
 * looked up, held beside what was keyed by hand meanwhile, fenced, posted once.
 */
export async function rebookInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  named: string,
): Promise<Retried | Refusal> {
  return audited(deps, tenant, { action: 'rebook-invoice', invoice: named }, async () => {
    const booking = await deps.database.asTenant(tenant, async (sql) => {
      const working = await workingTenant(sql);
      return isRefusal(working) ? working : findInvoice(sql, named);
    });
    if (isRefusal(booking)) return booking;
    const gone = await askingVendors(async () => goneDocument(deps, await openTenant(deps, tenant), booking));
    if (isRefusal(gone)) return gone;
    const done = await deps.database.asTenant(tenant, async (sql) => {
      const working = await workingTenant(sql);
      if (isRefusal(working)) return working;
      if (!(await rebookGone(sql, booking.tribeInvoiceId, gone.document)))
        return refusedInState(sql, booking);
      await recordAuditEvent(sql, {
        actor: deps.actor,
        action: 'rebook-invoice',
        record: `invoice:${booking.tribeInvoiceId}`,
        details: { gone: gone.document, code: booking.issueCode },
      });
      return { bookings: [booking], isPaused: working.state === 'paused' };
    });
    return isRefusal(done) ? done : afterwards(deps, tenant, done);
  });
}
