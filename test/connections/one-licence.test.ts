import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { tokenRequestsTo } from './vendor-journal';

const FOLDERS = 30;
const PATIENCE_MS = 480_000;

/** Thirty offices share one licence, and a vendor whose new access token kills the older one. */
describe('thirty folders on one WinBooks licence', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  it(
    'share one token: a handful of token requests for all of them, also when tokens die early',
    async () => {
      const licence = { email: 'licence@office.example', exchangeToken: 'xt-licence' };
      await stack.twins.act('winbooks', 'switches', { accessTokens: 'newest-only' });
      const tenants = [];
      for (let n = 1; n <= FOLDERS; n += 1)
        tenants.push(
          await seedTenant(stack, {
            invoices: 1,
            id: `folder-${n}`,
            folder: `FOLDER${n}`,
            settings: { pollSeconds: 5 },
            credentials: { clientId: `c-${n}`, clientSecret: `s-${n}`, ...licence },
          }),
        );
      await Promise.all([stack.startWorker(), stack.startWorker()]);
      const path = '/ExecuteCriteria';
      const [early, late] = await Promise.all([
        stack.twins.fault('winbooks', { kind: 'expire-token', path, skip: 40, count: 1 }),
        stack.twins.fault('winbooks', { kind: 'expire-token', path, skip: 150, count: 1 }),
      ]);

      const activations = await stack.activate(tenants.map(({ definition }) => definition));
      expect(activations.map(({ outcome }) => outcome)).toEqual(tenants.map(() => 'activated'));
      for (const { id } of tenants) await stack.until(id, allBooked, PATIENCE_MS);

      const fired =
        (await stack.twins.fired('winbooks', early)) + (await stack.twins.fired('winbooks', late));
      expect(fired).toBe(2);
      // One at first, and one for each token that died.
      const requests = await tokenRequestsTo(stack.twins, 'winbooks');
      expect(requests.map(({ grantType, status }) => [grantType, status])).toEqual([
        ['exchange_token', 200],
        ['refresh_token', 200],
        ['refresh_token', 200],
      ]);
      for (const { folder } of tenants) expect(await stack.twins.ledger(folder)).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});
