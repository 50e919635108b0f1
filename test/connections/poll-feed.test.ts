import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TenantContext } from '../../activities/connection/tenant-connections';
import { pollInvoices, type Polled } from '../../activities/invoices/poll-invoices';
import { recordPage } from '../../activities/invoices/record-page';
import { day, type TenantId, type TribeId } from '../../domain/ids';
import { DEFAULT_SETTINGS } from '../../domain/tenant/settings';
import { readConfiguration } from '../../configuration/configuration';
import { TIMINGS } from '../../domain/timings';
import { INVOICE_FEED } from '../../domain/steps/sync-steps';
import { listBookings } from '../../store/bookings/booking-row';
import { listOpenIssues } from '../../store/issues/issues';
import { getTenant } from '../../store/tenants/tenants';
import { advanceWatermark, readWatermark, rewindWatermark } from '../../store/tenants/watermarks';
import { InvoiceList, listedInvoice } from '../clients/support/invoice-list';
import { tribeConnection, winbooksConnection } from '../clients/support/memory-connection';
import { ScriptedVendor, withTokens } from '../clients/support/scripted-vendor';
import { newActiveTenant, newTribeId, openStore, type StoreFixture } from '../store/store-fixture';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MINUTE = 60_000;
/** The vendor's clock. */
const NOW = Date.UTC(2026, 9, 20, 12);

let store: StoreFixture;
let vendor: ScriptedVendor;
let list: InvoiceList;
let tenant: TenantId;
let isOut: (asked: number) => boolean;
let now: number;
beforeAll(async () => {
  store = await openStore();
  vendor = await ScriptedVendor.start(
    withTokens((request) =>
      isOut(list.asked.length) ? { status: 503 } : list.answer(request, new Date(now)),
    ),
  );
});
beforeEach(async () => {
  list = new InvoiceList();
  isOut = () => false;
  now = NOW;
  tenant = await newActiveTenant(store.database);
});
afterAll(async () => {
  await vendor.close();
  await store.close();
});

async function poll(pagesForMs = TIMINGS.poll.pagesForMs): Promise<Polled> {
  const found = await store.database.asTenant(tenant, getTenant);
  if (found === null) throw new Error('no tenant');
  const context: TenantContext = {
    tenant: found,
    tribe: tribeConnection(vendor.origin),
    winbooks: winbooksConnection(vendor.origin),
    winbooksConcurrency: 2,
    invoiceDateField: 'InvoiceDate',
    vatMap: [],
    settings: DEFAULT_SETTINGS,
  };
  const timings = { ...TIMINGS, poll: { ...TIMINGS.poll, pagesForMs } };
  const configuration = { ...readConfiguration({}), timings };
  return pollInvoices({ database: store.database, configuration }, context);
}

const mark = () => store.database.asTenant(tenant, (sql) => readWatermark(sql, INVOICE_FEED));
const numbers = async (): Promise<string[]> =>
  (await store.database.asTenant(tenant, (sql) => listBookings(sql, { limit: 1_000_000 }))).map(
    ({ tribeInvoiceId }) => tribeInvoiceId,
  );
const countRows = async (): Promise<number> => {
  const { rows } = await store.database.asTenant(tenant, (sql) =>
    sql.query('select count(*) as bookings from bookings'),
  );
  return (rows as { bookings: number }[])[0]?.bookings ?? 0;
};

describe('a first poll of many invoices', () => {
  it('stores page after page, goes on where it was broken off, and asks for no page twice', async () => {
    for (let index = 0; index < 3_000; index += 1)
      list.put(listedInvoice(`id-${index}`, NOW - 1e9 + index * 1000, NOW - 1e9 + index * 1000));
    isOut = (asked) => asked >= 12;
    expect(await poll()).toMatchObject({ kind: 'noAnswer', found: 1_090 });
    expect(await countRows()).toBe(1_090);
    expect((await mark())?.polledAt).toBeNull();

    isOut = () => false;
    expect(await poll()).toEqual({ kind: 'whole', found: 1_910 });
    expect(new Set(list.asked).size).toBe(list.asked.length);
    expect(await countRows()).toBe(3_000);
    expect(await mark()).toMatchObject({ place: null, polledAt: expect.any(Date) as Date });
    expect(await poll()).toEqual({ kind: 'whole', found: 0 });
  });

  it('of 200,000, thousands of them of one moment, is whole after some attempts of a few seconds, in little memory', async () => {
    const import_ = NOW - 5e8;
    for (let index = 0; index < 200_000; index += 1) {
      // 30,000 were imported at once; 20,000 were never changed since they were made.
      const at = index < 30_000 ? import_ : NOW - 1e9 + index * 2000;
      list.put(listedInvoice(`id-${index}`, at, index >= 180_000 ? null : at));
    }
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    /** What is kept; garbage that V8 has not come round to yet is nobody's. */
    const kept = (): number => {
      if (process.memoryUsage().heapUsed - before > 100e6) collectGarbage();
      return process.memoryUsage().heapUsed - before;
    };
    let most = 0;
    let attempts = 0;
    let found = 0;
    for (let isWhole = false; !isWhole; attempts += 1) {
      const polled = await poll(2_000);
      expect(['more', 'whole']).toContain(polled.kind);
      found += polled.found;
      isWhole = polled.kind === 'whole';
      most = Math.max(most, kept());
    }
    expect(found).toBe(200_000);
    expect(await countRows()).toBe(200_000);
    // Each attempt begins with the page on which the last one has ended.
    expect(list.asked.length).toBeLessThan(2_400 + attempts);
    process.stdout.write(
      `poll-feed: ${attempts} attempts, ${list.asked.length} pages, ${Math.round(most / 1e6)} MB at most\n`,
    );
    expect(most).toBeLessThan(150e6);
  }, 600_000);

  it('does not read an import again and again, once what shows up late has had its time', async () => {
    for (let index = 0; index < 700; index += 1) list.put(listedInvoice(`id-${index}`, NOW, NOW));
    expect(await poll()).toEqual({ kind: 'whole', found: 700 });
    list.asked.length = 0;
    expect(await poll()).toEqual({ kind: 'whole', found: 0 });
    expect(list.asked.length).toBeGreaterThan(7);

    await store.database.asTenant(tenant, (sql) =>
      sql.query(`update watermarks set moved_at = now() - interval '7 minutes'`),
    );
    list.asked.length = 0;
    list.put(listedInvoice('new', NOW + 2 * MINUTE, NOW + 2 * MINUTE));
    expect(await poll()).toEqual({ kind: 'whole', found: 1 });
    expect(list.asked.length).toBe(2);
  });

  it('is begun anew when the tenant wants it so meanwhile', async () => {
    for (let index = 0; index < 400; index += 1)
      list.put(listedInvoice(`id-${index}`, NOW - 1e9 + index * 1000, NOW - 1e9 + index * 1000));
    isOut = (asked) => asked >= 3;
    await poll();
    await store.database.asTenant(tenant, (sql) => rewindWatermark(sql, INVOICE_FEED));
    isOut = () => false;
    list.asked.length = 0;
    expect((await poll()).kind).toBe('whole');
    expect(list.asked[0]).toContain('CreationDate ge 1970-01-01');
    expect(await countRows()).toBe(400);
  });

  it('of two watches at once one is further; both together miss nothing', async () => {
    for (let index = 0; index < 900; index += 1)
      list.put(listedInvoice(`id-${index}`, NOW - 1e9 + index * 1000, NOW - 1e9 + index * 1000));
    const polls = await Promise.all([poll(), poll()]);
    expect(polls.filter(({ kind }) => kind === 'overtaken').length).toBeLessThan(2);
    expect(polls.reduce((sum, { found }) => sum + found, 0)).toBe(900);
    expect(await countRows()).toBe(900);
  });
});

describe('a record stamped ahead of the vendor’s clock', () => {
  const ahead = Date.UTC(2099, 0, 1);

  it('is booked like any other, and nothing after it is lost', async () => {
    list.put(listedInvoice('ahead', NOW - MINUTE, ahead));
    list.put(listedInvoice('today', NOW - MINUTE, NOW - MINUTE));
    expect(await poll()).toEqual({ kind: 'whole', found: 2 });
    expect(Date.parse((await mark())?.position ?? '')).toBeLessThanOrEqual(NOW);

    for (let hours = 1; hours <= 3; hours += 1) {
      now = NOW + hours * 60 * MINUTE;
      list.put(listedInvoice(`later-${hours}`, now - MINUTE, now - MINUTE));
      expect(await poll()).toEqual({ kind: 'whole', found: 1 });
    }
    expect((await numbers()).toSorted()).toEqual(['ahead', 'later-1', 'later-2', 'later-3', 'today']);
  });

  it('is noticed when it changes, whatever it is stamped with then', async () => {
    list.put(listedInvoice('ahead', NOW - MINUTE, ahead));
    await poll();
    await store.database.asTenant(tenant, (sql) =>
      sql.query(`update bookings set state = 'held', due_at = null, issue_code = 'TOTAL_MISSING'`),
    );
    expect(await poll()).toEqual({ kind: 'whole', found: 0 });
    list.put(listedInvoice('ahead', NOW - MINUTE, NOW));
    expect(await poll()).toEqual({ kind: 'whole', found: 1 });
    expect(await poll()).toEqual({ kind: 'whole', found: 0 });
  });

  it('that an earlier version has believed makes the feed be read from its beginning', async () => {
    await store.database.asTenant(tenant, (sql) =>
      advanceWatermark(sql, INVOICE_FEED, new Date(ahead).toISOString(), 0, null),
    );
    list.put(listedInvoice('missed', NOW - 90 * MINUTE, NOW - 90 * MINUTE));
    while ((await poll()).kind !== 'whole');
    expect(await numbers()).toEqual(['missed']);
    expect(Date.parse((await mark())?.position ?? '')).toBeLessThanOrEqual(NOW);
  });
});

describe('eight bad records among twenty-two good ones', () => {
  const good = Array.from({ length: 22 }, (_, index) => `id-${String(index).padStart(2, '0')}`);

  it('that are no invoices: the good ones become rows, each bad one an issue', async () => {
    for (const [index, id] of good.entries()) list.put(listedInvoice(id, NOW - MINUTE, NOW - index * 1000));
    for (let index = 0; index < 8; index += 1) {
      list.put(listedInvoice(`bad-${index}`, NOW - MINUTE, NOW - index * 2000 - 500));
      list.broken.set(
        `bad-${index}`,
        index === 0 ? null : { Number: `2026${index}`, ID: index % 2 ? null : [] },
      );
    }
    expect(await poll()).toEqual({ kind: 'whole', found: 22 });
    expect((await numbers()).toSorted()).toEqual(good);
    const issues = await store.database.asTenant(tenant, (sql) => listOpenIssues(sql));
    expect(issues.map(({ code }) => code)).toEqual(Array(8).fill('RECORD_UNREADABLE'));
    expect(issues.map(({ params }) => params['shown'])).toContain('{"Number":"20261","ID":null}');
    // The next poll reads them again, and tells of them once.
    expect(await poll()).toEqual({ kind: 'whole', found: 0 });
    expect(await store.database.asTenant(tenant, (sql) => listOpenIssues(sql))).toHaveLength(8);
  });

  it('that the store refuses: the good ones are stored with the watermark, each bad one gets an issue', async () => {
    const invoice = (id: TribeId, number: string) => ({
      id,
      number,
      phaseCode: 'Sent',
      date: day('2026-10-01'),
      changedAt: new Date(NOW).toISOString(),
    });
    const bad = Array.from({ length: 8 }, () => invoice(newTribeId(), 'F\u0000'));
    const fine = Array.from({ length: 22 }, (_, index) => invoice(newTribeId(), `F${index}`));
    const records = [...bad.slice(0, 4), ...fine, ...bad.slice(4)];
    const page = { records, unreadable: [], from: '2026-10-01T00:00:00Z', upTo: null };
    const moved: boolean[] = [];
    const move = async () => moved.push(true) > 0;
    await recordPage({ database: store.database }, tenant, page, () => true, move);
    expect((await numbers()).toSorted()).toEqual(fine.map(({ id }) => id).toSorted());
    const issues = await store.database.asTenant(tenant, (sql) => listOpenIssues(sql));
    expect(issues.map(({ recordId }) => recordId).toSorted()).toEqual(bad.map(({ id }) => id).toSorted());
    expect(moved).toContain(true);
  });
});
