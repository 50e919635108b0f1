import {
  ActivityCancellationType,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../activities';

/**
 * Local first, remote when slow. A step that touches only the store or makes quick reads runs as a local activity: no
 * events while it runs, 8 s, one attempt. When that failed or timed out, the same function runs as a remote activity
 * that retries 1 s to 15 s apart for as long as an outage lasts: an outage costs time, not history, and what failed in it goes on
 * soon after it. What fails for one booking alone ends as a result of the step instead (`row-failures.ts`).
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
 * A write to a vendor: remote, exactly one attempt (the intent row, not a retry policy, decides what may be sent
 * again), noticed within 10 s when its worker is lost, and never cancelled in the middle.
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
