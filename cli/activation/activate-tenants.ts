import { setTimeout as sleep } from 'node:timers/promises';
import {
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { ApprovalMode } from '../../domain/steps/activation-steps';
import type { Configuration } from '../../configuration/configuration';
import { describeIssue } from '../../domain/issues/texts/describe-issue';
import { tenantId, type TenantId } from '../../domain/ids';
import { isIssueCode } from '../../domain/issues/issue-catalogue';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { activationWorkflowId, PRIORITY, SEARCH_ATTRIBUTES } from '../../domain/steps/workflow-names';
import type { Database } from '../../store/database/database';
import { listOpenIssues } from '../../store/issues/issues';
import { getTenant, type TenantState } from '../../store/tenants/tenants';
import { applyChanges, keptInWords } from './apply-changes';
import { storeDefinition, type Stored } from '../../actions/activation/store-definition';
import { NO_ANSWER, stepInWords, takeStep, type StepName, type StepTaken } from './activation-step';
import { problemInWords } from '../words/problem-words';
import { isTemporalOutage, throughDatabaseOutages } from './outages';

interface Activating {
  readonly database: Database;
  readonly temporal: Client;
  readonly configuration: Configuration;
  readonly say: (line: string) => void;
  /** A vendor that does not answer is asked again for this long before the activation counts as failed; default two minutes. */
  readonly patienceMs?: number;
  /** What a file spells out counts also where a person has chosen something else since. */
  readonly isForced?: boolean;
}

export interface Activation {
  readonly tenant: TenantId;
  /** `not-changed`: active before, and what its file changes could not be applied; it goes on as it was. */
  readonly outcome: 'activated' | 'was-active' | 'not-changed' | 'failed';
  /** Codes of what stood in the way. */
  readonly issueCodes: readonly string[];
  readonly startedAt: number;
}

export const PATIENCE_MS = 120_000;
const AGAIN_AFTER_MS = 5_000;

/**
 * Takes each tenant through the activation workflow as a platform would: what a person entered is stored (credentials
 * encrypted), each step is an update that names it by version. An active tenant gets what its file changes.
 */
export function activateTenants(
  deps: Activating,
  tenants: readonly TenantDefinition[],
): Promise<Activation[]> {
  return Promise.all(tenants.map((tenant) => activateTenant(deps, tenant)));
}

async function activateTenant(deps: Activating, definition: TenantDefinition): Promise<Activation> {
  const tenant = tenantId(definition.id);
  const startedAt = Date.now();
  const state = await stateOf(deps, tenant);
  const deadline = startedAt + (deps.patienceMs ?? PATIENCE_MS);
  if (state === 'active' || state === 'paused') {
    const isApplied = await applyChanges(deps, definition, state, deadline);
    return { tenant, outcome: isApplied ? 'was-active' : 'not-changed', issueCodes: [], startedAt };
  }
  if (state === 'draining') {
    deps.say(`${tenant}: is draining, left as it is.`);
    return { tenant, outcome: 'was-active', issueCodes: [], startedAt };
  }
  const stored = await throughDatabaseOutages(deps.say, () => storeDefinition(deps, tenant, definition));
  if ('problem' in stored) {
    deps.say(`${tenant}: not activated: ${problemInWords(stored.problem, 'en')}`);
    return { tenant, outcome: 'failed', issueCodes: [], startedAt };
  }
  for (const kept of stored.kept) deps.say(`${tenant}: ${keptInWords(kept)}`);
  for (;;) {
    try {
      const failed = await takeSteps(deps, tenant, definition.approve, stored, deadline);
      if (failed === null) return { tenant, outcome: 'activated', issueCodes: [], startedAt };
      const issueCodes = [...new Set(failed.issueCodes)];
      await explain(deps, tenant, issueCodes);
      return { tenant, outcome: 'failed', issueCodes, startedAt };
    } catch (error) {
      if (!isTemporalOutage(error)) throw error;
      // Perhaps it was the answer alone that got lost. Else the steps are taken anew: Temporal may have forgotten them.
      if ((await stateOf(deps, tenant)) === 'active')
        return { tenant, outcome: 'activated', issueCodes: [], startedAt };
      if (Date.now() > deadline) {
        deps.say(`${tenant}: not activated: Temporal does not answer. Activate it again once it does.`);
        return { tenant, outcome: 'failed', issueCodes: [NO_ANSWER], startedAt };
      }
      deps.say(`${tenant}: Temporal does not answer; trying again.`);
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

function stateOf({ database, say }: Activating, tenant: TenantId): Promise<TenantState> {
  return throughDatabaseOutages(say, () =>
    database.asTenant(tenant, async (sql) => (await getTenant(sql))?.state ?? 'new'),
  );
}

/** Null when all steps are taken; else the result of the one that could not be. */
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
    deps.say(`${tenant}: ${stepInWords(name, taken)}`);
  }
  return null;
}

function openActivation({ temporal, configuration }: Activating, tenant: TenantId): Promise<WorkflowHandle> {
  const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);
  return temporal.workflow.start('activation', {
    workflowId: activationWorkflowId(tenant),
    taskQueue: configuration.taskQueue,
    args: [{ tenant }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    priority: { priorityKey: PRIORITY.activation, fairnessKey: tenant },
    staticSummary: `Activation of ${tenant}`,
    typedSearchAttributes: new TypedSearchAttributes([{ key: tenantKey, value: tenant }]),
  });
}

/** Says in plain words what stands in the way, what to do, and who should. */
async function explain(
  { database, say }: Activating,
  tenant: TenantId,
  codes: readonly string[],
): Promise<void> {
  if (codes.includes(NO_ANSWER))
    say(
      `${tenant}: not activated: a step did not come to an end, as when no worker runs, or a vendor takes a request and never ` +
        'answers. Temporal UI shows what it waits for.',
    );
  const issues = await throughDatabaseOutages(say, () =>
    database.asTenant(tenant, (sql) => listOpenIssues(sql)),
  );
  for (const { code, params, recordKind } of issues) {
    if (recordKind !== 'tenant' || !isIssueCode(code)) continue;
    const { title, cause, fix, owner } = describeIssue(code, params, 'en');
    say(`${tenant}: not activated: ${title} (${code}). ${cause} ${fix} [${owner}]`);
  }
}
