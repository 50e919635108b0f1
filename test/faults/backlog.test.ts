import { setTimeout as sleep } from 'node:timers/promises';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { WINBOOKS_CALL } from './scenario';

const BACKLOG = 60;
const PATIENCE_MS = 300_000;

/** What piled up while WinBooks was away is worked off by itself, no faster than the vendor allows. */
describe('after an outage with a backlog', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  it(
    'everything is booked once, within the budget of two calls at the same time, and nobody does anything',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.activate([definition]);
      await stack.until(id, allBooked);
      const limit = await stack.twins.fault('winbooks', { kind: 'concurrency-limit', limit: 2 });
      const outage = await stack.twins.fault('winbooks', { kind: 'status', status: 503, ...WINBOOKS_CALL });
      for (let number = 1; number <= BACKLOG; number += 1)
        await stack.twins.act('tribe', 'invoices', {
          tenant: id,
          customer: 'C1',
          number: String(20261000 + number),
          date: '2026-10-15',
          lines: [{ quantity: number, price: 10, vatGroup: 'BE21' }],
        });
      await stack.until(id, (all) => all.length === BACKLOG + 1);
      await sleep(5_000);
      // On a busy machine the calls come later.
      while ((await stack.twins.fired('winbooks', outage)) <= 3) await sleep(100);
      expect(await stack.twins.ledger(folder)).toHaveLength(1);

      await fetch(`${stack.twins.winbooksUrl}/_control/faults/${outage}`, { method: 'DELETE' });
      await stack.until(id, (all) => all.length === BACKLOG + 1 && allBooked(all), 240_000);

      const numbers = (await stack.twins.ledger(folder)).map(({ docNumber }) => docNumber);
      expect(new Set(numbers).size).toBe(BACKLOG + 1);
      expect(numbers).toHaveLength(BACKLOG + 1);
      expect(await stack.twins.fired('winbooks', limit)).toBe(0);
      expect(await stack.openIssues(id)).toEqual([]);
    },
    PATIENCE_MS,
  );
});
