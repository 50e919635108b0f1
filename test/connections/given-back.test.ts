import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { slotDesk } from '../../activities/connection/slot-desk';
import { tokenVault } from '../../activities/connection/token-vault';
import type { WinbooksConnection } from '../../clients/connection';
import { prepareWrite, probeFolder } from '../../clients/winbooks';
import { readWinbooks } from '../../clients/winbooks/winbooks-session';
import { TIMINGS } from '../../domain/timings';
import { readConfiguration } from '../../configuration/configuration';
import { openDatabase, type Database } from '../../store/database/database';
import { keyRing } from '../../store/database/encryption';
import { freshTokens, isTokenRequest, ScriptedVendor, withTokens } from '../clients/support/scripted-vendor';
import { winbooksConnection as inMemory } from '../clients/support/memory-connection';
import { openStore, type StoreFixture } from '../store/store-fixture';
import { startPostgresProxy, type PostgresProxy } from '../support/postgres-proxy';

const TIMES = { ...TIMINGS.slots, leaseMs: 3_000, renewMs: 500, longestRequestMs: 60_000 };
const FOUR = [1, 2, 3, 4];
/** A lease time, and what a busy machine needs. */
const SOON_MS = 30_000;

/** A throw at each place where something was taken, four times at once: afterwards all four serve again. */
describe('what a request has taken is given back', () => {
  let store: StoreFixture;
  let proxy: PostgresProxy;
  let database: Database;
  let vendor: ScriptedVendor;
  let connection: WinbooksConnection;

  beforeAll(async () => {
    store = await openStore(10);
    proxy = await startPostgresProxy(store.url);
  });
  beforeEach(async () => {
    proxy.open();
    database = openDatabase(proxy.url, { max: 5 });
    vendor = await ScriptedVendor.start(withTokens(() => ({ body: [] })));
    const name = randomUUID();
    const desk = slotDesk(database, name, TIMES);
    const ring = keyRing([{ id: 'test', key: randomBytes(32) }]);
    connection = {
      ...inMemory(vendor.origin),
      tokens: tokenVault(
        { database, keyRing: ring, configuration: readConfiguration({}), debugPoint: async () => undefined },
        name,
      ),
      budget: { ...desk, acquire: () => desk.acquire(FOUR.length) },
    };
  });
  afterEach(async () => {
    await vendor.close();
    await database.close();
  });
  afterAll(async () => {
    await proxy.close();
    await store.close();
  });

  const fourTimes = <Value>(work: () => Promise<Value>) => Promise.allSettled(FOUR.map(work));
  const fourServe = async (): Promise<void> => {
    vendor.script = withTokens(() => ({ body: [] }));
    const deadline = Date.now() + SOON_MS;
    for (;;) {
      const tickets = await fourTimes(() => prepareWrite(connection));
      const ready = tickets.flatMap((ticket) =>
        ticket.status === 'fulfilled' && ticket.value.kind === 'ok' ? [ticket.value.value] : [],
      );
      await Promise.all(ready.map((one) => one.release()));
      if (ready.length === FOUR.length) break;
      if (Date.now() > deadline) throw new Error(`only ${ready.length} of four serve again`);
    }
    expect(await probeFolder(connection)).toMatchObject({ kind: 'ok' });
  };

  it('when a reading throws', async () => {
    await fourTimes(() => readWinbooks(connection, () => Promise.reject(new Error('no'))));
    await fourServe();
  });

  it('when the store goes away while the vendor is at it', async () => {
    await probeFolder(connection);
    vendor.script = (request) => {
      if (!isTokenRequest(request)) proxy.cut();
      return { body: [] };
    };
    await fourTimes(() => probeFolder(connection));
    await sleep(500);
    proxy.open();
    await fourServe();
  });

  it('when the store goes away while the tokens are renewed', async () => {
    vendor.script = (request) => {
      if (!isTokenRequest(request)) return { body: [] };
      proxy.cut();
      return freshTokens();
    };
    const outcomes = await fourTimes(() => prepareWrite(connection));
    expect(outcomes.map(({ status }) => status)).toContain('rejected');
    await sleep(500);
    proxy.open();
    await fourServe();
  });

  it('when the store goes away before a write is fenced, and the write is not made', async () => {
    const tickets = await Promise.all(FOUR.map(() => prepareWrite(connection)));
    expect(tickets.map(({ kind }) => kind)).toEqual(FOUR.map(() => 'ok'));
    proxy.cut();
    for (const ticket of tickets) if (ticket.kind === 'ok') await ticket.value.release();
    await sleep(500);
    proxy.open();
    await fourServe();
  });

  it('when the vendor asks for silence while the store is away', async () => {
    await probeFolder(connection);
    vendor.script = withTokens(() => {
      proxy.cut();
      return { status: 429, headers: { 'retry-after': '1' } };
    });
    const asking = fourTimes(() => probeFolder(connection));
    await sleep(500);
    vendor.script = withTokens(() => ({ body: [] }));
    proxy.open();
    await asking;
    await fourServe();
  });
});
