import {
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { TenantId } from '../domain/ids';
import { tenantSyncWorkflowId } from '../domain/steps/workflow-names';
import { startTenantSync, wakeTenantSync } from '../activities/tenant-sync/start-tenant-sync';
import type { Dependencies } from '../activities/dependencies';
import { failed, type Refusal } from './action';

type LoopDependencies = Pick<Dependencies, 'temporal' | 'configuration'>;

type Reached = { readonly ok: true } | Refusal;

/** Sends an update to the tenant's loop (starting it if Temporal lost it) and waits until a worker has carried it out. */
export function askLoop(
  deps: LoopDependencies,
  tenant: TenantId,
  update: 'pause' | 'resume' | 'retune',
  input: object = {},
): Promise<Reached> {
  return reach(deps, deps.configuration.timings.loop.updateMs, async () => {
    // A cluster that is down is noticed here, sooner than an update may take.
    await deps.temporal.withDeadline(Date.now() + deps.configuration.timings.loop.answerMs, () =>
      startTenantSync(deps.temporal, deps.configuration.taskQueue, tenant),
    );
    await deps.temporal.workflow
      .getHandle(tenantSyncWorkflowId(tenant))
      .executeUpdate<unknown, [object]>(update, { args: [input] });
  });
}

/** Lets the tenant's loop look now: what is due starts, and Tribe is polled. Nobody waits for that; it costs one call. */
export function wakeLoop(deps: LoopDependencies, tenant: TenantId): Promise<Reached> {
  return reach(deps, deps.configuration.timings.loop.signalMs, () =>
    wakeTenantSync(deps.temporal, deps.configuration.taskQueue, tenant),
  );
}

export async function reach(
  { temporal }: LoopDependencies,
  withinMs: number,
  ask: () => Promise<void>,
): Promise<Reached> {
  try {
    await temporal.withDeadline(Date.now() + withinMs, ask);
    return { ok: true };
  } catch (error) {
    if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
      return failed('WORKER_NO_ANSWER', { seconds: withinMs / 1000 });
    if (isOutage(error)) return failed('TEMPORAL_NO_ANSWER', {});
    throw error;
  }
}

/** gRPC: cancelled, deadline exceeded, unavailable. */
const OUTAGES: readonly number[] = [1, 4, 14];

function isOutage(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && OUTAGES.includes(cause.code);
}
