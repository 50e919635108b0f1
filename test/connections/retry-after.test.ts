import { setTimeout as sleep } from 'node:timers/promises';
import { checkTribeCredentials } from '../../clients/tribe';
import { checkWinbooksCredentials, probeFolder } from '../../clients/winbooks';
import { tribeConnection, winbooksConnection } from '../clients/support/memory-connection';
import { ScriptedVendor } from '../clients/support/scripted-vendor';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';
import { requestsTo } from './vendor-journal';

const PATIENCE_MS = 240_000;
const SILENCE_S = 8;
/** Requests that had their slot already when the vendor asked for silence may still arrive this long after it. */
const UNDER_WAY_MS = 1_500;

describe('Retry-After', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
    await Promise.all([stack.startWorker(), stack.startWorker()]);
  }, 120_000);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  it.each([
    ['of a read', '/ExecuteCriteria', 429],
    ['of the token endpoint', '/OAuth20/Token', 503],
  ])(
    '%s silences every worker',
    async (_, path, status) => {
      const { id, folder, definition } = await seedTenant(stack, { invoices: 12 });
      await stack.activate([definition]);
      await stack.until(id, (all) => all.some(({ state }) => state === 'booked'), PATIENCE_MS);
      const fault = await stack.twins.fault('winbooks', {
        kind: 'status',
        status,
        retryAfterSeconds: SILENCE_S,
        path,
        count: 1,
      });
      if (path === '/OAuth20/Token') await stack.twins.fault('winbooks', { kind: 'expire-token', count: 1 });
      await stack.until(id, allBooked, PATIENCE_MS);

      expect(await stack.twins.fired('winbooks', fault)).toBe(1);
      const requests = await requestsTo(stack.twins, 'winbooks');
      const asked = requests.find((request) => request.status === status && request.fault === 'status');
      if (asked === undefined) throw new Error('nobody was asked for silence');
      const during = requests.filter(
        ({ at }) => at > asked.at + UNDER_WAY_MS && at < asked.at + SILENCE_S * 1000,
      );
      expect(during).toEqual([]);
      expect(requests.some(({ at }) => at >= asked.at + SILENCE_S * 1000)).toBe(true);
      expect(await stack.twins.ledger(folder)).toHaveLength(12);
    },
    PATIENCE_MS,
  );
});

describe('Retry-After of a token endpoint', () => {
  const vendors: ScriptedVendor[] = [];
  afterEach(() => Promise.all(vendors.splice(0).map((vendor) => vendor.close())));
  const busy = async (status: number): Promise<ScriptedVendor> => {
    const vendor = await ScriptedVendor.start(() => ({
      status,
      headers: { 'retry-after': '1' },
      body: { error: 'slow down' },
    }));
    vendors.push(vendor);
    return vendor;
  };

  it.each([429, 503])('pauses the connection for its time (%i)', async (status) => {
    const vendor = await busy(status);
    const connections = [tribeConnection(vendor.origin), winbooksConnection(vendor.origin)] as const;
    const [tribe, winbooks] = connections;
    const startedAt = Date.now();
    const expected = status === 429 ? { kind: 'throttled', retryAfterMs: 1_000 } : { kind: 'unknown' };
    expect(await checkTribeCredentials(tribe)).toMatchObject(expected);
    expect(await checkWinbooksCredentials(winbooks)).toMatchObject(expected);
    expect(vendor.tokenCalls).toHaveLength(2);

    expect(await probeFolder(winbooks)).toEqual({ kind: 'throttled', retryAfterMs: null });
    expect(vendor.seen).toHaveLength(2);
    for (const { budget } of connections) {
      expect(budget.pausedUntil).toBeGreaterThanOrEqual(startedAt + 1_000);
      expect(budget.pausedUntil).toBeLessThanOrEqual(Date.now() + 1_000);
      expect(budget.out).toBe(0);
    }

    await sleep(1_050);
    await probeFolder(winbooks);
    expect(vendor.seen).toHaveLength(3);
  });
});
