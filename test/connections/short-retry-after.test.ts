import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { arrivedInSilences, requestsTo } from './vendor-journal';

const PATIENCE_MS = 240_000;
const INVOICES = 12;
const CONCURRENCY = 4;

/** A vendor that takes a few requests a second and asks for a second of silence beyond; two workers share its connection. */
describe('a short Retry-After', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await Promise.all([stack.startWorker(), stack.startWorker()]);
  }, 120_000);
  afterEach(async () => {
    await stack.retireTenants();
    await stack.twins.clearFaults();
  });
  afterAll(() => stack.stop(), 60_000);

  it.each([
    ['winbooks', 5],
    ['tribe', 2],
  ] as const)(
    'of %s silences every worker, reads and writes alike',
    async (side, limit) => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: INVOICES });
      const fault = await stack.twins.fault(side, {
        kind: 'rate-limit',
        limit,
        retryAfterSeconds: 1,
      });
      // The others meet in the twin, as they would at a vendor.
      await stack.twins.fault(side, { kind: 'delay-before', ms: 100 });
      const tenant = {
        ...definition,
        tribe: { ...definition.tribe, concurrency: CONCURRENCY },
        winbooks: { ...definition.winbooks, concurrency: CONCURRENCY },
      };
      await stack.activate([tenant]);
      await stack.until(id, (all) => all.length === INVOICES && allBooked(all), PATIENCE_MS);

      expect(await stack.twins.fired(side, fault)).toBeGreaterThan(0);
      const arrived = arrivedInSilences(await requestsTo(stack.twins, side), 1_000);
      // What other slots had under way when the vendor spoke: seldom one, and never more than there are.
      expect(Math.max(...arrived)).toBeLessThan(CONCURRENCY);
      expect(arrived.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(arrived.length);
      expect(await stack.twins.ledger(folder)).toHaveLength(INVOICES);
    },
    PATIENCE_MS,
  );
});
