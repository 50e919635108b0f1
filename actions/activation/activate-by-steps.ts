import { WorkflowNotFoundError } from '@temporalio/client';
import type { TenantId } from '../../domain/ids';
import { isIssueCode, type Issue } from '../../domain/issues/issue-catalogue';
import {
  ACTIVATION_STEPS,
  type ActivationState,
  type ActivationStep,
  type ApprovalMode,
  type VatChoice,
} from '../../domain/steps/activation-steps';
import { activationWorkflowId } from '../../domain/steps/workflow-names';
import type { TenantSettings } from '../../domain/tenant/settings';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { listOpenIssues } from '../../store/issues/issues';
import { saveTenantSettings } from '../../store/tenants/tenant-settings';
import { getTenant, type Tenant } from '../../store/tenants/tenants';
import { failed, isRefusal, refused, unknownTenant, type ActionDependencies, type Refusal } from '../action';
import { NO_ANSWER, takeStep, type StepName, type StepTaken } from './activation-step';
import { openActivation } from './open-activation';
import { isTemporalOutage } from './outages';
import { saveConnections } from './save-connections';

/** How long a request waits for the live check of a step; the check itself goes on. */
const STEP_WITHIN_MS = 30_000;

/** What a step has come to, or how far the activation is. */
export interface ActivationProgress {
  readonly ok: true;
  /** The step that comes next; `done` when the integration is active. */
  readonly next: ActivationStep;
  /** Of the step that was taken; null when none was. */
  readonly taken: Pick<StepTaken, 'ok' | 'counts'> | null;
  /** What stands in the way now. */
  readonly issues: readonly Issue[];
}

/** Stores the connection details, encrypted, and checks them live. */
export function connectTenant(
  deps: ActionDependencies,
  tenant: TenantId,
  connections: Pick<TenantDefinition, 'tribe' | 'winbooks'>,
): Promise<ActivationProgress | Refusal> {
  return step(deps, tenant, 'connect', 'connect', async () => {
    const saved = await deps.database.asTenant(tenant, (sql) => saveConnections(sql, deps, connections));
    return { tribeVersion: saved.tribe, winbooksVersion: saved.winbooks };
  });
}

/** Maps Tribe's VAT groups to codes of WinBooks, checked live. */
export const mapTenantVat = (
  deps: ActionDependencies,
  tenant: TenantId,
  choice: VatChoice,
): Promise<ActivationProgress | Refusal> => step(deps, tenant, 'vat', 'mapVat', async () => ({ choice }));

/** Stores the Other Settings and checks them live. */
export const configureTenant = (
  deps: ActionDependencies,
  tenant: TenantId,
  settings: TenantSettings,
): Promise<ActivationProgress | Refusal> =>
  step(deps, tenant, 'settings', 'configure', async () => ({
    version: await deps.database.asTenant(tenant, (sql) => saveTenantSettings(sql, settings)),
  }));

/** Links what is clear, and starts the synchronisation. */
export const approveTenant = (
  deps: ActionDependencies,
  tenant: TenantId,
  mode: ApprovalMode,
): Promise<ActivationProgress | Refusal> => step(deps, tenant, 'approve', 'approve', async () => ({ mode }));

/** How far the activation is. */
export async function activationOf(
  deps: ActionDependencies,
  tenant: TenantId,
): Promise<ActivationProgress | Refusal> {
  const found = await deps.database.asTenant(tenant, getTenant);
  if (found === null) return unknownTenant(tenant);
  const next = await nextStep(deps, found);
  return typeof next === 'string' ? progress(deps, tenant, next, null) : next;
}

async function step(
  deps: ActionDependencies,
  tenant: TenantId,
  wanted: ActivationStep,
  update: StepName,
  inputOf: () => Promise<object>,
): Promise<ActivationProgress | Refusal> {
  const found = await deps.database.asTenant(tenant, getTenant);
  if (found === null) return unknownTenant(tenant);
  if (!isToActivate(found))
    return refused('TENANT_IS_ACTIVE', { integration: tenant, integrationState: found.state });
  const next = await nextStep(deps, found);
  if (isRefusalOf(next)) return next;
  if (ACTIVATION_STEPS.indexOf(wanted) > ACTIVATION_STEPS.indexOf(next))
    return refused('ACTIVATION_STEP_TOO_EARLY', { step: wanted, next });
  try {
    const handle = await openActivation(deps, tenant);
    const taken = await takeStep(handle, update, await inputOf(), Date.now() + STEP_WITHIN_MS);
    if (taken.issueCodes.includes(NO_ANSWER))
      return failed('ACTIVATION_STEP_UNFINISHED', { step: wanted, seconds: STEP_WITHIN_MS / 1000 });
    const after = taken.ok ? (ACTIVATION_STEPS[ACTIVATION_STEPS.indexOf(wanted) + 1] ?? 'done') : wanted;
    return await progress(deps, tenant, after, { ok: taken.ok, counts: taken.counts });
  } catch (error) {
    if (isTemporalOutage(error)) return failed('TEMPORAL_NO_ANSWER', {});
    throw error;
  }
}

const isToActivate = ({ state }: Tenant): boolean =>
  state === 'new' || state === 'activating' || state === 'inactive';

const isRefusalOf = (next: ActivationStep | Refusal): next is Refusal =>
  typeof next === 'object' && isRefusal(next);

/** From the workflow; one that was never started, or is lost, begins at the beginning. */
async function nextStep(deps: ActionDependencies, tenant: Tenant): Promise<ActivationStep | Refusal> {
  if (!isToActivate(tenant)) return 'done';
  try {
    const handle = deps.temporal.workflow.getHandle(activationWorkflowId(tenant.id));
    const { step: now } = await handle.query<ActivationState>('state');
    // One that ended belongs to an earlier activation.
    return now === 'done' ? 'connect' : now;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'connect';
    if (isTemporalOutage(error)) return failed('TEMPORAL_NO_ANSWER', {});
    throw error;
  }
}

async function progress(
  { database }: ActionDependencies,
  tenant: TenantId,
  next: ActivationStep,
  taken: ActivationProgress['taken'],
): Promise<ActivationProgress> {
  const issues = await database.asTenant(tenant, (sql) => listOpenIssues(sql));
  return {
    ok: true,
    next,
    taken,
    issues: issues.flatMap(({ code, params, recordKind }) =>
      recordKind === 'tenant' && isIssueCode(code) ? [{ code, params } as Issue] : [],
    ),
  };
}
