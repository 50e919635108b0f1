import { readFileSync } from 'node:fs';
import { startBareTemporal, type BareTemporal } from '../support/bare-temporal';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { temporalCli } from '../support/temporal-cli';
import { until } from '../start/program';
import { tribeUser } from './tribe-user';

const PATIENCE_MS = 240_000;
const invoice = {
  customer: 'C1',
  date: '2026-10-05',
  lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
};

/** A cluster that somebody else runs: nothing of ours is registered there. */
describe('on a plain Temporal server', () => {
  let bare: BareTemporal;
  let stack: Stack;

  beforeEach(async () => {
    bare = await startBareTemporal();
    stack = await startStack(null, { temporalAddress: bare.address });
  }, PATIENCE_MS);
  afterEach(async () => {
    await stack.stop();
    await bare.stop();
  }, PATIENCE_MS);

  const untilFound = (query: string): Promise<void> =>
    until(
      async () => (await stack.temporal.workflow.count(query)).count > 0,
      () => `no run with ${query}`,
    );

  it(
    'the worker registers the search attributes, and again when the server was built anew',
    async () => {
      await stack.startWorker();
      const seeded = await seedTenant(stack, { invoices: 1 });
      const [activation] = await stack.activate([seeded.definition]);
      expect(activation).toMatchObject({ outcome: 'activated' });
      await stack.until(seeded.id, allBooked);
      await untilFound(`WorkflowType = 'bookInvoice' and Tenant = '${seeded.id}' and State = 'booked'`);

      await bare.wipe();
      await tribeUser(stack, seeded.definition).make({ ...invoice, number: '20269001' });
      await stack.until(seeded.id, (all) => all.length === 2 && allBooked(all), PATIENCE_MS);
      await untilFound(`WorkflowType = 'tenantSync' and Tenant = '${seeded.id}' and State = 'active'`);
    },
    2 * PATIENCE_MS,
  );

  it(
    'that refuses them, every run is started without, and the log says once what to do',
    async () => {
      await temporalCli(
        ['operator', 'search-attribute', 'create', '--name', 'State', '--type', 'Int'],
        bare.address,
      );
      const worker = await stack.startWorker();
      const seeded = await seedTenant(stack, { invoices: 2 });
      const [activation] = await stack.activate([seeded.definition]);
      expect(activation).toMatchObject({ outcome: 'activated' });
      await stack.until(seeded.id, allBooked);

      expect(await stack.twins.ledger(seeded.folder)).toHaveLength(2);
      const told = readFileSync(worker.logFile, 'utf8')
        .split('\n')
        .filter((line) => line.includes('search attributes'));
      expect(told).toEqual([
        expect.stringMatching(/State cannot be used .*--name State --type Keyword/) as string,
      ]);
    },
    PATIENCE_MS,
  );
});
