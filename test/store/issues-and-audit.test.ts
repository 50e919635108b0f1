import { listIssues } from '../../actions/list-issues';
import { eachPage } from '../../actions/page';
import type { TenantId } from '../../domain/ids';
import { listAuditEvents, recordAuditEvent } from '../../store/issues/audit-events';
import { holdBooking, markBooked } from '../../store/bookings/booking-transitions';
import {
  closeIssue,
  closeIssues,
  countOpenIssues,
  listOpenIssues,
  openIssue,
} from '../../store/issues/issues';
import {
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

const record = { kind: 'connection', id: 'winbooks' } as const;

describe('issues', () => {
  test('one is open per code and record; opening it again brings its params up to date', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await openIssue(sql, 'FOLDER_UNKNOWN', record, { folder: 'DEM' });
      expect(await openIssue(sql, 'FOLDER_UNKNOWN', record, { folder: 'DEMO' })).toBe(id);
      await openIssue(sql, 'VENDOR_UNREACHABLE', record);
      await openIssue(sql, 'FOLDER_UNKNOWN', { kind: 'connection', id: 'tribe' });
      expect(await countOpenIssues(sql)).toBe(3);
      expect((await listOpenIssues(sql)).find((issue) => issue.id === id)).toMatchObject({
        code: 'FOLDER_UNKNOWN',
        recordKind: 'connection',
        recordId: 'winbooks',
        params: { folder: 'DEMO' },
      });
      expect(await listOpenIssues(sql, 1)).toHaveLength(1);
    });
  });

  test('a closed one opens as a new one', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const first = await openIssue(sql, 'FOLDER_UNKNOWN', record);
      expect(await closeIssue(sql, 'VENDOR_UNREACHABLE', record)).toBe(false);
      expect(await closeIssue(sql, 'FOLDER_UNKNOWN', record)).toBe(true);
      expect(await closeIssue(sql, 'FOLDER_UNKNOWN', record)).toBe(false);
      expect(await openIssue(sql, 'FOLDER_UNKNOWN', record)).not.toBe(first);
    });
  });

  test('of a record close together, but for the one that is excepted', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      await openIssue(sql, 'FOLDER_UNKNOWN', record);
      await openIssue(sql, 'VENDOR_UNREACHABLE', record);
      expect(await closeIssues(sql, record, 'FOLDER_UNKNOWN')).toBe(1);
      expect((await listOpenIssues(sql)).map((issue) => issue.code)).toEqual(['FOLDER_UNKNOWN']);
      expect(await closeIssues(sql, record)).toBe(1);
      expect(await countOpenIssues(sql)).toBe(0);
    });
  });

  const open = () =>
    store.database.asTenant(tenant, async (sql) => (await listOpenIssues(sql)).map((issue) => issue.code));

  test('follow their booking: one while it is held, none once it is booked or skipped', async () => {
    const id = await store.database.asTenant(tenant, prepared);
    const hold = (code: string) =>
      store.database.asTenant(tenant, (sql) => holdBooking(sql, id, code, { period: '2026-03' }));
    const reopen = () => store.database.asTenant(tenant, (sql) => reopenBooking(sql, id));
    await hold('PERIOD_CLOSED');
    expect(await open()).toEqual(['PERIOD_CLOSED']);
    await reopen();
    expect(await open()).toEqual(['PERIOD_CLOSED']);
    await hold('NUMBER_TAKEN');
    expect(await open()).toEqual(['NUMBER_TAKEN']);
    expect(await hold('PERIOD_CLOSED')).toBe(false);
    expect(await open()).toEqual(['NUMBER_TAKEN']);
    await store.database.asTenant(tenant, (sql) => skipBooking(sql, id, 'by hand'));
    expect(await open()).toEqual([]);
  });

  test('a booking that differs is booked with an issue', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await posting(sql);
      const issue = { code: 'BOOKING_DIFFERS', details: { field: 'gross' } };
      expect(await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false, issue })).toBe('booked');
      expect(await rowOf(sql, id)).toMatchObject({
        state: 'booked',
        issueCode: 'BOOKING_DIFFERS',
        issueDetails: { field: 'gross' },
      });
    });
    expect(await open()).toEqual(['BOOKING_DIFFERS']);
  });

  test('a hold that is rolled back leaves no issue', async () => {
    const id = await store.database.asTenant(tenant, prepared);
    await expect(
      store.database.asTenant(tenant, async (sql) => {
        await holdBooking(sql, id, 'PERIOD_CLOSED');
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await open()).toEqual([]);
  });
});

describe('the audit trail', () => {
  test('lists the newest first', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      await recordAuditEvent(sql, { actor: 'cli', action: 'pause', record: 'tenant' });
      await recordAuditEvent(sql, {
        actor: 'worker',
        action: 'hold',
        record: 'invoice:1',
        details: { code: 'PERIOD_CLOSED', attempt: 1 },
      });
      const events = await listAuditEvents(sql, 1);
      expect(events).toMatchObject([
        {
          actor: 'worker',
          action: 'hold',
          record: 'invoice:1',
          details: { code: 'PERIOD_CLOSED', attempt: 1 },
        },
      ]);
    });
  });
});

describe('a list of open issues', () => {
  test('has every one once, oldest first, whatever the size of a page; also of one code and of one owner', async () => {
    const other = await newActiveTenant(store.database);
    const codes = [
      'PERIOD_CLOSED',
      'CUSTOMER_LOCKED',
      'PERIOD_CLOSED',
      'OF_ANOTHER_VERSION',
      'INVOICE_NOT_FOUND',
    ];
    for (const [index, code] of codes.entries())
      await store.database.asTenant(other, (sql) =>
        openIssue(sql, code, { kind: 'invoice', id: `x${index}` }),
      );
    const listed = async (wanted: Parameters<typeof listIssues>[2], limit = 500) => {
      const found: string[] = [];
      const refusal = await eachPage(
        (after) => listIssues(store, other, wanted, { after, limit }),
        (items) => found.push(...items.map(({ code }) => code)),
      );
      expect(refusal).toBeNull();
      return found;
    };
    for (const limit of [1, 2, 500]) expect(await listed({}, limit)).toEqual(codes);
    expect(await listed({ code: 'PERIOD_CLOSED' }, 1)).toEqual(['PERIOD_CLOSED', 'PERIOD_CLOSED']);
    expect(await listed({ owner: 'tenant' })).toEqual(['INVOICE_NOT_FOUND']);
    expect(await listed({ owner: 'operator' })).toEqual(['OF_ANOTHER_VERSION']);
    expect(await listIssues(store, other, {}, { after: 'no-place' })).toMatchObject({
      code: 'CURSOR_UNUSABLE',
    });
  });
});
