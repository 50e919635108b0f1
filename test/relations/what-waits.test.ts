import { setTimeout as sleep } from 'node:timers/promises';
import { tenantSettings } from '../../domain/tenant/settings';
import { approveRelations } from '../../store/relations/relation-sync';
import { loadTenantSettings, saveTenantSettings } from '../../store/tenants/tenant-settings';
import { startStack, type Stack } from '../support/stack';
import { eventually, syncedTenant } from './synced-tenant';

/** What is refused, left alone or not known yet is not lost, and holds nothing else. */
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  // A vendor that gives no answer is asked again soon.
  const TIMINGS = JSON.stringify({ afterFailure: { noAnswerMs: 300 } });
  await stack.startWorker(undefined, { TIMINGS });
});
afterEach(async () => {
  await stack.twins.clearFaults();
  await stack.retireTenants();
});
afterAll(() => stack.stop());
jest.setTimeout(180_000);

const peeters = { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' };
const sameInWinbooks = { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' };

test('a field that is refused holds no other field, on either side, and is written once it is accepted', async () => {
  const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
  await tenant.untilSynced();
  await stack.twins.fault('tribe', {
    method: 'PUT',
    path: '/odata/Relation_Organization',
    requestBody: 'refused.example',
    kind: 'status',
    status: 400,
  });
  await tenant.paused(async () => {
    await tenant.editWinbooks('Third', 'C1', {
      Name: 'Peeters & Zonen BV',
      WebSite: 'https://refused.example',
    });
    await tenant.editRelation('C1', { VATNumber: 'BE0000000295' });
  });
  await eventually(async () =>
    expect((await tenant.relations()).map(({ name }) => name)).toContain('Peeters & Zonen BV'),
  );
  await eventually(async () =>
    expect(await tenant.party('Customer', 'C1')).toMatchObject({ Third: { VatNumber: '0000000295' } }),
  );
  await eventually(async () =>
    expect((await stack.openIssues(tenant.id)).map(({ code }) => code)).toEqual(['RELATION_NOT_WRITTEN']),
  );
  await stack.twins.clearFaults();
  await tenant.editWinbooks('Third', 'C1', { Name: 'Peeters en Zonen BV' });
  await eventually(async () => expect(await stack.openIssues(tenant.id)).toEqual([]));
  const [relation] = (await tenant.relations()).filter(({ debtorNumber }) => debtorNumber === 'C1');
  expect(await tenant.organisation(relation?.id ?? '')).toMatchObject({ Website: 'https://refused.example' });
});

test('four records that a vendor never answers for are told, hold no other one, and arrive once it does', async () => {
  const numbers = ['A0', 'A1', 'A2', 'A3', 'A4', 'A5'];
  const tenant = await syncedTenant(
    stack,
    { organisations: numbers.map((debtorNumber) => ({ name: `Zaak ${debtorNumber} BV`, debtorNumber })) },
    numbers.map((code) => ({ code, name: `Zaak ${code} BV` })),
  );
  await tenant.untilSynced();
  const roleOf = async (number: string) =>
    (await tenant.relations()).find(({ debtorNumber }) => debtorNumber === number)?.roles[0]?.id ?? '';
  const silent = numbers.slice(0, 4);
  for (const number of silent)
    await stack.twins.fault('tribe', { path: `\\(${await roleOf(number)}\\)`, kind: 'status', status: 500 });
  for (const number of numbers) await tenant.editRelation(number, { Website: 'https://zaak.example' });
  const website = async (number: string) =>
    ((await tenant.party('Customer', number))?.['Third'] as { WebSite: string | null } | undefined)?.WebSite;
  for (const number of numbers.slice(4))
    await eventually(async () => expect(await website(number)).toBe('https://zaak.example'));
  await eventually(async () => {
    const issues = await stack.openIssues(tenant.id);
    expect(issues.map(({ code, params }) => `${code} ${String(params['customer'])}`).toSorted()).toEqual(
      silent.map((number) => `RELATION_FAILS Zaak ${number} BV`),
    );
  });
  await stack.twins.clearFaults();
  for (const number of silent)
    await eventually(async () => expect(await website(number)).toBe('https://zaak.example'));
  await eventually(async () => expect(await stack.openIssues(tenant.id)).toEqual([]));
});

test('a link whose relation no poll has shown yet stays open', async () => {
  const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
  await tenant.untilSynced();
  await stack.database.asTenant(tenant.id, (sql) =>
    sql.query(`delete from tribe_relations where tenant_id = $1`, [tenant.id]),
  );
  await tenant.editWinbooks('Third', 'C1', { WebSite: 'https://peeters.example' });
  await sleep(4_000);
  const { rows } = await stack.database.asTenant(tenant.id, (sql) =>
    sql.query(`select state from links where tenant_id = $1`, [tenant.id]),
  );
  expect(rows).toEqual([{ state: 'open' }]);
});

describe('what was left alone is seen to', () => {
  const inTribe = {
    organisations: [{ name: 'Alleen in Tribe BV', creditorNumber: 'S1', roles: ['supplier'] }],
  };
  const inWinbooks = [{ code: 'S2', name: 'Alleen daar NV', role: 'supplier' }];
  const linked = [
    ['Alleen daar NV', 'linked'],
    ['Alleen in Tribe BV', 'linked'],
  ];

  test('once suppliers are synchronised', async () => {
    const tenant = await syncedTenant(stack, inTribe, inWinbooks, { syncSuppliers: false });
    const states = async () => (await tenant.listed()).map(({ name, state }) => [name, state]).toSorted();
    await eventually(async () =>
      expect(await states()).toEqual([
        ['Alleen daar NV', 'only-winbooks'],
        ['Alleen in Tribe BV', 'only-tribe'],
      ]),
    );
    await sleep(3_000);
    await stack.database.asTenant(tenant.id, async (sql) =>
      saveTenantSettings(sql, {
        ...(await loadTenantSettings(sql, tenantSettings))?.settings,
        syncSuppliers: true,
      }),
    );
    await eventually(async () => expect(await states()).toEqual(linked));
  });

  test('once it is approved', async () => {
    const tenant = await syncedTenant(stack, inTribe, inWinbooks, {}, 'none');
    const states = async () => (await tenant.listed()).map(({ name, state }) => [name, state]).toSorted();
    await eventually(async () => expect(await states()).toHaveLength(2));
    await sleep(3_000);
    expect(await tenant.party('Supplier', 'S1')).toBeNull();
    await stack.database.asTenant(tenant.id, approveRelations);
    await eventually(async () => expect(await states()).toEqual(linked));
  });
});
