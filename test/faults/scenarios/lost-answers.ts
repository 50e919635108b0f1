import { BOOKING_POST, WINBOOKS_CALL, type Scenario } from '../scenario';

/** The answer to a call is lost although WinBooks did what was asked. */
function answersLost(name: string, rate: number): Scenario {
  return {
    name,
    mayBeQuiet: rate < 0.05,
    plan: (random) => ({ invoices: rate < 0.05 ? 40 : random.between(3, 6), poisons: rate < 0.05 ? 1 : 0 }),
    play: async (run) => {
      const kind = run.random.pick(['drop-after', 'half-body'] as const);
      if (rate < 1) await run.activate();
      await run.fault('winbooks', {
        kind,
        rate,
        ...(rate === 1
          ? { method: 'POST', path: '/app/(GLTransHeader|Customer/[^/]+)/Folder/' }
          : WINBOOKS_CALL),
      });
      if (rate === 1) await run.activate();
      await run.untilFinal(40_000);
    },
  };
}

export const lostAnswers: readonly Scenario[] = [
  answersLost('answers-lost-1%', 0.01),
  answersLost('answers-lost-20%', 0.2),
  answersLost('answers-lost-100%', 1),
  {
    name: 'requests-lost',
    play: async (run) => {
      await run.fault('winbooks', {
        kind: 'drop-before',
        ...(run.random.chance(0.5)
          ? { ...BOOKING_POST, count: run.random.between(1, 4) }
          : { ...WINBOOKS_CALL, rate: 0.2 }),
      });
      await run.activate();
      await run.untilFinal(25_000);
    },
  },
  {
    name: 'late-commit',
    plan: (random) => ({ quietPeriodSeconds: random.between(2, 6), acceptsDoubles: true }),
    play: async (run) => {
      const latestMs = run.plan.quietPeriodSeconds * 1000;
      for (let late = run.random.between(1, 3); late > 0; late -= 1)
        await run.fault('winbooks', {
          kind: 'late-commit',
          ...BOOKING_POST,
          ms: run.random.between(0, latestMs),
          count: 1,
        });
      await run.activate();
      await run.untilFinal(20_000);
    },
  },
];
