import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Database, type DatabaseOptions } from '../../store/database/database';
import { startPostgresProxy, type PostgresProxy } from '../support/postgres-proxy';
import { openStore, type StoreFixture } from './store-fixture';

/** Longer than a connection attempt may take, which is what a busy pool was once taken for. */
const BUSY_S = 6;
const FOUR = [1, 2, 3, 4];

let store: StoreFixture;
let proxy: PostgresProxy;
const opened: Database[] = [];
beforeAll(async () => {
  store = await openStore();
  proxy = await startPostgresProxy(store.url);
});
beforeEach(() => proxy.open());
afterEach(() => Promise.all(opened.splice(0).map((database) => database.close())));
afterAll(async () => {
  await proxy.close();
  await store.close();
});

const open = (options: DatabaseOptions, url = store.url): Database => {
  const database = openDatabase(url, options);
  opened.push(database);
  return database;
};
const ask = (database: Database, what = 'select 1'): Promise<unknown> =>
  database.asControl((sql) => sql.query(what));

describe('a pool of which every connection is in use', () => {
  test('is waited for, in the order of arrival', async () => {
    const database = open({ max: 1 });
    const holding = ask(database, `select pg_sleep(${BUSY_S})`);
    const served: number[] = [];
    await Promise.all(FOUR.map((turn) => ask(database).then(() => served.push(turn))));
    await holding;

    expect(served).toEqual(FOUR);
  });

  test('is waited for no longer than its bound, and serves the next', async () => {
    const database = open({ max: 1, times: { waitMs: 200 } });
    const holding = ask(database, 'select pg_sleep(1)');
    const outcomes = await Promise.allSettled(FOUR.map(() => ask(database)));

    expect(outcomes.map(({ status }) => status)).toEqual(FOUR.map(() => 'rejected'));
    await holding;
    await ask(database);
  });
});

describe('every connection comes back to the pool', () => {
  /** Both connections at once, which they can only be when none was lost on the way. */
  const bothServe = async (database: Database): Promise<void> => {
    let inside = 0;
    let most = 0;
    const work = () =>
      database.asControl(async (sql) => {
        inside += 1;
        most = Math.max(most, inside);
        await sql.query('select pg_sleep(0.3)');
        inside -= 1;
      });
    await Promise.all([...FOUR.map(work)]);
    expect(most).toBe(2);
  };

  test.each<[string, (database: Database) => Promise<unknown>]>([
    ['work that throws', (database) => database.asControl(() => Promise.reject(new Error('no')))],
    ['a statement that fails', (database) => ask(database, 'select 1 / 0')],
    [
      'a transaction whose failed statement was swallowed',
      (database) =>
        database.asControl(async (sql) => {
          await sql.query('select 1 / 0').catch(() => undefined);
        }),
    ],
    [
      'a server that ends the connection',
      (database) => ask(database, 'select pg_terminate_backend(pg_backend_pid())'),
    ],
  ])('from %s', async (_, fail) => {
    const database = open({ max: 2 });
    const outcomes = await Promise.allSettled(FOUR.map(() => fail(database)));

    expect(outcomes.map(({ status }) => status)).toEqual(FOUR.map(() => 'rejected'));
    await bothServe(database);
  });

  test('from a Postgres that was away', async () => {
    const database = open({ max: 2 }, proxy.url);
    const working = Promise.allSettled(FOUR.map(() => ask(database, 'select pg_sleep(0.5)')));
    await sleep(200);
    proxy.cut();
    const meanwhile = await Promise.allSettled(FOUR.map(() => ask(database)));
    proxy.open();

    expect((await working).map(({ status }) => status)).toEqual(FOUR.map(() => 'rejected'));
    expect(meanwhile.map(({ status }) => status)).toEqual(FOUR.map(() => 'rejected'));
    await bothServe(database);
  });

  test('from a network that passes nothing on', async () => {
    const database = open({ max: 2, times: { answerMs: 1_000 } }, proxy.url);
    await bothServe(database);
    proxy.mute();
    const outcomes = await Promise.allSettled(FOUR.map(() => ask(database)));
    proxy.open();

    expect(outcomes.map(({ status }) => status)).toEqual(FOUR.map(() => 'rejected'));
    await bothServe(database);
  });
});
