import { tenantStatuses, type TenantStatus } from '../../actions/tenant-status';
import type { TenantId } from '../../domain/ids';
import { INVOICE_FEED } from '../../domain/steps/sync-steps';
import { countHeldByCode, openSince } from '../../store/bookings/booking-figures';
import { holdBooking } from '../../store/bookings/booking-transitions';
import { openIssue } from '../../store/issues/issues';
import { pauseTenant } from '../../store/tenants/tenants';
import { touchPoll } from '../../store/tenants/watermarks';
import { found, newActiveTenant, openStore, prepared, rowOf, type StoreFixture } from './store-fixture';
import { skipBooking } from '../../store/bookings/held-bookings';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const statusNow = async (): Promise<TenantStatus | undefined> =>
  (await tenantStatuses(store.database)).find(({ id }) => id === tenant);

describe('what is not final', () => {
  it('is as old as its oldest row; a tenant without any has no such moment', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      expect(await openSince(sql)).toBeNull();
      const [first, second] = [await found(sql), await prepared(sql)];
      await sql.query(
        `update bookings set found_at = now() - interval '1 hour' where tenant_id = $1 and tribe_invoice_id = $2`,
        [sql.tenantId, first],
      );
      expect(await openSince(sql)).toEqual((await rowOf(sql, first)).foundAt);
      await skipBooking(sql, first, 'by hand');
      expect(await openSince(sql)).toEqual((await rowOf(sql, second)).foundAt);
      await holdBooking(sql, second, 'PERIOD_CLOSED');
      expect(await openSince(sql)).toBeNull();
    });
  });
});

describe('what is held', () => {
  it('is counted per code, the most frequent first', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      expect(await countHeldByCode(sql)).toEqual({});
      for (const code of ['NEAR_MISS', 'PERIOD_CLOSED', 'PERIOD_CLOSED'])
        await holdBooking(sql, await found(sql), code);
      await found(sql);
      expect(Object.entries(await countHeldByCode(sql))).toEqual([
        ['PERIOD_CLOSED', 2],
        ['NEAR_MISS', 1],
      ]);
    });
  });
});

describe('the status of a tenant', () => {
  it('that was never read and has no settings', async () => {
    expect(await statusNow()).toMatchObject({
      state: 'active',
      pauseReason: null,
      heldByCode: {},
      issues: 0,
      relationsToReview: 0,
      obstacles: [],
      tribeReadAt: null,
      pollSeconds: 60,
      openSince: null,
      lagSeconds: { tribeToWinbooks: null, winbooksToTribe: null },
    });
  });

  it('that is held up: what concerns one invoice is an issue, what concerns them all an obstacle', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      await touchPoll(sql, INVOICE_FEED);
      await found(sql);
      await holdBooking(sql, await found(sql), 'PERIOD_CLOSED');
      await openIssue(sql, 'CONNECTION_REFUSED_WINBOOKS', { kind: 'connection', id: 'winbooks' });
    });
    await store.database.asTenant(tenant, async (sql) => {
      await openIssue(sql, 'LOOKUP_BLIND', { kind: 'invoice', id: await found(sql) });
      await pauseTenant(sql, 'LOOKUP_BLIND');
    });
    expect(await statusNow()).toMatchObject({
      state: 'paused',
      pauseReason: 'LOOKUP_BLIND',
      invoices: { waiting: 2, held: 1 },
      heldByCode: { PERIOD_CLOSED: 1 },
      issues: 3,
      obstacles: ['CONNECTION_REFUSED_WINBOOKS', 'LOOKUP_BLIND'],
      tribeReadAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      openSince: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
  });
});
