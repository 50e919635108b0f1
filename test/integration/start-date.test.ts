import { changeSettings } from '../../actions/change-settings';
import { skipInvoice } from '../../actions/skip-invoice';
import { day, tenantId, type TenantId } from '../../domain/ids';
import { tenantSettings } from '../../domain/tenant/settings';
import { tenantSyncWorkflowId } from '../../domain/steps/workflow-names';
import { loadTenantSettings, saveTenantSettings } from '../../store/tenants/tenant-settings';
import { actionsOf } from '../actions/stack-actions';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { tribeUser } from './tribe-user';

const PATIENCE_MS = 240_000;
const lines = [{ description: 'Planks', quantity: 1, price: 100, vatGroup: 'BE21' }];

describe('invoices before the start date', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const months = (numbers: readonly number[]) =>
    numbers.map((month) => ({
      customer: 'C1',
      number: `20260${month}01`,
      date: `2026-0${month}-15`,
      lines,
    }));
  const tenantFrom = async (startDate: string, invoices: readonly object[]) => {
    const seeded = await seedTenant(stack, { invoices: 0, tribe: { invoices }, settings: { startDate } });
    await stack.activate([{ ...seeded.definition, approve: 'clear' }]);
    return { ...seeded, user: tribeUser(stack, seeded.definition) };
  };
  const startFrom = (id: TenantId, startDate: string | null) =>
    changeSettings(actionsOf(stack), id, (now) => ({
      ...now,
      startDate: startDate === null ? null : day(startDate),
    }));
  const inLedger = async (folder: string): Promise<number[]> =>
    (await stack.twins.ledger(folder)).map(({ docNumber }) => docNumber).toSorted((a, b) => a - b);
  const all = (state: string, count: number) => (rows: readonly { state: string }[]) =>
    rows.filter((row) => row.state === state).length === count;
  const loop = (id: TenantId) => stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id));

  it(
    'are found when it moves earlier, however it was changed, each once, and those before it stay alone',
    async () => {
      const { id, folder } = await tenantFrom('2026-04-01', months([1, 2, 3, 4, 5]));
      await stack.until(id, all('booked', 2));
      expect(await inLedger(folder)).toEqual([20260401, 20260501]);
      expect(await stack.bookings(id)).toHaveLength(2);

      expect(await startFrom(id, '2026-03-01')).toMatchObject({ ok: true });
      await stack.until(id, all('booked', 3));
      expect(await inLedger(folder)).toEqual([20260301, 20260401, 20260501]);

      // By whatever else writes settings: the watch itself knows what it has passed over.
      await stack.database.asTenant(id, async (sql) => {
        const stored = await loadTenantSettings(sql, tenantSettings);
        await saveTenantSettings(sql, { ...stored?.settings, startDate: '2026-02-01' });
      });
      await loop(id).signal('wake');
      await stack.until(id, all('booked', 4));
      expect(await inLedger(folder)).toEqual([20260201, 20260301, 20260401, 20260501]);
      expect(await stack.bookings(id)).toHaveLength(4);
    },
    PATIENCE_MS,
  );

  it(
    'and other settings can be changed while a quiet period of an earlier version is too short; it cannot be chosen',
    async () => {
      const { id } = await tenantFrom('2026-05-01', months([5]));
      const acting = actionsOf(stack);
      const real = { ...acting, configuration: { ...acting.configuration, hasQuietPeriodFloor: true } };
      const change = (settings: { quietPeriodSeconds?: number; pollSeconds?: number }) =>
        changeSettings(real, id, (now) => ({ ...now, ...settings }));

      expect(await change({ quietPeriodSeconds: 30 })).toMatchObject({
        ok: false,
        kind: 'bad-input',
        code: 'QUIET_PERIOD_TOO_SHORT',
        params: { seconds: 30, leastSeconds: 110 },
      });
      expect(await change({ pollSeconds: 2 })).toMatchObject({
        ok: true,
        settings: { quietPeriodSeconds: 2 },
      });
      expect(await change({ quietPeriodSeconds: 110 })).toMatchObject({ ok: true });
    },
    PATIENCE_MS,
  );

  it(
    'that a rule skipped come back when the date moves or the invoice changes; what a person skipped stays',
    async () => {
      const { id, folder, user } = await tenantFrom('2026-01-01', months([5]));
      await stack.until(id, all('booked', 1));
      const found = async (number: string, date: string): Promise<string> => {
        const made = await user.make({ customer: 'C1', number, date, lines });
        await stack.until(id, (rows) => rows.some(({ tribeInvoiceId }) => tribeInvoiceId === made));
        return made;
      };
      await loop(id).executeUpdate('pause', { args: [{ reason: 'a test' }] });
      await found('20260701', '2026-07-10');
      const [byEdit, byHand] = [await found('20260702', '2026-07-11'), await found('20260703', '2026-07-12')];
      const skip = { tenant: tenantId(id), why: 'booked by hand' };
      expect(await skipInvoice(actionsOf(stack), skip.tenant, byHand, skip.why)).toMatchObject({ ok: true });
      // Found already, and before the start date by the time of its turn.
      expect(await startFrom(id, '2026-08-01')).toMatchObject({ ok: true });
      await loop(id).executeUpdate('resume');
      await stack.until(id, all('skipped', 3));

      await user.editInvoice(byEdit, { InvoiceDate: '2026-08-20' });
      await stack.until(id, all('booked', 2));
      expect(await startFrom(id, '2026-07-01')).toMatchObject({ ok: true });
      await stack.until(id, all('booked', 3));
      // A change of the invoice itself is no reason either to undo what a person decided.
      await user.touch(byHand);
      await loop(id).signal('wake');
      await user.make({ customer: 'C1', number: '20260801', date: '2026-08-02', lines });
      await stack.until(id, all('booked', 4));

      expect(await inLedger(folder)).toEqual([20260501, 20260701, 20260702, 20260801]);
      expect((await stack.bookings(id)).find((row) => row.tribeInvoiceId === byHand)).toMatchObject({
        state: 'skipped',
        skippedByRule: false,
        skipReason: 'booked by hand',
      });
    },
    PATIENCE_MS,
  );
});
