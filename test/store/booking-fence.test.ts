import type { TenantId, TribeId } from '../../domain/ids';
import { fenceBooking, holdBooking, markBooked, storeIntent } from '../../store/bookings/booking-transitions';
import { verifying } from './booking-situations';
import {
  anEntry,
  DIGEST,
  found,
  newActiveTenant,
  newWinbooksId,
  openStore,
  posting,
  prepared,
  rowOf,
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

describe('preparing', () => {
  test('writes the whole entry and what people look for', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await found(sql);
      const entry = anEntry();
      await storeIntent(sql, id, { entry, digest: DIGEST, numberingScope: 'Y2026' });
      expect(await rowOf(sql, id)).toMatchObject({
        state: 'prepared',
        entry,
        digest: DIGEST,
        reference: entry.reference,
        journalCode: 'VEN',
        docNumber: 20260041,
        grossCents: 12_100,
        currencyGrossCents: 12_100,
        bookedOn: '2026-03-31',
        invoiceDate: '2026-03-31',
        dueAt: null,
        attempt: 0,
      });
    });
  });

  test('names the invoice that has the number already, and leaves the transaction usable', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [first, second] = [await found(sql), await found(sql)];
      const prepare = (id: TribeId, scope = 'Y2026', docNumber = 41) =>
        storeIntent(sql, id, { entry: anEntry({ docNumber }), digest: DIGEST, numberingScope: scope });
      expect(await prepare(first)).toBe('prepared');
      expect(await prepare(second)).toEqual({ conflict: 'number', other: first });
      expect(await rowOf(sql, second)).toMatchObject({ state: 'waiting', docNumber: null });
      expect(await prepare(second, 'Y2027')).toBe('prepared');
      expect(await prepare(second, 'Y2026', 42)).toBe('prepared');
    });
  });

  test('of two invoices with one number at once, one gets it', async () => {
    const ids = await store.database.asTenant(tenant, async (sql) => [await found(sql), await found(sql)]);
    const outcomes = await Promise.all(
      ids.map((id) =>
        store.database.asTenant(tenant, (sql) =>
          storeIntent(sql, id, { entry: anEntry(), digest: DIGEST, numberingScope: 'Y2026' }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'prepared')).toHaveLength(1);
    expect(outcomes).toContainEqual({ conflict: 'number', other: ids[outcomes.indexOf('prepared')] });
  });

  test('a held invoice keeps its number, a skipped one gives it up and may claim it again', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [first, second] = [await found(sql), await found(sql)];
      const prepare = (id: TribeId) =>
        storeIntent(sql, id, { entry: anEntry(), digest: DIGEST, numberingScope: 'Y2026' });
      await prepare(first);
      await holdBooking(sql, first, 'PERIOD_CLOSED');
      expect(await prepare(second)).toEqual({ conflict: 'number', other: first });
      await skipBooking(sql, first, 'double in Tribe');
      expect(await prepare(second)).toBe('prepared');
      expect(await reopenBooking(sql, first)).toBe(true);
      expect(await prepare(first)).toEqual({ conflict: 'number', other: second });
    });
  });
});

describe('the fence', () => {
  const fence = (id: TribeId, seen = { attempt: 0, digest: DIGEST }) =>
    store.database.asTenant(tenant, (sql) => fenceBooking(sql, id, seen));

  test('lets exactly one of many through', async () => {
    const id = await store.database.asTenant(tenant, prepared);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => fence(id)));
    const through = outcomes.filter((outcome) => outcome !== null);
    expect(through).toHaveLength(1);
    const row = await store.database.asTenant(tenant, (sql) => rowOf(sql, id));
    expect(row).toMatchObject({ state: 'posting', attempt: 1, sentAt: through[0]?.sentAt });
  });

  test('makes the second wait for the first, and believes what the first committed', async () => {
    const id = await store.database.asTenant(tenant, prepared);
    let second: Promise<unknown> = Promise.resolve('not started');
    await store.database.asTenant(tenant, async (sql) => {
      expect(await fenceBooking(sql, id, { attempt: 0, digest: DIGEST })).not.toBeNull();
      second = fence(id);
      expect(await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).toBe(
        'waits',
      );
    });
    expect(await second).toBeNull();
  });

  test('does not let an entry through that was prepared anew since it was looked up', async () => {
    const id = await store.database.asTenant(tenant, async (sql) => {
      const row = await prepared(sql);
      await storeIntent(sql, row, { entry: anEntry(), digest: 'another entry', numberingScope: 'Y2026' });
      return row;
    });
    expect(await fence(id)).toBeNull();
    expect(await fence(id, { attempt: 0, digest: 'another entry' })).not.toBeNull();
  });

  test.each(['paused', 'draining', 'inactive', 'activating'])(
    'is closed while the tenant is %s',
    async (state) => {
      const id = await store.database.asTenant(tenant, async (sql) => {
        const row = await prepared(sql);
        await sql.query('update tenants set state = $2 where id = $1', [tenant, state]);
        return row;
      });
      expect(await fence(id)).toBeNull();
      await store.database.asTenant(tenant, (sql) =>
        sql.query(`update tenants set state = 'active' where id = $1`, [tenant]),
      );
      expect(await fence(id)).not.toBeNull();
    },
  );

  test('is closed while three bookings of the tenant are of unknown fate, and for that tenant alone', async () => {
    const [id, unknown] = await store.database.asTenant(
      tenant,
      async (sql) =>
        [await prepared(sql), [await verifying(sql), await verifying(sql), await verifying(sql)]] as const,
    );
    expect(await fence(id)).toBeNull();
    const other = await newActiveTenant(store.database);
    await store.database.asTenant(other, posting);
    await store.database.asTenant(tenant, (sql) =>
      markBooked(sql, unknown[0] ?? id, { winbooksId: newWinbooksId(), linked: false }),
    );
    expect(await fence(id)).not.toBeNull();
  });
});
