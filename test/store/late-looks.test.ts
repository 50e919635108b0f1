import { linkHeld } from '../../store/bookings/booking-actions';
import { scheduleRecheck } from '../../store/bookings/booking-queue';
import { holdBooking, markBooked } from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { flagBooked } from '../../store/bookings/booked-issues';
import { dueLooks, markLooked, moveBooked, postponeLook, rebookGone } from '../../store/bookings/late-looks';
import { listOpenIssues } from '../../store/issues/issues';
import type { TenantId, TribeId, WinbooksId } from '../../domain/ids';
import { situations, verifying } from './booking-situations';
import {
  newActiveTenant,
  newWinbooksId,
  openStore,
  posting,
  prepared,
  rowOf,
  type StoreFixture,
} from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const booked = async (sql: TenantSql, make: (sql: TenantSql) => Promise<TribeId> = posting) => {
  const id = await make(sql);
  const document = newWinbooksId();
  expect(await markBooked(sql, id, { winbooksId: document, linked: false })).toBe('booked');
  return { id, document };
};
const endedAgo = (sql: TenantSql, id: TribeId, hours: number) =>
  sql.query(
    `update bookings set booked_at = booked_at - $3 * interval '1 hour', recheck_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, id, hours],
  );
const inHours = (at: Date | null): number => Math.round(((at?.getTime() ?? 0) - Date.now()) / 3_600_000);

describe('the later looks', () => {
  test('are two, an hour and a day after it was booked, at every booked invoice', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const { id } = await booked(sql);
      expect(await dueLooks(sql, 10)).toEqual([]);
      expect(inHours((await rowOf(sql, id)).recheckAt)).toBe(1);

      await endedAgo(sql, id, 1);
      expect((await dueLooks(sql, 10)).map((due) => due.id)).toEqual([id]);
      await markLooked(sql, [id]);
      expect(inHours((await rowOf(sql, id)).recheckAt)).toBe(23);

      await endedAgo(sql, id, 23);
      await markLooked(sql, [id]);
      expect((await rowOf(sql, id)).recheckAt).toBeNull();
    });
  });

  test('at one that a person has linked, too', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await situations.held(sql);
      const document = {
        id: newWinbooksId(),
        journalId: null,
        journalCode: null,
        docNumber: null,
        bookYearId: null,
        bookYear: null,
        customerCode: null,
        grossCents: null,
      };
      expect(await linkHeld(sql, id, document)).toBe('linked');
      expect(inHours((await rowOf(sql, id)).recheckAt)).toBe(1);
    });
  });

  test('tell what needs no more than to be there from what is to be looked at closely', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const plain = await booked(sql);
      const unsure = await booked(sql, verifying);
      const flagged = await booked(sql);
      await flagBooked(sql, flagged.id, 'BOOKING_DIFFERS', { differences: 'gross: 1 instead of 2' });
      const held = await verifying(sql);
      await holdBooking(sql, held, 'BOOKING_REFUSED', {}, { attempt: 1 });
      for (const id of [plain.id, unsure.id, flagged.id, held])
        await scheduleRecheck(sql, id, new Date(Date.now() - 600_000));

      const byId = new Map((await dueLooks(sql, 10)).map((due) => [due.id, due]));
      const { entry } = await rowOf(sql, plain.id);
      expect(byId.get(plain.id)).toEqual({
        id: plain.id,
        winbooksId: plain.document,
        periodId: entry?.periodId,
        isBooked: true,
        isPlain: true,
      });
      for (const id of [unsure.id, flagged.id])
        expect(byId.get(id)).toMatchObject({ isBooked: true, isPlain: false });
      expect(byId.get(held)).toMatchObject({ isBooked: false, isPlain: false });
    });
  });

  test('of one that could not be looked at is put off, and comes back', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const { id } = await booked(sql);
      await scheduleRecheck(sql, id, new Date(Date.now() - 600_000));
      await postponeLook(sql, id, new Date(Date.now() + 3_600_000));
      expect(await dueLooks(sql, 10)).toEqual([]);
      await postponeLook(sql, id, new Date(Date.now() - 60_000));
      expect(await dueLooks(sql, 10)).toHaveLength(1);
    });
  });
});

describe('a document that is gone', () => {
  test('is followed to the one that took its place, from that very document alone', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const { id, document } = await booked(sql);
      const other = await booked(sql);
      const to = newWinbooksId();
      const move = (from: WinbooksId, target: WinbooksId) =>
        moveBooked(sql, id, { from, to: target, isOurs: false });
      expect(await move(newWinbooksId(), to)).toBe(false);
      expect(await move(document, other.document)).toBe(false);
      expect((await rowOf(sql, id)).winbooksId).toBe(document);
      expect(await move(document, to)).toBe(true);
      expect(await rowOf(sql, id)).toMatchObject({ state: 'booked', winbooksId: to, linked: true });
    });
  });

  test('is booked again once, however often it is asked for; what was seen is forgotten', async () => {
    const { id, document } = await store.database.asTenant(tenant, (sql) => booked(sql));
    await store.database.asTenant(tenant, (sql) =>
      flagBooked(sql, id, 'BOOKING_GONE', { documentId: document }),
    );
    const asked = await Promise.all(
      [1, 2, 3].map(() => store.database.asTenant(tenant, (sql) => rebookGone(sql, id, document))),
    );
    expect(asked.filter(Boolean)).toHaveLength(1);
    await store.database.asTenant(tenant, async (sql) => {
      expect(await rowOf(sql, id)).toMatchObject({
        state: 'waiting',
        winbooksId: null,
        bookedAt: null,
        issueCode: null,
        seenIssues: {},
        lookAnew: true,
        recheckAt: null,
        attempt: 1,
      });
      // Until its outcome: whoever looks sees why it waits.
      expect((await listOpenIssues(sql)).map(({ code }) => code)).toEqual(['BOOKING_GONE']);
    });
  });

  test.each(Object.keys(situations).filter((name) => name !== 'booked'))(
    'one that is %s is never booked again this way',
    async (name) => {
      await store.database.asTenant(tenant, async (sql) => {
        const id = await situations[name as keyof typeof situations](sql);
        const before = await rowOf(sql, id);
        expect(await rebookGone(sql, id, before.winbooksId ?? newWinbooksId())).toBe(false);
        expect(await rowOf(sql, id)).toEqual(before);
      });
    },
  );

  test('does not keep another from being prepared under another number', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const { id, document } = await booked(sql);
      expect(await rebookGone(sql, id, document)).toBe(true);
      expect((await rowOf(sql, await prepared(sql))).state).toBe('prepared');
    });
  });
});
