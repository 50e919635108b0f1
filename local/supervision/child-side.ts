/**
 * Called in one of our programs: tells the start that it is ready, and on which port. Does nothing when it was started
 * by hand.
 */
export function announceReady(facts: { readonly port: number }): void {
  process.send?.(facts);
}

/**
 * Resolves with the reason when this program should end: it was asked to, its terminal was closed, or its parent died.
 * A second Ctrl-C ends it at once. The caller then cleans up and calls `process.exit`, because the channel would keep
 * the process alive.
 */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
      process.once(signal, () => resolve(signal));
    if (process.send) process.once('disconnect', () => resolve('the start that it belongs to has ended'));
  });
}
