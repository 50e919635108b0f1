import { checkInvoice } from '../../actions/check-invoice';
import { checkListing } from '../../contract/check-listing';
import { linkInvoice } from '../../actions/link-invoice';
import { retryHeldWith } from '../../actions/retry-invoice';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { actionsOf } from '../actions/stack-actions';
import { seedTenant, startStack, type Stack, type TestWorker } from '../support/stack';
import { tenantBooks, type TenantBooks } from '../support/tenant-books';
import { tribeUser, type TribeUser } from './tribe-user';

const PATIENCE_MS = 240_000;
const line = (price: number) => ({ quantity: 1, price, vatGroup: 'BE21' });

/**
 * An invoice does not arrive; a bookkeeper who sees that keys it by hand under a number of her own; then it is tried again. Each
 * with several invoices at once, right after the list of the ledger was read; judged by the twin's own ledger.
 */
describe('an invoice that was keyed by hand because it did not arrive', () => {
  let stack: Stack;
  let worker: TestWorker;
  let user: TribeUser;
  let books: TenantBooks;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;
  let month = 0;
  let byHandNumber = 100;

  beforeAll(async () => {
    stack = await startStack();
    worker = await stack.startWorker();
    const vatGroups = [{ code: 'BE21', name: 'BE - 21%', percentage: 21 }];
    const organisations = [
      { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' },
      { name: 'Nieuwe Klant BV', debtorNumber: 'C9', address: { city: 'Gent', country: 'BE' } },
    ];
    tenant = await seedTenant(stack, {
      invoices: 0,
      tribe: { vatGroups, organisations },
      winbooks: { customers: [{ code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196' }] },
    });
    user = tribeUser(stack, tenant.definition);
    books = tenantBooks(stack, tenant);
    await stack.activate([tenant.definition]);
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);
  beforeEach(async () => {
    await stack.twins.clearFaults();
    month += 1;
    // The list of this month's sales is read now, and kept for ten minutes.
    const first = await make(0, line(11));
    await books.until(first, 'booked');
  }, PATIENCE_MS);

  const numberOf = (index: number): number => 20_260_000 + month * 100 + index;
  const dateOf = (index: number): string =>
    `2026-${String(month).padStart(2, '0')}-${String(10 + index).padStart(2, '0')}`;
  const make = (index: number, lines: ReturnType<typeof line>, customer = 'C1'): Promise<string> =>
    user.make({ customer, number: String(numberOf(index)), date: dateOf(index), lines: [lines] });
  const keyed = (index: number, net: number, customer = 'C1') =>
    stack.twins.act('winbooks', 'book', {
      folder: tenant.folder,
      journal: 'VEN',
      docNumber: (byHandNumber += 1),
      date: dateOf(index),
      customer,
      gross: net * 1.21,
      net,
    }) as Promise<{ id: string }>;
  const refuse = (kind: object) =>
    stack.twins.fault('winbooks', {
      method: 'POST',
      path: `/app/GLTransHeader/Folder/${tenant.folder}$`,
      ...kind,
    });
  const check = async (id: string) => {
    const checked = await checkInvoice(actionsOf(stack), tenant.id, id);
    if (!checked.ok) throw new Error(checked.code);
    return checkListing(checked, 'en');
  };
  const loop = () => stack.temporal.workflow.getHandle(tenantSyncWorkflowId(tenant.id));
  const NETS = [300, 400, 500];

  it(
    'refused by WinBooks, keyed, tried again: held beside what was keyed, and never booked; the one that nobody keyed is booked',
    async () => {
      const fault = await refuse({ kind: 'status', status: 400, count: 4 });
      const ids = await Promise.all([...NETS, 600].map((net, index) => make(index + 1, line(net))));
      for (const id of ids) await books.until(id, 'held', 'BOOKING_REFUSED');
      expect(await stack.twins.fired('winbooks', fault)).toBe(4);
      const documents = await Promise.all(NETS.map((net, index) => keyed(index + 1, net)));

      // "Would this book?" says what the run is going to do.
      expect(await check(ids[0] ?? '')).toMatchObject({ wouldBook: false, issues: [{ code: 'NEAR_MISS' }] });
      expect(await check(ids[3] ?? '')).toMatchObject({ wouldBook: true, issues: [] });

      expect(await retryHeldWith(actionsOf(stack), tenant.id, 'BOOKING_REFUSED')).toMatchObject({ ok: true });
      for (const [index, { id: document }] of documents.entries()) {
        const id = ids[index] ?? '';
        await books.until(id, 'held', 'NEAR_MISS');
        expect((await books.bookingOf(id))?.issueDetails).toMatchObject({ documentId: document });
        expect(await books.inLedger(id)).toEqual([]);
      }
      await books.until(ids[3] ?? '', 'booked');
      expect(await books.inLedger(ids[3] ?? '')).toHaveLength(1);

      const wish = { invoice: ids[0] ?? '', document: documents[0]?.id ?? '', isForced: false };
      expect(await linkInvoice(actionsOf(stack), tenant.id, wish)).toMatchObject({ ok: true });
      await books.retry(ids[1] ?? '');
      await books.until(ids[1] ?? '', 'booked');
      expect(await books.inLedger(ids[0] ?? '')).toEqual([]);
      expect(await books.inLedger(ids[1] ?? '')).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'of unknown fate, keyed within the quiet period: held when it is believed absent, not sent again',
    async () => {
      await refuse({ kind: 'drop-before', count: 2 });
      const ids = await Promise.all([700, 800].map((net, index) => make(index + 1, line(net))));
      for (const id of ids)
        await stack.until(tenant.id, (all) =>
          all.some((row) => row.tribeInvoiceId === id && row.everUnknown),
        );
      await Promise.all([700, 800].map((net, index) => keyed(index + 1, net)));

      for (const id of ids) {
        await books.until(id, 'held', 'NEAR_MISS');
        expect(await books.inLedger(id)).toEqual([]);
      }
    },
    PATIENCE_MS,
  );

  it(
    'paused right before it was sent, keyed, resumed: held',
    async () => {
      worker.stopAt('before-fence');
      const ids = await Promise.all([900, 950].map((net, index) => make(index + 1, line(net))));
      await worker.reached('before-fence');
      await loop().executeUpdate('pause', { args: [{ reason: 'a test' }] });
      worker.release('before-fence');
      await Promise.all([900, 950].map((net, index) => keyed(index + 1, net)));
      await stack.until(tenant.id, (all) =>
        ids.every((id) => all.some((row) => row.tribeInvoiceId === id && row.dueAt !== null)),
      );
      await loop().executeUpdate('resume');

      for (const id of ids) {
        await books.until(id, 'held', 'NEAR_MISS');
        expect(await books.inLedger(id)).toEqual([]);
      }
    },
    PATIENCE_MS,
  );

  it(
    'for a customer that was created a moment ago: held',
    async () => {
      worker.stopAt('before-customer-read-back');
      const id = await make(1, line(1_000), 'C9');
      await worker.reached('before-customer-read-back');
      await keyed(1, 1_000, 'C9');
      worker.release('before-customer-read-back');

      await books.until(id, 'held', 'NEAR_MISS');
      expect(await books.inLedger(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'one that goes straight through costs five requests, as before',
    async () => {
      const since = (await stack.twins.journal('winbooks')).at(-1)?.seq ?? 0;
      const id = await make(1, line(1_100));
      await books.until(id, 'booked');
      const asked = (await stack.twins.journal('winbooks', since)).filter(({ path }) =>
        path.includes(`/Folder/${tenant.folder}`),
      );
      expect(asked.map(({ path }) => path.split('/app/')[1]?.split('/')[0])).toEqual([
        'GLTransHeaders',
        'GLTranss',
        'GLTransHeader',
        'GLTransHeaders',
      ]);
    },
    PATIENCE_MS,
  );
});
