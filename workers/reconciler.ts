import type { Client } from '@temporalio/client';
import { startBooking } from '../activities/invoices/dispatch-invoices';
import { startTenantSync } from '../activities/tenants/start-tenant-sync';
import type { Logger } from '../observability/logging';
import { listStale } from '../store/booking-queue';
import type { Database } from '../store/database';
import { listTenants } from '../store/tenants';

const EVERY_MS = 60_000;
/** A round that could not be finished, as when Temporal is being started again. */
const AGAIN_AFTER_MS = 10_000;
/** A row that nothing has touched for this long should have a run; starting one that exists finds it. */
const UNTOUCHED_MS = 30_000;

interface Reconciling {
  readonly database: Database;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly log: Logger;
}

/**
 * Sees, at start and every minute, that every active tenant has its `tenantSync` and every booking that is not final has a
 * run: a lost, wiped or rebuilt Temporal namespace costs only time (architecture, "Truth and control").
 */
export function startReconciler(deps: Reconciling): { stop(): void } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  // Everything may have been lost while no worker ran: the first round asks for a run of every open row.
  let untouchedMs = 0;
  const tick = async (): Promise<void> => {
    let nextMs = EVERY_MS;
    try {
      await reconcile(deps, untouchedMs);
      untouchedMs = UNTOUCHED_MS;
    } catch (error) {
      deps.log.warn({ err: error }, 'The reconciler could not finish; it tries again soon');
      nextMs = AGAIN_AFTER_MS;
    }
    if (!isStopped) timer = setTimeout(() => void tick(), nextMs);
  };
  void tick();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** One round, for rows that nothing has touched for so many milliseconds. Returns how many runs it asked for. */
export async function reconcile(
  { database, temporal, taskQueue }: Reconciling,
  untouchedMs = UNTOUCHED_MS,
): Promise<{ readonly syncs: number; readonly bookings: number }> {
  const { tenants, stale } = await database.asControl(async (sql) => ({
    tenants: await listTenants(sql),
    stale: await listStale(sql, untouchedMs),
  }));
  const running = tenants.filter(
    ({ state }) => state === 'active' || state === 'paused' || state === 'draining',
  );
  for (const tenant of running) await startTenantSync(temporal, taskQueue, tenant.id);
  for (const booking of stale) await startBooking(temporal, taskQueue, booking.tenantId, booking);
  return { syncs: running.length, bookings: stale.length };
}
