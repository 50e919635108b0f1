import { setTimeout as sleep } from 'node:timers/promises';
import { seeInvoiceIssues } from '../../actions/see-issues';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { scheduleRecheck } from '../../store/bookings/booking-queue';
import { tribeId, type TenantId, type TribeId } from '../../domain/ids';
import { getTenant } from '../../store/tenants/tenants';
import {
  allBooked,
  seedTenant,
  startStack,
  type Stack,
  type TestWorker,
  UPKEEP_OFTEN,
} from '../support/stack';

const PATIENCE_MS = 180_000;

/** What WinBooks shows afterwards is not always what it confirmed, nor all that there will be. */
describe('what is read back', () => {
  let stack: Stack;
  let worker: TestWorker;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    worker = await stack.startWorker();
  }, 120_000);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const postsTo = async (folder: string): Promise<number> =>
    (await stack.twins.journal('winbooks')).filter(
      ({ method, path }) => method === 'POST' && path.endsWith(`/app/GLTransHeader/Folder/${folder}`),
    ).length;
  /** The only document of a folder, stopped between its confirmation and the look at it. */
  const confirmed = async () => {
    const seeded = await seedTenant(stack, { invoices: 1 });
    worker.stopAt('before-read-back');
    await stack.activate([seeded.definition]);
    await stack.until(seeded.id, ([booking]) => typeof booking?.winbooksId === 'string');
    const [document] = await stack.twins.ledger(seeded.folder);
    if (document === undefined) throw new Error('nothing was booked');
    return { ...seeded, document };
  };

  /** Has the watch look at a booking now, and waits until it has. */
  const lookAgain = async (id: TenantId, invoice: TribeId): Promise<void> => {
    await stack.database.asTenant(id, (sql) => scheduleRecheck(sql, invoice, new Date()));
    await stack.until(
      id,
      ([now]) => now !== undefined && (now.recheckAt === null || now.recheckAt.getTime() > Date.now()),
    );
  };

  it(
    'is our document, changed by hand in the meantime: booked, with an issue that names the differences',
    async () => {
      const { id, folder, document } = await confirmed();
      const [customerLine, revenueLine] = document.lines;
      for (const [line, fields] of [
        [customerLine, { Reference: null, Amount: 243 }],
        [revenueLine, { Amount: -201 }],
      ] as const)
        await stack.twins.act('winbooks', 'alter', { folder, model: 'GLTrans', key: line?.id, fields });
      worker.release('before-read-back');
      const [booking] = await stack.until(id, allBooked);

      expect(booking).toMatchObject({ issueCode: 'BOOKING_DIFFERS', linked: false, winbooksId: document.id });
      expect((await stack.openIssues(id)).map(({ code }) => code)).toEqual(['BOOKING_DIFFERS']);
      expect(await postsTo(folder)).toBe(1);
    },
    PATIENCE_MS,
  );

  it(
    'differs, and a person has seen it: a later look opens it again for another difference alone, and forgets once there is none',
    async () => {
      const { id, folder, document } = await confirmed();
      const [, revenueLine, vatLine] = document.lines;
      const amountOf = (line: typeof revenueLine, Amount: number) =>
        stack.twins.act('winbooks', 'alter', { folder, model: 'GLTrans', key: line?.id, fields: { Amount } });
      await amountOf(revenueLine, -201);
      worker.release('before-read-back');
      const [booking] = await stack.until(id, allBooked);
      const invoice = tribeId(booking?.tribeInvoiceId ?? 'none');
      const open = async () => (await stack.openIssues(id)).map(({ code }) => code);
      const see = () =>
        seeInvoiceIssues({ database: stack.database, actor: 'test' }, id, {
          invoice,
          code: null,
          reason: 'accepted',
        });
      expect(await see()).toMatchObject({ ok: true, issues: [{ code: 'BOOKING_DIFFERS' }] });

      await lookAgain(id, invoice);
      expect(await open()).toEqual([]);
      await amountOf(vatLine, -41);
      await lookAgain(id, invoice);
      expect(await open()).toEqual(['BOOKING_DIFFERS']);
      await see();
      await amountOf(revenueLine, -200);
      await amountOf(vatLine, -42);
      await lookAgain(id, invoice);
      expect(await stack.bookings(id)).toMatchObject([{ issueCode: null, seenIssues: {} }]);
      await amountOf(vatLine, -41);
      await lookAgain(id, invoice);
      expect(await open()).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'is our document without our reference, else the same: booked',
    async () => {
      const { id, folder, document } = await confirmed();
      const [customerLine] = document.lines;
      await stack.twins.act('winbooks', 'alter', {
        folder,
        model: 'GLTrans',
        key: customerLine?.id,
        fields: { Reference: null },
      });
      worker.release('before-read-back');
      const [booking] = await stack.until(id, allBooked);

      expect(booking).toMatchObject({ issueCode: null, linked: false, winbooksId: document.id });
      expect(await postsTo(folder)).toBe(1);
    },
    PATIENCE_MS,
  );

  it(
    'is another document in its place: the tenant pauses rather than believing either, and nothing is sent again',
    async () => {
      const { id, folder } = await confirmed();
      await stack.twins.act('winbooks', 'delete-booking', { folder, journal: 'VEN', docNumber: 20260001 });
      await stack.twins.act('winbooks', 'book', {
        folder,
        journal: 'VEN',
        docNumber: 20260001,
        date: '2026-10-02',
        customer: 'C1',
        gross: 99,
        net: 99,
        vatCode: '0',
      });
      worker.release('before-read-back');
      while ((await stack.openIssues(id)).length === 0) await sleep(100);

      expect((await stack.openIssues(id)).map(({ code }) => code)).toEqual(['LOOKUP_BLIND']);
      const state = await stack.database.asTenant(id, async (sql) => (await getTenant(sql))?.state);
      expect(state).toBe('paused');
      expect(await postsTo(folder)).toBe(1);
      expect(await stack.twins.ledger(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'an hour later is a second document, of a commit that came later than anyone waits: an issue names both, until a person has seen them',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.twins.act('winbooks', 'switches', { folder, G5: 'accept' });
      await stack.twins.fault('winbooks', {
        kind: 'late-commit',
        ms: 25_000,
        count: 1,
        method: 'POST',
        path: `/app/GLTransHeader/Folder/${folder}$`,
      });
      await stack.activate([definition]);
      const [booking] = await stack.until(id, allBooked);
      if (booking === undefined) throw new Error('nothing was booked');
      expect(booking).toMatchObject({ everUnknown: true, issueCode: null });
      expect(booking.recheckAt?.getTime()).toBeGreaterThan(Date.now() + 50 * 60_000);
      while ((await stack.twins.ledger(folder)).length < 2) await sleep(200);

      await stack.database.asTenant(id, (sql) =>
        scheduleRecheck(sql, tribeId(booking.tribeInvoiceId), new Date()),
      );
      await stack.until(id, ([now]) => now?.issueCode === 'BOOKED_TWICE');

      const [problem] = await stack.openIssues(id);
      for (const document of await stack.twins.ledger(folder))
        expect(problem?.params['documents']).toMatch(document.id);
      const [rechecked] = await stack.until(id, ([now]) => (now?.recheckAt?.getTime() ?? 0) > Date.now());
      expect(rechecked?.recheckAt?.getTime()).toBeGreaterThan(Date.now() + 20 * 3_600_000);
      expect(await stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id)).query('state')).toMatchObject({
        state: 'active',
      });

      const invoice = tribeId(booking.tribeInvoiceId);
      const acting = { database: stack.database, actor: 'test' };
      expect(await seeInvoiceIssues(acting, id, { invoice, code: 'BOOKED_TWICE', reason: '' })).toMatchObject(
        { ok: true, issues: [{ code: 'BOOKED_TWICE' }] },
      );
      await lookAgain(id, invoice);
      expect(await stack.openIssues(id)).toEqual([]);

      const [first] = await stack.twins.ledger(folder);
      await stack.twins.act('winbooks', 'book', {
        folder,
        journal: 'VEN',
        docNumber: 20260009,
        date: '2026-10-02',
        customer: 'C1',
        gross: 242,
        net: 200,
        vatCode: '21',
        reference: first?.reference,
      });
      await lookAgain(id, invoice);
      expect((await stack.openIssues(id)).map(({ code }) => code)).toEqual(['BOOKED_TWICE']);
    },
    PATIENCE_MS,
  );
});
