import { setTimeout as sleep } from 'node:timers/promises';
import { allBooked, seedTenant, startStack, type Stack, type TestWorker } from '../support/stack';
import { tokenRequestsTo } from './vendor-journal';

const PATIENCE_MS = 240_000;

/**
 * A worker is killed after the vendor handed out new tokens and before they were stored: nobody holds them any more.
 * The lease lapses, the next worker finds a way by itself, and no person hears of it.
 */
describe('a worker killed between a renewal at the vendor and storing it', () => {
  let stack: Stack;
  let worker: TestWorker;

  beforeAll(async () => {
    stack = await startStack();
  }, 120_000);
  beforeEach(async () => {
    worker = await stack.oneWorker();
  }, 120_000);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const sendAnother = (tenant: string): Promise<unknown> =>
    stack.twins.act('tribe', 'invoices', {
      tenant,
      customer: 'C1',
      number: '20260900',
      date: '2026-10-30',
      phase: 'Sent',
      lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
    });
  const bothBooked = (bookings: Parameters<typeof allBooked>[0]): boolean =>
    bookings.length === 2 && allBooked(bookings);

  it(
    'WinBooks: the old refresh token is tried once, then the exchange token brings new ones',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.twins.act('winbooks', 'switches', { folder, tokenSeconds: '5' });
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);
      // A token of 5 s is used for half of that; nobody renews it before the next invoice.
      await sleep(3_000);
      worker.stopAt('before-token-store');
      await sendAnother(id);
      await worker.reached('before-token-store');
      worker.kill('SIGKILL');
      const before = (await tokenRequestsTo(stack.twins, 'winbooks')).length;

      await stack.startWorker();
      await stack.until(id, bothBooked, PATIENCE_MS);

      const healing = (await tokenRequestsTo(stack.twins, 'winbooks')).slice(before, before + 2);
      expect(healing.map(({ grantType, status }) => [grantType, status])).toEqual([
        ['refresh_token', 400],
        ['exchange_token', 200],
      ]);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    'Tribe with client credentials: a new token is asked for',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.twins.act('tribe', 'switches', { tenant: id, G10: '5' });
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);
      worker.stopAt('before-token-store');
      await worker.reached('before-token-store');
      worker.kill('SIGKILL');
      await sendAnother(id);

      await stack.startWorker();
      await stack.until(id, bothBooked, PATIENCE_MS);

      const refused = (await tokenRequestsTo(stack.twins, 'tribe')).filter(({ status }) => status >= 400);
      expect(refused).toEqual([]);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});
