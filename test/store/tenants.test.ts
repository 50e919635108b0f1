import { randomUUID } from 'node:crypto';
import type { TenantId } from '../../domain/ids';
import {
  activateTenant,
  createTenant,
  getTenant,
  listTenants,
  pauseTenant,
  recordTenantIdentity,
  resumeTenant,
  setTenantState,
  type TenantState,
} from '../../store/tenants/tenants';
import { newActiveTenant, newTenant, openStore, type StoreFixture } from './store-fixture';

let store: StoreFixture;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

const stateOf = async (tenant: TenantId): Promise<TenantState | undefined> =>
  (await store.database.asTenant(tenant, getTenant))?.state;

const identity = () => ({
  tribeOrganisationId: randomUUID(),
  winbooksUrl: 'https://rapi.test/app',
  winbooksFolder: `F${randomUUID()}`,
});

const withIdentity = async (given: ReturnType<typeof identity>): Promise<TenantId> => {
  const id = await newTenant(store.database);
  await store.database.asTenant(id, (sql) => recordTenantIdentity(sql, given));
  return id;
};

describe('a tenant', () => {
  test('is created once and stays as it is', async () => {
    const id = await newTenant(store.database);
    expect(await store.database.asTenant(id, (sql) => createTenant(sql, 'Another name'))).toBe(false);
    expect(await store.database.asTenant(id, getTenant)).toMatchObject({
      id,
      name: 'Acme BV',
      state: 'new',
      activatedAt: null,
    });
  });

  test('becomes active only with its identity, and saying it twice changes nothing', async () => {
    const bare = `bare-${randomUUID()}` as TenantId;
    await store.database.asTenant(bare, (sql) => createTenant(sql, 'Bare'));
    expect(await store.database.asTenant(bare, activateTenant)).toBe('not-ready');

    const id = await newTenant(store.database);
    expect(await store.database.asTenant(id, activateTenant)).toBe('active');
    const first = await store.database.asTenant(id, getTenant);
    expect(await store.database.asTenant(id, activateTenant)).toBe('active');
    expect(await store.database.asTenant(id, getTenant)).toEqual(first);
    expect(first?.activatedAt).toBeInstanceOf(Date);
  });

  test('keeps its identity while it is active', async () => {
    const id = await newActiveTenant(store.database);
    const before = await store.database.asTenant(id, getTenant);
    expect(await store.database.asTenant(id, (sql) => recordTenantIdentity(sql, identity()))).toBe(false);
    expect(await store.database.asTenant(id, getTenant)).toEqual(before);
  });

  test.each(['active', 'paused', 'draining'] as const)(
    'blocks a second one of its organisation while %s',
    async (state) => {
      const given = identity();
      const one = await withIdentity(given);
      await store.database.asTenant(one, activateTenant);
      if (state === 'paused') await store.database.asTenant(one, (sql) => pauseTenant(sql, 'test'));
      if (state === 'draining')
        await store.database.asTenant(one, (sql) => setTenantState(sql, 'draining', ['active']));
      expect(await stateOf(one)).toBe(state);

      const sameOrganisation = await withIdentity({
        ...identity(),
        tribeOrganisationId: given.tribeOrganisationId,
      });
      const sameFolder = await withIdentity({
        ...identity(),
        winbooksUrl: `${given.winbooksUrl}/`,
        winbooksFolder: given.winbooksFolder.toLowerCase(),
      });
      expect(await store.database.asTenant(sameOrganisation, activateTenant)).toEqual({ conflict: 'tribe' });
      expect(await store.database.asTenant(sameFolder, activateTenant)).toEqual({ conflict: 'winbooks' });
      expect(await stateOf(sameOrganisation)).toBe('new');

      await store.database.asTenant(one, (sql) => setTenantState(sql, 'inactive', [state]));
      expect(await store.database.asTenant(sameFolder, activateTenant)).toBe('active');
      expect(await store.database.asTenant(one, activateTenant)).toEqual({ conflict: 'winbooks' });
    },
  );

  test('of two activated at once for one folder, one wins', async () => {
    const given = identity();
    const both = [await withIdentity(given), await withIdentity(given)];
    const outcomes = await Promise.all(both.map((id) => store.database.asTenant(id, activateTenant)));
    expect(outcomes.filter((outcome) => outcome === 'active')).toHaveLength(1);
  });

  test('pauses only from active and resumes only from paused', async () => {
    const id = await newTenant(store.database);
    const pause = () => store.database.asTenant(id, (sql) => pauseTenant(sql, 'LOOKUP_BLIND'));
    const resume = () => store.database.asTenant(id, resumeTenant);
    expect(await pause()).toBe(false);
    await store.database.asTenant(id, activateTenant);
    expect(await resume()).toBe(false);
    expect(await pause()).toBe(true);
    expect(await store.database.asTenant(id, getTenant)).toMatchObject({
      state: 'paused',
      pauseReason: 'LOOKUP_BLIND',
    });
    expect(await pause()).toBe(false);
    expect(await store.database.asTenant(id, activateTenant)).toBe('not-ready');
    expect(await resume()).toBe(true);
    expect(await store.database.asTenant(id, getTenant)).toMatchObject({
      state: 'active',
      pauseReason: null,
    });
  });

  test('moves only from the states that are named', async () => {
    const id = await newTenant(store.database);
    expect(
      await store.database.asTenant(id, (sql) => setTenantState(sql, 'draining', ['active', 'paused'])),
    ).toBe(false);
    expect(await store.database.asTenant(id, (sql) => setTenantState(sql, 'activating', ['new']))).toBe(true);
    expect(await stateOf(id)).toBe('activating');
  });

  test('is listed with its state for the reconciler', async () => {
    const id = await newActiveTenant(store.database);
    const listed = (await store.database.asControl(listTenants)).find((tenant) => tenant.id === id);
    const { createdAt, activatedAt } = (await store.database.asTenant(id, getTenant)) ?? {};
    expect(listed).toEqual({ id, state: 'active', createdAt, activatedAt });
  });
});
