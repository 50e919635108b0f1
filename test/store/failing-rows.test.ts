import { Client } from 'pg';
import { listIssues } from '../../actions/list-issues';
import { tenantStatuses } from '../../actions/tenant-status';
import type { TenantId, TribeId } from '../../domain/ids';
import { noteChanged, dueChanges } from '../../store/bookings/booking-changes';
import {
  countOpen,
  countUnderWay,
  listDue,
  listStale,
  markDispatched,
  postponeBooking,
  recordFound,
  scheduleRecheck,
  type StaleBooking,
} from '../../store/bookings/booking-queue';
import { countByState, findBookings, listBookings, loadBooking } from '../../store/bookings/booking-row';
import { holdBooking, markBooked } from '../../store/bookings/booking-transitions';
import {
  clearFailure,
  countFailure,
  openRowIssue,
  postponeComparison,
  retryFailing,
} from '../../store/bookings/failing-rows';
import { listOpenIssues, openIssue } from '../../store/issues/issues';
import { dueLooks, postponeLook } from '../../store/bookings/late-looks';
import { listOutages, noteFailing, noteWorking } from '../../store/connections/outages';
import { UnreadableRow } from '../../store/database/row-parsing';
import { listTenants } from '../../store/tenants/tenants';
import {
  CHANGED_AT,
  found,
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

const CODE = 'READING_FAILS';
const params = { vendor: 'Tribe', words: 'status 500', failures: 3 };
const inTenant: <Value>(work: Parameters<typeof store.database.asTenant<Value>>[1]) => Promise<Value> = (
  work,
) => store.database.asTenant(tenant, work);

/** What a newer version, or its migrations, may have left: past every rule of this one. */
async function asNewerVersion(statement: string): Promise<void> {
  const client = new Client({ connectionString: store.url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

describe('a step that fails for one row', () => {
  it('is counted per step, and forgotten step by step; the last one to work closes the issue', async () => {
    await inTenant(async (sql) => {
      const id = await found(sql);
      expect(await countFailure(sql, id, 'prepare')).toBe(1);
      expect(await countFailure(sql, id, 'prepare')).toBe(2);
      expect(await countFailure(sql, id, 'look-up')).toBe(1);
      await openRowIssue(sql, id, CODE, params, 'tribe');
      await clearFailure(sql, id, 'prepare', [CODE]);
      expect(await listOpenIssues(sql)).toHaveLength(1);
      await clearFailure(sql, id, 'look-up', [CODE]);
      expect(await listOpenIssues(sql)).toEqual([]);
      expect((await rowOf(sql, id)).failures).toEqual({});
    });
  });

  it('takes no place of those that get on, and has places of its own', async () => {
    await inTenant(async (sql) => {
      const bad: TribeId[] = [];
      for (let index = 0; index < 8; index += 1) bad.push(await found(sql));
      for (const id of bad) await countFailure(sql, id, 'prepare');
      const good = await found(sql);
      expect((await listDue(sql, 10)).map((due) => due.tribeInvoiceId)).toEqual([good]);
      expect(await listDue(sql, 10, true)).toHaveLength(8);
      await markDispatched(sql, await listDue(sql, 10, true));
      expect(await countUnderWay(sql)).toEqual({ open: 0, failing: 8 });
      // Whoever waits for all of them to settle counts them all the same.
      expect(await countOpen(sql)).toBe(8);
    });
  });

  it('is tried at once when its invoice changes in Tribe, and when an outage is over', async () => {
    await inTenant(async (sql) => {
      const [changed, other] = [await found(sql), await found(sql)];
      const later = new Date(Date.now() + 3_600_000);
      for (const id of [changed, other]) {
        await countFailure(sql, id, 'prepare');
        await postponeBooking(sql, id, later);
      }
      expect(await listDue(sql, 10, true)).toEqual([]);
      await recordFound(sql, [{ id: changed, number: '1', date: null, changedAt: '2026-04-01T00:00:00Z' }]);
      expect((await listDue(sql, 10, true)).map((due) => due.tribeInvoiceId)).toEqual([changed]);
      await retryFailing(sql);
      expect(await listDue(sql, 10, true)).toHaveLength(2);
    });
  });

  it('leaves the row of a run, and a final one, without a date when its invoice changes', async () => {
    await inTenant(async (sql) => {
      const [owned, booked] = [await found(sql), await posting(sql)];
      await markDispatched(sql, await listDue(sql, 10));
      await markBooked(sql, booked, { winbooksId: newWinbooksId(), linked: false });
      for (const id of [owned, booked])
        await recordFound(sql, [{ id, number: '1', date: null, changedAt: '2026-04-01T00:00:00Z' }]);
      expect((await rowOf(sql, owned)).dueAt).toBeNull();
      expect((await rowOf(sql, booked)).dueAt).toBeNull();
    });
  });

  it('that many have at once says so once for all', async () => {
    await inTenant(async (sql) => {
      const ids: TribeId[] = [];
      for (let index = 0; index < 40; index += 1) ids.push(await found(sql));
      for (const id of ids) {
        await countFailure(sql, id, 'prepare');
        await openRowIssue(sql, id, CODE, params, 'tribe');
      }
      const issues = await listOpenIssues(sql);
      expect(issues.filter(({ recordKind }) => recordKind === 'invoice')).toHaveLength(25);
      expect(issues.filter(({ recordKind }) => recordKind === 'connection')).toHaveLength(1);
      for (const id of ids) await clearFailure(sql, id, 'prepare', [CODE]);
      expect(await listOpenIssues(sql)).toEqual([]);
    });
  });

  it('of a booked invoice is shown in lists, and no longer once it works', async () => {
    await inTenant(async (sql) => {
      const id = await posting(sql);
      await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false });
      await countFailure(sql, id, 'compare');
      await openRowIssue(sql, id, CODE, params, 'tribe');
      expect((await rowOf(sql, id)).issueCode).toBe(CODE);
      await clearFailure(sql, id, 'compare', [CODE]);
      expect((await rowOf(sql, id)).issueCode).toBeNull();
    });
  });

  it('keeps no neighbour from its late look', async () => {
    await inTenant(async (sql) => {
      const ids: TribeId[] = [];
      for (let index = 0; index < 12; index += 1) {
        const id = await posting(sql);
        await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false });
        ids.push(id);
      }
      await noteChanged(
        sql,
        ids.map((id) => ({ id, number: null, date: null, changedAt: '2026-04-01T00:00:00Z' })),
      );
      for (const id of ids) await scheduleRecheck(sql, id, new Date(Date.now() - 600_000));
      const later = new Date(Date.now() + 600_000);
      for (const id of (await dueChanges(sql, 10)).slice(0, 8)) await postponeComparison(sql, id, later);
      for (const { id } of (await dueLooks(sql, 10)).slice(0, 8)) await postponeLook(sql, id, later);
      expect(await dueChanges(sql, 10)).toHaveLength(4);
      expect(await dueLooks(sql, 10)).toHaveLength(4);
    });
  });
});

describe('rows that another version wrote', () => {
  it('hide none of their neighbours, in any list', async () => {
    const bad = await inTenant(async (sql) => {
      const ids: TribeId[] = [];
      for (let index = 0; index < 30; index += 1) ids.push(await prepared(sql));
      for (const id of ids.slice(8, 12)) await holdBooking(sql, id, 'PERIOD_CLOSED');
      return ids.slice(0, 8);
    });
    const these = `tenant_id = '${tenant}' and tribe_invoice_id in (${bad.map((id) => `'${id}'`).join(', ')})`;
    await asNewerVersion(`
      alter table bookings drop constraint bookings_state_check;
      update bookings set state = 'corrected', kind = null, entry = entry || '{"correction": 1}' where ${these};
      insert into issues (tenant_id, code, record_kind, record_id) values ('${tenant}', 'PAYMENT_ODD', 'payment', 'p')`);
    await inTenant(async (sql) => {
      await openIssue(sql, 'PERIOD_CLOSED', { kind: 'invoice', id: bad[0] ?? '' });
      const listed = await listBookings(sql);
      expect(listed).toHaveLength(30);
      const strange = listed.filter(({ issueCode }) => issueCode === 'ROW_NOT_UNDERSTOOD');
      expect(strange.map(({ tribeInvoiceId }) => tribeInvoiceId).toSorted()).toEqual(bad.toSorted());
      expect(strange[0]).toMatchObject({ state: 'held', number: 'F2026-0041', grossCents: 12_100 });
      expect(await findBookings(sql, bad[0] ?? '')).toHaveLength(1);
      expect(await countByState(sql)).toMatchObject({ prepared: 18, held: 12 });
      await expect(loadBooking(sql, bad[0] as TribeId)).rejects.toThrow(UnreadableRow);
    });
    const issues = await listIssues(store, tenant);
    expect(issues).toMatchObject({ ok: true, next: null });
    expect(issues.ok && issues.items).toHaveLength(6);
    const [status] = (await tenantStatuses(store.database)).filter(({ id }) => id === tenant);
    expect(status).toMatchObject({ invoices: { prepared: 18, held: 12 }, failing: [] });
    expect(
      (await store.database.asControl((sql) => listStale(sql, -1000))).filter(
        (row) => row.tenantId === tenant,
      ),
    ).toHaveLength(18);
  });

  it('of a tenant hide no other tenant from status, and from whoever starts their loops', async () => {
    const other = await newActiveTenant(store.database);
    await asNewerVersion(`
      alter table tenants drop constraint tenants_state_check;
      update tenants set state = 'archived' where id = '${tenant}'`);
    const statuses = await tenantStatuses(store.database);
    expect(statuses.find(({ id }) => id === other)).toMatchObject({ state: 'active', failing: [] });
    expect(statuses.find(({ id }) => id === tenant)).toMatchObject({
      state: 'archived',
      failing: [{ what: 'status', cause: expect.stringContaining('ZodError') as string }],
    });
    const states = new Map((await store.database.asControl(listTenants)).map(({ id, state }) => [id, state]));
    expect([states.get(tenant), states.get(other)]).toEqual(['archived', 'active']);
  });
});

describe('the reconciler', () => {
  it('finds every row that should have a run, a part at a time', async () => {
    await inTenant(async (sql) => {
      for (let index = 0; index < 5; index += 1) await found(sql);
      await markDispatched(sql, await listDue(sql, 10));
    });
    const seen: string[] = [];
    let after: StaleBooking | null = null;
    do {
      const from: StaleBooking | null = after;
      const part: StaleBooking[] = await store.database.asControl((sql) => listStale(sql, -1000, from, 2));
      seen.push(...part.filter((row) => row.tenantId === tenant).map((row) => row.tribeInvoiceId));
      after = part.at(-1) ?? null;
    } while (after !== null);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

describe('an outage', () => {
  it('begins with its first failure and ends with the first success', async () => {
    await inTenant(async (sql) => {
      expect(await noteWorking(sql, 'tribe')).toBeNull();
      const first = await noteFailing(sql, 'tribe', { host: 'api.tribe', cause: 'status 503' });
      expect(first.failures).toBe(1);
      const second = await noteFailing(sql, 'tribe', { host: 'api.tribe', cause: 'status 500' });
      expect(second).toEqual({ since: first.since, failures: 2 });
      await noteFailing(sql, 'poll', { host: null, cause: 'TypeError: x' });
      expect(await listOutages(sql)).toMatchObject([
        { subject: 'poll', host: null, cause: 'TypeError: x' },
        { subject: 'tribe', host: 'api.tribe', cause: 'status 500', failures: 2 },
      ]);
      expect(await noteWorking(sql, 'tribe')).toEqual(first.since);
      expect((await noteFailing(sql, 'tribe', { host: null, cause: 'again' })).failures).toBe(1);
    });
  });
});

describe('a change that is stamped ahead of time', () => {
  it('is older than whatever the invoice is stamped with next', async () => {
    await inTenant(async (sql) => {
      const id = await found(sql);
      const stamp = (changedAt: string) =>
        recordFound(sql, [{ id, number: '1', date: null, changedAt }]).then(() => rowOf(sql, id));
      expect((await stamp('2099-01-01T00:00:00Z')).changedAt).toContain('2099');
      expect((await stamp('2026-05-01T00:00:00Z')).changedAt).toContain('2026-05-01');
      expect((await stamp(CHANGED_AT)).changedAt).toContain('2026-05-01');
    });
  });
});
