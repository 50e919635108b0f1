import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pauseConnection, readSilence } from '../../store/connections/connection-silence';
import { TIMINGS } from '../../domain/timings';
import {
  acquireSlot,
  confirmSlot,
  releaseSlot,
  renewSlot,
  type SlotAnswer,
  type SlotTimes,
} from '../../store/connections/connection-slots';
import { openStore, type StoreFixture } from './store-fixture';

/** Two statements come well within it, also on a busy machine. */
const LEASE_MS = 2_000;

let store: StoreFixture;
let name: string;
beforeAll(async () => {
  store = await openStore(10);
});
beforeEach(() => {
  name = randomUUID();
});
afterAll(() => store.close());

const acquire = (
  concurrency: number,
  holder: string = randomUUID(),
  times: Partial<SlotTimes> = {},
): Promise<SlotAnswer> =>
  store.database.asControl((sql) =>
    acquireSlot(sql, name, concurrency, holder, { ...TIMINGS.slots, ...times }),
  );
const release = (slot: number, holder: string) =>
  store.database.asControl((sql) => releaseSlot(sql, name, slot, holder));

describe('the slots of a connection', () => {
  test('are taken one per call, also when the planner runs the choice once per row', async () => {
    const taken = await store.database.asControl(async (sql) => {
      await sql.query(
        'set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_material = off',
      );
      await acquireSlot(sql, name, 3, 'one');
      return sql.query(`select slot from connection_slots where fingerprint = $1 and holder = 'one'`, [name]);
    });
    expect(taken.rows).toEqual([{ slot: 1 }]);
  });

  test('are as many as its concurrency, also for the very first callers at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => acquire(3)));
    const slots = answers.flatMap((answer) => (answer.kind === 'slot' ? [answer.slot] : []));
    expect(new Set(slots).size).toBe(slots.length);
    expect(slots.length).toBeLessThanOrEqual(3);
    // A first caller may find the slots being laid out by another and be told to wait; no more than that.
    while ((await acquire(3)).kind === 'slot') slots.push(0);
    expect(slots).toHaveLength(3);
  });

  test('are never held by more than their number, however many workers come and go', async () => {
    let held = 0;
    let most = 0;
    let served = 0;
    const worker = async (): Promise<void> => {
      for (let turn = 0; turn < 15; turn += 1) {
        const holder = randomUUID();
        const answer = await acquire(2, holder);
        if (answer.kind !== 'slot') continue;
        held += 1;
        most = Math.max(most, held);
        await sleep(2);
        held -= 1;
        served += 1;
        expect(await release(answer.slot, holder)).toBe(true);
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    expect(most).toBe(2);
    expect(served).toBeGreaterThan(10);
  });

  test('of a killed holder lapse; what it does afterwards changes nothing', async () => {
    expect(await acquire(1, 'killed', { leaseMs: LEASE_MS })).toEqual({ kind: 'slot', slot: 1 });
    expect(await acquire(1, 'next')).toEqual({ kind: 'busy' });
    await sleep(LEASE_MS);
    expect(await acquire(1, 'next')).toEqual({ kind: 'slot', slot: 1 });
    expect(await store.database.asControl((sql) => renewSlot(sql, name, 1, 'killed'))).toBe(false);
    expect(await release(1, 'killed')).toBe(false);
    expect(await acquire(1, 'third')).toEqual({ kind: 'busy' });
  });

  test('are kept by renewing them', async () => {
    await acquire(1, 'long', { leaseMs: LEASE_MS });
    expect(await store.database.asControl((sql) => renewSlot(sql, name, 1, 'long', 60_000))).toBe(true);
    await sleep(LEASE_MS);
    expect(await acquire(1)).toEqual({ kind: 'busy' });
  });

  test('end with their life, however often they are renewed', async () => {
    const renew = () => store.database.asControl((sql) => renewSlot(sql, name, 1, 'forgetful', 60_000));
    await acquire(1, 'forgetful', { leaseMs: 60_000, lifeMs: LEASE_MS });
    expect(await renew()).toBe(true);
    await sleep(LEASE_MS);
    expect(await renew()).toBe(false);
    expect(await acquire(1, 'next')).toEqual({ kind: 'slot', slot: 1 });
  });

  test('begin a new life with each request that they serve', async () => {
    await acquire(1, 'busy', { leaseMs: LEASE_MS, lifeMs: LEASE_MS });
    const standing = await store.database.asControl((sql) =>
      confirmSlot(sql, name, 1, 'busy', { leaseMs: 60_000, lifeMs: 60_000 }),
    );
    expect(standing).toEqual({ isWanted: false, silentMs: 0 });
    await sleep(LEASE_MS);
    expect(await store.database.asControl((sql) => renewSlot(sql, name, 1, 'busy'))).toBe(true);
    expect(await store.database.asControl((sql) => confirmSlot(sql, name, 1, 'somebody else'))).toBeNull();
  });

  test('grow and shrink with the concurrency asked for', async () => {
    expect(await acquire(1)).toEqual({ kind: 'slot', slot: 1 });
    expect(await acquire(2, 'second')).toEqual({ kind: 'slot', slot: 2 });
    await release(2, 'second');
    expect(await acquire(1)).toEqual({ kind: 'busy' });
  });

  test('are given to nobody while the vendor asked for silence, and a shorter pause does not end it', async () => {
    const pause = (ms: number) => store.database.asControl((sql) => pauseConnection(sql, name, ms));
    await pause(60_000);
    await pause(10);
    const answer = await acquire(2);
    expect(answer.kind === 'paused' && answer.ms).toBeGreaterThan(30_000);
    expect(answer.kind === 'paused' && answer.ms).toBeLessThanOrEqual(60_000);
    name = randomUUID();
    await pause(-1);
    expect(await acquire(2)).toEqual({ kind: 'slot', slot: 1 });
  });

  test('count a silence by the clock of the database, to the millisecond', async () => {
    await store.database.asControl(async (sql) => {
      await pauseConnection(sql, name, 700);
      const left = await readSilence(sql, name);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(700);
    });
    await sleep(750);
    expect(await store.database.asControl((sql) => readSilence(sql, name))).toBe(0);
  });
});
