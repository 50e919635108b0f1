import { setTimeout as sleep } from 'node:timers/promises';
import {
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { isDatabaseOutage } from '../../store/database/store-errors';

/** A server that was killed is up again well within this; then it is somebody else's and down for good. */
const PATIENCE_MS = 120_000;
const AGAIN_AFTER_MS = 500;

/** gRPC: cancelled, deadline exceeded, not found (a Temporal that forgot everything), unavailable. */
const TEMPORAL_CODES: readonly number[] = [1, 4, 5, 14];

/** Whether Temporal does not answer right now, or has lost the run that was asked for. */
export function isTemporalOutage(error: unknown): boolean {
  if (error instanceof WorkflowNotFoundError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)
    return true;
  const cause = error instanceof ServiceError ? error.cause : error;
  return isGrpcServiceError(cause) && TEMPORAL_CODES.includes(cause.code);
}

/**
 * Does `work` again while the database is being started again, for two minutes at most; then throws what it threw. `work` may
 * be done twice: reads, and writes that say the same again.
 */
export async function throughDatabaseOutages<T>(
  say: (line: string) => void,
  work: () => Promise<T>,
  isStopped: () => boolean = () => false,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let hasSaid = false; ;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseOutage(error) || Date.now() > deadline || isStopped()) throw error;
      if (!hasSaid) say('The database does not answer; waiting for it.');
      hasSaid = true;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
