import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { slotDesk, type SlotDesk } from '../../activities/connection/slot-desk';
import type { RequestSlot } from '../../clients/connection';
import { TIMINGS } from '../../domain/timings';
import { openDatabase, type Database } from '../../store/database/database';
import { openStore, type StoreFixture } from '../store/store-fixture';
import { startPostgresProxy, type PostgresProxy } from '../support/postgres-proxy';

const TIMES = { ...TIMINGS.slots, leaseMs: 3_000, renewMs: 300, longestRequestMs: 60_000 };
const FOUR = [1, 2, 3, 4];

/** Two processes are two pools and two desks on one store; the way of one of them to Postgres can be closed. */
describe('the lease of a slot', () => {
  let store: StoreFixture;
  let proxy: PostgresProxy;
  let cutOff: Database;
  let name: string;
  let there: SlotDesk;

  beforeAll(async () => {
    store = await openStore(10);
    proxy = await startPostgresProxy(store.url);
    cutOff = openDatabase(proxy.url, { max: 10 });
  });
  beforeEach(() => {
    name = randomUUID();
    there = slotDesk(store.database, name, TIMES);
    proxy.open();
  });
  afterAll(async () => {
    await cutOff.close();
    await proxy.close();
    await store.close();
  });

  const takeFour = async (desk: SlotDesk): Promise<RequestSlot[]> => {
    const slots: RequestSlot[] = [];
    while (slots.length < FOUR.length) {
      const slot = await desk.acquire(FOUR.length).catch(() => null);
      if (slot !== null) slots.push(slot);
    }
    return slots;
  };
  const release = (slots: readonly RequestSlot[]) => Promise.all(slots.map((slot) => slot.release()));

  it('is kept for as long as a request may last', async () => {
    const here = slotDesk(cutOff, name, TIMES);
    const slots = await takeFour(here);
    await sleep(TIMES.leaseMs + 500);

    expect(await there.acquire(4)).toBeNull();
    expect(slots.map((slot) => slot.isHeld())).toEqual(FOUR.map(() => true));
    await release(slots);
    await release(await takeFour(there));
  });

  it('ends when it is older than any request, if nobody gives it back', async () => {
    const here = slotDesk(cutOff, name, { ...TIMES, longestRequestMs: 1_000 });
    const forgotten = await takeFour(here);
    await release(await takeFour(there));

    expect(forgotten.map((slot) => slot.isHeld())).toEqual(FOUR.map(() => false));
    expect(await Promise.all(forgotten.map((slot) => slot.confirm()))).toEqual(FOUR.map(() => false));
    // The process that forgot them may have others.
    const again = await takeFour(here);
    await release(forgotten);
    expect(again.map((slot) => slot.isHeld())).toEqual(FOUR.map(() => true));
    await release(again);
  });

  it('begins anew with each request of a reading that takes many', async () => {
    const here = slotDesk(cutOff, name, { ...TIMES, longestRequestMs: 2_000 });
    const slots = await takeFour(here);
    for (let page = 0; page < 6; page += 1) {
      await sleep(500);
      expect(await Promise.all(slots.map((slot) => slot.confirm()))).toEqual(FOUR.map(() => true));
    }
    await release(slots);
  });

  it('is forgotten by its holder when it could not be renewed, and others have the slot', async () => {
    const here = slotDesk(cutOff, name, TIMES);
    const slots = await takeFour(here);
    proxy.cut();
    const others = await takeFour(there);

    expect(slots.map((slot) => slot.isHeld())).toEqual(FOUR.map(() => false));
    proxy.open();
    await release(slots);
    expect(others.map((slot) => slot.isHeld())).toEqual(FOUR.map(() => true));
    expect(await Promise.all(others.map((slot) => slot.confirm()))).toEqual(FOUR.map(() => true));
    await release(others);
    await release(await takeFour(here));
  });

  it('that was given back while the store was away is usable again after its time', async () => {
    const here = slotDesk(cutOff, name, TIMES);
    const slots = await takeFour(here);
    proxy.cut();
    await release(slots);
    await sleep(100);
    proxy.open();

    await release(await takeFour(there));
    await release(await takeFour(here));
  });
});
