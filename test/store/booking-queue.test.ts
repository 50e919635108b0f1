import { setTimeout as sleep } from 'node:timers/promises';
import { day, type TenantId, type TribeId } from '../../domain/ids';
import {
  countDue,
  countOpen,
  dueNow,
  listDue,
  listStale,
  markDispatched,
  postponeBooking,
  postponeUntilActive,
  recordFacts,
  recordFound,
} from '../../store/bookings/booking-queue';
import { countByState, listBookings } from '../../store/bookings/booking-row';
import { holdBooking, markBooked, markUnknown, storeIntent } from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { pauseTenant, resumeTenant } from '../../store/tenants/tenants';
import { advanceWatermark, readWatermark } from '../../store/tenants/watermarks';
import {
  anEntry,
  CHANGED_AT,
  DIGEST,
  found,
  newActiveTenant,
  newTribeId,
  newWinbooksId,
  openStore,
  posting,
  prepared,
  rowOf,
  type StoreFixture,
} from './store-fixture';
import {
  reopenBooking,
  reopenSkippedByRule,
  skipBooking,
  skipByHand,
} from '../../store/bookings/held-bookings';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const LATER = '2026-03-31T10:00:00.0000010Z';
const change = (id: TribeId, changedAt: string, number = 'F2026-0099') => [
  { id, number, date: day('2026-04-01'), changedAt },
];

describe('what the watch found', () => {
  test('is written once, due now, whatever is told twice', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = newTribeId();
      const twice = [...change(id, LATER, 'newer'), ...change(id, CHANGED_AT, 'older')];
      expect(await recordFound(sql, twice)).toEqual({ added: 1, reopened: 0 });
      expect(await recordFound(sql, twice)).toEqual({ added: 0, reopened: 0 });
      expect(await rowOf(sql, id)).toMatchObject({
        state: 'waiting',
        number: 'newer',
        changedAt: '2026-03-31T10:00:00.000001Z',
        attempt: 0,
      });
      expect(await listDue(sql, 10)).toMatchObject([{ tribeInvoiceId: id, number: 'newer' }]);
      expect(await recordFound(sql, [])).toEqual({ added: 0, reopened: 0 });
    });
  });

  test('stands or falls with the watermark of its transaction', async () => {
    const id = newTribeId();
    await expect(
      store.database.asTenant(tenant, async (sql) => {
        await recordFound(sql, change(id, CHANGED_AT));
        await advanceWatermark(sql, 'invoices', CHANGED_AT, 0, null);
        throw new Error('killed in between');
      }),
    ).rejects.toThrow('killed');
    await store.database.asTenant(tenant, async (sql) => {
      expect(await listBookings(sql)).toEqual([]);
      expect(await readWatermark(sql, 'invoices')).toBeNull();
    });
  });

  test('reopens a held row only when the change is newer, at the vendor’s own precision', async () => {
    const id = await store.database.asTenant(tenant, async (sql) => {
      const row = await prepared(sql);
      await holdBooking(sql, row, 'VAT_GROUP_UNMAPPED');
      return row;
    });
    const tell = (changedAt: string) =>
      store.database.asTenant(tenant, (sql) => recordFound(sql, change(id, changedAt)));
    expect(await tell(CHANGED_AT)).toEqual({ added: 0, reopened: 0 });
    expect(await tell('2026-03-31T11:59:59+02:00')).toEqual({ added: 0, reopened: 0 });
    expect(await tell(LATER)).toEqual({ added: 0, reopened: 1 });
    await store.database.asTenant(tenant, async (sql) => {
      expect(await rowOf(sql, id)).toMatchObject({ state: 'waiting', number: 'F2026-0099', issueCode: null });
      expect(await listDue(sql, 10)).toHaveLength(1);
    });
  });

  test.each([
    ['prepared', prepared],
    ['posting', posting],
    [
      'verifying',
      async (sql) => {
        const id = await posting(sql);
        await markUnknown(sql, id, 1);
        return id;
      },
    ],
    [
      'booked',
      async (sql) => {
        const id = await posting(sql);
        await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false });
        return id;
      },
    ],
    [
      'skipped by a person',
      async (sql) => {
        const id = await found(sql);
        await skipByHand(sql, id, 'booked by hand');
        return id;
      },
    ],
  ] satisfies [string, typeof prepared][])(
    'leaves a row that is %s as it is, but for the change date',
    async (_state, make) => {
      const before = await store.database.asTenant(tenant, async (sql) => rowOf(sql, await make(sql)));
      const after = await store.database.asTenant(tenant, async (sql) => {
        expect(await recordFound(sql, change(before.tribeInvoiceId, LATER))).toEqual({
          added: 0,
          reopened: 0,
        });
        return rowOf(sql, before.tribeInvoiceId);
      });
      expect(after).toEqual({ ...before, changedAt: '2026-03-31T10:00:00.000001Z' });
    },
  );
});

describe('an invoice that a rule has skipped', () => {
  const skipped = async (sql: TenantSql, date = '2026-03-31'): Promise<TribeId> => {
    const id = newTribeId();
    await recordFound(sql, [{ id, number: 'F2026-0041', date: day(date), changedAt: CHANGED_AT }]);
    const entry = anEntry({ docNumber: 4_711 });
    expect(await storeIntent(sql, id, { entry, digest: DIGEST, numberingScope: date })).toBe('prepared');
    expect(await skipBooking(sql, id, 'before the start date')).toBe(true);
    return id;
  };

  test('comes back when it changes, without the number that it gave up', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await skipped(sql);
      // Its number belongs to another one by now.
      const other = await found(sql);
      const entry = anEntry({ docNumber: 4_711 });
      await storeIntent(sql, other, { entry, digest: DIGEST, numberingScope: '2026-03-31' });

      expect(await recordFound(sql, change(id, CHANGED_AT))).toMatchObject({ reopened: 0 });
      expect(await recordFound(sql, change(id, LATER))).toEqual({ added: 0, reopened: 1 });

      expect(await rowOf(sql, id)).toMatchObject({
        state: 'waiting',
        skipReason: null,
        skippedByRule: false,
        docNumber: null,
        lookAnew: true,
      });
      expect((await listDue(sql, 10)).map(({ tribeInvoiceId }) => tribeInvoiceId)).toContain(id);
    });
  });

  test('comes back when the start date moves before its day; one that a person has skipped does not', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [february, march] = [await skipped(sql, '2026-02-10'), await skipped(sql, '2026-03-10')];
      const byHand = await found(sql);
      await skipByHand(sql, byHand, 'booked by hand');

      expect(await reopenSkippedByRule(sql, day('2026-03-10'))).toBe(1);
      expect(await rowOf(sql, march)).toMatchObject({ state: 'waiting', skippedByRule: false });
      expect(await rowOf(sql, february)).toMatchObject({ state: 'skipped', skippedByRule: true });
      expect(await reopenSkippedByRule(sql, null)).toBe(1);
      expect(await rowOf(sql, byHand)).toMatchObject({ state: 'skipped', skippedByRule: false });
      expect(await countDue(sql)).toBe(2);
    });
  });

  test('and that a person skips after it came back stays so', async () => {
    const id = await store.database.asTenant(tenant, async (sql) => {
      const back = await skipped(sql);
      await reopenSkippedByRule(sql, null);
      expect(await skipByHand(sql, back, 'booked by hand')).toBe(true);
      return back;
    });
    await store.database.asTenant(tenant, async (sql) => {
      expect(await reopenSkippedByRule(sql, null)).toBe(0);
      expect(await recordFound(sql, change(id, LATER))).toMatchObject({ reopened: 0 });
    });
  });
});

describe('dispatch', () => {
  test('takes the oldest date first, then the number as people count it', async () => {
    const expected = ['F2025-120', 'F2026-9', 'F2026-10', 'F2026-8', null];
    await store.database.asTenant(tenant, async (sql) => {
      const invoice = (number: string | null, date: string | null) => ({
        id: newTribeId(),
        number,
        date: date === null ? null : day(date),
        changedAt: CHANGED_AT,
      });
      await recordFound(sql, [
        invoice(null, null),
        invoice('F2026-10', '2026-01-02'),
        invoice('F2026-8', '2026-01-03'),
        invoice('F2025-120', '2025-12-31'),
        invoice('F2026-9', '2026-01-02'),
      ]);
      expect((await listDue(sql, 10)).map((due) => due.number)).toEqual(expected);
      expect((await listDue(sql, 2)).map((due) => due.number)).toEqual(expected.slice(0, 2));
      expect((await listBookings(sql)).map((row) => row.number)).toEqual(expected);
    });
  });

  test('hands rows over to their runs once', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await found(sql);
      const due = await listDue(sql, 10);
      expect(await markDispatched(sql, due)).toBe(1);
      expect(await markDispatched(sql, due)).toBe(0);
      expect(await listDue(sql, 10)).toEqual([]);
      expect(await countOpen(sql)).toBe(1);
      expect(await rowOf(sql, id)).toMatchObject({ dueAt: null, dispatchedAt: expect.any(Date) as Date });
    });
  });

  test('does not lose a row that its quick run postponed before the hand-over was noted', async () => {
    const { id, due } = await store.database.asTenant(tenant, async (sql) => ({
      id: await found(sql),
      due: await listDue(sql, 10),
    }));
    await store.database.asTenant(tenant, (sql) => postponeBooking(sql, id, new Date(Date.now() - 600_000)));
    await store.database.asTenant(tenant, async (sql) => {
      expect(await markDispatched(sql, due)).toBe(0);
      expect(await listDue(sql, 10)).toMatchObject([{ tribeInvoiceId: id }]);
    });
  });

  test('waits until a postponed row is due', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await posting(sql);
      await postponeBooking(sql, id, new Date(Date.now() + 60_000));
      expect(await listDue(sql, 10)).toEqual([]);
      expect(await countOpen(sql)).toBe(0);
      await postponeBooking(sql, id, new Date(Date.now() - 600_000));
      expect(await listDue(sql, 10)).toHaveLength(1);
    });
  });

  test('sees a reopened row at once', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await prepared(sql);
      await holdBooking(sql, id, 'PERIOD_CLOSED');
      expect(await listDue(sql, 10)).toEqual([]);
      await reopenBooking(sql, id);
      expect(await listDue(sql, 10)).toMatchObject([{ tribeInvoiceId: id }]);
    });
  });
});

describe('the reconciler', () => {
  const age = (minutes: number) =>
    store.database.asTenant(tenant, (sql) =>
      sql.query(`update bookings set updated_at = updated_at - $1 * interval '1 minute'`, [minutes]),
    );
  const stale = async () =>
    (await store.database.asControl((sql) => listStale(sql, 5 * 60_000))).filter(
      (row) => row.tenantId === tenant,
    );

  test('finds non-final rows that nothing touches, of every tenant, and no others', async () => {
    const ids = await store.database.asTenant(tenant, async (sql) => {
      const dispatched = await found(sql);
      await markDispatched(sql, await listDue(sql, 10));
      const due = await found(sql);
      const held = await prepared(sql);
      await holdBooking(sql, held, 'PERIOD_CLOSED');
      return { dispatched, due, held, posting: await posting(sql) };
    });
    await age(4);
    expect(await stale()).toEqual([]);
    await age(2);
    expect((await stale()).map((row) => [row.tribeInvoiceId, row.state]).sort()).toEqual(
      [
        [ids.dispatched, 'waiting'],
        [ids.posting, 'posting'],
      ].sort(),
    );
    await store.database.asTenant(tenant, (sql) => postponeBooking(sql, ids.posting, new Date()));
    expect((await stale()).map((row) => row.tribeInvoiceId)).toEqual([ids.dispatched]);
  });
});

describe('what is postponed because its tenant is not active', () => {
  const inTenant = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
    store.database.asTenant(tenant, work);
  const later = new Date(Date.now() + 600_000);
  const resume = (): Promise<number> =>
    inTenant(async (sql) => {
      await resumeTenant(sql);
      return dueNow(sql);
    });

  test('waits; is due at once when the tenant became active before, or becomes so afterwards', async () => {
    const id = await inTenant(found);
    await inTenant((sql) => postponeUntilActive(sql, id, later));
    expect((await inTenant((sql) => listDue(sql, 10))).map((row) => row.tribeInvoiceId)).toEqual([id]);

    await inTenant((sql) => pauseTenant(sql, 'test'));
    await inTenant((sql) => postponeUntilActive(sql, id, later));
    expect(await inTenant((sql) => listDue(sql, 10))).toEqual([]);
    expect(await resume()).toBe(1);
    expect(await inTenant((sql) => listDue(sql, 10))).toHaveLength(1);
  });

  test('is found by whoever makes the tenant active at the same moment', async () => {
    const id = await inTenant(found);
    await inTenant((sql) => pauseTenant(sql, 'test'));
    let resumed = Promise.resolve(0);
    await inTenant(async (sql) => {
      await postponeUntilActive(sql, id, later);
      resumed = resume();
      // Long enough for the other one to be through, if nothing made it wait.
      await sleep(300);
    });
    expect(await resumed).toBe(1);
    expect(await inTenant((sql) => listDue(sql, 10))).toHaveLength(1);
  });
});

describe('the overview', () => {
  test('counts every state and lists by state without entries', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await prepared(sql);
      await found(sql);
      expect(await countByState(sql)).toEqual({
        waiting: 1,
        prepared: 1,
        posting: 0,
        verifying: 0,
        booked: 0,
        held: 0,
        skipped: 0,
      });
      const listed = await listBookings(sql, { state: 'prepared' });
      expect(listed.map((row) => row.tribeInvoiceId)).toEqual([id]);
      expect(listed[0]).not.toHaveProperty('entry');
    });
  });

  test('keeps facts that are not told again', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await found(sql);
      await recordFacts(sql, id, {
        customerName: 'Brouwerij De Ster',
        grossCents: 12_345,
        currency: 'EUR',
        kind: 'invoice',
      });
      await recordFacts(sql, id, { customerCode: 'C9', invoiceDate: day('2026-02-28') });
      expect(await rowOf(sql, id)).toMatchObject({
        customerName: 'Brouwerij De Ster',
        grossCents: 12_345,
        currency: 'EUR',
        kind: 'invoice',
        customerCode: 'C9',
        invoiceDate: '2026-02-28',
        number: 'F2026-0041',
      });
    });
  });
});
