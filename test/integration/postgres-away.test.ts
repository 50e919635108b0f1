import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgresProxy, type PostgresProxy } from '../support/postgres-proxy';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

const PATIENCE_MS = 120_000;
const AWAY_MS = 3_000;
const FOUR = 4;

/** Every slot of the licence is in the hands of a write that is about to be fenced when Postgres goes. */
describe('a Postgres that is away at the fence', () => {
  let stack: Stack;
  let proxy: PostgresProxy;

  beforeEach(async () => {
    stack = await startStack();
    proxy = await startPostgresProxy(stack.env['DATABASE_URL'] ?? '');
  }, 120_000);
  afterEach(async () => {
    await proxy.close();
    await stack.stop();
  }, 60_000);

  it.each([
    ['of four bookings', 'before-fence', true],
    ['of a new customer', 'before-customer-fence', false],
  ])(
    '%s keeps no slot: everything is booked once it is back, by the same worker',
    async (_, point, inWinbooks) => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 2 * FOUR, inWinbooks });
      const winbooks = { ...definition.winbooks, concurrency: FOUR };
      const worker = await stack.startWorker('through-proxy', { DATABASE_URL: proxy.url });
      worker.stopAt(point);
      const activated = stack.activate([{ ...definition, winbooks }]);
      await worker.reached(point);
      // The others come to the same point, with their slots.
      await sleep(2_000);
      proxy.cut();
      worker.release(point);
      await sleep(AWAY_MS);
      proxy.open();
      await activated;
      await stack.until(id, (all) => all.length === 2 * FOUR && allBooked(all), PATIENCE_MS);

      const numbers = (await stack.twins.ledger(folder)).map(({ docNumber }) => docNumber);
      expect(numbers.sort()).toEqual(Array.from({ length: 2 * FOUR }, (__, index) => 20260001 + index));
    },
    2 * PATIENCE_MS,
  );
});
