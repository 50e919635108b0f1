import type { TribeId } from '../../domain/ids';
import { SEEABLE_CODES } from '../../domain/issues/seen-issues';
import { clearBooked, flagBooked, seeIssues } from '../../store/bookings/booked-issues';
import { clearChange, dueChanges, flagChanged, noteChanged } from '../../store/bookings/booking-changes';
import { loadBooking } from '../../store/bookings/booking-row';
import type { TenantSql } from '../../store/database/database';
import { listOpenIssues, openIssue } from '../../store/issues/issues';
import { situations } from './booking-situations';
import { newActiveTenant, openStore, rowOf, type StoreFixture } from './store-fixture';

/** What was open on a booked invoice, and a person has seen. */
describe('issues of a booked invoice', () => {
  let store: StoreFixture;

  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const inTenant = async <T>(work: (sql: TenantSql) => Promise<T>): Promise<T> =>
    store.database.asTenant(await newActiveTenant(store.database), work);
  const openOf = async (sql: TenantSql, id: TribeId): Promise<readonly string[]> =>
    (await listOpenIssues(sql)).filter(({ recordId }) => recordId === id).map(({ code }) => code);
  const now = (statedDigest: string) => ({ statedCents: 36_300, statedDigest });
  const twice = (...documents: string[]) => ({ documents: documents.join(', ') });
  type Situation = keyof typeof situations;

  it.each(Object.keys(situations) as Situation[])(
    'of one that is %s: seen only when it is booked',
    async (name) => {
      await inTenant(async (sql) => {
        const id = await situations[name](sql);
        await openIssue(sql, 'INVOICE_CHANGED', { kind: 'invoice', id }, now('a'));
        const before = await rowOf(sql, id);
        const open = await openOf(sql, id);

        const seen = await seeIssues(sql, id, SEEABLE_CODES);

        if (name === 'booked') {
          expect(seen).toEqual([{ code: 'INVOICE_CHANGED', details: now('a') }]);
          expect(await openOf(sql, id)).toEqual([]);
          expect(await rowOf(sql, id)).toEqual({
            ...before,
            seenIssues: { INVOICE_CHANGED: now('a') },
            updatedAt: expect.any(Date) as Date,
          });
        } else {
          expect(seen).toEqual([]);
          expect(await openOf(sql, id)).toEqual(open);
          expect(await rowOf(sql, id)).toEqual(before);
        }
      });
    },
  );

  it('without such an issue nothing is seen, nor a second time', async () => {
    await inTenant(async (sql) => {
      const id = await situations.booked(sql);
      expect(await seeIssues(sql, id, SEEABLE_CODES)).toEqual([]);
      await flagChanged(sql, id, now('a'));
      expect(await seeIssues(sql, id, ['BOOKED_TWICE'])).toEqual([]);
      expect(await seeIssues(sql, id, SEEABLE_CODES)).toHaveLength(1);
      expect(await seeIssues(sql, id, SEEABLE_CODES)).toEqual([]);
      expect((await rowOf(sql, id)).seenIssues).toEqual({ INVOICE_CHANGED: now('a') });
    });
  });

  it('of two who say so at once, one closes it', async () => {
    const tenant = await newActiveTenant(store.database);
    const id = await store.database.asTenant(tenant, async (sql) => {
      const booked = await situations.booked(sql);
      await flagChanged(sql, booked, now('a'));
      return booked;
    });
    const seen = await Promise.all(
      [1, 2].map(() => store.database.asTenant(tenant, (sql) => seeIssues(sql, id, SEEABLE_CODES))),
    );
    expect(seen.map((issues) => issues.length).toSorted()).toEqual([0, 1]);
  });

  it('lists show the gravest that is open; when it is seen, the next', async () => {
    await inTenant(async (sql) => {
      const id = await situations.booked(sql);
      const shown = async () => (await rowOf(sql, id)).issueCode;
      await flagChanged(sql, id, now('a'));
      expect(await shown()).toBe('INVOICE_CHANGED');
      await flagBooked(sql, id, 'BOOKED_TWICE', twice('x', 'y'));
      await flagChanged(sql, id, now('b'));
      expect(await shown()).toBe('BOOKED_TWICE');

      expect((await seeIssues(sql, id, ['BOOKED_TWICE'])).map(({ code }) => code)).toEqual(['BOOKED_TWICE']);
      expect(await rowOf(sql, id)).toMatchObject({ issueCode: 'INVOICE_CHANGED', issueDetails: now('b') });
      await flagBooked(sql, id, 'BOOKED_TWICE', twice('x', 'y', 'z'));
      expect((await seeIssues(sql, id, SEEABLE_CODES)).map(({ code }) => code)).toEqual([
        'BOOKED_TWICE',
        'INVOICE_CHANGED',
      ]);
      expect(await rowOf(sql, id)).toMatchObject({ issueCode: null, issueDetails: null });
    });
  });

  it('the same content opens nothing again, other content does, and then the first does too', async () => {
    await inTenant(async (sql) => {
      const id = await situations.booked(sql);
      await flagChanged(sql, id, now('a'));
      await seeIssues(sql, id, SEEABLE_CODES);

      expect(await flagChanged(sql, id, now('a'))).toBe(false);
      expect(await openOf(sql, id)).toEqual([]);
      expect(await flagChanged(sql, id, now('b'))).toBe(true);
      expect(await openOf(sql, id)).toEqual(['INVOICE_CHANGED']);
      expect(await flagChanged(sql, id, now('a'))).toBe(true);
      expect(await rowOf(sql, id)).toMatchObject({ issueDetails: now('a'), seenIssues: {} });
    });
  });

  it('what was seen is forgotten once the facts agree', async () => {
    await inTenant(async (sql) => {
      const id = await situations.booked(sql);
      await flagChanged(sql, id, now('a'));
      await flagBooked(sql, id, 'BOOKED_TWICE', twice('x', 'y'));
      await seeIssues(sql, id, SEEABLE_CODES);

      expect(await clearChange(sql, id)).toBe(true);
      expect((await rowOf(sql, id)).seenIssues).toEqual({ BOOKED_TWICE: twice('x', 'y') });
      expect(await clearBooked(sql, id, 'BOOKED_TWICE')).toBe(true);
      expect((await rowOf(sql, id)).seenIssues).toEqual({});
      expect(await flagChanged(sql, id, now('a'))).toBe(true);
    });
  });

  it('a change is looked at once, whether or not it was seen', async () => {
    await inTenant(async (sql) => {
      const id = await situations.booked(sql);
      const touch = (changedAt: string) => noteChanged(sql, [{ id, number: null, date: null, changedAt }]);
      for (const [changedAt, look] of [
        ['2026-04-01T10:00:00Z', () => flagChanged(sql, id, now('a'))],
        ['2026-04-02T10:00:00Z', () => flagChanged(sql, id, now('a'))],
        ['2026-04-03T10:00:00Z', () => clearChange(sql, id)],
      ] as const) {
        await touch(changedAt);
        expect(await dueChanges(sql, 10)).toEqual([id]);
        await look();
        expect(await dueChanges(sql, 10)).toEqual([]);
        await seeIssues(sql, id, SEEABLE_CODES);
      }
    });
  });

  it('nothing is flagged or cleared on one that is not booked', async () => {
    await inTenant(async (sql) => {
      const id = await situations.held(sql);
      const before = await loadBooking(sql, id);
      expect(await flagBooked(sql, id, 'BOOKED_TWICE', twice('x', 'y'))).toBe(false);
      expect(await clearBooked(sql, id, 'BOOKED_TWICE')).toBe(false);
      expect(await loadBooking(sql, id)).toEqual(before);
      expect(await openOf(sql, id)).toEqual(['PERIOD_CLOSED']);
    });
  });
});
