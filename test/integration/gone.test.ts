import { checkInvoice } from '../../actions/check-invoice';
import { checkListing } from '../../contract/check-listing';
import { linkInvoice } from '../../actions/link-invoice';
import { rebookInvoice } from '../../actions/rebook-invoice';
import { seeInvoiceIssues } from '../../actions/see-issues';
import { tribeId } from '../../domain/ids';
import { listAuditEvents } from '../../store/issues/audit-events';
import { scheduleRecheck } from '../../store/bookings/booking-queue';
import { actionsOf } from '../actions/stack-actions';
import { allBooked, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { tribeUser, type TribeUser } from './tribe-user';

const PATIENCE_MS = 240_000;
const INVOICES = 8;

/** What is deleted after it was booked, in WinBooks or in Tribe. The twin's ledger is the judge. */
describe('a booked invoice that is gone', () => {
  let stack: Stack;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);
  beforeEach(async () => {
    tenant = await seedTenant(stack, {
      invoices: INVOICES,
      tribe: {
        organisations: [
          { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
          { name: 'Maes Bouw BV', debtorNumber: 'C2' },
        ],
      },
      winbooks: {
        customers: [
          { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' },
          { code: 'C2', name: 'Maes Bouw BV' },
        ],
      },
    });
    user = tribeUser(stack, tenant.definition);
    books = tenantBooks(stack, tenant);
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, (rows) => rows.length === INVOICES && allBooked(rows));
  }, PATIENCE_MS);

  const numberOf = (index: number): number => 20260001 + index;
  const idOf = async (index: number): Promise<string> =>
    (await stack.bookings(tenant.id)).find(({ number }) => number === String(numberOf(index)))
      ?.tribeInvoiceId ?? 'none';
  const deleteInWinbooks = (index: number) =>
    stack.twins.act('winbooks', 'delete-booking', {
      folder: tenant.folder,
      journal: 'VEN',
      docNumber: numberOf(index),
    });
  const keyed = async (docNumber: number, index: number): Promise<string> => {
    const net = (2 + index) * 100;
    const made = await stack.twins.act('winbooks', 'book', {
      folder: tenant.folder,
      journal: 'VEN',
      docNumber,
      date: `2026-10-${String(1 + index).padStart(2, '0')}`,
      customer: 'C1',
      gross: net * 1.21,
      net,
    });
    return (made as { id: string }).id;
  };
  /** Has the watch take its later look at all of them now, and waits until it has. */
  const lookAtAll = async (): Promise<void> => {
    const rows = await stack.bookings(tenant.id);
    await stack.database.asTenant(tenant.id, async (sql) => {
      for (const { tribeInvoiceId } of rows) await scheduleRecheck(sql, tribeInvoiceId, new Date());
    });
    await stack.until(tenant.id, (now) =>
      now.every(({ recheckAt }) => recheckAt === null || recheckAt.getTime() > Date.now() + 20_000),
    );
  };
  const issues = async () =>
    (await stack.openIssues(tenant.id)).map(({ code, recordId }) => `${code} ${recordId}`).toSorted();
  const actions = () => actionsOf(stack);
  const check = async (id: string) => {
    const checked = await checkInvoice(actions(), tenant.id, id);
    if (!checked.ok) throw new Error(checked.code);
    return checkListing(checked, 'en');
  };

  it(
    'from WinBooks is noticed by a later look that costs a few requests for all, and each way out leads out',
    async () => {
      const deleted = (await stack.twins.ledger(tenant.folder))
        .filter(({ docNumber }) => docNumber <= numberOf(3))
        .map(({ id }) => id);
      for (const index of [0, 1, 2]) await deleteInWinbooks(index);
      // Deleted, and keyed anew under its own number: the same document as the look-up of a booking counts it.
      await deleteInWinbooks(3);
      const anew = await keyed(numberOf(3), 3);
      // An hour later no list of the ledger is kept that is older than these bookings.
      await stack.killWorkers();
      await stack.startWorker();
      const since = (await stack.twins.journal('winbooks')).at(-1)?.seq ?? 0;
      await lookAtAll();

      const [first, second, third, fourth] = await Promise.all([0, 1, 2, 3].map(idOf));
      const gone = [first, second, third].map((id) => `BOOKING_GONE ${id ?? ''}`).toSorted();
      expect(await issues()).toEqual(gone);
      expect(await books.bookingOf(fourth ?? '')).toMatchObject({
        winbooksId: anew,
        linked: true,
        issueCode: null,
      });
      const asked = (await stack.twins.journal('winbooks', since)).filter(({ path }) =>
        path.includes(tenant.folder),
      );
      // Those that are missing from the list of the period are asked for one by one, the others never.
      const byId = asked.flatMap(({ path }) => /\/GLTransHeader\/([^/]+)\//.exec(path)?.[1] ?? []);
      expect(new Set(byId)).toEqual(new Set(deleted));
      expect(
        asked.filter(({ method, path }) => method === 'POST' && !path.includes('ExecuteCriteria')),
      ).toEqual([]);

      expect(await check(first ?? '')).toMatchObject({
        wouldBook: false,
        issues: [{ code: 'BOOKING_GONE', actions: ['rebook', 'link', 'seen'] }],
        ledger: null,
      });

      // Again, by two at once.
      const again = await Promise.all([1, 2].map(() => rebookInvoice(actions(), tenant.id, first ?? '')));
      expect(again.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
      await books.until(first ?? '', 'booked');
      expect(await books.inLedger(first ?? '')).toHaveLength(1);
      expect(await rebookInvoice(actions(), tenant.id, first ?? '')).toMatchObject({
        ok: false,
        kind: 'bad-input',
      });

      // Keyed by hand meanwhile under another number: looked for past every cache.
      const byHand = await keyed(77, 1);
      expect(await rebookInvoice(actions(), tenant.id, second ?? '')).toMatchObject({ ok: true });
      await books.until(second ?? '', 'held', 'NEAR_MISS');
      expect(await books.inLedger(second ?? '')).toEqual([]);
      const wish = { invoice: second ?? '', document: byHand, isForced: false };
      expect(await linkInvoice(actions(), tenant.id, wish)).toMatchObject({ ok: true });

      // Linked to what took its place, without being booked again first.
      const other = await keyed(78, 2);
      const linkTo = (invoice: string) =>
        linkInvoice(actions(), tenant.id, { invoice, document: other, isForced: false });
      expect(await linkTo(await idOf(5))).toMatchObject({ ok: false, kind: 'bad-input' });
      expect(await linkTo(third ?? '')).toMatchObject({ ok: true });
      expect(await books.bookingOf(third ?? '')).toMatchObject({
        state: 'booked',
        winbooksId: other,
        linked: true,
      });

      expect(await issues()).toEqual([]);
      await lookAtAll();
      expect(await issues()).toEqual([]);
      const audited = await stack.database.asTenant(tenant.id, (sql) => listAuditEvents(sql));
      expect(audited.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['rebook-invoice', 'link-invoice', 'follow-document']),
      );
    },
    PATIENCE_MS,
  );

  it(
    'from WinBooks and accepted stays closed; once it is there again the acceptance is forgotten',
    async () => {
      await deleteInWinbooks(0);
      await lookAtAll();
      const id = await idOf(0);
      expect(await issues()).toEqual([`BOOKING_GONE ${id}`]);
      const seen = await seeInvoiceIssues(actions(), tenant.id, {
        invoice: id,
        code: null,
        reason: 'a test booking',
      });
      expect(seen).toMatchObject({ ok: true, issues: [{ code: 'BOOKING_GONE' }] });
      await lookAtAll();
      expect(await issues()).toEqual([]);

      // Whoever accepted it may think better of it: what counts is the ledger.
      expect(await rebookInvoice(actions(), tenant.id, id)).toMatchObject({ ok: true });
      await books.until(id, 'booked');
      await deleteInWinbooks(0);
      await lookAtAll();
      expect(await issues()).toEqual([`BOOKING_GONE ${id}`]);
    },
    PATIENCE_MS,
  );

  it(
    'from Tribe is noticed too, by a later look and by whoever asks; what is booked stays',
    async () => {
      const ledger = await stack.twins.ledger(tenant.folder);
      const ids = await Promise.all([0, 1].map(idOf));
      for (const invoice of ids)
        await stack.twins.act('tribe', 'actions/delete', { tenant: tenant.id, invoice });
      expect(await check(ids[0] ?? '')).toMatchObject({
        wouldBook: true,
        issues: [{ code: 'INVOICE_GONE', actions: ['seen'] }],
        entry: null,
        ledger: { docNumber: numberOf(0), journal: 'VEN', customer: 'C1' },
      });
      const since = (await stack.twins.journal('tribe')).at(-1)?.seq ?? 0;
      await lookAtAll();

      expect(await issues()).toEqual(ids.map((id) => `INVOICE_GONE ${id}`).toSorted());
      const each = (await stack.twins.journal('tribe', since)).filter(({ path }) =>
        /Activity_Invoice\(/.test(path),
      );
      expect(each.length).toBe(ids.length);
      const [one] = ids;
      await seeInvoiceIssues(actions(), tenant.id, { invoice: one ?? '', code: null, reason: '' });
      await lookAtAll();
      expect(await issues()).toEqual([`INVOICE_GONE ${ids[1] ?? ''}`]);
      expect(await stack.twins.ledger(tenant.folder)).toEqual(ledger);
    },
    PATIENCE_MS,
  );

  it(
    'is looked for although its neighbour cannot be looked at, and nothing is said while WinBooks does not answer',
    async () => {
      for (const index of [0, 1]) await deleteInWinbooks(index);
      const ids = await Promise.all([0, 1].map(idOf));
      const rows = await stack.bookings(tenant.id);
      const bad = rows.find(({ tribeInvoiceId }) => tribeInvoiceId === ids[0]);
      const fault = await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 500,
        path: `/app/GLTransHeader/${bad?.winbooksId ?? 'none'}`,
      });
      await lookAtAll();
      expect(await issues()).toEqual([`BOOKING_GONE ${ids[1] ?? ''}`]);
      expect(await stack.twins.fired('winbooks', fault)).toBeGreaterThan(0);

      await stack.twins.clearFaults();
      await lookAtAll();
      expect(await issues()).toEqual(ids.map((id) => `BOOKING_GONE ${id}`).toSorted());
    },
    PATIENCE_MS,
  );

  it(
    'is not: check shows both sides, and a change of the customer is named',
    async () => {
      const id = await idOf(4);
      const fine = await check(id);
      expect(fine).toMatchObject({ wouldBook: true, issues: [], state: 'booked' });
      expect(fine.ledger?.lines.map(({ account, amountCents }) => [account, amountCents])).toEqual(
        fine.entry?.lines.map(({ account, amountCents }) => [account, amountCents]),
      );

      await user.editInvoice(id, {}, { Relationship: await user.customerRole('C2') });
      await books.until(id, 'booked', 'INVOICE_CHANGED');
      expect((await books.bookingOf(id))?.issueDetails).toMatchObject({
        bookedCustomer: 'C1',
        statedCustomer: 'C2',
        bookedCents: 72_600,
        statedCents: 72_600,
      });
      expect(await check(tribeId(id))).toMatchObject({
        wouldBook: true,
        issues: [{ code: 'INVOICE_CHANGED' }],
        ledger: { customer: 'C1', docNumber: numberOf(4), date: '2026-10-05' },
        entry: { customer: 'C2', docNumber: numberOf(4), date: '2026-10-05' },
      });
    },
    PATIENCE_MS,
  );
});
