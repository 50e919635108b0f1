import { setTimeout as sleep } from 'node:timers/promises';
import type { ApprovalMode } from '../../domain/steps/activation-steps';
import { tenantId, type TenantId } from '../../domain/ids';
import { isIssueCode, type Issue } from '../../domain/issues/issue-catalogue';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { listOpenIssues } from '../../store/issues/issues';
import { getTenant, type TenantState } from '../../store/tenants/tenants';
import { NO_ANSWER, takeStep, type StepName, type StepTaken } from './activation-step';
import { applyChanges, type Activating } from './apply-changes';
import { isTemporalOutage, throughDatabaseOutages } from './outages';
import { openActivation } from './open-activation';
import { storeDefinition, type Stored } from './store-definition';

/** What became of one tenant. */
export interface Activation {
  readonly tenant: TenantId;
  /** `not-changed`: active before, and a part of its definition could not be applied; it goes on as it was. */
  readonly outcome: 'activated' | 'was-active' | 'not-changed' | 'failed';
  /** Codes of what stands in the way. */
  readonly issueCodes: readonly string[];
  readonly startedAt: number;
}

export const PATIENCE_MS = 120_000;
const AGAIN_AFTER_MS = 5_000;

/**
 * Takes each tenant through the activation workflow as a platform would: what a person entered is stored (credentials
 * encrypted), each step is an update that names it by version. An active tenant gets what its definition changes.
 */
export function activateTenants(
  deps: Activating,
  tenants: readonly TenantDefinition[],
): Promise<Activation[]> {
  return Promise.all(tenants.map((tenant) => activateTenant(deps, tenant)));
}

async function activateTenant(deps: Activating, definition: TenantDefinition): Promise<Activation> {
  const { report } = deps;
  const tenant = tenantId(definition.id);
  const startedAt = Date.now();
  const became = (outcome: Activation['outcome'], issueCodes: readonly string[] = []): Activation => ({
    tenant,
    outcome,
    issueCodes,
    startedAt,
  });
  const state = await stateOf(deps, tenant);
  const deadline = startedAt + (deps.patienceMs ?? PATIENCE_MS);
  if (state === 'active' || state === 'paused') {
    const applied = await applyChanges(deps, definition, state, deadline);
    report({ tenant, kind: 'was-active', ...applied });
    return became(applied.refused.length === 0 ? 'was-active' : 'not-changed');
  }
  if (state === 'draining') {
    report({ tenant, kind: 'draining' });
    return became('was-active');
  }
  const stored = await throughDatabaseOutages(onSilence(deps), () =>
    storeDefinition(deps, tenant, definition),
  );
  if ('problem' in stored) {
    report({ tenant, kind: 'not-activated', because: 'issues', issues: [stored.problem] });
    return became('failed', [stored.problem.code]);
  }
  for (const choice of stored.kept) report({ tenant, kind: 'choice-kept', choice });
  for (;;) {
    try {
      const failed = await takeSteps(deps, tenant, definition.approve, stored, deadline);
      if (failed === null) return became('activated');
      const issueCodes = [...new Set(failed.issueCodes)];
      const because = issueCodes.includes(NO_ANSWER) ? 'no-end' : 'issues';
      report({ tenant, kind: 'not-activated', because, issues: await issuesOf(deps, tenant) });
      return became('failed', issueCodes);
    } catch (error) {
      if (!isTemporalOutage(error)) throw error;
      // Perhaps only the answer was lost. Else the steps are taken anew, as Temporal may have forgotten them.
      if ((await stateOf(deps, tenant)) === 'active') return became('activated');
      if (Date.now() > deadline) {
        report({ tenant, kind: 'not-activated', because: 'temporal-silent', issues: [] });
        return became('failed', [NO_ANSWER]);
      }
      report({ tenant, kind: 'temporal-silent' });
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

const onSilence =
  ({ report }: Activating) =>
  (): void =>
    report({ kind: 'database-silent' });

function stateOf(deps: Activating, tenant: TenantId): Promise<TenantState> {
  return throughDatabaseOutages(onSilence(deps), () =>
    deps.database.asTenant(tenant, async (sql) => (await getTenant(sql))?.state ?? 'new'),
  );
}

/** Null when all steps are taken; else the result of the one that failed. */
async function takeSteps(
  deps: Activating,
  tenant: TenantId,
  mode: ApprovalMode,
  stored: Stored,
  deadline: number,
): Promise<StepTaken | null> {
  const handle = await openActivation(deps, tenant);
  const steps: readonly { readonly name: StepName; readonly input: unknown }[] = [
    { name: 'connect', input: { tribeVersion: stored.tribe, winbooksVersion: stored.winbooks } },
    { name: 'mapVat', input: { choice: stored.vat } },
    { name: 'configure', input: { version: stored.settings } },
    { name: 'approve', input: { mode } },
  ];
  for (const { name, input } of steps) {
    const taken = await takeStep(handle, name, input, deadline);
    if (!taken.ok) return taken;
    deps.report({ tenant, kind: 'step', step: name, counts: taken.counts });
  }
  return null;
}

/** The open issues of the activation's steps. */
async function issuesOf(deps: Activating, tenant: TenantId): Promise<readonly Issue[]> {
  const issues = await throughDatabaseOutages(onSilence(deps), () =>
    deps.database.asTenant(tenant, (sql) => listOpenIssues(sql)),
  );
  return issues.flatMap(({ code, params, recordKind }) =>
    recordKind === 'tenant' && isIssueCode(code) ? [{ code, params } as Issue] : [],
  );
}
