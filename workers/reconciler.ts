import type { Client } from '@temporalio/client';
import { startBooking } from '../activities/invoices/dispatch-invoices';
import { startTenantSync } from '../activities/tenants/start-tenant-sync';
import type { Logger } from '../observability/logging';
import { listStale } from '../store/booking-queue';
import type { Database } from '../store/database';
import { listTenants } from '../store/tenants';

const EVERY_MS = 60_000;
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
  const tick = async (): Promise<void> => {
    try {
      await reconcile(deps);
    } catch (error) {
      deps.log.warn({ err: error }, 'The reconciler could not finish; it tries again in a minute');
    }
    if (!isStopped) timer = setTimeout(() => void tick(), EVERY_MS);
  };
  void tick();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** One round. Returns how many runs it asked for. */
export async function reconcile({
  database,
  temporal,
  taskQueue,
}: Reconciling): Promise<{ readonly syncs: number; readonly bookings: number }> {
  const { tenants, stale } = await database.asControl(async (sql) => ({
    tenants: await listTenants(sql),
    stale: await listStale(sql, UNTOUCHED_MS),
  }));
  const running = tenants.filter(
    ({ state }) => state === 'active' || state === 'paused' || state === 'draining',
  );
  for (const tenant of running) await startTenantSync(temporal, taskQueue, tenant.id);
  for (const booking of stale) await startBooking(temporal, taskQueue, booking.tenantId, booking);
  return { syncs: running.length, bookings: stale.length };
}
