import type { TenantId, TribeId } from '../../domain/ids';
import { postponeBooking, recordFacts } from '../../store/bookings/booking-queue';
import {
  fenceBooking,
  holdBooking,
  markAbsent,
  markAccepted,
  markBooked,
  markNotSent,
  markUnknown,
  storeIntent,
} from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { preparedAgain, QUIET_SECONDS, quietSince, situations, verifying } from './booking-situations';
import {
  anEntry,
  DIGEST,
  newActiveTenant,
  newWinbooksId,
  openStore,
  posting,
  prepared,
  rowOf,
  sentAgo,
  type StoreFixture,
} from './store-fixture';
import { reopenBooking, skipBooking } from '../../store/bookings/held-bookings';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

type Situation = keyof typeof situations;

/** Each transition, called for the attempt that the row is at, as true (it happened) or false. */
const transitions: Record<
  string,
  { only: Situation[]; run: (sql: TenantSql, id: TribeId, attempt: number) => Promise<boolean> }
> = {
  storeIntent: {
    only: ['waiting', 'prepared, never sent'],
    run: async (sql, id) =>
      (await storeIntent(sql, id, {
        entry: anEntry({ docNumber: 7 }),
        digest: 'new',
        numberingScope: 'Y2026',
      })) === 'prepared',
  },
  fenceBooking: {
    only: ['prepared, never sent', 'prepared again'],
    run: async (sql, id, attempt) => (await fenceBooking(sql, id, { attempt, digest: DIGEST })) !== null,
  },
  markNotSent: { only: ['posting'], run: markNotSent },
  markUnknown: { only: ['posting'], run: markUnknown },
  markAccepted: {
    only: ['prepared again', 'posting', 'verifying', 'verifying, quiet since'],
    run: async (sql, id, attempt) => (await markAccepted(sql, id, attempt, newWinbooksId())) === 'accepted',
  },
  markAbsent: {
    only: ['verifying, quiet since'],
    run: (sql, id, attempt) => markAbsent(sql, id, attempt, QUIET_SECONDS),
  },
  markBooked: {
    only: ['prepared, never sent', 'prepared again', 'posting', 'verifying', 'verifying, quiet since'],
    run: async (sql, id) =>
      (await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: true })) === 'booked',
  },
  holdBooking: {
    only: ['waiting', 'prepared, never sent', 'prepared again'],
    run: (sql, id) => holdBooking(sql, id, 'NUMBER_TAKEN'),
  },
  'holdBooking after a refusal': {
    only: [
      'waiting',
      'prepared, never sent',
      'prepared again',
      'posting',
      'verifying',
      'verifying, quiet since',
    ],
    run: (sql, id, attempt) => holdBooking(sql, id, 'BOOKING_REFUSED', {}, { attempt }),
  },
  skipBooking: {
    only: ['waiting', 'prepared, never sent', 'prepared again', 'held'],
    run: (sql, id) => skipBooking(sql, id, 'by hand'),
  },
  reopenBooking: { only: ['held', 'skipped'], run: reopenBooking },
  postponeBooking: {
    only: [
      'waiting',
      'prepared, never sent',
      'prepared again',
      'posting',
      'accepted',
      'verifying',
      'verifying, quiet since',
    ],
    run: (sql, id) => postponeBooking(sql, id, new Date()),
  },
  recordFacts: {
    only: ['waiting', 'prepared, never sent'],
    run: (sql, id) => recordFacts(sql, id, { customerName: 'New name' }),
  },
};

describe.each(Object.entries(transitions))('%s', (_name, { only, run }) => {
  test.each(Object.keys(situations) as Situation[])(
    `on a row that is %s: only from ${only.join('; ')}`,
    async (situation) => {
      await store.database.asTenant(tenant, async (sql) => {
        const id = await situations[situation](sql);
        const before = await rowOf(sql, id);
        expect(await run(sql, id, before.attempt)).toBe(only.includes(situation));
        if (!only.includes(situation)) expect(await rowOf(sql, id)).toEqual(before);
      });
    },
  );

  test('told of a row that is not there, changes nothing', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      expect(await run(sql, 'nowhere' as TribeId, 0)).toBe(false);
    });
  });
});

describe('a caller with an old attempt', () => {
  const late: Record<string, (sql: TenantSql, id: TribeId) => Promise<unknown>> = {
    fenceBooking: (sql, id) => fenceBooking(sql, id, { attempt: 1, digest: DIGEST }),
    markNotSent: (sql, id) => markNotSent(sql, id, 1),
    markUnknown: (sql, id) => markUnknown(sql, id, 1),
    markAccepted: (sql, id) => markAccepted(sql, id, 1, newWinbooksId()),
    markAbsent: (sql, id) => markAbsent(sql, id, 1, 0),
    'holdBooking after a refusal': (sql, id) => holdBooking(sql, id, 'BOOKING_REFUSED', {}, { attempt: 1 }),
  };
  test.each(Object.entries(late))('changes nothing by %s', async (_name, call) => {
    await store.database.asTenant(tenant, async (sql) => {
      for (const state of ['posting', 'verifying'] as const) {
        const id = await preparedAgain(sql);
        expect(await fenceBooking(sql, id, { attempt: 1, digest: DIGEST })).toMatchObject({ attempt: 2 });
        if (state === 'verifying') expect(await markUnknown(sql, id, 2)).toBe(true);
        await sentAgo(sql, id, 60);
        const before = await rowOf(sql, id);
        expect(before.state).toBe(state);
        expect([false, null, 'stale']).toContainEqual(await call(sql, id));
        expect(await rowOf(sql, id)).toEqual(before);
      }
    });
  });
});

describe('after the request', () => {
  test('absent is believed only 5 s and the quiet period after it was sent', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await verifying(sql);
      expect(await rowOf(sql, id)).toMatchObject({
        everUnknown: true,
        unknownSince: expect.any(Date) as Date,
      });
      await sentAgo(sql, id, 124);
      expect(await markAbsent(sql, id, 1, 120)).toBe(false);
      await sentAgo(sql, id, 2);
      expect(await markAbsent(sql, id, 1, 120)).toBe(true);
      expect(await rowOf(sql, id)).toMatchObject({
        state: 'prepared',
        attempt: 1,
        everUnknown: true,
        unknownSince: null,
      });
    });
  });

  test('an id that arrives after another run gave the attempt up stops the next one', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await quietSince(sql);
      expect(await markAbsent(sql, id, 1, QUIET_SECONDS)).toBe(true);
      expect(await markAccepted(sql, id, 1, newWinbooksId())).toBe('accepted');
      expect(await rowOf(sql, id)).toMatchObject({ state: 'posting' });
      expect(await fenceBooking(sql, id, { attempt: 1, digest: DIGEST })).toBeNull();
    });
  });

  test('the same answer told twice is stored once; another one is not', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [id, document] = [await posting(sql), newWinbooksId()];
      expect(await markAccepted(sql, id, 1, document)).toBe('accepted');
      expect(await markAccepted(sql, id, 1, document)).toBe('accepted');
      expect(await markAccepted(sql, id, 1, newWinbooksId())).toBe('stale');
      expect(await markNotSent(sql, id, 1)).toBe(false);
      expect(await markUnknown(sql, id, 1)).toBe(false);
      expect(await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false })).toEqual({
        conflict: 'winbooksId',
        other: id,
      });
      expect(await markBooked(sql, id, { winbooksId: document, linked: false })).toBe('booked');
      expect(await markBooked(sql, id, { winbooksId: document, linked: false })).toBe('stale');
    });
  });

  test('one document is never taken for two invoices', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const document = newWinbooksId();
      const [first, second] = [await posting(sql), await posting(sql)];
      expect(await markBooked(sql, first, { winbooksId: document, linked: true })).toBe('booked');
      expect(await markBooked(sql, second, { winbooksId: document, linked: true })).toEqual({
        conflict: 'winbooksId',
        other: first,
      });
      expect(await markAccepted(sql, second, 1, document)).toEqual({ conflict: 'winbooksId', other: first });
      expect(await rowOf(sql, second)).toMatchObject({ state: 'posting', winbooksId: null });
    });
    const other = await newActiveTenant(store.database);
    const shared = newWinbooksId();
    for (const by of [tenant, other]) {
      await store.database.asTenant(by, async (sql) => {
        expect(await markBooked(sql, await posting(sql), { winbooksId: shared, linked: false })).toBe(
          'booked',
        );
      });
    }
  });

  test('is looked at again an hour later, whether it was ever unknown or not: it may be deleted', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      for (const id of [await posting(sql), await verifying(sql)]) {
        await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false });
        const { recheckAt, bookedAt } = await rowOf(sql, id);
        expect((recheckAt?.getTime() ?? 0) - (bookedAt?.getTime() ?? 0)).toBe(3_600_000);
      }
    });
  });

  test('what is held is looked at again only if it was ever unknown', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [sure, unsure] = [await posting(sql), await verifying(sql)];
      for (const id of [sure, unsure]) await holdBooking(sql, id, 'BOOKING_REFUSED', {}, { attempt: 1 });
      expect((await rowOf(sql, sure)).recheckAt).toBeNull();
      expect((await rowOf(sql, unsure)).recheckAt).not.toBeNull();
    });
  });

  test('a refused booking whose cause is solved is prepared anew, and the attempts go on counting', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await posting(sql);
      expect(await holdBooking(sql, id, 'BOOKING_REFUSED', { words: 'no' }, { attempt: 1 })).toBe(true);
      expect(await rowOf(sql, id)).toMatchObject({
        state: 'held',
        issueCode: 'BOOKING_REFUSED',
        issueDetails: { words: 'no' },
      });
      expect(await reopenBooking(sql, id)).toBe(true);
      expect(
        await storeIntent(sql, id, { entry: anEntry(), digest: 'mended', numberingScope: 'Y2026' }),
      ).toBe('prepared');
      expect(await fenceBooking(sql, id, { attempt: 1, digest: 'mended' })).toMatchObject({ attempt: 2 });
    });
  });
});

describe('an entry that this version does not know in full', () => {
  test('is not read, and so not sent', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await prepared(sql);
      await sql.query(
        `update bookings set entry = entry || '{"cashDiscount": 2}' where tribe_invoice_id = $1`,
        [id],
      );
      await expect(rowOf(sql, id)).rejects.toThrow('cashDiscount');
    });
  });
});
