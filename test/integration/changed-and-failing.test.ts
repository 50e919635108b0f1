import { setTimeout as sleep } from 'node:timers/promises';
import { seeInvoiceIssues } from '../../actions/see-issues';
import { tribeId } from '../../domain/ids';
import { dueChanges } from '../../store/bookings/booking-changes';
import { dueNow } from '../../store/bookings/booking-queue';
import { listOpenIssues } from '../../store/issues/issues';
import { allBooked, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { tribeUser } from './tribe-user';

const PATIENCE_MS = 180_000;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack(null, UPKEEP_OFTEN);
  await stack.startWorker();
}, PATIENCE_MS);
afterEach(() => stack.retireTenants());
afterAll(() => stack.stop(), 60_000);

describe('after it was booked, an invoice', () => {
  it(
    'that says something else in Tribe is shown, never repaired; changed back, the issue closes; paid is no change',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      const user = tribeUser(stack, definition);
      await stack.activate([definition]);
      const [booked] = await stack.until(id, allBooked);
      const invoice = booked?.tribeInvoiceId ?? tribeId('none');
      const ledger = await stack.twins.ledger(folder);

      await stack.twins.act('tribe', 'actions/pay', { tenant: id, invoice });
      await user.editLine(invoice, { Quantity: 3 });
      await stack.until(id, ([now]) => now?.issueCode === 'INVOICE_CHANGED');
      const [problem] = await stack.openIssues(id);
      expect(problem).toMatchObject({
        code: 'INVOICE_CHANGED',
        recordId: invoice,
        params: { journal: 'VEN', docNumber: 20260001, bookedCents: 24200, statedCents: 36300 },
      });

      await user.editLine(invoice, { Quantity: 2 });
      await stack.until(id, ([now]) => now?.issueCode === null);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toEqual(ledger);
    },
    PATIENCE_MS,
  );

  it(
    'that a person has seen stays closed however often it is saved, and opens again when it says something else',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      const user = tribeUser(stack, definition);
      await stack.activate([definition]);
      const [booked] = await stack.until(id, allBooked);
      const invoice = booked?.tribeInvoiceId ?? tribeId('none');
      const ledger = await stack.twins.ledger(folder);
      const acting = { database: stack.database, actor: 'test' };
      const changeTo = async (quantity: number): Promise<void> => {
        await user.editLine(invoice, { Quantity: quantity });
        await stack.until(id, ([now]) => now?.issueDetails?.['statedCents'] === quantity * 12_100);
      };
      const see = () =>
        seeInvoiceIssues(acting, id, { invoice, code: null, reason: 'credit note 20260002 booked' });

      await changeTo(3);
      expect(await see()).toMatchObject({ ok: true, issues: [{ code: 'INVOICE_CHANGED' }] });
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await see()).toMatchObject({ ok: false, kind: 'bad-input' });

      // Found and compared again: the row has the new date of change, and the look is over.
      const [before] = await stack.bookings(id);
      await user.touch(invoice);
      await stack.until(id, ([now]) => now?.changedAt !== before?.changedAt);
      while ((await stack.database.asTenant(id, (sql) => dueChanges(sql, 10))).length > 0) await sleep(50);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.bookings(id)).toMatchObject([
        { issueCode: null, winbooksId: booked?.winbooksId, digest: booked?.digest },
      ]);

      await changeTo(4);
      expect((await stack.openIssues(id)).map(({ code }) => code)).toEqual(['INVOICE_CHANGED']);
      await see();
      await user.editLine(invoice, { Quantity: 2 });
      await stack.until(id, ([now]) => Object.keys(now?.seenIssues ?? {}).length === 0);
      await changeTo(4);
      expect(await stack.twins.ledger(folder)).toEqual(ledger);
    },
    PATIENCE_MS,
  );

  it(
    'that goes back to draft and changes is noticed, too; one that is deleted changes nothing',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 2 });
      const user = tribeUser(stack, definition);
      await stack.activate([definition]);
      const [first, second] = await stack.until(id, allBooked);
      const ledger = await stack.twins.ledger(folder);
      const phases = (await stack.twins.look('tribe', `relations?tenant=${id}`)) as unknown[];
      expect(phases.length).toBeGreaterThan(0);

      await stack.twins.act('tribe', 'actions/delete', { tenant: id, invoice: second?.tribeInvoiceId });
      await user.editInvoice(first?.tribeInvoiceId ?? '', { InvoiceDate: '2025-12-31' });
      await stack.until(id, (rows) => rows.some(({ issueCode }) => issueCode === 'INVOICE_CHANGED'));

      const issues = await stack.database.asTenant(id, (sql) => listOpenIssues(sql));
      expect(issues.map(({ recordId }) => recordId)).toEqual([first?.tribeInvoiceId]);
      expect(await stack.twins.ledger(folder)).toEqual(ledger);
    },
    PATIENCE_MS,
  );
});

describe('an invoice that needs what a vendor no longer lets us read', () => {
  it(
    'waits with an issue that needs a person, and is booked by itself once the rights are back',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 0 });
      await stack.activate([{ ...definition, approve: 'none' }]);
      const denied = 'deny:Relationship_Organization_CommercialRelationship_Customer';
      await stack.twins.act('tribe', 'switches', { tenant: id, G40: denied });
      const line = { description: 'Planks', quantity: 1, price: 100, vatGroup: 'BE21' };
      const user = tribeUser(stack, definition);
      await user.make({ customer: 'C1', number: '20260401', date: '2026-10-05', lines: [line] });

      const issues = () => stack.openIssues(id);
      while ((await issues()).length === 0) await sleep(100);
      expect(await issues()).toMatchObject([
        { code: 'READING_REFUSED', recordKind: 'invoice', params: { vendor: 'Tribe' } },
      ]);
      expect(await stack.bookings(id)).toMatchObject([{ state: 'waiting', number: '20260401' }]);

      await stack.twins.act('tribe', 'switches', { tenant: id, G40: 'full' });
      await stack.database.asTenant(id, dueNow);
      await stack.until(id, allBooked);
      expect(await issues()).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

describe('an invoice that WinBooks fails at each time', () => {
  it(
    'is held once others are booked and it is not, and is booked on retry when the cause is gone',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, {
        invoices: 0,
        settings: { quietPeriodSeconds: 1 },
      });
      await stack.twins.act('winbooks', 'switches', { folder, G1: 'all-500' });
      const user = tribeUser(stack, definition);
      const line = { description: 'Planks', quantity: 1, price: 100, vatGroup: 'BE21' };
      const make = (date: string, number: string) =>
        user.make({ customer: 'C1', number, date, lines: [line] });
      await stack.activate([definition]);
      await make('2026-09-15', '20260200');
      await stack.until(id, allBooked);
      // The worker knows this period as open, and will for a while.
      await stack.twins.act('winbooks', 'close-period', { folder, year: 2026, month: 9 });

      await make('2026-09-20', '20260201');
      await stack.until(id, (rows) => rows.some(({ attempt }) => attempt >= 3));
      await make('2026-10-05', '20260301');
      await stack.until(id, (rows) => rows.some(({ issueCode }) => issueCode === 'BOOKING_FAILS'));
      expect((await stack.twins.ledger(folder)).map(({ docNumber }) => docNumber)).not.toContain(20260201);

      await stack.twins.act('winbooks', 'close-period', { folder, year: 2026, month: 9, closed: false });
      await user.touch('20260201');
      await stack.until(id, allBooked);
      expect(await stack.twins.ledger(folder)).toHaveLength(3);
    },
    PATIENCE_MS,
  );
});
