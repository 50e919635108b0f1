import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenario';

/** Between the named points, too: whenever it comes. */
export const anyMoment: readonly Scenario[] = [
  {
    name: 'killed-at-any-moment',
    weight: 2,
    plan: (random) => ({ invoices: random.between(4, 8), acceptsDoubles: true }),
    play: async (run) => {
      const activated = run.activate();
      for (let deaths = run.random.between(1, 3); deaths > 0; deaths -= 1) {
        await sleep(run.random.between(200, 5_000));
        const successor = run.startWorker();
        run.kill(run.worker());
        await successor;
      }
      await activated;
    },
  },
  {
    name: 'suspended-at-any-moment',
    weight: 2,
    plan: (random) => ({ invoices: random.between(4, 8), acceptsDoubles: true, workers: 2 }),
    play: async (run) => {
      await run.activate();
      for (let naps = run.random.between(2, 5); naps > 0; naps -= 1) {
        await sleep(run.random.between(50, 1_500));
        run.suspend(run.worker());
        // Longer than a slot's lease, longer than a heartbeat's patience, or just a moment.
        await sleep(run.random.pick([300, 3_000, 9_000, 17_000]));
        run.wake(run.worker());
      }
    },
  },
];
