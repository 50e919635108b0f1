import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnServers } from '../own-servers';
import { BOOKING_POST, type Run, type Scenario } from '../scenario';

function ownServers({ own }: Run): OwnServers {
  if (own === null) throw new Error('This scenario needs servers of its own');
  return own;
}

/** Some bookings are of unknown fate when the server goes. */
const loseSome = (run: Run): Promise<unknown> =>
  run.fault('winbooks', {
    kind: run.random.pick(['drop-after', 'drop-before'] as const),
    ...BOOKING_POST,
    rate: 0.5,
  });

function temporalLost(name: string, wiped: boolean): Scenario {
  return {
    name,
    plan: (random) => ({ servers: 'own-temporal', invoices: random.between(3, 5), later: 2 }),
    play: async (run) => {
      await loseSome(run);
      await run.activate();
      await sleep(run.random.between(0, 1_500));
      run.struck(wiped ? 'Temporal wiped' : 'Temporal restarted');
      await ownServers(run).restartTemporal(wiped);
      await run.sendLater();
    },
  };
}

export const lostServers: readonly Scenario[] = [
  temporalLost('temporal-restarted', false),
  temporalLost('temporal-wiped', true),
  {
    name: 'postgres-restarted',
    weight: 2,
    plan: (random) => ({ servers: 'own-postgres', invoices: random.between(3, 6), later: 2 }),
    play: async (run) => {
      await loseSome(run);
      await run.activate();
      for (let again = 0; again < 4; again += 1) {
        await sleep(run.random.between(500, 3_000));
        const how = run.random.pick(['crash', 'stop'] as const);
        run.struck(how === 'crash' ? 'Postgres crashed' : 'Postgres restarted');
        await ownServers(run).restartPostgres(how);
        if (again === 1) await run.sendLater();
      }
    },
  },
  {
    name: 'postgres-away-at-the-fence',
    weight: 2,
    plan: (random) => ({
      servers: 'own-postgres',
      invoices: random.between(4, 6),
      later: random.between(1, 3),
      poisons: 0,
      hasSecondCustomer: random.chance(0.7),
    }),
    play: async (run) => {
      const worker = run.worker();
      const points = run.plan.hasSecondCustomer
        ? (['before-fence', 'before-fence', 'after-fence'] as const)
        : (['before-customer-fence', 'before-fence'] as const);
      const point = run.random.pick(points);
      worker.stopAt(point);
      const activated = run.activate();
      await worker.reached(point);
      // Every slot of the licence comes to the same place.
      await sleep(run.random.between(0, 2_000));
      const how = run.random.pick(['crash', 'stop'] as const);
      run.struck(`Postgres away at ${point}`);
      await ownServers(run).withoutPostgres(how, async () => {
        worker.release(point);
        await sleep(run.random.between(500, 4_000));
      });
      await activated;
      await run.sendLater();
    },
  },
  {
    name: 'database-restored-from-backup',
    weight: 2,
    plan: (random) => ({
      servers: 'own-database',
      invoices: random.between(1, 3),
      later: random.between(2, 4),
    }),
    play: async (run) => {
      await run.activate();
      await sleep(run.random.between(0, 3_000));
      await ownServers(run).backUp();
      await run.sendLater();
      await sleep(run.random.between(1_000, 6_000));
      // Not while a post is in flight: the worker drains first (the residual of the runbook).
      await run.worker().process.stop();
      run.struck('database restored');
      await ownServers(run).restore();
      await run.startWorker();
    },
  },
];
