import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { tenantId } from '../../domain/ids';
import type { SyncInput, WatchResult } from '../../domain/sync-steps';
import { countDue } from '../../store/booking-queue';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { pollInvoices } from './poll-invoices';
import { recheckBookings } from './recheck-bookings';

/**
 * One poll of Tribe's invoices. A row per candidate and the new watermark are written in one transaction. Completes only
 * when there is work; otherwise it fails as benign, and its retry after the poll interval is the next poll.
 */
export function watchInvoices(deps: Dependencies, input: SyncInput): Promise<WatchResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const pollMs = context.settings.pollSeconds * 1000 * (0.9 + Math.random() * 0.2);
    const found = context.tenant.state === 'active' ? await pollInvoices(deps, context, pollMs) : 0;
    if (found > 0) await deps.debugPoint('watch-written');
    if (context.tenant.state === 'active') await lookAgain(deps, context);
    const due = await deps.database.asTenant(tenant, countDue);
    if (context.tenant.state === 'active' && (found > 0 || due > 0)) return { found, due };
    throw ApplicationFailure.create({
      message: 'Nothing new',
      type: 'NothingNew',
      category: ApplicationFailureCategory.BENIGN,
      nextRetryDelay: Math.round(pollMs),
    });
  });
}

/** What WinBooks does not answer now, the next poll asks again: it must not keep new invoices waiting. */
async function lookAgain(deps: Dependencies, context: TenantContext): Promise<void> {
  try {
    await recheckBookings(deps, context);
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
  }
}
