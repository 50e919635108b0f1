import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { activationWorkflowId, tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { getTenant, type TenantState } from '../../store/tenants/tenants';
import { allBooked, runOf, seedTenant, startStack, type Stack } from '../support/stack';
import { tribeUser } from './tribe-user';

const PATIENCE_MS = 180_000;
type Seeded = Awaited<ReturnType<typeof seedTenant>>;

/** Tenants come, rest, leave and come back; whatever happens to them, no invoice is booked twice. */
describe('a tenant', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, 120_000);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const stateOf = async ({ id }: Pick<Seeded, 'id'>, of = stack): Promise<TenantState | null> =>
    of.database.asTenant(id, async (sql) => (await getTenant(sql))?.state ?? null);
  const syncOf = ({ id }: Pick<Seeded, 'id'>) => stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id));
  const postsTo = async (folder: string): Promise<number> =>
    (await stack.twins.journal('winbooks')).filter(
      ({ method, path }) => method === 'POST' && path.endsWith(`/app/GLTransHeader/Folder/${folder}`),
    ).length;
  const activate = async (definition: TenantDefinition) => {
    const [activation] = await stack.activate([definition]);
    return { outcome: activation?.outcome, issueCodes: activation?.issueCodes };
  };

  describe('is not activated', () => {
    it(
      'with the Tribe organisation of another active tenant',
      async () => {
        const { definition } = await seedTenant(stack, { invoices: 0 });
        const other = await seedTenant(stack, { invoices: 0 });
        expect(await activate(definition)).toEqual({ outcome: 'activated', issueCodes: [] });

        expect(await activate({ ...other.definition, tribe: definition.tribe })).toEqual({
          outcome: 'failed',
          issueCodes: ['TRIBE_ORGANISATION_TAKEN'],
        });
        expect(await stateOf(other)).toBe('activating');
      },
      PATIENCE_MS,
    );

    it(
      'with the WinBooks folder of another active tenant',
      async () => {
        const { definition } = await seedTenant(stack, { invoices: 0 });
        const other = await seedTenant(stack, { invoices: 0 });
        expect(await activate(definition)).toMatchObject({ outcome: 'activated' });

        expect(await activate({ ...other.definition, winbooks: definition.winbooks })).toEqual({
          outcome: 'failed',
          issueCodes: ['WINBOOKS_FOLDER_TAKEN'],
        });
      },
      PATIENCE_MS,
    );

    it.each<[string, (right: TenantDefinition) => TenantDefinition, string]>([
      [
        'a wrong client secret',
        (right) => ({ ...right, tribe: { ...right.tribe, clientSecret: 'wrong' } }),
        'CONNECTION_REFUSED_TRIBE',
      ],
      [
        'a wrong exchange token',
        (right) => ({ ...right, winbooks: { ...right.winbooks, exchangeToken: 'wrong' } }),
        'CONNECTION_REFUSED_WINBOOKS',
      ],
      [
        'an unknown folder',
        (right) => ({ ...right, winbooks: { ...right.winbooks, folder: 'NOWHERE' } }),
        'FOLDER_UNKNOWN',
      ],
      [
        'a sales journal that is none',
        (right) => ({ ...right, settings: { ...right.settings, salesJournal: 'ACH' } }),
        'JOURNAL_WRONG_TYPE',
      ],
      [
        'a journal of sales for credit notes',
        (right) => ({ ...right, settings: { ...right.settings, creditNoteJournal: 'VEN' } }),
        'CREDIT_JOURNAL_WRONG_TYPE',
      ],
      [
        'the account of VAT for rounding differences',
        (right) => ({ ...right, settings: { ...right.settings, roundingAccount: '451000' } }),
        'ACCOUNT_NOT_ORDINARY',
      ],
      [
        'an account that the folder does not have',
        (right) => ({ ...right, settings: { ...right.settings, revenueAccount: '799999' } }),
        'ACCOUNT_UNKNOWN',
      ],
      [
        'a VAT map to a code that the folder does not have',
        (right) => ({ ...right, vat: { BE21: '99' } }),
        'VAT_MAP_UNUSABLE',
      ],
    ])(
      'with %s; put right, it is',
      async (_, spoil, code) => {
        const { definition, ...seeded } = await seedTenant(stack, { invoices: 1 });

        expect(await activate(spoil(definition))).toEqual({ outcome: 'failed', issueCodes: [code] });
        expect((await stack.openIssues(seeded.id)).map((open) => open.code)).toEqual([code]);
        expect(await stack.twins.ledger(seeded.folder)).toEqual([]);

        expect(await activate(definition)).toEqual({ outcome: 'activated', issueCodes: [] });
        await stack.until(seeded.id, allBooked);
        expect(await stack.openIssues(seeded.id)).toEqual([]);
      },
      PATIENCE_MS,
    );

    it.each<[string, object, string]>([
      ['the invoicing module', { invoicing: false }, 'INVOICING_MODULE_MISSING'],
      ['a date on its invoices', { switches: { G1: 'none' } }, 'INVOICE_DATE_FIELD_MISSING'],
    ])(
      'without %s',
      async (_, tribe, code) => {
        const { definition } = await seedTenant(stack, { invoices: 0, tribe });

        expect(await activate(definition)).toEqual({ outcome: 'failed', issueCodes: [code] });
      },
      PATIENCE_MS,
    );

    it(
      'by steps out of order, or of the wrong shape: the validator refuses them before anything is recorded',
      async () => {
        const { id } = await seedTenant(stack, { invoices: 0 });
        const activation = await stack.temporal.workflow.start('activation', {
          workflowId: activationWorkflowId(id),
          taskQueue: stack.taskQueue,
          args: [{ tenant: id }],
        });
        const refused = async (step: string, input: object): Promise<string> => {
          const error: unknown = await activation
            .executeUpdate(step, { args: [input] })
            .catch((thrown: unknown) => thrown);
          if (!(error instanceof WorkflowUpdateFailedError)) throw new Error(`${step} was not refused`);
          return error.cause?.message ?? '';
        };

        expect(await refused('approve', { mode: 'clear' })).toMatch(/next step is "connect"/);
        expect(await refused('configure', { version: 1 })).toMatch(/next step is "connect"/);
        expect(await refused('mapVat', { choice: 'suggested' })).toMatch(/next step is "connect"/);
        expect(await refused('connect', { tribeVersion: 'one', winbooksVersion: 1 })).toMatch(/shape/);
        expect(await activation.query('state')).toMatchObject({ step: 'connect', results: {} });
        await activation.terminate();
      },
      PATIENCE_MS,
    );
  });

  it.each(['Date', 'Start'])(
    'whose Tribe calls the date of an invoice %s is activated and booked on that day',
    async (G1) => {
      const { id, folder, definition } = await seedTenant(stack, {
        invoices: 1,
        tribe: { switches: { G1 } },
      });
      expect(await activate(definition)).toMatchObject({ outcome: 'activated' });
      await stack.until(id, allBooked);

      expect(await stack.twins.ledger(folder)).toMatchObject([{ date: '2026-10-01' }]);
    },
    PATIENCE_MS,
  );

  it.each<[string, (seeded: Seeded) => Promise<unknown>]>([
    ['resumed', (seeded) => syncOf(seeded).executeUpdate('resume')],
    [
      'drained and activated again',
      async (seeded) => {
        await syncOf(seeded).executeUpdate('drain');
        await syncOf(seeded).result();
        return activate(seeded.definition);
      },
    ],
  ])(
    'that is paused posts nothing and its runs end postponed; %s, everything is booked once',
    async (_, goOn) => {
      const seeded = await seedTenant(stack, { invoices: 1 });
      const { id, folder, definition } = seeded;
      await stack.activate([definition]);
      await stack.until(id, allBooked);
      // The second invoice is under way: WinBooks gives no answers to its look-ups.
      const fault = await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 503,
        path: `/app/GLTransHeaders/Folder/${folder}/`,
      });
      const user = tribeUser(stack, definition);
      const invoice = { customer: 'C1', lines: [{ quantity: 1, price: 10, vatGroup: 'BE21' }] };
      await user.make({ ...invoice, number: '20260101', date: '2026-10-02' });
      while ((await stack.twins.fired('winbooks', fault)) === 0) await stack.until(id, () => true);
      await syncOf(seeded).executeUpdate('pause', { args: [{ reason: 'test' }] });
      await stack.twins.clearFaults();
      await user.make({ ...invoice, number: '20260102', date: '2026-10-03' });

      const [, second] = await stack.until(id, (all) => all[1] !== undefined && all[1].dueAt !== null);
      if (second === undefined) throw new Error('the second invoice was not found');
      expect(await stack.temporal.workflow.getHandle(runOf(id, second)).result()).toMatchObject({
        state: 'postponed',
      });
      expect(await stateOf(seeded)).toBe('paused');
      expect(await postsTo(folder)).toBe(1);

      await goOn(seeded);
      await stack.until(id, (all) => all.length === 3 && allBooked(all));
      expect(await stack.twins.ledger(folder)).toHaveLength(3);
      expect(await postsTo(folder)).toBe(3);
    },
    PATIENCE_MS,
  );

  it(
    'that is drained lets what is under way settle and ends; activated again it books what came, and nothing twice',
    async () => {
      const seeded = await seedTenant(stack, { invoices: 3 });
      const { id, folder, definition } = seeded;
      await stack.twins.fault('winbooks', {
        kind: 'drop-after',
        method: 'POST',
        path: `/app/GLTransHeader/Folder/${folder}$`,
        count: 2,
      });
      await stack.activate([definition]);
      await stack.until(id, (all) => all.some(({ everUnknown }) => everUnknown));
      await syncOf(seeded).executeUpdate('drain');
      await syncOf(seeded).result();

      expect(await stateOf(seeded)).toBe('inactive');
      const settled = await stack.bookings(id);
      expect(settled.filter(({ state }) => state === 'posting' || state === 'verifying')).toEqual([]);

      await tribeUser(stack, definition).make({
        customer: 'C1',
        number: '20260101',
        date: '2026-10-20',
        lines: [{ quantity: 1, price: 10, vatGroup: 'BE21' }],
      });
      expect(await activate(definition)).toMatchObject({ outcome: 'activated' });
      const bookings = await stack.until(id, (all) => all.length === 4 && allBooked(all));

      const references = (await stack.twins.ledger(folder)).map(({ reference }) => reference);
      expect(references.toSorted()).toEqual(bookings.map(({ reference }) => reference).toSorted());
    },
    PATIENCE_MS,
  );

  it(
    'that comes back to an empty store finds its own bookings: everything adopted, nothing booked again',
    async () => {
      const seeded = await seedTenant(stack, { invoices: 4, inWinbooks: false });
      const { id, folder, definition } = seeded;
      await stack.activate([definition]);
      await stack.until(id, (all) => all.length === 4 && allBooked(all));
      await syncOf(seeded).executeUpdate('drain');
      await syncOf(seeded).result();
      const before = await stack.twins.ledger(folder);
      const posts = await postsTo(folder);

      const empty = await startStack(stack.twins);
      try {
        await empty.startWorker();
        const [activation] = await empty.activate([definition]);
        expect(activation).toMatchObject({ outcome: 'activated' });
        const bookings = await empty.until(id, (all) => all.length === 4 && allBooked(all));

        expect(bookings.map(({ winbooksId }) => winbooksId).toSorted()).toEqual(
          before.map((entry) => entry.id).toSorted(),
        );
        expect(bookings.every(({ linked, attempt }) => !linked && attempt === 0)).toBe(true);
        expect(await stack.twins.ledger(folder)).toEqual(before);
        expect(await postsTo(folder)).toBe(posts);
        expect(await empty.openIssues(id)).toEqual([]);
      } finally {
        await empty.temporal.workflow.getHandle(tenantSyncWorkflowId(id)).terminate();
        await empty.stop();
      }
    },
    PATIENCE_MS,
  );

  it(
    'that two installations sync at once, each with a store of its own: every invoice once, known to both',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 6, inWinbooks: false });
      const other = await startStack(stack.twins);
      try {
        await other.startWorker();
        const double = { ...definition, id: `${id}-double` };
        const [ours, theirs] = await Promise.all([stack.activate([definition]), other.activate([double])]);
        expect([ours[0]?.outcome, theirs[0]?.outcome]).toEqual(['activated', 'activated']);
        const isDone = (all: Awaited<ReturnType<typeof stack.bookings>>) =>
          all.length === 6 && allBooked(all);
        const bookings = await stack.until(id, isDone);
        const known = await other.until(double.id, isDone);

        const documents = (await stack.twins.ledger(folder)).map((entry) => entry.id).toSorted();
        expect(documents).toHaveLength(6);
        expect(bookings.map(({ winbooksId }) => winbooksId).toSorted()).toEqual(documents);
        expect(known.map(({ winbooksId }) => winbooksId).toSorted()).toEqual(documents);
      } finally {
        await other.stop();
      }
    },
    PATIENCE_MS,
  );
});
