import { setTimeout as sleep } from 'node:timers/promises';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { mostAtOnce, requestsTo } from './vendor-journal';

const PATIENCE_MS = 300_000;

/** One budget per connection over all workers. The twins refuse whatever goes beyond it; they must never have to. */
describe('the budget of a connection', () => {
  let stack: Stack;

  beforeEach(async () => {
    stack = await startStack();
  }, 120_000);
  afterEach(() => stack.stop(), 60_000);

  /** Refuses requests beyond `limit`, and slows down the others so that they meet. */
  const guard = async (side: 'tribe' | 'winbooks', limit: number): Promise<string> => {
    const tripwire = await stack.twins.fault(side, { kind: 'concurrency-limit', limit });
    await stack.twins.fault(side, { kind: 'delay-before', ms: 60 });
    return tripwire;
  };

  it(
    'is kept by two workers and the folders of one licence, and used up to its limit',
    async () => {
      const licence = { email: 'licence@office.example', exchangeToken: 'xt-licence' };
      const tenants = await Promise.all(
        [1, 2, 3].map((n) =>
          seedTenant(stack, {
            invoices: 5,
            id: `shared-${n}`,
            credentials: { clientId: `shared-${n}-client`, clientSecret: `shared-${n}-secret`, ...licence },
          }),
        ),
      );
      const tripwire = await guard('winbooks', 2);
      await Promise.all([stack.startWorker(), stack.startWorker()]);

      await stack.activate(tenants.map(({ definition }) => definition));
      for (const { id } of tenants) await stack.until(id, allBooked, PATIENCE_MS);

      expect(await stack.twins.fired('winbooks', tripwire)).toBe(0);
      expect(mostAtOnce(await requestsTo(stack.twins, 'winbooks'))).toBe(2);
      for (const { folder } of tenants) expect(await stack.twins.ledger(folder)).toHaveLength(5);
    },
    PATIENCE_MS,
  );

  it(
    'of a killed worker lapses within 15 s, and work goes on',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 6 });
      const tripwires = [await guard('tribe', 4), await guard('winbooks', 2)];
      const worker = await stack.startWorker();
      await stack.activate([definition]);
      const underWay = async (): Promise<number> =>
        (await requestsTo(stack.twins, 'winbooks')).filter((request) => request.underWay).length;
      while ((await underWay()) < 2) await sleep(5);
      worker.kill('SIGKILL');
      const killedAt = Date.now();
      await worker.process.exited;
      expect(await stillHeld(stack)).toBeGreaterThan(0);

      while ((await stillHeld(stack)) > 0) await sleep(100);
      // And the time that a busy machine takes to ask.
      expect(Date.now() - killedAt).toBeLessThan(25_000);
      await stack.startWorker();
      await stack.until(id, allBooked, PATIENCE_MS);

      expect(await stack.twins.fired('tribe', tripwires[0] ?? '')).toBe(0);
      expect(await stack.twins.fired('winbooks', tripwires[1] ?? '')).toBe(0);
      expect(await stack.twins.ledger(folder)).toHaveLength(6);
    },
    PATIENCE_MS,
  );
});

/** Slots whose lease is still running. */
async function stillHeld(stack: Stack): Promise<number> {
  const { rowCount } = await stack.database.asControl((sql) =>
    sql.query('select from connection_slots where lease_until > clock_timestamp()'),
  );
  return rowCount;
}
