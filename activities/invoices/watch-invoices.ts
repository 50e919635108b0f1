import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { tenantId } from '../../domain/ids';
import type { SyncInput, WatchResult } from '../../domain/sync-steps';
import { countDue } from '../../store/booking-queue';
import { releaseNearMisses } from '../../store/claimed-documents';
import { CONNECTION_REFUSED } from '../connection/connection-issues';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { ReadingRefused } from '../reading';
import { writeDebtorNumbers } from '../relations/write-debtor-numbers';
import { noticeChanges } from './notice-changes';
import { reportNumberGaps } from './number-gaps';
import { pollInvoices } from './poll-invoices';
import { recheckBookings } from './recheck-bookings';

/**
 * One poll of Tribe's invoices. A row per candidate and the new watermark are written in one transaction. Completes only
 * when there is work; otherwise it fails as benign, and its retry after the poll interval is the next poll. A tenant that a
 * person paused is still watched, so that people see what waits; nothing of it is started.
 */
export function watchInvoices(deps: Dependencies, input: SyncInput): Promise<WatchResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const pollMs = context.settings.pollSeconds * 1000 * (0.9 + Math.random() * 0.2);
    const isActive = context.tenant.state === 'active';
    const found = isActive || mayRead(context.tenant) ? await pollInvoices(deps, context, pollMs) : 0;
    if (found > 0) await deps.debugPoint('watch-written');
    if (isActive) await lookAgain(deps, context);
    // One may be held in the very moment in which the document it resembles becomes another booking's.
    if (isActive) await deps.database.asTenant(tenant, releaseNearMisses);
    const due = await deps.database.asTenant(tenant, countDue);
    if (isActive && (found > 0 || due > 0)) return { found, due };
    throw ApplicationFailure.create({
      message: 'Nothing new',
      type: 'NothingNew',
      category: ApplicationFailureCategory.BENIGN,
      nextRetryDelay: Math.round(pollMs),
    });
  });
}

/** Paused because Tribe refuses us: asking on cannot help, and a refused consent must not be tried for ever. */
function mayRead({ state, pauseReason }: TenantContext['tenant']): boolean {
  return state === 'paused' && pauseReason !== CONNECTION_REFUSED.tribe;
}

/** What a vendor does not answer now, the next poll asks again: it must not keep new invoices waiting. */
async function lookAgain(deps: Dependencies, context: TenantContext): Promise<void> {
  for (const look of [recheckBookings, noticeChanges, reportNumberGaps, writeDebtorNumbers]) {
    try {
      await look(deps, context);
    } catch (error) {
      if (!(error instanceof ApplicationFailure || error instanceof ReadingRefused)) throw error;
    }
  }
}
