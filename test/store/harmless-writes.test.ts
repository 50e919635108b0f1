import { z } from 'zod';
import {
  writeDueUpdates,
  type HarmlessResult,
  type UpdateKind,
} from '../../activities/writes/write-harmless';
import { ok, type Failure, type Outcome } from '../../clients/outcome';
import type { TenantId } from '../../domain/ids';
import { vendorUpdates } from '../../store/vendor-writes/vendor-updates';
import { newActiveTenant, openStore, type StoreFixture } from './store-fixture';

/** The value that a record is to get, in place of the one that it had when that was decided. */
const updates = vendorUpdates('debtor-number', z.object({ from: z.string(), to: z.string() }));
type Result = HarmlessResult<string, string>;

const NO_ANSWER: Failure = { kind: 'unknown', reason: 'timeout' };
const REFUSED: Failure = { kind: 'refused', status: 403, words: 'not allowed' };
const LATER = `update vendor_updates set due_at = now() - interval '1 second' where tenant_id = $1`;

let store: StoreFixture;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

/** A vendor with records of one value each. What it does with a request can be replaced per test. */
function memoryVendor() {
  const values = new Map<string, string>();
  const sent: string[] = [];
  const slots = { taken: 0, released: 0 };
  const results: [string, Result['kind']][] = [];
  let stopAt: string | null = null;
  const behaviour = {
    answers: true,
    read: (id: string): Outcome<string> | Promise<Outcome<string>> => {
      const value = values.get(id);
      return value === undefined ? { kind: 'absent' } : ok(value);
    },
    write: (id: string, value: string): Outcome<unknown> => {
      values.set(id, value);
      return ok(null);
    },
  };
  const kind: UpdateKind<{ from: string; to: string }, string, string, { release(): Promise<void> }, string> =
    {
      updates,
      isWanted: async (_sql, _id, { to }) => to !== 'unwanted',
      open: (id, { from, to }) => ({
        points: { beforeWrite: 'before-debtor-number', afterWrite: 'after-debtor-number' },
        read: async () => behaviour.read(id),
        compare: (seen) =>
          seen === to
            ? { kind: 'same' }
            : seen === from
              ? { kind: 'differs', change: to }
              : { kind: 'obstacle', obstacle: seen },
        mayNotWrite: async () => ok(null),
        ready: async () => {
          slots.taken += 1;
          return ok({ release: async () => void (slots.released += 1) });
        },
        send: async (_ready, change) => {
          sent.push(id);
          return behaviour.write(id, change);
        },
      }),
      settle: async (sql, { update, result }) => {
        results.push([update.recordId, result.kind]);
        if (['same', 'written', 'gone'].includes(result.kind)) await updates.done(sql, update);
      },
      answers: async () => behaviour.answers,
    };
  return {
    ...{ values, sent, slots, results, behaviour, kind },
    killAt: (point: string | null) => (stopAt = point),
    debugPoint: async (point: string): Promise<void> => {
      if (point === stopAt) throw new Error('killed');
    },
  };
}
type MemoryVendor = ReturnType<typeof memoryVendor>;

const want = (tenant: TenantId, ids: readonly string[], to = 'new'): Promise<void> =>
  store.database.asTenant(tenant, (sql) =>
    updates.want(
      sql,
      ids.map((recordId) => ({ recordId, wanted: { from: 'old', to } })),
    ),
  );
const round = (tenant: TenantId, { kind, debugPoint }: MemoryVendor, atMost = 5): Promise<void> =>
  writeDueUpdates({ database: store.database, debugPoint }, tenant, kind, atMost);
const makeDue = (tenant: TenantId) =>
  store.database.asTenant(tenant, (sql) => sql.query(LATER, [sql.tenantId]));
const left = (tenant: TenantId): Promise<number> =>
  store.database.asTenant(
    tenant,
    async (sql) =>
      (await sql.query('select from vendor_updates where tenant_id = $1', [sql.tenantId])).rowCount,
  );

describe('a write that is harmless to repeat', () => {
  let tenant: TenantId;
  let vendor: MemoryVendor;
  beforeEach(async () => {
    tenant = await newActiveTenant(store.database);
    vendor = memoryVendor();
    vendor.values.set('A', 'old');
  });
  afterEach(() => expect(vendor.slots.released).toBe(vendor.slots.taken));

  test('is sent once, read back, and forgotten', async () => {
    await want(tenant, ['A']);
    await round(tenant, vendor);
    await round(tenant, vendor);
    expect([vendor.values.get('A'), vendor.sent, vendor.results]).toEqual(['new', ['A'], [['A', 'written']]]);
    expect(await left(tenant)).toBe(0);
  });

  test('is not sent where the record is so already, nor where it is gone, nor where nothing is wanted any more', async () => {
    vendor.values.set('A', 'new').set('C', 'old');
    await want(tenant, ['A', 'B']);
    await want(tenant, ['C'], 'unwanted');
    await round(tenant, vendor);
    expect(vendor.sent).toEqual([]);
    expect(vendor.results).toEqual([
      ['A', 'same'],
      ['B', 'gone'],
    ]);
    expect(await left(tenant)).toBe(0);
  });

  test('is sent when the worker was killed right before it', async () => {
    await want(tenant, ['A']);
    vendor.killAt('before-debtor-number');
    await expect(round(tenant, vendor)).rejects.toThrow('killed');
    vendor.killAt(null);
    await makeDue(tenant);
    await round(tenant, vendor);
    expect([vendor.values.get('A'), vendor.sent]).toEqual(['new', ['A']]);
  });

  test('is not sent again when the worker was killed right after it', async () => {
    await want(tenant, ['A']);
    vendor.killAt('after-debtor-number');
    await expect(round(tenant, vendor)).rejects.toThrow('killed');
    vendor.killAt(null);
    await makeDue(tenant);
    await round(tenant, vendor);
    expect([vendor.values.get('A'), vendor.sent, vendor.results]).toEqual(['new', ['A'], [['A', 'same']]]);
  });

  test('whose answer was lost is read back: there, it is done; not there, it is sent again later', async () => {
    vendor.values.set('B', 'old');
    const { write } = vendor.behaviour;
    vendor.behaviour.write = (id, value) => {
      if (id === 'A') write(id, value);
      return NO_ANSWER;
    };
    await want(tenant, ['A', 'B']);
    await round(tenant, vendor);
    expect(vendor.results).toEqual([
      ['A', 'written'],
      ['B', 'noAnswer'],
    ]);
    vendor.behaviour.write = write;
    await makeDue(tenant);
    await round(tenant, vendor);
    expect([vendor.values.get('B'), vendor.sent]).toEqual(['new', ['A', 'B', 'B']]);
    expect(await left(tenant)).toBe(0);
  });

  test('that is refused is left to people, and tried again when it is due', async () => {
    const { write } = vendor.behaviour;
    vendor.behaviour.write = () => REFUSED;
    await want(tenant, ['A']);
    await round(tenant, vendor);
    await round(tenant, vendor);
    expect(vendor.results).toEqual([['A', 'refused']]);
    vendor.behaviour.write = write;
    await makeDue(tenant);
    await round(tenant, vendor);
    expect(vendor.values.get('A')).toBe('new');
  });

  test('that the vendor confirms and does not make is no success', async () => {
    vendor.behaviour.write = () => ok(null);
    await want(tenant, ['A']);
    await round(tenant, vendor);
    expect(vendor.results).toEqual([['A', 'notTaken']]);
    expect(await left(tenant)).toBe(1);
  });

  test('never overwrites what a person has changed: before it, nor between a lost request and the next attempt', async () => {
    vendor.values.set('A', 'a person’s').set('B', 'old');
    vendor.behaviour.write = () => NO_ANSWER;
    await want(tenant, ['A', 'B']);
    await round(tenant, vendor);
    vendor.values.set('B', 'a person’s');
    await makeDue(tenant);
    await round(tenant, vendor);
    expect(vendor.sent).toEqual(['B']);
    expect(vendor.results).toEqual([
      ['A', 'obstacle'],
      ['B', 'noAnswer'],
      ['A', 'obstacle'],
      ['B', 'obstacle'],
    ]);
  });

  test('what is wanted anew while a write is under way is not forgotten with it', async () => {
    await want(tenant, ['A']);
    const { read } = vendor.behaviour;
    vendor.behaviour.read = async (id) => {
      await want(tenant, ['A'], 'newer');
      vendor.behaviour.read = read;
      return read(id);
    };
    await round(tenant, vendor, 1);
    expect([vendor.values.get('A'), vendor.results]).toEqual(['new', []]);
    expect(await left(tenant)).toBe(1);
  });

  test('is not sent while the tenant is paused', async () => {
    await want(tenant, ['A']);
    await store.database.asTenant(tenant, (sql) =>
      sql.query(`update tenants set state = 'paused' where id = $1`, [sql.tenantId]),
    );
    await round(tenant, vendor);
    expect(vendor.sent).toEqual([]);
  });
});

describe('many writes that are harmless to repeat', () => {
  const bad = Array.from({ length: 8 }, (_, index) => `A-bad-${index}`);
  const good = Array.from({ length: 22 }, (_, index) => `B-good-${index}`);

  test('eight bad records, the first in turn, keep none of 22 good ones waiting', async () => {
    const tenant = await newActiveTenant(store.database);
    const vendor = memoryVendor();
    for (const id of [...bad, ...good]) vendor.values.set(id, 'old');
    const { read, write } = vendor.behaviour;
    vendor.behaviour.read = (id) => {
      if (['A-bad-0', 'A-bad-1'].includes(id)) return NO_ANSWER;
      if (['A-bad-2', 'A-bad-3'].includes(id)) throw new Error('a mistake of ours');
      return read(id);
    };
    vendor.behaviour.write = (id, value) => {
      if (['A-bad-4', 'A-bad-5'].includes(id)) return NO_ANSWER;
      return bad.includes(id) ? REFUSED : write(id, value);
    };
    await want(tenant, [...bad, ...good]);
    for (let rounds = 0; rounds < 6; rounds += 1) await round(tenant, vendor).catch(() => undefined);
    expect(good.map((id) => vendor.values.get(id))).toEqual(good.map(() => 'new'));
    expect(vendor.sent.filter((id) => good.includes(id))).toEqual([...good].sort());
    expect(await left(tenant)).toBe(bad.length);
  });

  test('one that another version wrote keeps no other waiting', async () => {
    const tenant = await newActiveTenant(store.database);
    const vendor = memoryVendor();
    vendor.values.set('B', 'old');
    await want(tenant, ['A', 'B']);
    await store.database.asTenant(tenant, (sql) =>
      sql.query(`update vendor_updates set body = '{}' where tenant_id = $1 and record_id = 'A'`, [
        sql.tenantId,
      ]),
    );
    await expect(round(tenant, vendor)).rejects.toThrow('debtor-number');
    expect(vendor.values.get('B')).toBe('new');
    await round(tenant, vendor);
  });

  test('an outage of the vendor costs one request, and all wait', async () => {
    const tenant = await newActiveTenant(store.database);
    const vendor = memoryVendor();
    vendor.behaviour.answers = false;
    let asked = 0;
    vendor.behaviour.read = () => {
      asked += 1;
      return NO_ANSWER;
    };
    await want(tenant, good);
    await round(tenant, vendor);
    await round(tenant, vendor);
    expect(asked).toBe(1);
    expect(await store.database.asTenant(tenant, updates.isDue)).toBe(false);
  });

  test('a vendor that asks to slow down counts no attempt of any record, and all wait a minute', async () => {
    const tenant = await newActiveTenant(store.database);
    const vendor = memoryVendor();
    vendor.behaviour.read = () => ({ kind: 'throttled', retryAfterMs: 1_000 });
    await want(tenant, good);
    for (let rounds = 0; rounds < 3; rounds += 1) {
      await round(tenant, vendor);
      expect(await store.database.asTenant(tenant, updates.isDue)).toBe(false);
      await makeDue(tenant);
    }
    const next = await store.database.asTenant(tenant, (sql) => updates.takeNext(sql));
    expect([vendor.results, next?.attempt]).toEqual([[], 0]);
  });

  test('several workers at once send each write once', async () => {
    const tenant = await newActiveTenant(store.database);
    const vendor = memoryVendor();
    for (const id of good) vendor.values.set(id, 'old');
    await want(tenant, good);
    await Promise.all([1, 2, 3].map(() => round(tenant, vendor, good.length)));
    expect([...vendor.sent].sort()).toEqual([...good].sort());
  });
});
