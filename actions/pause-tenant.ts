import type { TenantId } from '../domain/ids';
import { beginningOf } from '../domain/text-cut';
import { recordAuditEvent } from '../store/issues/audit-events';
import { closeIssuesOfCode } from '../store/issues/issues';
import { getTenant } from '../store/tenants/tenants';
import { failed, isRefusal, workingTenant, type ActionDependencies, type Refusal } from './action';
import { askLoop } from './tenant-loop';
import { audited } from './audited';

const LONGEST_REASON = 200;
/** The pause that only a person may end (architecture, "Booking exactly once"). */
const BLIND = 'LOOKUP_BLIND';

export interface Moved {
  readonly ok: true;
  /** It was so before: nothing was changed. */
  readonly wasSo: boolean;
  /** Why it is, or was, paused. */
  readonly reason: string | null;
}

/** active → paused, through its loop: when this returns no write leaves any more. A paused tenant stays as it is. */
export async function pauseTenant(
  deps: ActionDependencies,
  tenant: TenantId,
  reason: string,
): Promise<Moved | Refusal> {
  return audited(deps, tenant, { action: 'ask-pause' }, async () => {
    const before = await deps.database.asTenant(tenant, workingTenant);
    if (isRefusal(before)) return before;
    if (before.state === 'paused') return { ok: true, wasSo: true, reason: before.pauseReason };
    const why = beginningOf(reason.trim(), LONGEST_REASON) || 'asked for by a person';
    return move(deps, tenant, 'pause', why, { reason: why });
  });
}

/** paused → active, through its loop. A tenant that was paused because look-ups are blind has that issue closed. */
export async function resumeTenant(deps: ActionDependencies, tenant: TenantId): Promise<Moved | Refusal> {
  return audited(deps, tenant, { action: 'ask-resume' }, async () => {
    const before = await deps.database.asTenant(tenant, workingTenant);
    if (isRefusal(before)) return before;
    if (before.state === 'active') return { ok: true, wasSo: true, reason: null };
    const resumed = await move(deps, tenant, 'resume', before.pauseReason);
    if (resumed.ok && before.pauseReason === BLIND)
      await deps.database.asTenant(tenant, (sql) => closeIssuesOfCode(sql, BLIND));
    return resumed;
  });
}

async function move(
  deps: ActionDependencies,
  tenant: TenantId,
  update: 'pause' | 'resume',
  reason: string | null,
  input: object = {},
): Promise<Moved | Refusal> {
  const reached = await askLoop(deps, tenant, update, input);
  if (!reached.ok) return reached;
  return deps.database.asTenant(tenant, async (sql) => {
    const wanted = update === 'pause' ? 'paused' : 'active';
    const now = (await getTenant(sql))?.state;
    if (now !== wanted)
      return failed('TENANT_NOT_MOVED', { integration: tenant, integrationState: now ?? 'inactive' });
    await recordAuditEvent(sql, {
      actor: deps.actor,
      action: `ask-${update}`,
      record: 'tenant',
      details: { reason },
    });
    return { ok: true, wasSo: false, reason };
  });
}
