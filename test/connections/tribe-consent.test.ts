import { setTimeout as sleep } from 'node:timers/promises';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { getTenant } from '../../store/tenants/tenants';
import {
  allBooked,
  seedTenant,
  startStack,
  type Stack,
  type TestWorker,
  UPKEEP_OFTEN,
} from '../support/stack';
import { tokenRequestsTo } from './vendor-journal';

const PATIENCE_MS = 240_000;
const APPLICATION = { clientId: 'marketplace', clientSecret: 'marketplace-secret' };

/** Tribe by a user's consent (authorization code, tribe-api §1.4): one application, one refresh token per organisation. */
describe('a tenant connected by a consent in Tribe', () => {
  let stack: Stack;
  let worker: TestWorker;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.twins.act('tribe', 'seed', {
      applications: [
        {
          ...APPLICATION,
          name: 'Marketplace',
          redirectUris: ['http://127.0.0.1:9/cb'],
          scopes: ['read', 'write', 'offline'],
        },
      ],
    });
  }, 120_000);
  beforeEach(async () => {
    worker = await stack.oneWorker();
  }, 120_000);
  // A worker that is stopped at a renewal must not be one that renews for another tenant.
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const consent = async (tenant: string): Promise<string> => {
    const grant = await stack.twins.act('tribe', 'grants', { tenant, clientId: APPLICATION.clientId });
    return (grant as { refreshToken: string }).refreshToken;
  };
  /** A tenant with one invoice whose access tokens live `seconds`. */
  const consentingTenant = async (seconds: string) => {
    const seeded = await seedTenant(stack, { invoices: 1 });
    await stack.twins.act('tribe', 'switches', { tenant: seeded.id, G10: seconds });
    const { definition } = seeded;
    const tribe = { ...definition.tribe, ...APPLICATION, refreshToken: await consent(seeded.id) };
    return { ...seeded, definition: { ...definition, tribe } };
  };
  const sendAnother = (tenant: string): Promise<unknown> =>
    stack.twins.act('tribe', 'invoices', {
      tenant,
      customer: 'C1',
      number: '20260900',
      date: '2026-10-30',
      phase: 'Sent',
      lines: [{ description: 'Beams', quantity: 1, price: 50, vatGroup: 'BE21' }],
    });
  const bothBooked = (bookings: Parameters<typeof allBooked>[0]): boolean =>
    bookings.length === 2 && allBooked(bookings);
  const stateOf = async (id: Parameters<Stack['database']['asTenant']>[0]) =>
    (await stack.database.asTenant(id, getTenant))?.state;
  /** The command, as an operator runs it. */
  const reconnect = (args: readonly string[]): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const main = path.join(__dirname, '../../cli/main.ts');
      execFile(
        process.execPath,
        ['--require', './tools/typescript.cjs', main, 'reconnect', ...args],
        { env: stack.env },
        (error, stdout, stderr) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
      );
    });

  it(
    'refreshes with rotation as its tokens expire, and never uses a refresh token twice',
    async () => {
      const { id, definition } = await consentingTenant('4');
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);
      while ((await tokenRequestsTo(stack.twins, 'tribe')).length < 4) await sleep(200);
      await sendAnother(id);
      await stack.until(id, bothBooked, PATIENCE_MS);

      // The twin revokes the whole chain when an old refresh token is used again.
      const requests = await tokenRequestsTo(stack.twins, 'tribe');
      expect(new Set(requests.map(({ grantType, status }) => `${grantType} ${status}`))).toEqual(
        new Set(['refresh_token 200']),
      );
      expect(await stack.openIssues(id)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'two organisations of one application keep their tokens apart',
    async () => {
      const tenants = [await consentingTenant('86400'), await consentingTenant('86400')];
      const activations = await stack.activate(tenants.map(({ definition }) => definition));
      expect(activations.map(({ outcome }) => outcome)).toEqual(['activated', 'activated']);
      for (const { id, folder } of tenants) {
        await stack.until(id, allBooked, PATIENCE_MS);
        expect(await stack.twins.ledger(folder)).toHaveLength(1);
      }
    },
    PATIENCE_MS,
  );

  it(
    'a renewal lost with its worker: the old refresh token is tried, the tenant pauses, and reconnecting lets it go on',
    async () => {
      const { id, folder, definition } = await consentingTenant('5');
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);
      worker.stopAt('before-token-store');
      await worker.reached('before-token-store');
      worker.kill('SIGKILL');
      await sendAnother(id);
      const before = (await tokenRequestsTo(stack.twins, 'tribe')).length;

      await stack.startWorker();
      while ((await stateOf(id)) !== 'paused') await sleep(200);
      const [issue, ...others] = await stack.openIssues(id);
      expect(issue).toMatchObject({
        code: 'CONNECTION_REFUSED_TRIBE',
        recordKind: 'connection',
        recordId: 'tribe',
      });
      expect(others).toEqual([]);
      await sleep(5_000);
      const refused = (await tokenRequestsTo(stack.twins, 'tribe'))
        .slice(before)
        .filter(({ status }) => status >= 400);
      expect(refused.map(({ grantType, status }) => [grantType, status])).toEqual([['refresh_token', 400]]);

      const wrong = await reconnect(['--tenant', id, '--refresh-token', 'made-up']);
      expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('invalid_grant') as string });
      expect(await stateOf(id)).toBe('paused');
      const stranger = await seedTenant(stack, { invoices: 1, id: `x-${randomBytes(4).toString('hex')}` });
      const ofAnother = await reconnect(['--tenant', id, '--refresh-token', await consent(stranger.id)]);
      expect(ofAnother.code).toBe(2);
      expect(ofAnother.output).toContain('another Tribe organisation');

      const right = await reconnect(['--tenant', id, '--refresh-token', await consent(id)]);
      expect(right).toEqual({ code: 0, output: expect.stringContaining('its work goes on') as string });
      await stack.until(id, bothBooked, PATIENCE_MS);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    'heals without a person where the vendor still takes the old refresh token',
    async () => {
      const { id, folder, definition } = await consentingTenant('5');
      await stack.twins.act('tribe', 'switches', { tenant: id, G11: 'accept' });
      await stack.activate([definition]);
      await stack.until(id, allBooked, PATIENCE_MS);
      worker.stopAt('before-token-store');
      await worker.reached('before-token-store');
      worker.kill('SIGKILL');
      await sendAnother(id);

      await stack.startWorker();
      await stack.until(id, bothBooked, PATIENCE_MS);
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});
