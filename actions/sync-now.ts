import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId } from '../domain/ids';
import { INVOICE_FEED } from '../domain/steps/sync-steps';
import { countByState } from '../store/bookings/booking-row';
import type { TenantSql } from '../store/database/database';
import { countOpenIssues } from '../store/issues/issues';
import { readWatermark } from '../store/tenants/watermarks';
import { failed, isRefusal, workingTenant, type ActionDependencies, type Refusal } from './action';
import { wakeLoop } from './tenant-loop';

/** What a poll that was asked for has brought. */
export interface Synced {
  readonly ok: true;
  readonly isPaused: boolean;
  /** Invoices that the store did not know before. */
  readonly found: number;
  /** Waiting for their turn, or under way. */
  readonly waiting: number;
  readonly held: number;
  readonly issues: number;
}

/** Polls now instead of at the next turn, and waits until that poll is written down, `withinMs` at most. */
export async function syncNow(
  deps: ActionDependencies,
  tenant: TenantId,
  withinMs = 30_000,
): Promise<Synced | Refusal> {
  const { database } = deps;
  const working = await database.asTenant(tenant, workingTenant);
  if (isRefusal(working)) return working;
  const before = await database.asTenant(tenant, feedNow);
  const awake = await wakeLoop(deps, tenant);
  if (!awake.ok) return awake;
  const deadline = Date.now() + withinMs;
  for (;;) {
    const now = await database.asTenant(tenant, feedNow);
    if (now.polledAt > before.polledAt) {
      const { rows, waiting, held, issues } = now;
      const isPaused = working.state === 'paused';
      return { ok: true, isPaused, found: rows - before.rows, waiting, held, issues };
    }
    if (Date.now() > deadline) return failed('TRIBE_NOT_READ', { seconds: withinMs / 1000 });
    await sleep(200);
  }
}

async function feedNow(sql: TenantSql) {
  // Before the rows: each statement sees what is committed by then, and a poll commits its rows with its mark.
  const polledAt = (await readWatermark(sql, INVOICE_FEED))?.polledAt?.getTime() ?? 0;
  const states = await countByState(sql);
  return {
    polledAt,
    rows: Object.values(states).reduce((sum, count) => sum + count, 0),
    waiting: states.waiting + states.prepared + states.posting + states.verifying,
    held: states.held,
    issues: await countOpenIssues(sql),
  };
}
