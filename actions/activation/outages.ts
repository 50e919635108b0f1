import { setTimeout as sleep } from 'node:timers/promises';
import {
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { isDatabaseOutage } from '../../store/database/store-errors';

/** A server that was killed is restarted well within this time. */
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
 * Repeats `work` while the database is being restarted, for two minutes at most; then throws what it threw. `work` must be
 * repeatable: reads, and writes that say the same again.
 *
 * @param onSilence called once, when the database does not answer for the first time
 */
export async function throughDatabaseOutages<T>(
  onSilence: () => void,
  work: () => Promise<T>,
  isStopped: () => boolean = () => false,
): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (let isSilent = false; ;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseOutage(error) || Date.now() > deadline || isStopped()) throw error;
      if (!isSilent) onSilence();
      isSilent = true;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
