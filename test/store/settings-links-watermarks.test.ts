import { z } from 'zod';
import { day, type Day, type TenantId } from '../../domain/ids';
import {
  createLink,
  findLinkByRelation,
  findLinkByRelationship,
  refreshLink,
  type NewLink,
} from '../../store/relations/links';
import { getTenantWithChoices } from '../../store/tenants/tenant-choices';
import { loadTenantSettings, saveTenantSettings } from '../../store/tenants/tenant-settings';
import { loadVatMap, saveVatMap, type VatMapEntry } from '../../store/tenants/vat-maps';
import { advanceWatermark, readWatermark, touchPoll, watermarkFor } from '../../store/tenants/watermarks';
import { newActiveTenant, newTribeId, newWinbooksId, openStore, type StoreFixture } from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

describe('what the tenant chose', () => {
  test('is kept per version, and the newest VAT map counts', async () => {
    const unmapped: VatMapEntry = {
      mapped: false,
      vatGroupId: newTribeId(),
      vatGroupCode: 'H',
      vatGroupName: 'Hoog',
      percentage: 21,
    };
    const mapped: VatMapEntry = { ...unmapped, mapped: true, vatCodeId: newWinbooksId(), vatCode: '211400' };
    await store.database.asTenant(tenant, async (sql) => {
      expect(await loadVatMap(sql)).toBeNull();
      expect(await saveVatMap(sql, [unmapped])).toBe(1);
      expect(await saveVatMap(sql, [mapped])).toBe(2);
      expect(await loadVatMap(sql)).toMatchObject({ version: 2, entries: [mapped] });
    });
  });

  test('is read by the schema of the settings, which refuses what it does not know', async () => {
    const schema = z.strictObject({ pollSeconds: z.number().default(60) });
    await store.database.asTenant(tenant, async (sql) => {
      expect(await loadTenantSettings(sql, schema)).toBeNull();
      await saveTenantSettings(sql, {});
      expect(await loadTenantSettings(sql, schema)).toEqual({ version: 1, settings: { pollSeconds: 60 } });
      await saveTenantSettings(sql, { pollMinutes: 1 });
      await expect(loadTenantSettings(sql, schema)).rejects.toThrow(z.ZodError);
    });
  });

  test('is read together with the tenant, the newest of each', async () => {
    const schema = z.strictObject({ pollSeconds: z.number().default(60) });
    const unmapped: VatMapEntry = {
      mapped: false,
      vatGroupId: newTribeId(),
      vatGroupCode: 'H',
      vatGroupName: 'Hoog',
      percentage: 21,
    };
    await store.database.asTenant(tenant, async (sql) => {
      const found = { id: tenant, state: 'active' };
      expect(await getTenantWithChoices(sql, schema)).toMatchObject({
        tenant: found,
        settings: null,
        vatMap: null,
      });
      for (const pollSeconds of [5, 7]) await saveTenantSettings(sql, { pollSeconds });
      for (const entries of [[], [unmapped]]) await saveVatMap(sql, entries);
      expect(await getTenantWithChoices(sql, schema)).toMatchObject({
        tenant: found,
        settings: { pollSeconds: 7 },
        vatMap: [unmapped],
      });
      await saveTenantSettings(sql, { pollMinutes: 1 });
      await expect(getTenantWithChoices(sql, schema)).rejects.toThrow(z.ZodError);
    });
  });
});

describe('links', () => {
  const aLink = (given: Partial<NewLink> = {}): NewLink => ({
    kind: 'customer',
    tribeRelationId: newTribeId(),
    tribeRelationshipId: newTribeId(),
    winbooksId: newWinbooksId(),
    code: 'C001',
    paymentTermDays: 30,
    origin: 'matched',
    ...given,
  });
  const create = (link: NewLink) => store.database.asTenant(tenant, (sql) => createLink(sql, link));

  test('are found from either of Tribe’s ids, per role', async () => {
    const link = aLink();
    expect(await create(link)).toBe('created');
    await store.database.asTenant(tenant, async (sql) => {
      expect(await findLinkByRelationship(sql, 'customer', link.tribeRelationshipId)).toMatchObject({
        ...link,
        state: 'open',
      });
      expect(await findLinkByRelation(sql, 'customer', link.tribeRelationId)).toMatchObject(link);
      expect(await findLinkByRelation(sql, 'supplier', link.tribeRelationId)).toBeNull();
      expect(await findLinkByRelationship(sql, 'customer', newTribeId())).toBeNull();
    });
  });

  test('are one to one: a conflict names the link in the way, and a repeated pair is no conflict', async () => {
    const link = aLink();
    await create(link);
    expect(await create({ ...link, origin: 'number' })).toBe('created');
    expect(await create(aLink({ tribeRelationId: link.tribeRelationId }))).toMatchObject({
      conflict: 'relation',
      other: link,
    });
    expect(await create(aLink({ winbooksId: link.winbooksId }))).toMatchObject({
      conflict: 'winbooksId',
      other: link,
    });
    expect(await create({ ...link, kind: 'supplier' })).toBe('created');
  });

  test('of two for one WinBooks customer at once, one is made', async () => {
    const winbooksId = newWinbooksId();
    const outcomes = await Promise.all([1, 2, 3].map(() => create(aLink({ winbooksId }))));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
  });

  test('a closed one is not found and stands in nobody’s way', async () => {
    const link = aLink();
    await create(link);
    await store.database.asTenant(tenant, async (sql) => {
      await sql.query(`update links set state = 'closed' where tribe_relation_id = $1`, [
        link.tribeRelationId,
      ]);
      expect(await findLinkByRelation(sql, 'customer', link.tribeRelationId)).toBeNull();
      expect(await refreshLink(sql, link, { ...link, code: 'X' })).toBe(false);
    });
    expect(await create(aLink({ winbooksId: link.winbooksId }))).toBe('created');
  });

  test('are brought up to date', async () => {
    const link = aLink();
    await create(link);
    const facts = { tribeRelationshipId: newTribeId(), code: 'C002', paymentTermDays: null };
    await store.database.asTenant(tenant, async (sql) => {
      expect(await refreshLink(sql, link, facts)).toBe(true);
      expect(await findLinkByRelation(sql, 'customer', link.tribeRelationId)).toMatchObject(facts);
      expect(await refreshLink(sql, { ...link, winbooksId: newWinbooksId() }, facts)).toBe(false);
    });
  });
});

describe('a watermark', () => {
  const advance = (position: string, version: number, startDate: Day | null = null) =>
    store.database.asTenant(tenant, (sql) => advanceWatermark(sql, 'invoices', position, version, startDate));
  const readFor = (startDate: Day | null) =>
    store.database.asTenant(tenant, (sql) => watermarkFor(sql, 'invoices', startDate));
  const read = () => store.database.asTenant(tenant, (sql) => readWatermark(sql, 'invoices'));

  test('moves only from the version that was read, and keeps microseconds', async () => {
    expect(await read()).toBeNull();
    expect(await advance('2026-01-01T00:00:00Z', 1)).toBe(false);
    expect(await advance('2026-01-01T01:00:00.123456+01:00', 0)).toBe(true);
    expect(await advance('2027-01-01T00:00:00Z', 0)).toBe(false);
    expect(await read()).toMatchObject({ position: '2026-01-01T00:00:00.123456Z', version: 1 });
    expect(await advance('2026-01-02T00:00:00Z', 1)).toBe(true);
    expect(await read()).toMatchObject({ position: '2026-01-02T00:00:00.000000Z', version: 2 });
  });

  test('never goes back', async () => {
    await advance('2026-01-02T00:00:00Z', 0);
    await advance('2026-01-01T00:00:00Z', 1);
    expect(await read()).toMatchObject({ position: '2026-01-02T00:00:00.000000Z' });
  });

  test('goes back to the beginning for an earlier start date than it was moved under, and for no other', async () => {
    const [march, april] = [day('2026-03-01'), day('2026-04-01')];
    expect(await readFor(march)).toEqual({ mark: null, isRewound: false });
    await advance('2026-05-02T00:00:00Z', 0, march);
    for (const same of [march, april])
      expect(await readFor(same)).toMatchObject({
        isRewound: false,
        mark: { position: '2026-05-02T00:00:00.000000Z', version: 1, startDate: march },
      });
    for (const earlier of [day('2026-02-28'), null]) {
      const { mark, isRewound } = await readFor(earlier);
      expect(isRewound).toBe(true);
      expect(mark).toMatchObject({ position: null, startDate: null });
      // Whoever was reading under the old date meanwhile comes too late.
      expect(await advance('2026-05-03T00:00:00Z', (mark?.version ?? 0) - 1, march)).toBe(false);
      expect(await advance('2026-05-03T00:00:00Z', mark?.version ?? 0, april)).toBe(true);
      expect(await readFor(april)).toMatchObject({ isRewound: false });
    }
    await advance('2026-05-04T00:00:00Z', (await read())?.version ?? 0, null);
    expect(await readFor(null)).toMatchObject({ isRewound: false });
    expect(await readFor(march)).toMatchObject({ isRewound: false });
  });

  test('of two watches at once, one moves it', async () => {
    await advance('2026-01-01T00:00:00Z', 0);
    const outcomes = await Promise.all([1, 2, 3].map((hour) => advance(`2026-01-01T0${hour}:00:00Z`, 1)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  test('remembers when it was last looked at, before it ever moved too', async () => {
    await store.database.asTenant(tenant, (sql) => touchPoll(sql, 'invoices'));
    const first = await read();
    expect(first).toMatchObject({ position: null, version: 0, polledAt: expect.any(Date) as Date });
    expect(await advance('2026-01-01T00:00:00Z', 0)).toBe(true);
    await store.database.asTenant(tenant, (sql) => touchPoll(sql, 'invoices'));
    const last = await read();
    expect(last).toMatchObject({ position: '2026-01-01T00:00:00.000000Z', version: 1 });
    expect(last?.polledAt?.getTime()).toBeGreaterThan(first?.polledAt?.getTime() ?? Infinity);
  });
});
