import type { Client } from '@temporalio/client';
import { startBooking } from '../activities/tenant-sync/dispatch-invoices';
import { startTenantSync } from '../activities/tenant-sync/start-tenant-sync';
import { ensureTieOutSchedule } from '../activities/tie-out/tie-out-schedule';
import { DEFAULT_SETTINGS, tenantSettings } from '../domain/tenant/settings';
import type { Timings } from '../domain/timings';
import type { Logger } from '../observability/logging';
import { listStale, type StaleBooking } from '../store/bookings/booking-queue';
import type { Database } from '../store/database/database';
import { loadTenantSettings } from '../store/tenants/tenant-settings';
import { listTenants } from '../store/tenants/tenants';

/** This many failures to start are not about single rows any more: Temporal is unavailable. */
const GIVEN_UP_AFTER = 50;
/** A tenant in any other state has no loop. */
const RUNNING: readonly string[] = ['active', 'paused', 'draining'];

interface Reconciling {
  readonly database: Database;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly times: Timings['reconciler'];
  readonly log: Logger;
}

/**
 * At start and every minute, ensures that every active tenant has its `tenantSync` and its nightly tie-out, and every non-final booking a
 * run. A lost, wiped or rebuilt Temporal namespace therefore costs only time (docs/architecture.md).
 */
export function startReconciler(deps: Reconciling): { stop(): void } {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  // Everything may have been lost while no worker ran, so the first round asks for a run of every open row.
  let untouchedMs = 0;
  const tick = async (): Promise<void> => {
    let nextMs = deps.times.everyMs;
    try {
      await reconcile(deps, untouchedMs);
      untouchedMs = deps.times.untouchedMs;
    } catch (error) {
      deps.log.warn({ err: error }, 'The reconciler could not finish; it tries again soon');
      nextMs = deps.times.againAfterMs;
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

/**
 * One round, for rows that nothing has touched for this many milliseconds. Returns how many runs it asked for. A run
 * that cannot be started does not prevent the others: the round throws at its end.
 */
export async function reconcile(
  { database, temporal, taskQueue, times }: Reconciling,
  untouchedMs = times.untouchedMs,
): Promise<{ readonly syncs: number; readonly bookings: number }> {
  const failed: unknown[] = [];
  const attempt = async (start: () => Promise<unknown>): Promise<void> => {
    try {
      await start();
    } catch (error) {
      failed.push(error);
      if (failed.length >= GIVEN_UP_AFTER) throw roundFailed(failed);
    }
  };
  const tenants = (await database.asControl(listTenants)).filter(({ state }) => RUNNING.includes(state));
  for (const { id } of tenants) {
    await attempt(() => startTenantSync(temporal, taskQueue, id));
    await attempt(async () => {
      const stored = await database.asTenant(id, (sql) => loadTenantSettings(sql, tenantSettings));
      const { tieOutHour } = stored?.settings ?? DEFAULT_SETTINGS;
      await ensureTieOutSchedule(temporal, taskQueue, id, tieOutHour);
    });
  }
  let bookings = 0;
  let last: StaleBooking | null = null;
  do {
    const after: StaleBooking | null = last;
    const stale: StaleBooking[] = await database.asControl((sql) => listStale(sql, untouchedMs, after));
    for (const booking of stale)
      await attempt(() => startBooking(temporal, taskQueue, booking.tenantId, booking));
    bookings += stale.length;
    last = stale.at(-1) ?? null;
  } while (last !== null);
  if (failed.length > 0) throw roundFailed(failed);
  return { syncs: tenants.length, bookings };
}

const roundFailed = (errors: readonly unknown[]): AggregateError =>
  new AggregateError(errors, `${errors.length} runs could not be started`);
