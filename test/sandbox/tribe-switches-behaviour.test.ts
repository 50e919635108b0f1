import { awkwardSeed, sampleSeed } from '../../sandbox/tribe/tribe-twin';
import {
  customerId,
  customerSet,
  form,
  only,
  phaseId,
  startTribe,
  type Json,
  type TribeClient,
  type TribeStack,
  withSwitches,
} from './tribe-fixture';

/** The switches from G15 on: each changes what it says. */

let stack: TribeStack;
let client: TribeClient;
let other: TribeClient;

beforeAll(async () => {
  stack = await startTribe({
    tenants: [...(sampleSeed.tenants ?? []), ...(awkwardSeed.tenants ?? [])],
    applications: sampleSeed.applications,
  });
  client = await stack.tenant('lindeboom');
  other = await stack.tenant('awkward');
});
afterAll(() => stack.close());

const turned = <T>(positions: Record<string, string>, look: () => Promise<T>, tenant = 'lindeboom') =>
  withSwitches(stack, tenant, positions, look);
const firstInvoice = () =>
  only(client, "odata/Activity_Invoice?$filter=Number eq '20260102'&$expand=ProductLines");
const createOrganisation = (body: Json) => client.send('POST', 'odata/Relation_Organization', body);

test('G15: the invoice address is known by its type alone', async () => {
  await turned({ G15: 'address-type' }, async () => {
    expect((await client.get('odata/Relation_Organization?$expand=InvoiceAddress')).status).toBe(400);
    const row = await only(
      client,
      "odata/Relation_Organization?$filter=DebtorNumber eq 'C1001'&$expand=Addresses($expand=AddressType)",
    );
    const types = (row['Addresses'] as Json[]).map((address) => (address['AddressType'] as Json)['Code']);
    expect(types).toContain('Invoice');
  });
});

test.each([
  ['iso2-lower', 'be'],
  ['iso3', 'BEL'],
  ['none', null],
])('G16 %s: the code of Belgium', async (position, code) => {
  const belgium = () => only(client, "odata/Datastore_Country?$filter=Name eq 'België'");
  expect((await turned({ G16: position }, belgium))['Code']).toBe(code);
});

test('G17, G18, G20: how parties are seeded', async () => {
  const seeded = await stack.tenant('otherwise');
  const address = await only(
    seeded,
    "odata/Address?$filter=City eq 'Brugge' and AddressType/Code eq 'Invoice'",
  );
  expect([address['Street'], address['HouseNumber']]).toEqual(["'t Zand 1 bus 4", null]);
  expect(await seeded.rows("odata/Relation_Person?$filter=LastName eq 'Jan van den Berg'")).toHaveLength(2);
  expect(await seeded.rows("odata/Relation_Organization?$filter=Name eq 'Drukkerij De Ster'")).toHaveLength(
    2,
  );
  expect(await other.rows("odata/Relation_Organization?$filter=Name eq 'Drukkerij De Ster'")).toHaveLength(1);
});

test('G21: private suppliers', async () => {
  const set = () => client.get('odata/Relationship_Person_Supplier');
  expect((await set()).status).toBe(404);
  expect((await turned({ G21: 'present' }, set)).status).toBe(200);
});

test('G22: IsFormer is written with its date, refused, or ignored', async () => {
  const id = await customerId(client, 'C1003');
  const write = (value: boolean) => client.send('PUT', `odata/${customerSet}(${id})`, { IsFormer: value });
  expect((await turned({ G22: 'refused' }, () => write(true))).status).toBe(400);
  expect((await turned({ G22: 'ignored' }, () => write(true))).body['IsFormer']).toBe(false);
  expect((await write(true)).body).toMatchObject({
    IsFormer: true,
    FormerDate: expect.any(String) as string,
  });
  expect((await write(false)).body).toMatchObject({ IsFormer: false, FormerDate: null });
});

test('G26: a new customer may get a debtor number by itself', async () => {
  const identity = await only(
    client,
    'odata/Relationship_Organization_Identity?$expand=Relation($select=ID)',
  );
  const create = async () => {
    const body = {
      Relation: { ID: (identity['Relation'] as Json)['ID'] },
      Organization: { Name: 'Genummerd BV' },
    };
    const { ID } = (await client.send('POST', `odata/${customerSet}`, body)).body;
    return (await client.get(`odata/${customerSet}(${String(ID)})/Organization`)).body['DebtorNumber'];
  };
  expect(await create()).toBeNull();
  expect(await turned({ G26: 'automatic' }, create)).toMatch(/^\d+$/);
});

test('G29: without webhooks their address is not there', async () => {
  expect((await turned({ G29: 'no' }, () => client.get('webhooks'))).status).toBe(404);
});

test.each([
  ['ignored', 'Plaatsing'],
  ['written', 'Anders'],
])('G31 %s: an edit of a sent invoice', async (position, subject) => {
  const { ID } = await firstInvoice();
  const edit = () => client.send('PUT', `odata/Activity_Invoice(${String(ID)})`, { Subject: 'Anders' });
  const answer = await turned({ G31: position }, edit);
  expect([answer.status, answer.body['Subject']]).toEqual([200, subject]);
});

test('G32: phases after Sent', async () => {
  const { ID } = await firstInvoice();
  const [sent, paid] = [await phaseId(client, 'Sent'), await phaseId(client, 'Paid')];
  const to = async (phase: unknown) =>
    (await client.send('POST', 'odata/Activity_Invoice', { ID, Phase: { ID: phase } })).status;
  expect(await turned({ G32: 'refused' }, () => to(paid))).toBe(400);
  expect(await turned({ G32: 'forward' }, async () => [await to(paid), await to(sent)])).toEqual([200, 400]);
  expect(await to(sent)).toBe(200);
});

test('G35: the base amounts of a foreign invoice are converted, or the same figures', async () => {
  const dollars = () => only(other, "odata/Activity_Invoice?$filter=Currency eq 'USD'");
  expect((await dollars())['TotalExcludingVat']).toBeCloseTo(299.97 / 1.1, 6);
  expect((await turned({ G35: 'same' }, dollars, 'awkward'))['TotalExcludingVat']).toBeCloseTo(299.97, 6);
});

test('G40: rights', async () => {
  const statuses = async () => [
    (await client.get('odata/Activity_Invoice?$top=1')).status,
    (await client.get('odata/Product?$top=1')).status,
    (await createOrganisation({ Name: 'Recht BV' })).status,
  ];
  expect(await turned({ G40: 'read-only' }, statuses)).toEqual([200, 200, 403]);
  expect(await turned({ G40: 'deny:Activity_Invoice,hide:Product' }, statuses)).toEqual([403, 404, 201]);
});

test('names on the base types, debtor numbers and invoice addresses of persons', async () => {
  const status = async (path: string) => (await client.get(path)).status;
  expect(await status('odata/Relationship?$select=Name')).toBe(400);
  expect(await turned({ 'base-name': 'yes' }, () => status('odata/Relationship?$select=Name'))).toBe(200);
  expect(await status('odata/Relation_Person?$select=DebtorNumber')).toBe(200);
  expect(
    await turned({ 'person-debtor-number': 'no' }, () =>
      status('odata/Relation_Person?$select=DebtorNumber'),
    ),
  ).toBe(400);
  expect(await status('odata/Relation_Person?$expand=InvoiceAddress')).toBe(400);
  expect(
    await turned({ 'person-invoice-address': 'yes' }, () =>
      status('odata/Relation_Person?$expand=InvoiceAddress'),
    ),
  ).toBe(200);
});

test('navigation-filter: a filter on the ID behind a navigation may be ignored', async () => {
  const { Organization } = await only(client, `odata/${customerSet}?$expand=Organization($select=ID)&$top=1`);
  const filter = `Organization/ID eq ${String((Organization as Json)['ID'])}`;
  const rows = async () => (await client.get(`odata/${customerSet}?$filter=${filter}`)).body['value'];
  expect(await rows()).toHaveLength(1);
  expect(await turned({ 'navigation-filter': 'ignored' }, rows)).not.toHaveLength(1);
});

test('address-touch: a changed address may bump its relation', async () => {
  const change = async () => {
    const path = "odata/Relation_Organization?$filter=DebtorNumber eq 'C1004'&$expand=InvoiceAddress";
    const before = await only(client, path);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await client.send('PUT', `odata/Address(${String((before['InvoiceAddress'] as Json)['ID'])})`, {
      Extra: String(Date.now()),
    });
    return (await only(client, path))['LastMutationDate'] !== before['LastMutationDate'];
  };
  expect(await change()).toBe(false);
  expect(await turned({ 'address-touch': 'yes' }, change)).toBe(true);
});

test('scope-error: the vendor may say invalid_grant', async () => {
  await stack.control('POST', 'switches', { 'scope-error': 'invalid_grant' });
  const answer = await form(stack.base, {
    grant_type: 'client_credentials',
    client_id: 'lindeboom-client',
    client_secret: 'lindeboom-secret',
    scope: 'read write everything',
  });
  expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_grant']);
  await stack.control('POST', 'switches', { 'scope-error': 'invalid_scope' });
  expect(
    (await stack.control('POST', 'switches', { tenant: 'lindeboom', 'scope-error': 'invalid_grant' })).status,
  ).toBe(400);
});
