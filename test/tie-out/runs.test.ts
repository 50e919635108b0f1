import { setTimeout as sleep } from 'node:timers/promises';
import { compareBooks } from '../../actions/compare-books';
import { changeSettings } from '../../actions/change-settings';
import { pino } from 'pino';
import { tieOutScheduleId } from '../../domain/steps/workflow-names';
import { TIMINGS } from '../../domain/timings';
import { listDifferences } from '../../store/tie-out/tie-out-results';
import { lastRun } from '../../store/tie-out/tie-out-runs';
import { reconcile } from '../../workers/reconciler';
import { commandOf } from '../actions/command';
import { actionsOf } from '../actions/stack-actions';
import { tribeUser } from '../integration/tribe-user';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

const PATIENCE_MS = 240_000;
const INVOICES = 4;

describe('a run of the tie-out', () => {
  let stack: Stack;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;

  beforeAll(async () => {
    stack = await startStack();
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);
  beforeEach(async () => {
    await stack.oneWorker();
    tenant = await seedTenant(stack, { invoices: INVOICES });
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, (rows) => rows.length === INVOICES && allBooked(rows));
  }, PATIENCE_MS);

  const unread = async (): Promise<number> =>
    stack.database.asTenant(
      tenant.id,
      async (sql) =>
        (await sql.query('select from payments where tenant_id = $1 and state is null', [tenant.id]))
          .rowCount,
    );
  async function until(what: string, is: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(200))
      if (await is()) return;
    throw new Error(`It did not come about: ${what}`);
  }
  const differences = () => stack.database.asTenant(tenant.id, (sql) => listDifferences(sql));

  it(
    'leaves a phase that somebody changed by hand, or corrects it, as the tenant wants',
    async () => {
      const phase = async (): Promise<string | undefined> => {
        const invoices = (await stack.twins.look('tribe', `invoices?tenant=${tenant.id}`)) as {
          number: string;
          phase: string;
        }[];
        return invoices.find(({ number }) => number === '20260001')?.phase;
      };
      const set = (settings: object) =>
        changeSettings(actionsOf(stack), tenant.id, (now) => ({ ...now, ...settings }));
      expect(await set({ syncPayments: true })).toMatchObject({ ok: true });
      await until('the payments were read', async () => (await unread()) === 0);
      await stack.twins.act('tribe', 'actions/pay', { tenant: tenant.id, invoice: '20260001' });

      expect(await compareBooks(actionsOf(stack), tenant.id, null)).toMatchObject({
        agrees: true,
        differences: [{ code: 'phase', invoice: '20260001' }],
      });
      await sleep(3_000);
      expect(await phase()).toBe('Paid');

      expect(await set({ phaseByHand: 'correct' })).toMatchObject({ ok: true });
      await compareBooks(actionsOf(stack), tenant.id, null);
      await until('the phase is corrected', async () => (await phase()) === 'Sent');
      expect(await compareBooks(actionsOf(stack), tenant.id, null)).toMatchObject({ differences: [] });
    },
    PATIENCE_MS,
  );

  it(
    'goes on where it was when its worker is killed in the middle',
    async () => {
      const worker = await stack.oneWorker();
      await stack.twins.act('winbooks', 'delete-booking', {
        folder: tenant.folder,
        journal: 'VEN',
        docNumber: 20260001,
      });
      worker.stopAt('tie-out-page-read');
      const compared = compareBooks(actionsOf(stack), tenant.id, null);
      await worker.reached('tie-out-page-read');
      worker.kill('SIGKILL');
      const second = await stack.startWorker();
      second.stopAt('tie-out-compared');
      await second.reached('tie-out-compared');
      second.kill('SIGKILL');
      await stack.startWorker();

      expect(await compared).toMatchObject({ ok: true, agrees: false });
      expect(await differences()).toMatchObject([{ code: 'deleted', invoice: '20260001' }]);
      const run = await stack.database.asTenant(tenant.id, lastRun);
      expect(run).toMatchObject({ state: 'done', invoices: INVOICES, differences: 1, appeared: 1 });
    },
    PATIENCE_MS,
  );

  it(
    'is on a schedule of its own, which comes back, moves with the setting, and compares',
    async () => {
      const control = {
        database: stack.database,
        temporal: stack.temporal,
        taskQueue: stack.taskQueue,
        times: TIMINGS.reconciler,
        log: pino({ enabled: false }),
      };
      const schedule = stack.temporal.schedule.getHandle(tieOutScheduleId(tenant.id));
      const hour = async () => (await schedule.describe()).spec.calendars?.[0]?.hour?.[0]?.start;
      await reconcile(control);
      expect(await hour()).toBe(2);
      await schedule.delete();
      await reconcile(control);
      expect(await hour()).toBe(2);

      const changed = await changeSettings(actionsOf(stack), tenant.id, (now) => ({ ...now, tieOutHour: 5 }));
      expect(changed).toMatchObject({ ok: true });
      expect(await hour()).toBe(5);

      await schedule.trigger();
      const deadline = Date.now() + 60_000;
      while ((await stack.database.asTenant(tenant.id, lastRun)) === null && Date.now() < deadline)
        await sleep(200);
      expect(await stack.database.asTenant(tenant.id, lastRun)).toMatchObject({ differences: 0 });
      await schedule.delete();
    },
    PATIENCE_MS,
  );

  it(
    'tells on the command line that a held invoice is missing, and why; without a second issue',
    async () => {
      const { run } = commandOf(stack);
      const clean = await run('tie-out', '--tenant', tenant.id, '--month', '2026-10', '--json');
      expect(JSON.parse(clean.stdout)).toMatchObject({ ok: true, differences: [] });
      expect(clean.code).toBe(0);

      await tribeUser(stack, tenant.definition).make({
        customer: 'C1',
        number: '20260050',
        phase: 'Sent',
        date: '2026-10-20',
        lines: [{ description: 'Planks', quantity: 1, price: 100 }],
      });
      await stack.until(tenant.id, (rows) => rows.some(({ state }) => state === 'held'));
      const issues = (await stack.openIssues(tenant.id)).length;
      const held = await run('tie-out', '--tenant', tenant.id, '--json');

      expect(held.code).toBe(3);
      expect(JSON.parse(held.stdout)).toMatchObject({
        ok: false,
        differences: [
          {
            code: 'missing',
            invoice: '20260050',
            document: null,
            tribe: { state: 'VAT_GROUP_MISSING' },
            winbooks: null,
          },
        ],
      });
      expect(await stack.openIssues(tenant.id)).toHaveLength(issues);
    },
    PATIENCE_MS,
  );
});
