import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tenantId } from '../../domain/ids';
import { activationWorkflowId, tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { setTenantState } from '../../store/tenants/tenants';
import { startStack, type Stack, type TestWorker, UPKEEP_OFTEN } from '../support/stack';
import { startTwins, type Twins } from '../support/twins';

/** Runs that follow each other on the same twins, database and, as long as nobody kills it, worker. */
export interface Lane {
  readonly twins: Twins;
  readonly stack: Stack;
  /** The worker that the last run left behind, or a new one. */
  takeWorker(): Promise<TestWorker>;
  leaveWorker(worker: TestWorker): void;
  stop(): Promise<void>;
}

export async function openLane(): Promise<Lane> {
  const directory = mkdtempSync(path.join(tmpdir(), 'lane-'));
  const twins = await startTwins(directory);
  const stack = await startStack(twins, UPKEEP_OFTEN);
  let idle: TestWorker | null = null;
  return {
    twins,
    stack,
    takeWorker: async () => {
      const worker = idle ?? (await stack.startWorker());
      idle = null;
      return worker;
    },
    leaveWorker: (worker) => {
      idle = worker;
    },
    stop: async () => {
      await stack.stop();
      await twins.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Ends whatever still happens for these tenants, so that the next run has its twins for itself. */
export async function retireTenants(stack: Stack, tenants: readonly string[]): Promise<void> {
  for (const tenant of tenants) {
    const id = tenantId(tenant);
    await stack.database.asTenant(id, (sql) =>
      setTenantState(sql, 'inactive', ['new', 'activating', 'active', 'paused', 'draining']),
    );
    for (const workflow of [tenantSyncWorkflowId(id), activationWorkflowId(id)])
      await stack.temporal.workflow
        .getHandle(workflow)
        .terminate('the run is over')
        .catch(() => undefined);
  }
  await untilSilent(stack.twins);
}

/** Waits until neither twin has heard anything for a while, ten seconds at most. */
async function untilSilent(twins: Twins): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (let quiet = 0, before = -1; quiet < 3 && Date.now() < deadline;) {
    const heard = (await Promise.all([twins.journal('tribe'), twins.journal('winbooks')])).flat().length;
    quiet = heard === before ? quiet + 1 : 0;
    before = heard;
    await sleep(250);
  }
}
