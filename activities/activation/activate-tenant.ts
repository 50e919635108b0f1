import { brusselsDay } from '../../domain/brussels-day';
import type { ActivationInput, ApprovalMode, StepResult } from '../../domain/steps/activation-steps';
import { tenantId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { dueNow } from '../../store/bookings/booking-queue';
import { approveRelations } from '../../store/relations/relation-sync';
import { saveTenantSettings } from '../../store/tenants/tenant-settings';
import { activateTenant } from '../../store/tenants/tenants';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { matchCustomers } from '../relations/match-customers';
import { startTenantSync } from '../tenant-sync/start-tenant-sync';
import { stepResult } from './step-result';
import { openTenant } from '../connection/tenant-connections';

/**
 * The last step: links what is clear (if the approval says so), makes the tenant active and starts its continuous loop.
 * Refused when a side does not let us read its customers, or another active tenant has the same Tribe organisation or
 * WinBooks folder.
 */
export function approveActivation(
  deps: Dependencies,
  input: ActivationInput,
  mode: ApprovalMode,
): Promise<StepResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const counts = mode === 'clear' ? await matchCustomers(deps, context) : { linked: 0, forReview: 0 };
    if ('code' in counts) return stepResult(deps, tenant, 'approve', [counts]);
    const outcome = await deps.database.asTenant(tenant, async (sql) => {
      if (context.settings.startDate === null)
        await saveTenantSettings(sql, { ...context.settings, startDate: brusselsDay(new Date()) });
      const result = await activateTenant(sql);
      if (result !== 'active') return result;
      if (mode === 'clear') await approveRelations(sql);
      // Rows that were postponed when the tenant was drained.
      await dueNow(sql);
      await recordAuditEvent(sql, {
        actor: 'activation',
        action: 'activate',
        record: 'tenant',
        details: counts,
      });
      return result;
    });
    if (outcome === 'not-ready') throw new Error('The tenant has no identity yet: connect it first.');
    if (outcome !== 'active') {
      const taken =
        outcome.conflict === 'tribe'
          ? issue('TRIBE_ORGANISATION_TAKEN', {})
          : issue('WINBOOKS_FOLDER_TAKEN', { folder: context.winbooks.folder });
      return stepResult(deps, tenant, 'approve', [taken], counts);
    }
    await startTenantSync(deps.temporal, deps.configuration.taskQueue, tenant);
    return stepResult(deps, tenant, 'approve', [], counts);
  });
}
