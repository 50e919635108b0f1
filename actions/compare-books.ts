import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy, type WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { TenantId } from '../domain/ids';
import { PRIORITY, SEARCH_ATTRIBUTES, tieOutWorkflowId } from '../domain/steps/workflow-names';
import type { ControlTotal } from '../domain/tie-out/control-totals';
import type { TieOutDifference } from '../domain/tie-out/tie-out-records';
import type { TenantSql } from '../store/database/database';
import { getTenant } from '../store/tenants/tenants';
import { lastRun, type TieOutRun } from '../store/tie-out/tie-out-runs';
import { listDifferences, listTotals } from '../store/tie-out/tie-out-results';
import {
  failed,
  isRefusal,
  refused,
  unknownTenant,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import { reach } from './tenant-loop';

/** What the comparison of Tribe with the ledger came to. */
export interface BooksCompared {
  readonly ok: true;
  readonly run: TieOutRun;
  /** Nothing differs but phases, which say nothing of the books. */
  readonly agrees: boolean;
  readonly totals: readonly ControlTotal[];
  readonly differences: readonly (TieOutDifference & { readonly firstSeenAt: Date })[];
}

/**
 * Compares Tribe with the ledger now and waits until that is done: every month since the start date, or one. One that is under way for
 * the same months is waited for.
 */
export async function compareBooks(
  deps: ActionDependencies,
  tenant: TenantId,
  month: string | null,
): Promise<BooksCompared | Refusal> {
  const working = await deps.database.asTenant(tenant, workingTenant);
  if (isRefusal(working)) return working;
  const started: { handle: WorkflowHandle | null } = { handle: null };
  const { answerMs, updateMs } = deps.configuration.timings.loop;
  const reached = await reach(deps, answerMs, async () => {
    started.handle = await start(deps, tenant, month);
  });
  if (!reached.ok) return reached;
  const { handle } = started;
  if (handle === null || !(await isTaken(handle, updateMs)))
    return failed('WORKER_NO_ANSWER', { seconds: updateMs / 1000 });
  if ((await handle.result()) === null)
    return refused('TENANT_NOT_WORKING', { integration: tenant, integrationState: working.state });
  return deps.database.asTenant(
    tenant,
    async (sql) =>
      (await standing(sql, month)) ??
      refused('TENANT_NOT_WORKING', { integration: tenant, integrationState: working.state }),
  );
}

/** What the last comparison came to; null when none was made yet. */
export function lastComparison(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
): Promise<BooksCompared | null | Refusal> {
  return database.asTenant(tenant, async (sql) =>
    (await getTenant(sql)) === null ? unknownTenant(tenant) : standing(sql, null),
  );
}

async function standing(sql: TenantSql, month: string | null): Promise<BooksCompared | null> {
  const run = await lastRun(sql);
  if (run === null) return null;
  const differences = await listDifferences(sql, month);
  return {
    ok: true,
    run,
    agrees: differences.every(({ code }) => code === 'phase'),
    totals: await listTotals(sql, month),
    differences,
  };
}

const tenantKey = defineSearchAttributeKey(SEARCH_ATTRIBUTES.tenant, SearchAttributeType.KEYWORD);

const start = (
  { temporal, configuration }: ActionDependencies,
  tenant: TenantId,
  month: string | null,
): Promise<WorkflowHandle> =>
  temporal.workflow.start('tieOut', {
    workflowId: tieOutWorkflowId(tenant, month),
    taskQueue: configuration.taskQueue,
    args: [{ tenant, month }],
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    workflowExecutionTimeout: '20 hours',
    staticSummary: `Tie-out of ${tenant}${month === null ? '' : `, ${month}`}`,
    typedSearchAttributes: [{ key: tenantKey, value: tenant }],
    priority: { priorityKey: PRIORITY.watching, fairnessKey: tenant },
  });

/** Whether a worker has begun with it. */
async function isTaken(handle: WorkflowHandle, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const { historyLength, status } = await handle.describe();
    // Started, and its first task scheduled and taken.
    if (historyLength > 2 || status.name !== 'RUNNING') return true;
    if (Date.now() > deadline) return false;
    await sleep(250);
  }
}
