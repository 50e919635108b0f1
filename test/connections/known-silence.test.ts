import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { slotDesk, type SlotDesk } from '../../activities/connection/slot-desk';
import { readSilence } from '../../store/connections/connection-silence';
import { openDatabase, type Database } from '../../store/database/database';
import { openStore, type StoreFixture } from '../store/store-fixture';
import { startPostgresProxy, type PostgresProxy } from '../support/postgres-proxy';

const LONG_MS = 60_000;

/** Two processes are two pools and two desks on one store; the way of one of them to Postgres can be closed. */
describe('the silence that a vendor asked one process for', () => {
  let store: StoreFixture;
  let proxy: PostgresProxy;
  let cutOff: Database;
  let name: string;
  let here: SlotDesk;
  let there: SlotDesk;

  beforeEach(async () => {
    store = await openStore(10);
    proxy = await startPostgresProxy(store.url);
    cutOff = openDatabase(proxy.url, { max: 10 });
    name = randomUUID();
    here = slotDesk(cutOff, name);
    there = slotDesk(store.database, name);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await cutOff.close();
    await proxy.close();
    await store.close();
  });

  const until = async (is: () => boolean): Promise<void> => {
    while (!is()) await sleep(5);
  };
  const bothHear = (): Promise<void> =>
    until(() => [cutOff, store.database].every(({ notices }) => notices.heardSince() !== null));
  /** Ends the connections that listen, and no others. */
  const endListening = async (): Promise<void> => {
    const client = new Client({ connectionString: store.url });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query like '%pg_notify%'`,
    );
    await client.end();
  };
  const inStore = (): Promise<number> => store.database.asControl((sql) => readSilence(sql, name));

  it('is known to the others at once, without a question to the store', async () => {
    await bothHear();
    await there.pauseFor(LONG_MS);
    await until(() => here.knownSilence() > 0);

    expect(here.knownSilence()).toBeLessThanOrEqual(LONG_MS);
  });

  it('ends after its time, also when that is short', async () => {
    await bothHear();
    await there.pauseFor(300);
    await until(() => here.knownSilence() > 0);
    await sleep(320);

    expect([here.knownSilence(), await here.silence(), await there.silence(), await inStore()]).toEqual([
      0, 0, 0, 0,
    ]);
    const slot = await here.acquire(1);
    expect(slot).not.toBeNull();
    await slot?.release();
  });

  it('is asked for in the store before each request while the others cannot be heard', async () => {
    await bothHear();
    const slot = await here.acquire(1);
    expect(await here.silence()).toBe(0);
    await endListening();
    await until(() => cutOff.notices.heardSince() === null);
    await there.pauseFor(LONG_MS);

    expect(await here.silence()).toBeGreaterThan(0);
    await slot?.release();
  });

  it('that was asked for while nobody listened yet is known before the first request', async () => {
    await there.pauseFor(LONG_MS);
    const late = openDatabase(store.url, { max: 2 });

    expect(await slotDesk(late, name).silence()).toBeGreaterThan(0);
    await late.close();
  });

  it('reaches the others as soon as the store is there again', async () => {
    await bothHear();
    proxy.cut();
    await here.pauseFor(LONG_MS);
    expect([here.knownSilence() > 0, await inStore()]).toEqual([true, 0]);
    proxy.open();
    await until(() => there.knownSilence() > 0);

    expect(await inStore()).toBeGreaterThan(0);
  });

  it.each([-3_600_000, 3_600_000])('does not depend on the clock of a machine (%i ms off)', async (offMs) => {
    await bothHear();
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + offMs);
    await here.pauseFor(LONG_MS);
    await until(() => there.knownSilence() > 0);

    for (const ms of [here.knownSilence(), there.knownSilence(), await inStore()]) {
      expect(ms).toBeGreaterThan(LONG_MS / 2);
      expect(ms).toBeLessThanOrEqual(LONG_MS);
    }
  });

  it('keeps slots that are in hand from serving on, and gives them back', async () => {
    await bothHear();
    const slots = [await here.acquire(2), await here.acquire(2)];
    const waiting = here.acquire(2);
    await there.pauseFor(LONG_MS);
    await until(() => here.knownSilence() > 0);
    for (const slot of slots) await slot?.release();

    expect(await waiting).toBeNull();
    const rows = () =>
      store.database.asControl((sql) =>
        sql.query('select from connection_slots where fingerprint = $1 and holder is not null', [name]),
      );
    while ((await rows()).rowCount > 0) await sleep(10);
  });
});
