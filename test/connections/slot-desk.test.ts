import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { slotDesk, type SlotDesk } from '../../activities/connection/slot-desk';
import { openDatabase, type Database } from '../../store/database/database';
import { openStore, type StoreFixture } from '../store/store-fixture';

/** Two processes are two pools and two desks on one store. */
describe('the slots of a connection, passed on inside a process', () => {
  let store: StoreFixture;
  let another: Database;
  let here: SlotDesk;
  let there: SlotDesk;
  let name: string;

  beforeAll(async () => {
    store = await openStore(10);
    another = openDatabase(store.url, { max: 10 });
  });
  beforeEach(() => {
    name = randomUUID();
    here = slotDesk(store.database, name);
    there = slotDesk(another, name);
  });
  afterAll(async () => {
    await another.close();
    await store.close();
  });

  let inUse = 0;
  let mostInUse = 0;
  /** One request of so many milliseconds; false when there was no slot. */
  const request = async (desk: SlotDesk, concurrency: number, ms: number): Promise<boolean> => {
    const slot = await desk.acquire(concurrency);
    if (slot === null) return false;
    inUse += 1;
    mostInUse = Math.max(mostInUse, inUse);
    await sleep(ms);
    inUse -= 1;
    await slot.release();
    return true;
  };
  /** Requests one after another until `until` (epoch ms); how many had a slot. */
  const busy = async (desk: SlotDesk, concurrency: number, until: number): Promise<number> => {
    let served = 0;
    while (Date.now() < until) if (await request(desk, concurrency, 5)) served += 1;
    return served;
  };
  const leases = async (): Promise<unknown[]> => {
    const { rows } = await store.database.asControl((sql) =>
      sql.query('select slot from connection_slots where fingerprint = $1 and lease_until is not null', [
        name,
      ]),
    );
    return [...rows];
  };
  const untilGivenBack = async (): Promise<void> => {
    while ((await leases()).length > 0) await sleep(10);
  };

  beforeEach(() => {
    inUse = 0;
    mostInUse = 0;
  });

  it('are never more than its number, with two processes after them', async () => {
    const until = Date.now() + 1_500;
    const served = await Promise.all([
      ...Array.from({ length: 6 }, () => busy(here, 3, until)),
      ...Array.from({ length: 6 }, () => busy(there, 3, until)),
    ]);

    expect(mostInUse).toBe(3);
    expect(Math.min(...served)).toBeGreaterThan(0);
  });

  it('serve one request after another with hardly a word to the store', async () => {
    const spoken = jest.spyOn(store.database, 'asControl');
    await Promise.all(Array.from({ length: 60 }, () => request(here, 2, 5)));
    const words = spoken.mock.calls.length;
    spoken.mockRestore();

    expect(mostInUse).toBe(2);
    expect(words).toBeLessThan(30);
  });

  it('come to a process that has none before its patience ends, from one that is always busy', async () => {
    const until = Date.now() + 2_000;
    const others = Array.from({ length: 5 }, () => busy(here, 1, until));
    await sleep(200);

    expect(await request(there, 1, 5)).toBe(true);
    expect(mostInUse).toBe(1);
    await Promise.all(others);
  });

  it('go back to the store when nobody needs them', async () => {
    await request(here, 2, 1);
    await untilGivenBack();

    expect(await request(there, 2, 1)).toBe(true);
  });

  it('go back to the store when their process ends right after its last request', async () => {
    const command = openDatabase(store.url, { max: 4 });
    expect(await request(slotDesk(command, name), 2, 1)).toBe(true);
    await command.close();

    expect(await leases()).toEqual([]);
  });

  it('serve nobody while the vendor wants silence, which another process heard', async () => {
    const lastStarts: number[] = [];
    const until = Date.now() + 1_700;
    const working = Array.from({ length: 4 }, async () => {
      while (Date.now() < until)
        if (await request(here, 2, 5)) lastStarts.push(Date.now());
        else await sleep(20);
    });
    await sleep(300);
    await there.pauseFor(8_000);
    const storedAt = Date.now();
    await Promise.all(working);

    expect(lastStarts.length).toBeGreaterThan(0);
    // A notice, on a busy machine.
    expect(Math.max(...lastStarts)).toBeLessThan(storedAt + 1_000);
    expect(await there.acquire(2)).toBeNull();
  });

  it('serve nobody else at once when this process itself heard that the vendor wants silence', async () => {
    const slot = await here.acquire(1);
    const next = here.acquire(1);
    await here.pauseFor(5_000);
    await slot?.release();

    expect(await next).toBeNull();
  });

  it('of a smaller number serve only who may have them', async () => {
    const big = await Promise.all([1, 2, 3].map(() => here.acquire(3)));
    const small = request(here, 1, 1);
    await sleep(50);
    expect(inUse).toBe(0);
    for (const slot of big) await slot?.release();

    expect(await small).toBe(true);
  });

  it('that lapsed while their holder was asleep are not passed on', async () => {
    const slot = await here.acquire(1);
    await store.database.asControl((sql) =>
      sql.query(`update connection_slots set holder = 'another' where fingerprint = $1`, [name]),
    );
    const waiting = here.acquire(1);
    await sleep(1_100);
    await slot?.release();

    expect(await waiting).toBeNull();
  });

  it('are refused with the reason when the store does not answer', async () => {
    const closed = openDatabase(store.url, { max: 1 });
    await closed.close();

    await expect(slotDesk(closed, name).acquire(1)).rejects.toThrow();
  });
});
