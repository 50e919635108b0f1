import { setTimeout as sleep } from 'node:timers/promises';
import {
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { StepResult } from '../../domain/activation-steps';
import type { Configuration } from '../../domain/configuration';
import { describeIssue } from '../../domain/describe-issue';
import { tenantId, type TenantId } from '../../domain/ids';
import { isIssueCode } from '../../domain/issue-catalogue';
import type { TenantDefinition } from '../../domain/tenants-file';
import { activationWorkflowId, PRIORITY, SEARCH_ATTRIBUTES } from '../../domain/workflow-names';
import { saveConnection } from '../../store/connections';
import type { Database } from '../../store/database';
import { keyRing } from '../../store/encryption';
import { listOpenIssues } from '../../store/issues';
import { saveTenantSettings } from '../../store/tenant-settings';
import { createTenant, getTenant } from '../../store/tenants';

interface Activating {
  readonly database: Database;
  readonly temporal: Client;
  readonly configuration: Configuration;
  readonly say: (line: string) => void;
}

export interface Activation {
  readonly tenant: TenantId;
  readonly outcome: 'activated' | 'was-active' | 'failed';
  /** Codes of what stood in the way. */
  readonly issueCodes: readonly string[];
  readonly startedAt: number;
}

/** A vendor that does not answer is asked again for this long before the activation counts as failed. Milliseconds. */
const PATIENCE_MS = 120_000;
const AGAIN_AFTER_MS = 5_000;

/**
 * Takes each tenant through the activation workflow as a platform would: what a person entered is stored (credentials
 * encrypted), each step is an update that names it by version. A tenant that is active already is left as it is.
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
  const state = await deps.database.asTenant(tenant, async (sql) => (await getTenant(sql))?.state ?? 'new');
  if (state === 'active' || state === 'paused' || state === 'draining') {
    deps.say(`${tenant}: is ${state} already, left as it is.`);
    return { tenant, outcome: 'was-active', issueCodes: [], startedAt };
  }
  const versions = await store(deps, tenant, definition);
  const handle = await openActivation(deps, tenant);
  const steps: readonly { readonly name: string; readonly input: unknown }[] = [
    { name: 'connect', input: { tribeVersion: versions.tribe, winbooksVersion: versions.winbooks } },
    { name: 'mapVat', input: { choice: definition.vat } },
    { name: 'configure', input: { version: versions.settings } },
    { name: 'approve', input: { mode: definition.approve } },
  ];
  for (const { name, input } of steps) {
    const result = await takeStep(handle, name, input);
    if (!result.ok) {
      await explain(deps, tenant);
      return { tenant, outcome: 'failed', issueCodes: result.issueCodes, startedAt };
    }
    deps.say(`${tenant}: ${name} ✓${inWords(result.counts)}`);
  }
  return { tenant, outcome: 'activated', issueCodes: [], startedAt };
}

/** Stores what a person would enter in the wizard; only versions travel through Temporal. */
function store({ database, configuration }: Activating, tenant: TenantId, definition: TenantDefinition) {
  const ring = keyRing(configuration.encryptionKeys);
  return database.asTenant(tenant, async (sql) => {
    await createTenant(sql, definition.name);
    const { tribe, winbooks } = definition;
    return {
      tribe: await saveConnection(sql, ring, {
        credentials: {
          vendor: 'tribe',
          apiUrl: configuration.tribeApiUrl,
          authUrl: configuration.tribeAuthUrl,
          clientId: tribe.clientId,
          clientSecret: tribe.clientSecret,
        },
        concurrency: tribe.concurrency,
      }),
      winbooks: await saveConnection(sql, ring, {
        credentials: {
          vendor: 'winbooks',
          apiUrl: configuration.winbooksApiUrl,
          folder: winbooks.folder,
          email: winbooks.email,
          exchangeToken: winbooks.exchangeToken,
        },
        concurrency: winbooks.concurrency,
      }),
      settings: await saveTenantSettings(sql, definition.settings),
    };
  });
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

async function takeStep(handle: WorkflowHandle, name: string, input: unknown): Promise<StepResult> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const result = await handle.executeUpdate<StepResult, [unknown]>(name, { args: [input] });
    const isOutage = result.issueCodes.includes('VENDOR_UNREACHABLE');
    if (!isOutage || Date.now() > deadline) return result;
    await sleep(AGAIN_AFTER_MS);
  }
}

/** Says in plain words what stands in the way, what to do, and who should. */
async function explain({ database, say }: Activating, tenant: TenantId): Promise<void> {
  const issues = await database.asTenant(tenant, (sql) => listOpenIssues(sql));
  for (const { code, params, recordKind } of issues) {
    if (recordKind !== 'tenant' || !isIssueCode(code)) continue;
    const { title, cause, fix, owner } = describeIssue(code, params, 'en');
    say(`${tenant}: not activated: ${title} (${code}). ${cause} ${fix} [${owner}]`);
  }
}

function inWords(counts: Readonly<Record<string, number>>): string {
  const listed = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return listed.length === 0 ? '' : ` (${listed.join(', ')})`;
}
