import { setTimeout as sleep } from 'node:timers/promises';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { allBooked, runOf, seedTenant, startStack, type Stack, type TestWorker } from '../support/stack';
import type { JournalledRequest } from '../support/twins';
import { customerFaults, faultsAtRandom, lookUpFaults, postFaults, tribeFaults } from './faults-of-answers';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 240_000;
type Seeded = Awaited<ReturnType<typeof seedTenant>>;

/**
 * Answers are lost, late or wrong, on the way to WinBooks and back. The judge is the WinBooks twin's own ledger: each
 * invoice exactly once. The faults are of one folder each, so that all of them happen at the same time.
 */
describe('when answers are lost', () => {
  let stack: Stack;
  const seeded = new Map<object, Seeded>();
  const blindLookUps = {};
  const blindFaults: string[] = [];
  const chaos = {};
  const chaosFaults: string[] = [];
  const atOnce = {};
  const throttled = {};

  const bookingPost = (folder: string): string => `/app/GLTransHeader/Folder/${folder}$`;
  const customerPost = (folder: string): string => `/app/Customer/C1/Folder/${folder}$`;
  const reached = async (pattern: string): Promise<JournalledRequest[]> =>
    (await stack.twins.journal('winbooks')).filter(
      ({ method, path }) => method === 'POST' && new RegExp(pattern).test(path),
    );
  const of = (situation: object): Seeded => {
    const found = seeded.get(situation);
    if (found === undefined) throw new Error('it was not seeded');
    return found;
  };
  const seed = async (situation: object, more: Partial<Parameters<typeof seedTenant>[1]> = {}) => {
    const tenant = await seedTenant(stack, { invoices: 1, settings: { pollSeconds: 5 }, ...more });
    seeded.set(situation, tenant);
    return tenant;
  };
  const invoiceIdsOf = async (tenant: string): Promise<string[]> =>
    ((await stack.twins.look('tribe', `invoices?tenant=${tenant}`)) as { id: string }[]).map(({ id }) => id);

  beforeAll(async () => {
    stack = await startStack();
    // Some forty tenants at once: their upkeep as seldom as their polls.
    await stack.startWorker('patient', { TIMINGS: JSON.stringify({ upkeep: { everyMs: 5_000 } }) });
    for (const lost of postFaults) {
      const { folder } = await seed(lost);
      for (const fault of lost.faults)
        await stack.twins.fault('winbooks', { method: 'POST', path: bookingPost(folder), ...fault });
    }
    for (const lost of lookUpFaults) {
      const { folder } = await seed(lost);
      const path = `/app/(GLTransHeaders|GLTranss)/Folder/${folder}/ExecuteCriteria`;
      await stack.twins.fault('winbooks', { path, ...lost.fault });
    }
    for (const lost of customerFaults) {
      const { folder } = await seed(lost, { inWinbooks: false, tribe: newCustomer });
      await stack.twins.act('winbooks', 'switches', { folder, G4: 'upsert' });
      await stack.twins.fault('winbooks', { method: 'POST', path: customerPost(folder), ...lost.fault });
    }
    for (const lost of tribeFaults) {
      const { id } = await seed(lost);
      const [invoice] = await invoiceIdsOf(id);
      await stack.twins.fault('tribe', { path: `Activity_Invoice\\(${invoice}\\)`, ...lost.fault });
    }
    const { folder: blindFolder } = await seed(blindLookUps);
    for (const model of ['GLTransHeaders', 'GLTranss'])
      blindFaults.push(
        await stack.twins.fault('winbooks', {
          kind: 'html-200',
          body: '[]',
          path: `/app/${model}/Folder/${blindFolder}/`,
          skip: 1,
        }),
      );
    const { folder: chaosFolder } = await seed(chaos, { invoices: 8, inWinbooks: false, tribe: newCustomer });
    for (const [index, fault] of faultsAtRandom.entries())
      chaosFaults.push(
        await stack.twins.fault('winbooks', { path: `/Folder/${chaosFolder}`, seed: 7 + index, ...fault }),
      );
    const { folder: throttledFolder } = await seed(throttled, { inWinbooks: false, tribe: newCustomer });
    await stack.twins.fault('winbooks', {
      method: 'POST',
      path: customerPost(throttledFolder),
      kind: 'status',
      status: 429,
      retryAfterSeconds: 1,
      count: 3,
    });
    await seed(atOnce, { invoices: 4, inWinbooks: false, tribe: newCustomer });
    await stack.activate([...seeded.values()].map(({ definition }) => definition));
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  it.each(postFaults)(
    'of a booking, $name: exactly one document',
    async (lost) => {
      const { id, folder } = of(lost);
      const [booking] = await stack.until(id, allBooked);
      // What comes late must have come.
      while ((await reached(bookingPost(folder))).some(({ underWay }) => underWay)) await sleep(200);

      expect((await stack.twins.ledger(folder)).map(({ reference }) => reference)).toEqual([
        booking?.reference,
      ]);
      expect(booking).toMatchObject({ everUnknown: lost.isUnknown, linked: false, issueCode: null });
      expect(await reached(bookingPost(folder))).toHaveLength(lost.posts);
      await stack.retireTenants([id]);
    },
    PATIENCE_MS,
  );

  it.each(lookUpFaults)(
    'of a look-up, $name: exactly one document, sent once',
    async (lost) => {
      const { id, folder } = of(lost);
      const [booking] = await stack.until(id, allBooked);

      expect((await stack.twins.ledger(folder)).map(({ reference }) => reference)).toEqual([
        booking?.reference,
      ]);
      expect(booking).toMatchObject({ everUnknown: false, issueCode: null });
      expect(await reached(bookingPost(folder))).toHaveLength(1);
      await stack.retireTenants([id]);
    },
    PATIENCE_MS,
  );

  it.each(tribeFaults)(
    'of a read in Tribe, $name: exactly one document, sent once',
    async (lost) => {
      const { id, folder } = of(lost);
      const [booking] = await stack.until(id, allBooked);

      expect((await stack.twins.ledger(folder)).map(({ reference }) => reference)).toEqual([
        booking?.reference,
      ]);
      expect(await reached(bookingPost(folder))).toHaveLength(1);
      await stack.retireTenants([id]);
    },
    PATIENCE_MS,
  );

  it.each(customerFaults)(
    'of a new customer, $name: exactly one customer',
    async (lost) => {
      const { id, folder, definition } = of(lost);
      await stack.until(id, allBooked);

      await expectOneCustomer(definition);
      expect(await stack.twins.ledger(folder)).toMatchObject([{ customer: 'C1' }]);
      expect(await reached(customerPost(folder))).toHaveLength(lost.posts);
      await stack.retireTenants([id]);
    },
    PATIENCE_MS,
  );

  it(
    'of a new customer, who is not sent three times in a row: the third wait is four times the first',
    async () => {
      const { id, folder } = of(throttled);
      const [run = ''] = (await stack.until(id, allBooked)).map((booking) => runOf(id, booking));

      expect(await reached(customerPost(folder))).toHaveLength(4);
      // 1 s was asked for three times. On a busy machine a wait for a free slot may come in between, and grows likewise.
      expect(Math.max(...(await waitsOf(run)))).toBeGreaterThanOrEqual(4_000);
    },
    PATIENCE_MS,
  );

  it(
    'of every poll for a while: what was sent meanwhile is booked once',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 0 });
      await stack.activate([definition]);
      const path = '/odata/Activity_Invoice$';
      const faults = await Promise.all([
        stack.twins.fault('tribe', { path, kind: 'drop-before', count: 40 }),
        stack.twins.fault('tribe', { path, kind: 'half-body', count: 40 }),
        stack.twins.fault('tribe', { path, kind: 'html-200', count: 40 }),
      ]);
      await stack.twins.act('tribe', 'invoices', {
        tenant: id,
        customer: 'C1',
        number: '20260001',
        date: '2026-10-05',
        lines: [{ quantity: 1, price: 10, vatGroup: 'BE21' }],
      });
      while ((await firedOf(faults)) < 3) await sleep(100);
      await endFaults('tribe', faults);
      await stack.until(id, allBooked);

      expect(await stack.twins.ledger(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'of everything at random, for a while: every invoice exactly once',
    async () => {
      const { id, folder, definition } = of(chaos);
      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length > 3);
      await endFaults('winbooks', chaosFaults);
      const bookings = await stack.until(id, (all) => all.length === 8 && allBooked(all), 200_000);

      const references = (await stack.twins.ledger(folder)).map(({ reference }) => reference);
      expect(references.toSorted()).toEqual(bookings.map(({ reference }) => reference).toSorted());
      await expectOneCustomer(definition);
    },
    PATIENCE_MS,
  );

  it(
    'of the read-back, which finds nothing of what was confirmed: the tenant pauses rather than sending it again',
    async () => {
      const { id, folder } = of(blindLookUps);
      while ((await stack.openIssues(id)).length === 0) await sleep(100);
      expect((await stack.openIssues(id)).map(({ code }) => code)).toEqual(['LOOKUP_BLIND']);
      expect(await stack.bookings(id)).toMatchObject([
        { state: 'posting', winbooksId: expect.any(String) as string },
      ]);
      const sync = stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id));
      await endFaults('winbooks', blindFaults);
      await sync.executeUpdate('resume');
      const [booking] = await stack.until(id, allBooked);

      expect(await stack.twins.ledger(folder)).toMatchObject([{ reference: booking?.reference }]);
      expect(await reached(bookingPost(folder))).toHaveLength(1);
      expect(await stack.openIssues(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'of nothing, with several invoices of the same new customer at once: one customer, sent once',
    async () => {
      const { id, folder, definition } = of(atOnce);
      await stack.until(id, (all) => all.length === 4 && allBooked(all));

      await expectOneCustomer(definition);
      expect(await stack.twins.ledger(folder)).toHaveLength(4);
      expect(await reached(customerPost(folder))).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  describe('and the worker is killed while it makes a customer', () => {
    let worker: TestWorker;

    beforeEach(async () => {
      await stack.retireTenants();
      worker = await stack.oneWorker();
    }, 120_000);

    it.each([
      ['before-customer-fence', 1],
      ['before-customer-read-back', 1],
    ])(
      '%s: one customer, sent once',
      async (point, posts) => {
        const { id, folder, definition } = await seedTenant(stack, {
          invoices: 1,
          inWinbooks: false,
          tribe: newCustomer,
        });
        worker.stopAt(point);
        await stack.activate([definition]);
        await worker.reached(point);
        worker.kill('SIGKILL');

        await stack.startWorker();
        await stack.until(id, allBooked, 200_000);

        await expectOneCustomer(definition);
        expect(await stack.twins.ledger(folder)).toHaveLength(1);
        expect(await reached(customerPost(folder))).toHaveLength(posts);
      },
      PATIENCE_MS,
    );
  });

  /** One row, and one address on it: WinBooks adds another with every POST (winbooks-api §4.2). */
  async function expectOneCustomer(definition: Seeded['definition']): Promise<void> {
    const reader = vendorReader(stack, definition);
    const customers = (await reader.winbooks('Customers', 1)) as unknown as unknown[];
    expect(customers).toHaveLength(1);
    const third = await reader.winbooks('Third/C1', 2);
    expect(third?.['Addresses']).toHaveLength(1);
  }

  /** The timers of a run, in milliseconds. */
  const waitsOf = async (workflowId: string): Promise<number[]> => {
    const { events } = await stack.temporal.workflow.getHandle(workflowId).fetchHistory();
    return (events ?? [])
      .flatMap(({ timerStartedEventAttributes: timer }) => timer?.startToFireTimeout ?? [])
      .map(({ seconds, nanos }) => Number(seconds) * 1_000 + (nanos ?? 0) / 1_000_000);
  };

  const endFaults = async (side: 'tribe' | 'winbooks', faults: readonly string[]): Promise<void> => {
    const base = side === 'tribe' ? stack.twins.tribeUrl : stack.twins.winbooksUrl;
    for (const fault of faults) await fetch(`${base}/_control/faults/${fault}`, { method: 'DELETE' });
  };
  const firedOf = async (faults: readonly string[]): Promise<number> =>
    (await Promise.all(faults.map((fault) => stack.twins.fired('tribe', fault)))).reduce(
      (sum, fired) => sum + fired,
      0,
    );
});

const newCustomer = {
  organisations: [
    {
      name: 'Nieuwe Klant BV',
      debtorNumber: 'C1',
      address: { street: 'Kaai', houseNumber: 1, postalcode: '9000', city: 'Gent', country: 'BE' },
    },
  ],
};
