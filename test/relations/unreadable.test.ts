import { startStack, type Stack } from '../support/stack';
import { eventually, syncedTenant } from './synced-tenant';

/** What a vendor does not let us read, or shows in a way that nobody can read: it is told, and the rest goes on. */
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker();
});
afterEach(async () => {
  await stack.twins.clearFaults();
  await stack.retireTenants();
});
afterAll(() => stack.stop());
jest.setTimeout(180_000);

const codes = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'];
const inTribe = {
  organisations: codes.map((debtorNumber) => ({ name: `Zaak ${debtorNumber} BV`, debtorNumber })),
};
const inWinbooks = codes.map((code) => ({ code, name: `Zaak ${code} BV` }));
const issuesOf = async (id: string) => (await stack.openIssues(id)).map(({ code }) => code).toSorted();

test('contacts and suppliers that may not be read are told once; all other fields are synchronised', async () => {
  for (const path of ['/app/(Contacts|Third_Contacts|Suppliers)/', '/app/(Contact|Supplier)/'])
    await stack.twins.fault('winbooks', { path, kind: 'status', status: 403 });
  const tenant = await syncedTenant(stack, inTribe, inWinbooks);
  await tenant.untilSynced();
  await tenant.editRelation('C1', { Website: 'https://c1.example', EmailAddress: 'info@c1.example' });
  await eventually(async () =>
    expect(await tenant.party('Customer', 'C1')).toMatchObject({ Third: { WebSite: 'https://c1.example' } }),
  );
  expect(await issuesOf(tenant.id)).toEqual(['CONTACTS_FORBIDDEN', 'SUPPLIERS_FORBIDDEN']);
  await stack.twins.clearFaults();
  await eventually(async () => expect(await issuesOf(tenant.id)).toEqual([]));
});

test('four rows that cannot be read are told by their names, hold no other one, and are told no more once they can', async () => {
  const tenant = await syncedTenant(stack, inTribe, inWinbooks);
  await tenant.untilSynced();
  const bad = codes.slice(0, 4);
  const page = (withCode: boolean) =>
    bad.map((code, index) => ({
      Id: `00000000-0000-4000-8000-00000000000${index}`,
      Name: `Onleesbaar ${code}`,
      ...(withCode ? { Code: `D${index}` } : {}),
    }));
  const shows = (rows: object[]) =>
    stack.twins.fault('winbooks', {
      path: '/app/Thirds/.*ExecuteCriteria',
      requestBody: '"Modified"',
      kind: 'status',
      status: 200,
      body: JSON.stringify(rows),
      count: 1,
    });
  await shows(page(false));
  const unreadable = async () =>
    (await stack.openIssues(tenant.id)).filter(({ code }) => code === 'RELATION_UNREADABLE');
  await eventually(async () => expect(await unreadable()).toHaveLength(4));
  const shown = (await unreadable()).map(({ params }) => String(params['shown'])).join();
  for (const code of bad) expect(shown).toContain(`Onleesbaar ${code}`);
  await tenant.editWinbooks('Third', 'C6', { WebSite: 'https://c6.example' });
  await eventually(async () => {
    const [relation] = (await tenant.relations()).filter(({ debtorNumber }) => debtorNumber === 'C6');
    expect(await tenant.organisation(relation?.id ?? '')).toMatchObject({ Website: 'https://c6.example' });
  });
  await shows(page(true));
  await eventually(async () => expect(await unreadable()).toEqual([]));
});

test('a creation that Tribe refuses is held, with its issue in the list, until it is accepted', async () => {
  await stack.twins.fault('tribe', {
    method: 'POST',
    path: '/odata/Relationship_Organization',
    kind: 'status',
    status: 400,
  });
  const tenant = await syncedTenant(stack, inTribe, [{ code: 'K7', name: 'Alleen hier NV' }]);
  const shown = async () => (await tenant.listed()).find(({ name }) => /^(Alleen|Toch) hier NV$/.test(name));
  await eventually(async () =>
    expect(await shown()).toMatchObject({ state: 'held', issue: 'RELATION_REFUSED' }),
  );
  expect(await issuesOf(tenant.id)).toContain('RELATION_REFUSED');
  await stack.twins.clearFaults();
  await tenant.editWinbooks('Third', 'K7', { Name: 'Toch hier NV' });
  await eventually(async () => expect(await shown()).toMatchObject({ state: 'linked', issue: null }));
  expect(await issuesOf(tenant.id)).not.toContain('RELATION_REFUSED');
});
