import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { seedTenant, startStack, type Stack, type TestWorker } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { heldCases, organisations, winbooksFolder, type HeldCase } from './held-cases';
import { tribeUser, type TribeUser } from './tribe-user';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 180_000;

/**
 * What is not certain is held, with its reason, and nothing of it stands in the ledger; the invoice is tried again by
 * itself when it changes in Tribe, and is then booked once.
 */
describe('an invoice that is held', () => {
  let stack: Stack;
  let user: TribeUser;
  let worker: TestWorker;
  let books: TenantBooks;
  let tenant: string;
  let folder: string;
  let definition: TenantDefinition;
  const invoices = new Map<HeldCase, string>();

  beforeAll(async () => {
    stack = await startStack();
    worker = await stack.startWorker();
    const seeded = await seedTenant(stack, { invoices: 0, tribe: organisations, winbooks: winbooksFolder });
    ({ id: tenant, folder, definition } = seeded);
    user = tribeUser(stack, definition);
    books = tenantBooks(stack, seeded);
    for (const [index, held] of heldCases.entries()) {
      const number = String(20260101 + index);
      const id = await user.make({ customer: 'C1', number, date: '2026-10-05', ...held.invoice });
      await held.spoil?.({ user, id, stack, folder });
      invoices.set(held, id);
    }
    await stack.activate([definition]);
    await stack.until(
      tenant,
      (bookings) => bookings.length === heldCases.length && bookings.every(({ state }) => state === 'held'),
    );
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const issueCodesOf = async (id: string) =>
    (await stack.openIssues(tenant)).filter(({ recordId }) => recordId === id).map(({ code }) => code);
  const invoiceOf = (held: HeldCase): string => {
    const id = invoices.get(held);
    if (id === undefined) throw new Error(`${held.name} was not made`);
    return id;
  };

  it('posts nothing for any of them', async () => {
    const posts = (await stack.twins.journal('winbooks')).filter(
      ({ method, path }) => method === 'POST' && /\/app\/(GLTransHeader|Customer)\//.test(path),
    );

    expect(posts).toEqual([]);
  });

  it.each(heldCases)(
    '$name: $code, and booked once it is put right',
    async (held) => {
      const id = invoiceOf(held);
      expect(await books.bookingOf(id)).toMatchObject({
        state: 'held',
        issueCode: held.code,
        winbooksId: null,
      });
      expect(await issueCodesOf(id)).toEqual([held.code]);
      expect(await books.inLedger(id)).toEqual([]);

      await held.mend({ user, id, stack, folder });
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toHaveLength(1);
      expect(await issueCodesOf(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('because of the number of a supplier leaves the supplier as it was', async () => {
    const reader = vendorReader(stack, definition);

    expect(await reader.winbooks('Third/C7')).toMatchObject({
      Name: expect.stringMatching(/^Other Supplier NV\s*$/) as string,
    });
    expect(await reader.winbooks('Third/C8')).toMatchObject({
      Name: expect.stringMatching(/^Some Supplier NV\s*$/) as string,
    });
  });

  it(
    'because WinBooks refuses the booking: BOOKING_REFUSED with its words, and booked once it is put right',
    async () => {
      await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 400,
        body: JSON.stringify({ Message: 'not on a Monday' }),
        method: 'POST',
        path: '/app/GLTransHeader/',
        count: 1,
      });
      const plain = { customer: 'C5', lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }] };
      const id = await user.make({ ...plain, number: '20260251', date: '2026-10-12' });
      await books.until(id, 'held', 'BOOKING_REFUSED');
      expect(await books.inLedger(id)).toEqual([]);
      const [problem] = (await stack.openIssues(tenant)).filter(({ recordId }) => recordId === id);
      expect(problem?.params['words']).toMatch(/not on a Monday/);

      await user.touch(id);
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'because its customer was locked a moment ago: the cause is named, not the refusal',
    async () => {
      const plain = { customer: 'C5', lines: [{ quantity: 1, price: 110, vatGroup: 'BE21' }] };
      const first = await user.make({ ...plain, number: '20260252', date: '2026-10-12' });
      await books.until(first, 'booked');
      await stack.twins.act('winbooks', 'lock-customer', { folder, code: 'C5' });
      const id = await user.make({ ...plain, number: '20260253', date: '2026-10-20' });
      await books.until(id, 'held', 'CUSTOMER_LOCKED');
      expect(await books.inLedger(id)).toEqual([]);

      await stack.twins.act('winbooks', 'lock-customer', { folder, code: 'C5', locked: false });
      await user.touch(id);
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'because WinBooks refuses its customer: CUSTOMER_REFUSED, and booked once a person made the customer',
    async () => {
      await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 400,
        body: JSON.stringify({ Message: 'not today' }),
        method: 'POST',
        path: '/app/Customer/C10/',
        count: 1,
      });
      const id = await user.make({
        customer: 'C10',
        number: '20260260',
        date: '2026-10-12',
        lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
      });
      await books.until(id, 'held', 'CUSTOMER_REFUSED');
      await stack.twins.act('winbooks', 'add-customer', { folder, code: 'C10', name: 'Tenth BV' });
      await user.touch(id);
      await books.until(id, 'booked');

      expect(await books.inLedger(id)).toHaveLength(1);
      expect((await stack.openIssues(tenant)).map(({ code }) => code)).not.toContain('CUSTOMER_REFUSED');
    },
    PATIENCE_MS,
  );

  describe('and its number in WinBooks', () => {
    const plain = (number: string) => ({
      customer: 'C1',
      number,
      date: '2026-10-12',
      lines: [{ quantity: 1, price: 100, vatGroup: 'BE21' }],
    });
    const byHand = (docNumber: number, more: object = {}) =>
      stack.twins.act('winbooks', 'book', {
        folder,
        journal: 'VEN',
        docNumber,
        date: '2026-10-12',
        customer: 'C1',
        gross: 121,
        net: 100,
        ...more,
      });

    it.each([
      ['another amount', 20260301, { gross: 121.01 }],
      ['another customer', 20260302, { customer: 'C5' }],
      ['another date', 20260303, { date: '2026-10-19' }],
      ['the reference of somebody else', 20260304, { reference: 'SO-77', gross: 242, net: 200 }],
    ])(
      'used by hand for %s: NUMBER_TAKEN, never overwritten or renumbered',
      async (_, docNumber, more) => {
        await byHand(docNumber, more);
        const id = await user.make(plain(String(docNumber)));
        await books.until(id, 'held', 'NUMBER_TAKEN');
        expect(await books.inLedger(id)).toEqual([]);
        expect(
          (await stack.twins.ledger(folder)).filter((entry) => entry.docNumber === docNumber),
        ).toHaveLength(1);

        await user.editInvoice(id, { Number: String(docNumber + 100) });
        await books.until(id, 'booked');

        expect(await books.inLedger(id)).toMatchObject([{ docNumber: docNumber + 100 }]);
      },
      PATIENCE_MS,
    );

    it(
      'used by hand for the same invoice: linked, not booked again',
      async () => {
        await byHand(20260310);
        const before = await stack.twins.ledger(folder);
        const id = await user.make(plain('20260310'));
        await books.until(id, 'booked');

        expect(await books.bookingOf(id)).toMatchObject({ linked: true, attempt: 0 });
        expect(await stack.twins.ledger(folder)).toEqual(before);
      },
      PATIENCE_MS,
    );

    it(
      'used by two invoices of Tribe: the first is booked, the second held',
      async () => {
        const first = await user.make(plain('20260320'));
        await books.until(first, 'booked');
        const second = await user.make(plain('F-20260320'));
        await books.until(second, 'held', 'NUMBER_CLAIMED');
        expect(await issueCodesOf(second)).toEqual(['NUMBER_CLAIMED']);
        expect(await books.bookingOf(second)).toMatchObject({ issueDetails: { otherInvoice: '20260320' } });
        expect(await books.inLedger(second)).toEqual([]);

        await user.editInvoice(second, { Number: '20260321' });
        await books.until(second, 'booked');

        expect(await books.inLedger(first)).toMatchObject([{ docNumber: 20260320 }]);
        expect(await books.inLedger(second)).toMatchObject([{ docNumber: 20260321 }]);
      },
      PATIENCE_MS,
    );
  });

  it(
    'one that is tried again while the run that held it is still ending gets a run of its own',
    async () => {
      worker.stopAt('after-prepare');
      const id = await user.make({
        customer: 'C1',
        number: '20260330',
        date: '2026-10-12',
        lines: [{ quantity: 1, price: 100, vatGroup: 'NL21' }],
      });
      await worker.reached('after-prepare');
      await books.until(id, 'held');
      await user.editLine(id, {}, { VatGroup: await user.vatGroup('BE21') });
      await books.until(id, 'waiting');
      await sleep(1_000);
      worker.release('after-prepare');
      // Well before the reconciler would see to it.
      await books.until(id, 'booked', null, 28_000);

      expect(await books.inLedger(id)).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});
