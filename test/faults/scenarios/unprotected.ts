import { BOOKING_POST, type Scenario } from '../scenario';

/** What the protection is for: the same failures, played with a worker that has none. Each must end in duplicates. */
export const unprotected: readonly Scenario[] = [
  {
    name: 'unprotected-answers-lost',
    plan: () => ({ isProtected: false, acceptsDoubles: true, poisons: 0 }),
    play: async (run) => {
      await run.fault('winbooks', { kind: 'drop-after', ...BOOKING_POST, count: run.random.between(1, 3) });
      await run.activate();
      await run.untilFinal(15_000);
    },
  },
  {
    name: 'unprotected-killed',
    plan: () => ({ isProtected: false, acceptsDoubles: true, poisons: 0 }),
    play: async (run) => {
      const worker = run.worker();
      worker.stopAt('after-post');
      const activated = run.activate();
      await Promise.all([worker.reached('after-post'), activated]);
      run.kill(worker);
      await run.startWorker();
    },
  },
];
