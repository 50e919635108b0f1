import { seedTenant, startStack, type Stack } from '../support/stack';
import { tribeUser } from '../integration/tribe-user';
import { BOOKING_POST } from './scenario';

const PATIENCE_MS = 240_000;
const OTHERS = 12;

/** An invoice that cannot be booked is held; the ones behind it do not wait for it. */
describe('an invoice that cannot be booked', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  it(
    'because WinBooks refuses it, or its mapping breaks, holds none of the others up',
    async () => {
      // The first of three is the oldest: it is tried before all others.
      const { id, folder, definition } = await seedTenant(stack, { invoices: OTHERS + 3 });
      const user = tribeUser(stack, definition);
      await user.editInvoice('20260001', { TotalIncludingVat: 1 });
      await user.editInvoice('20260002', { Currency: null, TotalExcludingVat: null });
      const refusal = await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 400,
        ...BOOKING_POST,
        count: 1,
      });
      await stack.activate([definition]);

      const isSettled = ({ state }: { readonly state: string }): boolean =>
        state === 'booked' || state === 'held';
      const bookings = await stack.until(id, (all) => all.length === OTHERS + 3 && all.every(isSettled));

      const held = bookings.filter(({ state }) => state === 'held');
      expect(held).toHaveLength(3);
      expect(held.map(({ number }) => number)).toEqual(expect.arrayContaining(['20260001', '20260002']));
      expect(held.map(({ issueCode }) => issueCode)).toContain('BOOKING_REFUSED');
      expect(await stack.twins.fired('winbooks', refusal)).toBe(1);
      expect((await stack.openIssues(id)).length).toBe(3);
      const ledger = await stack.twins.ledger(folder);
      expect(ledger.map(({ docNumber }) => String(docNumber)).toSorted()).toEqual(
        bookings.filter(({ state }) => state === 'booked').map(({ number }) => number),
      );
      expect(ledger).toHaveLength(OTHERS);
    },
    PATIENCE_MS,
  );

  it(
    'and costs the product a minute each time, holds none of the others up',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 6 });
      const invoices = (await stack.twins.look('tribe', `invoices?tenant=${id}`)) as {
        readonly id: string;
      }[];
      const slowest = invoices[0]?.id ?? '';
      // Tribe never gives this one out: its reading is tried again and again.
      const fault = await stack.twins.fault('tribe', {
        kind: 'status',
        status: 500,
        path: `Activity_Invoice\\(${slowest}\\)`,
      });
      await stack.activate([definition]);
      const others = await stack.until(
        id,
        (all) => all.filter(({ state }) => state === 'booked').length === 5,
      );

      expect(others.find(({ tribeInvoiceId }) => tribeInvoiceId === slowest)?.state).toBe('waiting');
      expect(await stack.twins.fired('tribe', fault)).toBeGreaterThan(0);
      await fetch(`${stack.twins.tribeUrl}/_control/faults/${fault}`, { method: 'DELETE' });
      await stack.until(id, (all) => all.every(({ state }) => state === 'booked'));
      expect(await stack.twins.ledger(folder)).toHaveLength(6);
    },
    PATIENCE_MS,
  );
});
