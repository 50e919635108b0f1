import { BOOKING_POST, WINBOOKS_CALL, type Scenario } from '../scenario';

/** Invoices that must be held, between others that must not wait for them. */
export const poisoned: readonly Scenario[] = [
  {
    name: 'poisoned',
    mayBeQuiet: true,
    weight: 2,
    plan: (random) => ({ invoices: random.between(6, 10), poisons: random.between(2, 4) }),
    play: async (run) => {
      await run.fault('winbooks', { kind: 'drop-after', ...WINBOOKS_CALL, rate: 0.05 });
      await run.activate();
      await run.untilFinal(15_000);
    },
  },
  {
    name: 'one-poisoned-in-a-hundred',
    mayBeQuiet: true,
    plan: () => ({ invoices: 100, poisons: 1, finalWithinMs: 240_000 }),
    play: async (run) => {
      await run.activate();
      await run.fault('winbooks', { kind: 'drop-after', ...WINBOOKS_CALL, rate: 0.01 });
      await run.untilFinal(60_000);
    },
  },
  {
    name: 'refused',
    plan: () => ({ invoices: 5, refusals: 2 }),
    play: async (run) => {
      // One refusal is what it says; the other was committed all the same, and must be found.
      await run.fault('winbooks', { kind: 'status', status: 400, ...BOOKING_POST, count: 1 });
      await run.fault('winbooks', { kind: 'status', status: 400, handled: true, ...BOOKING_POST, count: 1 });
      await run.activate();
      await run.untilFinal(10_000);
    },
  },
];
