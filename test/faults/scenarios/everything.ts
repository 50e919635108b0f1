import { setTimeout as sleep } from 'node:timers/promises';
import { BOOKING_POST, TRIBE_CALL, WINBOOKS_CALL, type Run, type Scenario } from '../scenario';

/** Nearly a third of all calls goes wrong from now on, in every way. */
export async function everyFault(run: Run): Promise<void> {
  for (const order of [
    { kind: 'drop-after', rate: 0.07 },
    { kind: 'drop-before', rate: 0.05 },
    { kind: 'status', status: 503, rate: 0.05 },
    { kind: 'status', status: 500, handled: true, rate: 0.05 },
    { kind: 'html-200', handled: true, rate: 0.03 },
    { kind: 'half-body', rate: 0.05 },
    { kind: 'status', status: 429, rate: 0.03 },
    { kind: 'expire-token', rate: 0.03 },
  ]) {
    await run.fault('winbooks', { ...WINBOOKS_CALL, ...order });
    await run.fault('tribe', { ...TRIBE_CALL, ...order });
  }
}

/** Nearly a third of all calls goes wrong, in every way, and workers die meanwhile. */
export const everythingAtOnce: Scenario = {
  name: 'everything-at-once',
  weight: 4,
  plan: (random) => ({
    invoices: random.between(4, 8),
    poisons: random.between(0, 1),
    workers: random.pick([1, 2] as const),
    acceptsDoubles: true,
    winbooksSwitches: { tokenSeconds: random.pick(['900', '5']) },
  }),
  play: async (run) => {
    await run.activate();
    await everyFault(run);
    const late = { kind: 'late-commit', ...BOOKING_POST, ms: run.random.between(0, 2_000), rate: 0.2 };
    await run.fault('winbooks', late);
    for (let deaths = run.random.between(0, 2); deaths > 0; deaths -= 1) {
      await sleep(run.random.between(500, 6_000));
      const victim = run.worker();
      const successor = run.startWorker();
      run.kill(victim);
      await successor;
    }
    await run.untilFinal(10_000);
  },
};
