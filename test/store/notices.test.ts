import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  readConnectionNews,
  tellConnectionNews,
  type ConnectionNews,
} from '../../store/connections/connection-news';
import { openDatabase, type Database } from '../../store/database/database';
import { startPostgresProxy, type PostgresProxy } from '../support/postgres-proxy';
import { openStore, type StoreFixture } from './store-fixture';

const SILENCE: ConnectionNews = { kind: 'silence', fingerprint: 'f', ms: 1_000 };

describe('the notices of other processes', () => {
  let store: StoreFixture;
  let proxy: PostgresProxy;
  let there: Database;

  beforeAll(async () => {
    store = await openStore();
    proxy = await startPostgresProxy(store.url);
  });
  beforeEach(() => {
    proxy.open();
    there = openDatabase(proxy.url, { max: 1 });
  });
  afterEach(() => there.close());
  afterAll(async () => {
    await proxy.close();
    await store.close();
  });

  const tell = (news: ConnectionNews): Promise<void> =>
    store.database.asControl((sql) => tellConnectionNews(sql, news));
  const until = async (is: () => boolean): Promise<void> => {
    while (!is()) await sleep(10);
  };

  test('are heard when their transaction is committed, and only then', async () => {
    const heard: (ConnectionNews | null)[] = [];
    there.notices.listen((notice) => heard.push(readConnectionNews(notice)));
    await until(() => there.notices.heardSince() !== null);
    const undone = store.database.asControl(async (sql) => {
      await tellConnectionNews(sql, { ...SILENCE, fingerprint: 'undone' });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await tell(SILENCE);
    await until(() => heard.length > 0);

    expect(heard).toEqual([SILENCE]);
  });

  test('are not certain while the connection is lost, and heard again afterwards', async () => {
    const heard: (ConnectionNews | null)[] = [];
    there.notices.listen((notice) => heard.push(readConnectionNews(notice)));
    await until(() => there.notices.heardSince() !== null);
    proxy.cut();
    await until(() => there.notices.heardSince() === null);
    await tell({ ...SILENCE, fingerprint: 'missed' });
    const openedAt = performance.now();
    proxy.open();
    await until(() => there.notices.heardSince() !== null);
    await tell(SILENCE);
    await until(() => heard.length > 0);

    expect(heard).toEqual([SILENCE]);
    expect(there.notices.heardSince()).toBeGreaterThan(openedAt);
  });

  test('of another kind are nobody’s business', () => {
    expect(readConnectionNews('not JSON')).toBeNull();
    expect(readConnectionNews('{"kind":"gossip","fingerprint":"f"}')).toBeNull();
  });
});
