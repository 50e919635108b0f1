import { tribeId } from '../../domain/ids';
import { allBooked, runOf, seedTenant, startStack, type Stack } from '../support/stack';
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
  afterEach(() => stack.retireTenants());
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
    'because Tribe cannot show it, holds none of the others up, however many there are, and closes its issue by itself',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 30 });
      const user = tribeUser(stack, definition);
      const invoices = (await stack.twins.look('tribe', `invoices?tenant=${id}`)) as {
        readonly id: string;
      }[];
      // The eight oldest: they are tried before all others.
      const unreadable = invoices.slice(0, 8).map((invoice) => invoice.id);
      const fault = await stack.twins.fault('tribe', {
        kind: 'status',
        status: 500,
        path: `Activity_Invoice\\((${unreadable.join('|')})\\)`,
      });
      await stack.activate([definition]);
      const isUnreadable = ({ tribeInvoiceId }: { readonly tribeInvoiceId: string }): boolean =>
        unreadable.includes(tribeInvoiceId);
      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === 22);

      // Each of them is postponed, with an issue: no run of theirs is open.
      const bookings = await stack.until(id, (all) =>
        all.filter(isUnreadable).every(({ dueAt }) => dueAt !== null && dueAt > new Date()),
      );
      expect(bookings.filter(isUnreadable).map(({ state }) => state)).toEqual(Array(8).fill('waiting'));
      const issues = await stack.openIssues(id);
      expect(issues.map(({ code }) => code)).toEqual(Array(8).fill('READING_FAILS'));
      expect(issues.map(({ recordId }) => recordId).toSorted()).toEqual(unreadable.toSorted());
      expect(issues[0]?.params).toMatchObject({ vendor: 'Tribe', failures: 3 });
      for (const invoice of unreadable)
        expect(
          (
            await stack.temporal.workflow
              .getHandle(runOf(id, { tribeInvoiceId: tribeId(invoice) }))
              .describe()
          ).status.name,
        ).toBe('COMPLETED');

      await fetch(`${stack.twins.tribeUrl}/_control/faults/${fault}`, { method: 'DELETE' });
      // Saved again, an invoice is tried at once; the others when their time has come.
      for (const invoice of unreadable.slice(0, 4)) await user.touch(invoice);
      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length >= 26, 30_000);
      await stack.until(id, (all) => all.every(({ state }) => state === 'booked'));
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(30);
    },
    PATIENCE_MS,
  );

  it(
    'is not told from others in an outage: nothing is shown, and all go on soon after it',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 12 });
      // Whatever is read of a single invoice, and the smallest question, too.
      await stack.activate([{ ...definition, approve: 'none' }]);
      const fault = await stack.twins.fault('tribe', { kind: 'status', status: 503, path: '/odata/' });
      await stack.until(id, (all) => all.length === 0 || all.some(({ state }) => state !== 'booked'));
      await new Promise((resolve) => setTimeout(resolve, 20_000));
      const issues = (await stack.openIssues(id)).map(({ code }) => code);
      expect(issues.filter((code) => code !== 'POLL_FAILS')).toEqual([]);
      expect(
        Math.max(0, ...(await stack.bookings(id)).map(({ failures }) => Object.keys(failures).length)),
      ).toBe(0);

      await fetch(`${stack.twins.tribeUrl}/_control/faults/${fault}`, { method: 'DELETE' });
      await stack.until(id, allBooked, 60_000);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(12);
    },
    PATIENCE_MS,
  );
});
