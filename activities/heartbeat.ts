import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { TIMINGS } from '../domain/timings';

/**
 * Heartbeats while `work` runs, so that a lost worker is noticed within the heartbeat timeout. What `work` shows goes
 * with the next one in Temporal UI.
 */
export async function withHeartbeat<Result>(
  work: (show: (details: object) => void) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  let details: object | undefined;
  const timer = setInterval(() => context.heartbeat(details), TIMINGS.heartbeat.everyMs);
  try {
    return await work((shown) => {
      details = shown;
    });
  } finally {
    clearInterval(timer);
  }
}

/**
 * Ends one attempt of an activity whose retries are its looks: the next one begins after about `afterMs`, apart from those of
 * other tenants.
 *
 * @param means `a failure` counts as one in Temporal's metrics and logs
 */
export function lookAgainLater(
  message: string,
  type: string,
  afterMs: number,
  means: 'nothing new' | 'a failure' = 'nothing new',
): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type,
    ...(means === 'nothing new' && { category: ApplicationFailureCategory.BENIGN }),
    nextRetryDelay: Math.round(Math.max(1, afterMs * (0.9 + Math.random() * 0.2))),
  });
}
