import { Context } from '@temporalio/activity';

/** Heartbeats every 3 s while `work` runs, so that a lost worker is noticed within the heartbeat timeout. */
export async function withHeartbeat<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), 3_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
