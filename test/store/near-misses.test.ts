import type { TribeId, WinbooksId } from '../../domain/ids';
import { countDue } from '../../store/bookings/booking-queue';
import { holdBooking, markBooked } from '../../store/bookings/booking-transitions';
import { otherInvoices } from '../../store/bookings/claimed-documents';
import type { TenantSql } from '../../store/database/database';
import { situations } from './booking-situations';
import {
  newActiveTenant,
  newWinbooksId,
  openStore,
  prepared,
  rowOf,
  type StoreFixture,
} from './store-fixture';
import { releaseNearMisses } from '../../store/bookings/held-bookings';

describe('near misses in the store', () => {
  let store: StoreFixture;

  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const nearMissOf = async (sql: TenantSql, document: WinbooksId): Promise<TribeId> => {
    const id = await prepared(sql);
    expect(await holdBooking(sql, id, 'NEAR_MISS', { documentId: document.toUpperCase() })).toBe(true);
    return id;
  };
  const linked = async (sql: TenantSql, document: WinbooksId): Promise<TribeId> => {
    const id = await prepared(sql);
    expect(await markBooked(sql, id, { winbooksId: document, linked: true })).toBe('booked');
    return id;
  };

  it('are due again once the document is another booking’s, whichever came first', async () => {
    const tenant = await newActiveTenant(store.database);
    const document = newWinbooksId();
    await store.database.asTenant(tenant, async (sql) => {
      const before = await nearMissOf(sql, document);
      expect(await releaseNearMisses(sql)).toBe(0);
      await linked(sql, document);
      const after = await nearMissOf(sql, document);
      const unexplained = await nearMissOf(sql, newWinbooksId());

      expect(await releaseNearMisses(sql)).toBe(2);
      expect(await countDue(sql)).toBe(2);

      for (const id of [before, after])
        expect(await rowOf(sql, id)).toMatchObject({
          state: 'waiting',
          issueCode: null,
          clearedDocuments: [],
        });
      expect(await rowOf(sql, unexplained)).toMatchObject({ state: 'held', issueCode: 'NEAR_MISS' });
    });
  });

  it('that are in somebody’s hands are waited for by nobody, and released by the next call', async () => {
    const tenant = await newActiveTenant(store.database);
    const document = newWinbooksId();
    const id = await store.database.asTenant(tenant, async (sql) => {
      await linked(sql, document);
      return nearMissOf(sql, document);
    });
    await store.database.asTenant(tenant, async (holder) => {
      await holder.query('select from bookings where tenant_id = $1 and tribe_invoice_id = $2 for update', [
        tenant,
        id,
      ]);
      expect(await store.database.asTenant(tenant, releaseNearMisses)).toBe(0);
    });
    expect(await store.database.asTenant(tenant, releaseNearMisses)).toBe(1);
  });

  it('may be those of every other invoice without a document, but for the skipped', async () => {
    const tenant = await newActiveTenant(store.database);
    await store.database.asTenant(tenant, async (sql) => {
      const ids = new Map<TribeId, string>();
      for (const [name, make] of Object.entries(situations)) ids.set(await make(sql), name);
      const self = await prepared(sql);

      const { undocumented: others } = await otherInvoices(sql, self, []);

      const names = others.map(({ id }) => ids.get(id)).sort();
      const without = ['accepted', 'booked', 'skipped'];
      expect(names).toEqual([...ids.values()].filter((name) => !without.includes(name)).sort());
      expect(others.filter(({ isUnread }) => isUnread).map(({ id }) => ids.get(id))).toEqual(['waiting']);
    });
  });
});
