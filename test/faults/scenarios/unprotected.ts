import { BOOKING_POST, type Scenario } from '../scenario';
import { CREATIONS } from './relations';

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
    name: 'unprotected-relations-lost',
    plan: () => ({ isProtected: false, relations: 6, invoices: 0, poisons: 0, finalWithinMs: 10_000 }),
    play: async (run) => {
      await run.fault('tribe', { kind: 'drop-after', ...CREATIONS.tribe, count: run.random.between(1, 3) });
      await run.activate();
      await run.untilFinal(20_000);
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
