import {
  ActivityCancellationType,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../activities';

/**
 * Local first, remote when slow. A step that touches only the store or makes quick reads runs as a local activity,
 * without events: 8 s, one attempt. If that fails or times out, the same function runs as a remote activity that
 * retries every 1 to 15 s for as long as an outage lasts, so that an outage costs time and not history. A failure of
 * one booking alone is a result of the step instead (`row-failures.ts`).
 */
export async function localFirst<Result>(
  summary: string,
  step: (activities: Activities) => Promise<Result>,
): Promise<Result> {
  try {
    return await step(
      proxyLocalActivities<Activities>({
        startToCloseTimeout: '8 seconds',
        retry: { maximumAttempts: 1 },
        summary,
      }),
    );
  } catch (error) {
    if (isCancellation(error)) throw error;
    return await step(
      proxyActivities<Activities>({
        startToCloseTimeout: '90 seconds',
        heartbeatTimeout: '10 seconds',
        retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '15 seconds' },
        summary,
      }),
    );
  }
}

/**
 * A write to a vendor: a remote activity with exactly one attempt, because the intent row and not a retry policy
 * decides what may be sent again. The loss of its worker is noticed within 10 s, and it is never cancelled halfway.
 */
export function writeOnce(summary: string): Activities {
  return proxyActivities<Activities>({
    startToCloseTimeout: '150 seconds',
    heartbeatTimeout: '10 seconds',
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: { maximumAttempts: 1 },
    summary,
  });
}
