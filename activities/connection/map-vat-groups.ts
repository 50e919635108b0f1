import { listVatGroups } from '../../clients/tribe';
import { listVatCodes } from '../../clients/winbooks';
import type { ActivationInput, StepResult, VatChoice } from '../../domain/activation-steps';
import { tenantId } from '../../domain/ids';
import { issue } from '../../domain/issue-catalogue';
import { resolveVatMap, suggestVatMap } from '../../domain/vat-suggestion';
import { recordAuditEvent } from '../../store/audit-events';
import { saveVatMap } from '../../store/vat-maps';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { answered } from './check-connections';
import { stepResult } from './step-result';
import { openTenant } from './tenant-connections';

/**
 * Resolves the VAT choice against both sides and stores the map. Groups that stay unmapped are no obstacle: their
 * invoices are held. A given map that names what does not exist is refused as a whole.
 */
export function mapVatGroups(
  deps: Dependencies,
  input: ActivationInput,
  choice: VatChoice,
): Promise<StepResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const groups = answered('tribe', await listVatGroups(context.tribe));
    if ('code' in groups) return stepResult(deps, tenant, 'vat', [groups]);
    const codes = answered('winbooks', await listVatCodes(context.winbooks));
    if ('code' in codes) return stepResult(deps, tenant, 'vat', [codes]);

    const resolved =
      choice === 'suggested'
        ? { map: suggestVatMap(groups.value, codes.value), problems: [] }
        : resolveVatMap(choice, groups.value, codes.value);
    if (resolved.problems.length > 0) {
      const issues = resolved.problems.map(({ key, problem }) =>
        issue('VAT_MAP_UNUSABLE', { group: key, problem }),
      );
      return stepResult(deps, tenant, 'vat', issues.slice(0, 1), { problems: issues.length });
    }
    const mapped = resolved.map.filter((entry) => entry.mapped).length;
    await deps.database.asTenant(tenant, async (sql) => {
      const version = await saveVatMap(sql, resolved.map);
      await recordAuditEvent(sql, {
        actor: 'activation',
        action: 'map-vat',
        record: 'tenant',
        details: { version },
      });
    });
    return stepResult(deps, tenant, 'vat', [], { mapped, unmapped: resolved.map.length - mapped });
  });
}
