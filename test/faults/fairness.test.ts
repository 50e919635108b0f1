import { setTimeout as sleep } from 'node:timers/promises';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

const BACK_FILL = 150;
const PATIENCE_MS = 400_000;

/** One tenant's back-fill does not stand in another tenant's way: same workers, same queue. */
describe('while one tenant books its back-fill', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  const bookedOf = async (folder: string): Promise<number> => (await stack.twins.ledger(folder)).length;

  it.each([
    ['has a licence of its own', false],
    ['shares its licence', true],
  ])(
    'the single invoice of another, which %s, is booked long before the back-fill is over',
    async (_, isShared) => {
      const large = await seedTenant(stack, { invoices: BACK_FILL });
      const licence = isShared ? large.definition.winbooks : undefined;
      const small = await seedTenant(stack, {
        invoices: 0,
        ...(licence === undefined
          ? {}
          : { winbooks: { email: licence.email, exchangeToken: licence.exchangeToken } }),
      });
      const definition =
        licence === undefined
          ? small.definition
          : { ...small.definition, winbooks: { ...licence, folder: small.folder } };
      await stack.activate([definition]);
      const send = (number: number): Promise<unknown> =>
        stack.twins.act('tribe', 'invoices', {
          tenant: small.id,
          customer: 'C1',
          number: String(number),
          date: '2026-10-15',
          lines: [{ quantity: 1, price: 10, vatGroup: 'BE21' }],
        });
      const untilBooked = async (count: number): Promise<number> => {
        const since = Date.now();
        while ((await bookedOf(small.folder)) < count) await sleep(25);
        return Date.now() - since;
      };
      await send(20260001);
      await untilBooked(1);
      await send(20260002);
      const aloneMs = await untilBooked(2);

      await stack.activate([large.definition]);
      while ((await bookedOf(large.folder)) < 10) await sleep(25);
      const before = await bookedOf(large.folder);
      const startedAt = Date.now();
      await send(20260003);
      const besideMs = await untilBooked(3);
      const meanwhile = (await bookedOf(large.folder)) - before;
      await stack.until(large.id, (all) => all.length === BACK_FILL && allBooked(all), PATIENCE_MS);
      const backFillMs = Date.now() - startedAt;

      // In its turn, not in line: most of the back-fill came after it. Ratios, as the machine may be slow.
      const facts = { meanwhile, aloneMs, besideMs, backFillMs };
      expect({ ...facts, isEarly: meanwhile < BACK_FILL / 4 && besideMs < backFillMs / 3 }).toEqual({
        ...facts,
        isEarly: true,
      });
      expect(await bookedOf(large.folder)).toBe(BACK_FILL);
    },
    PATIENCE_MS,
  );
});
