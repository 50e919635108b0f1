import { setTimeout as sleep } from 'node:timers/promises';
import { TRIBE_CALL, WINBOOKS_CALL, type Scenario } from '../scenario';

/** Access that ends in the middle of the work; our own credentials stay good. */
export const tokens: readonly Scenario[] = [
  {
    name: 'tokens-expire',
    plan: (random) => ({ invoices: random.between(3, 6) }),
    play: async (run) => {
      await run.activate();
      await run.fault('winbooks', { kind: 'expire-token', ...WINBOOKS_CALL, rate: 0.2 });
      await run.fault('tribe', { kind: 'expire-token', ...TRIBE_CALL, rate: 0.2 });
      await run.untilFinal(10_000);
    },
  },
  {
    name: 'tokens-revoked',
    plan: () => ({ later: 3 }),
    play: async (run) => {
      await run.activate();
      await run.fault('winbooks', { kind: 'revoke-token', ...WINBOOKS_CALL, rate: 0.1, count: 3 });
      await run.fault('tribe', { kind: 'revoke-token', ...TRIBE_CALL, rate: 0.2, count: 2 });
      await run.sendLater();
      await run.untilFinal(10_000);
    },
  },
  {
    name: 'tokens-rotated-by-two-tenants',
    weight: 2,
    plan: (random) => ({
      tenants: 2,
      workers: random.pick([1, 2] as const),
      later: random.between(2, 4),
      winbooksSwitches: { tokenSeconds: '5', accessTokens: random.pick(['newest-only', 'coexist']) },
    }),
    play: async (run) => {
      await run.activate();
      await run.fault('winbooks', { kind: 'expire-token', ...WINBOOKS_CALL, rate: 0.15 });
      await run.sendLater();
      await run.untilFinal(12_000);
    },
  },
  {
    name: 'killed-before-token-store',
    plan: () => ({ winbooksSwitches: { tokenSeconds: '5' }, later: 2 }),
    play: async (run) => {
      await run.activate();
      const worker = run.worker();
      worker.stopAt('before-token-store');
      await run.fault('winbooks', { kind: 'expire-token', ...WINBOOKS_CALL, count: 1 });
      await run.sendLater();
      await worker.reached('before-token-store');
      await sleep(run.random.between(0, 1_000));
      run.kill(worker);
      await run.startWorker();
    },
  },
];
