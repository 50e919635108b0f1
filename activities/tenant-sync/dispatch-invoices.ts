import { setTimeout as sleep } from 'node:timers/promises';
import {
  isGrpcServiceError,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  type Client,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { tenantId, type TenantId, type TribeId } from '../../domain/ids';
import type { DispatchResult, SyncInput } from '../../domain/steps/sync-steps';
import { bookInvoiceWorkflowId, PRIORITY, SEARCH_ATTRIBUTES } from '../../domain/steps/workflow-names';
import {
  countDue,
  countUnderWay,
  listDue,
  markDispatched,
  type DueBooking,
} from '../../store/bookings/booking-queue';
import { getTenant } from '../../store/tenants/tenants';
import { openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { postponeFailing } from '../invoices/row-failures';

/**
 * Open runs for each slot of the connection: while some use the slots, others are read and mapped. Fewer would leave a
 * quick vendor idle, more would wait for a slot of a slow one longer than they may (bench/dispatch-places.ts).
 */
const RUNS_PER_SLOT = 4;
const FAILING_PER_SLOT = 2;

/**
 * Starts a run for each invoice that is due, oldest date and number first, a few at once for each slot of the connection.
 * Rows that have failed before have places of their own, so that they take none from the others. Reads rows, never the watch's
 * result. If a run is open already, it owns the row; if that run is just ending, the row stays due. A row whose run cannot be started
 * stays due too.
 */
export function dispatchInvoices(deps: Dependencies, input: SyncInput): Promise<DispatchResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const times = deps.configuration.timings.dispatch;
    const until = Date.now() + times.atMostMs;
    const { winbooksConcurrency } = await openTenant(deps, tenant);
    const ending = endingRuns(times.endsWithinMs);
    let startedRuns = 0;
    for (;;) {
      const { open, due, now } = await deps.database.asTenant(tenant, async (sql) => {
        const { open, failing } = await countUnderWay(sql);
        if ((await getTenant(sql))?.state !== 'active') return { open, due: 0, now: [] };
        const free = RUNS_PER_SLOT * winbooksConcurrency - open;
        const freeForFailing = FAILING_PER_SLOT * winbooksConcurrency - failing;
        const now = free > 0 ? await listDue(sql, free) : [];
        if (freeForFailing > 0) now.push(...(await listDue(sql, freeForFailing, true)));
        return { open, due: await countDue(sql), now };
      });
      const started = await Promise.allSettled(
        now.map((booking) => startBooking(deps.temporal, deps.configuration.taskQueue, tenant, booking)),
      );
      const owned = now.filter((booking, index) => {
        const start = started[index];
        return start?.status === 'fulfilled' && (start.value || ending.outlasts(booking));
      });
      if (owned.length > 0) await deps.debugPoint('dispatched');
      if (owned.length > 0) await deps.database.asTenant(tenant, (sql) => markDispatched(sql, owned));
      for (const [index, start] of started.entries())
        if (start.status === 'rejected') await notStarted(deps, tenant, now[index], start.reason);
      startedRuns += owned.length;
      const left = Math.max(0, due - owned.length);
      if (left === 0 || Date.now() > until || deps.stopping.aborted)
        return { started: startedRuns, open: open + owned.length, due: left };
      await sleep(times.lookAgainMs);
    }
  });
}

/** gRPC: cancelled, deadline exceeded, resource exhausted, unavailable. */
const TEMPORAL_AWAY: readonly number[] = [1, 4, 8, 14];

/**
 * Postpones a row whose run alone cannot be started, so that its neighbours continue. Throws Temporal's error when
 * Temporal is unavailable.
 */
async function notStarted(
  deps: Dependencies,
  tenant: TenantId,
  booking: DueBooking | undefined,
  error: unknown,
): Promise<void> {
  const cause = error instanceof ServiceError ? error.cause : error;
  if (booking === undefined || (isGrpcServiceError(cause) && TEMPORAL_AWAY.includes(cause.code))) throw error;
  await postponeFailing(deps, tenant, booking.tribeInvoiceId, 'prepare', error);
}

/** Distinguishes runs that are just ending from those that continue: a repeated start finds the run that it started. */
function endingRuns(endsWithinMs: number): { outlasts(booking: DueBooking): boolean } {
  const metAt = new Map<string, number>();
  return {
    outlasts: ({ tribeInvoiceId, dueAt }) => {
      const key = `${tribeInvoiceId} ${dueAt}`;
      const since = metAt.get(key) ?? Date.now();
      metAt.set(key, since);
      return Date.now() - since > endsWithinMs;
    },
  };
}

/** Shown in Temporal UI beside the current step. */
const FOR_OPERATORS =
  'Books one Sent invoice exactly once. The row in Postgres decides what may be sent, so resetting, terminating or ' +
  'starting this again is safe: it looks in WinBooks before anything else. It never stays open for a person; a held ' +
  'invoice ends the run, with its issue code in the search attribute IssueCode.';

const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);
const stateKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.state, SearchAttributeType.KEYWORD);

/** Starts the run of one booking; false when one is open. A closed run with the same id does not prevent it. */
export async function startBooking(
  temporal: Client,
  taskQueue: string,
  tenant: TenantId,
  booking: Pick<DueBooking, 'tribeInvoiceId'> & { readonly number?: string | null },
): Promise<boolean> {
  const invoice: TribeId = booking.tribeInvoiceId;
  try {
    await temporal.workflow.start('bookInvoice', {
      workflowId: bookInvoiceWorkflowId(tenant, invoice),
      taskQueue,
      args: [{ tenant, invoice }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      priority: { priorityKey: PRIORITY.booking, fairnessKey: tenant },
      staticSummary: `Invoice ${booking.number ?? invoice} of ${tenant}`,
      staticDetails: FOR_OPERATORS,
      typedSearchAttributes: new TypedSearchAttributes([
        { key: tenantKey, value: tenant },
        { key: stateKey, value: 'waiting' },
      ]),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
