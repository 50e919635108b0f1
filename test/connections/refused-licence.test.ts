import { setTimeout as sleep } from 'node:timers/promises';
import { getTenant } from '../../store/tenants/tenants';
import { allBooked, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { tokenRequestsTo } from './vendor-journal';

const PATIENCE_MS = 240_000;

/** The access was deleted in WinBooks (External applications): neither refresh nor exchange token is accepted. */
describe('a WinBooks licence whose access was taken away', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  it(
    'is shown as an issue, asked for seldom, and works again by itself once access is back',
    async () => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 1 });
      await stack.twins.act('winbooks', 'switches', { folder, tokenSeconds: '5' });
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);

      await stack.twins.act('winbooks', 'revoke-access', { folder, revoked: true });
      await stack.twins.act('tribe', 'invoices', {
        tenant: id,
        customer: 'C1',
        number: '20260900',
        date: '2026-10-30',
        phase: 'Sent',
        lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
      });
      const isShown = async (): Promise<boolean> =>
        (await stack.openIssues(id)).some(({ code }) => code === 'CONNECTION_REFUSED_WINBOOKS');
      const deadline = Date.now() + 60_000;
      while (!(await isShown()) && Date.now() < deadline) await sleep(100);
      expect(await stack.openIssues(id)).toMatchObject([
        { code: 'CONNECTION_REFUSED_WINBOOKS', recordKind: 'connection', recordId: 'winbooks' },
      ]);

      const before = (await tokenRequestsTo(stack.twins, 'winbooks')).length;
      await sleep(15_000);
      const asked = (await tokenRequestsTo(stack.twins, 'winbooks')).slice(before);
      expect(asked.length).toBeLessThanOrEqual(2);
      expect((await stack.database.asTenant(id, getTenant))?.state).toBe('active');

      await stack.twins.act('winbooks', 'revoke-access', { folder, revoked: false });
      await stack.until(id, (all) => all.length === 2 && allBooked(all), PATIENCE_MS);
      while (await isShown()) await sleep(200);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});
