import { Context } from '@temporalio/activity';
import { TIMINGS } from '../domain/timings';

/**
 * Heartbeats while `work` runs, so that a lost worker is noticed within the heartbeat timeout. What `work` tells is
 * shown with the next one in Temporal UI.
 */
export async function withHeartbeat<Result>(
  work: (tell: (details: object) => void) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  let details: object | undefined;
  const timer = setInterval(() => context.heartbeat(details), TIMINGS.heartbeat.everyMs);
  try {
    return await work((told) => {
      details = told;
    });
  } finally {
    clearInterval(timer);
  }
}
