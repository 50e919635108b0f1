import { Context } from '@temporalio/activity';

/**
 * Heartbeats every 3 s while `work` runs, so that a lost worker is noticed within the heartbeat timeout. What `work` tells is
 * shown with the next one in Temporal UI.
 */
export async function withHeartbeat<Result>(
  work: (tell: (details: object) => void) => Promise<Result>,
): Promise<Result> {
  const context = Context.current();
  let details: object | undefined;
  const timer = setInterval(() => context.heartbeat(details), 3_000);
  try {
    return await work((told) => {
      details = told;
    });
  } finally {
    clearInterval(timer);
  }
}
