import { randomUUID } from 'node:crypto';
import type { TenantId } from '../../domain/ids';
import {
  countQueuedDue,
  enqueueRecords,
  finishQueued,
  postponeQueued,
  reclaimQueued,
  releaseQueued,
  takeQueued,
} from '../../store/relations/relation-queue';
import { newActiveTenant, openStore, type StoreFixture } from './store-fixture';
import type { TenantSql } from '../../store/database/database';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
  store.database.asTenant(tenant, work);
const customer = () => ({ role: 'customer' as const, recordId: randomUUID() });
const enqueue = (...records: ReturnType<typeof customer>[]) =>
  inStore((sql) => enqueueRecords(sql, 'tribe', records));
const take = (limit = 50) => inStore((sql) => takeQueued(sql, limit));
const countDue = () => inStore(countQueuedDue);

describe('the queue of relations', () => {
  test('a record is queued once, however often it changes', async () => {
    const one = customer();
    await enqueue(one, one);
    await enqueue(one);
    expect(await take()).toEqual([{ side: 'tribe', ...one, version: 2, attempt: 0, isMissing: false }]);
  });

  test('what one worker has taken, no other takes', async () => {
    await enqueue(...Array.from({ length: 30 }, customer));
    const batches = await Promise.all([take(10), take(10), take(10), take(10)]);
    const ids = batches.flat().map(({ recordId }) => recordId);
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
    expect(await countDue()).toBe(0);
  });

  test('a record that changes while it is worked on is due again', async () => {
    const one = customer();
    await enqueue(one);
    const taken = await take();
    await enqueue(one);
    await inStore((sql) => finishQueued(sql, taken));
    expect(await take()).toMatchObject([{ ...one, version: 2 }]);
  });

  test('a record that was seen to is gone from the queue', async () => {
    await enqueue(customer(), customer());
    const taken = await take();
    await inStore((sql) => finishQueued(sql, taken));
    expect(await countDue()).toBe(0);
    expect(await take()).toEqual([]);
  });

  test('eight that fail make room for the others, and wait longer with each failure', async () => {
    const bad = Array.from({ length: 8 }, customer);
    await enqueue(...bad);
    const first = await take(8);
    await inStore(async (sql) => {
      for (const each of first) await postponeQueued(sql, each, 'unreadable');
    });
    const good = customer();
    await enqueue(good);
    expect(await take(8)).toMatchObject([good]);
    const [failed] = first;
    if (failed === undefined) throw new Error('nothing was taken');
    expect(await waitOf(failed.recordId)).toBeCloseTo(60, -1);
    await inStore((sql) => postponeQueued(sql, failed, 'unreadable'));
    expect(await waitOf(failed.recordId)).toBeCloseTo(120, -1);
  });

  test('a change ends the wait of a record that failed', async () => {
    const one = customer();
    await enqueue(one);
    const [taken] = await take();
    if (taken === undefined) throw new Error('nothing was taken');
    await inStore((sql) => postponeQueued(sql, taken, 'unreadable'));
    await enqueue(one);
    expect(await take()).toMatchObject([{ ...one, attempt: 0 }]);
  });

  test('what a lost worker had taken is due again for the next one', async () => {
    await enqueue(customer(), customer());
    await take(1);
    expect(await countDue()).toBe(1);
    await inStore(reclaimQueued);
    expect(await take()).toHaveLength(2);
  });

  test('what was taken and not seen to comes back after a wait, without a failure of its own', async () => {
    await enqueue(customer());
    const taken = await take();
    await inStore((sql) => releaseQueued(sql, taken, 0));
    expect(await take()).toMatchObject([{ attempt: 0, version: 1 }]);
  });
});

async function waitOf(recordId: string): Promise<number> {
  const { rows } = await inStore((sql) =>
    sql.query(
      `select extract(epoch from due_at - now())::float8 as seconds from relation_queue where tenant_id = $1 and record_id = $2`,
      [tenant, recordId],
    ),
  );
  return (rows[0] as { seconds: number }).seconds;
}
