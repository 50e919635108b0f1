import { tenantId } from '../../domain/ids';
import { DEFAULT_SETTINGS, tenantSettings } from '../../domain/tenant/settings';
import type { SyncInput, SyncTuning } from '../../domain/steps/sync-steps';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { countOpen, dueNow } from '../../store/bookings/booking-queue';
import type { TenantSql } from '../../store/database/database';
import { loadTenantSettings } from '../../store/tenants/tenant-settings';
import { getTenant, pauseTenant, resumeTenant, setTenantState } from '../../store/tenants/tenants';
import type { Dependencies } from '../dependencies';
import { removeTieOutSchedule } from '../tie-out/tie-out-schedule';

/** The tenant's state and poll interval, as the loop needs them. */
export function readTuning(deps: Dependencies, input: SyncInput): Promise<SyncTuning> {
  return deps.database.asTenant(tenantId(input.tenant), (sql) => tuningOf(deps, sql));
}

/** active → paused: from the moment this commits no fence lets a write through. */
export function pauseSync(deps: Dependencies, input: SyncInput, reason: string): Promise<SyncTuning> {
  return move(deps, input, 'pause', (sql) => pauseTenant(sql, reason));
}

/** paused → active: what was postponed is due at once. */
export function resumeSync(deps: Dependencies, input: SyncInput): Promise<SyncTuning> {
  return move(deps, input, 'resume', async (sql) => {
    const isResumed = await resumeTenant(sql);
    if (isResumed) await dueNow(sql);
    return isResumed;
  });
}

/** active or paused → draining: nothing new starts, what is under way settles. */
export function drainSync(deps: Dependencies, input: SyncInput): Promise<SyncTuning> {
  return move(deps, input, 'drain', (sql) => setTenantState(sql, 'draining', ['active', 'paused']));
}

/** draining → inactive, once nothing is under way. */
export async function closeSync(deps: Dependencies, input: SyncInput): Promise<SyncTuning> {
  await removeTieOutSchedule(deps.temporal, tenantId(input.tenant));
  return move(deps, input, 'close', (sql) => setTenantState(sql, 'inactive', ['draining']));
}

/** How many bookings a run owns now. */
export async function countOpenBookings(
  deps: Dependencies,
  input: SyncInput,
): Promise<{ readonly open: number }> {
  return { open: await deps.database.asTenant(tenantId(input.tenant), countOpen) };
}

function move(
  deps: Dependencies,
  input: SyncInput,
  action: string,
  change: (sql: TenantSql) => Promise<boolean>,
): Promise<SyncTuning> {
  return deps.database.asTenant(tenantId(input.tenant), async (sql) => {
    if (await change(sql)) await recordAuditEvent(sql, { actor: 'sync', action, record: 'tenant' });
    return tuningOf(deps, sql);
  });
}

async function tuningOf({ configuration }: Dependencies, sql: TenantSql): Promise<SyncTuning> {
  const tenant = await getTenant(sql);
  const stored = await loadTenantSettings(sql, tenantSettings);
  const state = tenant?.state ?? 'inactive';
  const { countAgainMs, afterErrorMs } = configuration.timings.loop;
  return {
    pollSeconds: (stored?.settings ?? DEFAULT_SETTINGS).pollSeconds,
    state: state === 'active' || state === 'paused' || state === 'draining' ? state : 'inactive',
    countAgainMs,
    afterErrorMs,
  };
}
