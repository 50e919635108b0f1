import { listVatGroups } from '../../clients/tribe';
import { listVatCodes } from '../../clients/winbooks';
import type { ActivationInput, StepResult, VatChoice } from '../../domain/steps/activation-steps';
import { tenantId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import type { TribeVatGroup } from '../../domain/vendors/tribe-records';
import type { VatMap } from '../../domain/vat/vat-map';
import { withChosenCodes } from '../../domain/vat/vat-map-change';
import { resolveVatMap, suggestVatMap } from '../../domain/vat/vat-suggestion';
import type { VatCode } from '../../domain/vendors/winbooks-records';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { saveVatMap } from '../../store/tenants/vat-maps';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { answered, type Answering } from '../connection/vendor-answers';
import { stepResult } from './step-result';
import { openTenant, type TenantContext } from '../connection/tenant-connections';

/**
 * Resolves the VAT choice against both sides and stores the map. Groups may stay unmapped: their invoices are held. A
 * given map that names something which does not exist is refused as a whole. For a tenant that was active before, a
 * person may have completed the map: only the groups that are named, or new in Tribe, change.
 */
export function mapVatGroups(
  deps: Dependencies,
  input: ActivationInput,
  choice: VatChoice,
): Promise<StepResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const sides = await readVatSides(context, answered);
    if ('code' in sides) return stepResult(deps, tenant, 'vat', [sides]);

    const resolved =
      context.tenant.activatedAt === null
        ? chosenMap(choice, sides)
        : withinStoredMap(context.vatMap, choice, sides);
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

interface VatSides {
  readonly groups: readonly TribeVatGroup[];
  readonly codes: readonly VatCode[];
}

function chosenMap(choice: VatChoice, { groups, codes }: VatSides) {
  return choice === 'suggested'
    ? { map: suggestVatMap(groups, codes), problems: [] }
    : resolveVatMap(choice, groups, codes);
}

function withinStoredMap(stored: VatMap, choice: VatChoice, { groups, codes }: VatSides) {
  const fresh = groups.filter(({ id }) => !stored.some(({ vatGroupId }) => vatGroupId === id));
  const known = [...stored, ...(choice === 'suggested' ? suggestVatMap(fresh, codes) : [])];
  return withChosenCodes(known, choice === 'suggested' ? {} : choice, groups, codes);
}

/** Both sides of the VAT map as they are now, or the issue of the side that does not answer. */
export async function readVatSides(
  { tribe, winbooks }: Pick<TenantContext, 'tribe' | 'winbooks'>,
  take: Answering,
): Promise<VatSides | Issue> {
  const groups = take('tribe', await listVatGroups(tribe));
  if ('code' in groups) return groups;
  const codes = take('winbooks', await listVatCodes(winbooks));
  return 'code' in codes ? codes : { groups: groups.value, codes: codes.value };
}
