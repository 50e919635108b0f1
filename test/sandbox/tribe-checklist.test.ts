import { awkwardSeed, sampleSeed } from '../../sandbox/tribe/tribe-twin';
import {
  ask,
  clientOf,
  customerId,
  customerSet,
  only,
  startTribe,
  type Json,
  type TribeClient,
  type TribeStack,
} from './tribe-fixture';

/** Lines 2 to 6 of the checklist of tribe-api §7; the other lines have files of their own. */

let stack: TribeStack;
let lindeboom: TribeClient;
let moulin: TribeClient;
let awkward: TribeClient;

beforeAll(async () => {
  stack = await startTribe({
    tenants: [...(sampleSeed.tenants ?? []), ...(awkwardSeed.tenants ?? [])],
    applications: sampleSeed.applications,
  });
  lindeboom = await stack.tenant('lindeboom');
  moulin = await stack.tenant('moulin');
  awkward = await stack.tenant('awkward');
});
afterAll(() => stack.close());

describe('2 tenants', () => {
  test('the token decides the tenant, and each has phases, VAT groups and countries of its own', async () => {
    for (const set of ['Datastore_Phase_ActivityInvoice', 'Datastore_VatGroup', 'Datastore_Country']) {
      const [ours, theirs] = await Promise.all([lindeboom.rows(`odata/${set}`), moulin.rows(`odata/${set}`)]);
      const codes = (rows: Json[]) => rows.map((row) => row['Code']).sort();
      expect(codes(ours)).toEqual(codes(theirs));
      expect(ours.filter((row) => theirs.some((other) => other['ID'] === row['ID']))).toEqual([]);
    }
  });

  test("another tenant's record is not there", async () => {
    const [invoice] = await lindeboom.rows('odata/Activity_Invoice?$top=1');
    expect((await moulin.get(`odata/Activity_Invoice(${String(invoice?.['ID'])})`)).status).toBe(404);
  });

  test('without a token of ours: 401', async () => {
    expect((await clientOf(stack.base, 'nonsense').get('odata/Product')).status).toBe(401);
    const inQuery = await ask(`${stack.base}/v1/odata/Product?access_token=${lindeboom.token}`);
    expect(inQuery.status).toBe(401);
  });
});

describe('3 resources', () => {
  test('list, by id, and along navigations', async () => {
    const customer = await customerId(lindeboom, 'C1002');
    const one = await lindeboom.get(`odata/${customerSet}(${String(customer)})`);
    expect(one.body).toMatchObject({ '@odata.context': `$metadata#${customerSet}/$entity`, ID: customer });
    const organisation = await lindeboom.get(`odata/${customerSet}(${String(customer)})/Organization`);
    expect(organisation.body['Name']).toBe("Garage L'Étoile SRL");
    const city = await lindeboom.get(
      `odata/${customerSet}(${String(customer)})/Organization/InvoiceAddress/Country`,
    );
    expect(city.body['Code']).toBe('BE');
  });

  test('a quoted key is refused, an unknown one is not found', async () => {
    expect((await lindeboom.get("odata/Product('9fcb346f-bd58-423d-b7da-1952f9449827')")).status).toBe(400);
    expect((await lindeboom.get('odata/Product(9fcb346f-bd58-423d-b7da-1952f9449827)')).status).toBe(404);
  });

  test('a deep insert creates customer, organisation and address in one call', async () => {
    const identity = await only(
      lindeboom,
      'odata/Relationship_Organization_Identity?$expand=Relation($select=ID)&$select=Name',
    );
    const belgium = await only(lindeboom, "odata/Datastore_Country?$filter=Code eq 'BE'");
    const created = await lindeboom.send('POST', `odata/${customerSet}`, {
      Relation: { ID: (identity['Relation'] as Json)['ID'] },
      Organization: {
        Name: 'Diep BV',
        InvoiceAddress: { Street: 'Kaai', HouseNumber: 2, Country: { ID: belgium['ID'] } },
      },
    });
    expect(created.status).toBe(201);
    const read = await lindeboom.get(
      `odata/${customerSet}(${String(created.body['ID'])})?$expand=Organization($expand=InvoiceAddress($expand=Country),Addresses)`,
    );
    expect(read.body).toMatchObject({
      Name: 'Diep BV',
      Organization: {
        InvoiceAddress: { Street: 'Kaai', Country: { Code: 'BE' } },
        Addresses: [{ HouseNumber: 2 }],
      },
    });
  });

  test('a nested object without ID is created, with ID changed, and look-up lists are neither', async () => {
    const created = await lindeboom.send('POST', 'odata/Relation_Organization', { Name: 'Adres BV' });
    const path = `odata/Relation_Organization(${String(created.body['ID'])})`;
    const address = async () =>
      (await lindeboom.get(`${path}?$expand=InvoiceAddress`)).body['InvoiceAddress'] as Json;
    await lindeboom.send('PUT', path, { InvoiceAddress: { City: 'Eerst' } });
    const first = await address();
    await lindeboom.send('PUT', path, { InvoiceAddress: { ID: first['ID'], Postalcode: '1000' } });
    expect(await address()).toMatchObject({ ID: first['ID'], City: 'Eerst', Postalcode: '1000' });
    await lindeboom.send('PUT', path, { InvoiceAddress: { City: 'Dan' } });
    expect((await address())['ID']).not.toBe(first['ID']);
    const country = { InvoiceAddress: { Country: { Code: 'XX', Name: 'Nergens' } } };
    expect((await lindeboom.send('PUT', path, country)).status).toBe(405);
    expect((await lindeboom.send('POST', 'odata/Datastore_VatGroup', { Name: 'x' })).status).toBe(405);
    expect((await lindeboom.send('PUT', path, { InvoiceAddress: null })).status).toBe(200);
    expect(await address()).toBeNull();
  });

  test('POST with an ID updates; PUT is partial; both answer the whole record', async () => {
    const created = await lindeboom.send('POST', 'odata/Relation_Organization', {
      Name: 'Eerst BV',
      Website: 'https://a.example',
    });
    const id = String(created.body['ID']);
    const posted = await lindeboom.send('POST', 'odata/Relation_Organization', { ID: id, Name: 'Dan BV' });
    expect([posted.status, posted.body['Name'], posted.body['Website']]).toEqual([
      200,
      'Dan BV',
      'https://a.example',
    ]);
    const put = await lindeboom.send('PUT', `odata/Relation_Organization(${id})`, { Website: null });
    expect([put.status, put.body['Name'], put.body['Website']]).toEqual([200, 'Dan BV', null]);
    const count = await lindeboom.get(`odata/Relation_Organization?$filter=ID eq ${id}&$count=true`);
    expect(count.body['@odata.count']).toBe(1);
  });

  test('unknown fields, wrong types and missing required fields are refused and change nothing', async () => {
    const refused = async (body: Json) =>
      (await lindeboom.send('POST', 'odata/Relation_Organization', body)).status;
    expect(await refused({ Name: 'X', name: 'lower case' })).toBe(400);
    expect(await refused({ Name: 'X', NumberOfEmployees: 'three' })).toBe(400);
    expect(await refused({ Website: 'https://no-name.example' })).toBe(400);
    expect(await lindeboom.rows("odata/Relation_Organization?$filter=Name eq 'X'")).toEqual([]);
  });

  test('abstract sets are read, changed and deleted by id, never created', async () => {
    const created = await lindeboom.send('POST', 'odata/Relation_Person', { LastName: 'Tijdelijk' });
    const id = String(created.body['ID']);
    const read = await lindeboom.get(`odata/Relation(${id})`);
    expect(read.body).toMatchObject({
      '@odata.type': '#Tribe.Relation_Person',
      _Type: 'Relation.Person',
      LastName: 'Tijdelijk',
    });
    expect(
      (await lindeboom.send('PUT', `odata/Relation(${id})`, { EmailAddress: 'a@b.example' })).status,
    ).toBe(200);
    expect((await lindeboom.send('POST', 'odata/Relation', { EmailAddress: 'x' })).status).toBe(405);
    expect((await lindeboom.send('DELETE', `odata/Relation(${id})`)).status).toBe(204);
    expect((await lindeboom.get(`odata/Relation_Person(${id})`)).status).toBe(404);
  });

  test('the intermediate set shows every commercial role', async () => {
    const roles = await awkward.rows('odata/Relationship_Organization_CommercialRelationship?$select=_Type');
    expect(new Set(roles.map((role) => role['_Type']))).toEqual(
      new Set([
        'Relationship.Organization.CommercialRelationship.Customer',
        'Relationship.Organization.CommercialRelationship.Lead',
      ]),
    );
  });

  test('_UpgradeType makes a customer of a lead, under the same id', async () => {
    const lead = await only(awkward, 'odata/Relationship_Organization_CommercialRelationship_Lead');
    const upgraded = await awkward.send(
      'POST',
      'odata/Relationship_Organization_CommercialRelationship_Lead',
      {
        ID: lead['ID'],
        _UpgradeType: customerSet,
      },
    );
    expect(upgraded.body).toMatchObject({
      ID: lead['ID'],
      _Type: 'Relationship.Organization.CommercialRelationship.Customer',
    });
    expect((await awkward.get(`odata/${customerSet}(${String(lead['ID'])})`)).status).toBe(200);
  });

  test('GetCurrentEmployee() is a function, Employee no set', async () => {
    const employee = await lindeboom.get('odata/GetCurrentEmployee()?$expand=Person');
    expect((employee.body['Person'] as Json)['LastName']).toBe('Account');
    expect((await lindeboom.get('odata/Employee')).body).toEqual({
      error: {
        code: null,
        message: "Cannot find EntitySet, Singleton, ActionImport or FunctionImport with name 'Employee'.",
      },
    });
  });

  test('$metadata comes as XML, and as JSON when asked', async () => {
    const xml = await lindeboom.get('odata/$metadata');
    expect(xml.headers.get('content-type')).toContain('xml');
    expect(xml.text).toContain('<Property Name="InvoiceDate" Type="Edm.Date"/>');
    const json = await lindeboom.get('odata/$metadata?$format=json');
    expect((json.body['Tribe'] as Json)['Activity_Invoice']).toMatchObject({
      $BaseType: 'Tribe.Activity',
      InvoiceDate: { $Type: 'Edm.Date' },
    });
  });

  test('PATCH is not there', async () => {
    const [product] = await lindeboom.rows('odata/Product?$top=1');
    expect((await lindeboom.send('PATCH', `odata/Product(${String(product?.['ID'])})`, {})).status).toBe(405);
  });
});

describe('4 query options', () => {
  test('$select always brings ID; @odata.id comes only where the key was not selected', async () => {
    const [without] = await lindeboom.rows('odata/Relation_Organization?$select=Name&$top=1');
    expect(Object.keys(without ?? {})).toEqual(['@odata.id', 'ID', 'Name']);
    const [chosen] = await lindeboom.rows('odata/Relation_Organization?$select=ID,Name&$top=1');
    expect(Object.keys(chosen ?? {})).toEqual(['ID', 'Name']);
  });

  test('nested $expand; a navigation that is not expanded is absent', async () => {
    const row = await only(
      lindeboom,
      "odata/Relation_Organization?$filter=DebtorNumber eq 'C1001'&$expand=InvoiceAddress($select=City;$expand=Country($select=Name))",
    );
    expect(row['InvoiceAddress']).toEqual({
      '@odata.id': expect.stringContaining('Address(') as string,
      ID: expect.any(String) as string,
      City: 'Antwerpen',
      Country: {
        '@odata.id': expect.any(String) as string,
        ID: expect.any(String) as string,
        Name: 'België',
      },
    });
    expect(row).not.toHaveProperty('VisitingAddress');
  });

  test.each([
    "Number in ('1','2')",
    "Name has 'x'",
    'Percentage add 1 eq 22',
    'ProductLines/any(l:l/Quantity gt 1)',
    'year(CreationDate) eq 2026',
  ])('refused: %s', async (filter) => {
    const answer = await lindeboom.get(`odata/Activity_Invoice?$filter=${encodeURIComponent(filter)}`);
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['error']]);
  });

  test('a field that the type does not have is refused in the words of Olingo', async () => {
    const answer = await lindeboom.get("odata/Relation_Organization?$filter=name eq 'x'");
    expect(answer.body).toEqual({
      error: {
        code: null,
        message:
          "The property 'name', used in a query expression, is not defined in type 'Relation_Organization'.",
      },
    });
  });

  test('$orderby, $top, $skip and $count', async () => {
    const page = await lindeboom.get(
      'odata/Activity_Invoice?$orderby=Number desc&$top=2&$skip=1&$count=true&$select=Number',
    );
    expect((page.body['value'] as Json[]).map((row) => row['Number'])).toEqual(['20260108', '20260107']);
    expect(page.body['@odata.count']).toBe((await lindeboom.rows('odata/Activity_Invoice')).length);
  });

  test('custom fields stand on the records of the tenants that have them', async () => {
    const name = '_117ecf60__d492__48a1__8aab__a131ad465fd5';
    const gold = await only(awkward, `odata/Relation_Organization?$filter=${name} eq 'GOUD'`);
    expect(gold['Name']).toBe("Café 't Hoekje & Zonen BV");
    expect((await moulin.rows('odata/Relation_Organization?$top=1'))[0]).not.toHaveProperty(name);
  });
});

describe('5 plus signs', () => {
  test('a plus is no space, until the switch says so', async () => {
    const path = "odata/Relation_Organization?$filter=Name+eq+'Studio+Pixel+BV'";
    expect((await lindeboom.get(path)).status).toBe(400);
    await stack.control('POST', 'switches', { tenant: 'lindeboom', plus: 'space' });
    expect(await lindeboom.rows(path)).toHaveLength(1);
    await stack.control('POST', 'switches', { tenant: 'lindeboom', plus: 'plus' });
  });
});

describe('6 change and deletion', () => {
  test('the universal fields are there, and LastMutationDate moves with every write', async () => {
    const created = await lindeboom.send('POST', 'odata/Relation_Organization', { Name: 'Beweging BV' });
    for (const field of [
      '_Type',
      '_Name',
      'SortIndex',
      'CreationDate',
      'LastMutationDate',
      'IsActive',
      'IsClosed',
    ]) {
      expect(created.body).toHaveProperty(field);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    const changed = await lindeboom.send(
      'PUT',
      `odata/Relation_Organization(${String(created.body['ID'])})`,
      { Website: 'x' },
    );
    expect(String(changed.body['LastMutationDate']) > String(created.body['LastMutationDate'])).toBe(true);
    expect(changed.body['CreationDate']).toBe(created.body['CreationDate']);
  });

  test('LastMutationDate of an untouched record is null when the switch says so', async () => {
    await stack.control('POST', 'switches', { tenant: 'moulin', 'mutation-date': 'null' });
    const rows = await moulin.rows('odata/Product?$select=LastMutationDate');
    await stack.control('POST', 'switches', { tenant: 'moulin', 'mutation-date': 'created' });
    expect(new Set(rows.map((row) => row['LastMutationDate']))).toEqual(new Set([null]));
  });

  test('a relation or role that still has activities is not deleted; employees never', async () => {
    const id = String(await customerId(lindeboom, 'C1001'));
    const organisation = (await lindeboom.get(`odata/${customerSet}(${id})/Organization`)).body['ID'];
    expect(
      (await lindeboom.send('DELETE', `odata/Relation_Organization(${String(organisation)})`)).status,
    ).toBe(400);
    expect((await lindeboom.send('DELETE', `odata/Relationship(${id})`)).status).toBe(400);
    const employee = (await lindeboom.get('odata/GetCurrentEmployee()')).body['ID'];
    expect(
      (await lindeboom.send('DELETE', `odata/Relationship_Person_Contact_Employee(${String(employee)})`))
        .status,
    ).toBe(400);
  });

  test('a deletion is hard: gone from every list, with its addresses; deleting a role spares the organisation', async () => {
    const identity = await only(lindeboom, 'odata/Relationship_Organization_Identity?$expand=Relation');
    const created = await lindeboom.send('POST', 'odata/Relationship_Organization_Supplier', {
      Relation: { ID: (identity['Relation'] as Json)['ID'] },
      Organization: { Name: 'Weg BV', VisitingAddress: { City: 'Weg' } },
    });
    const organisation = String(
      (await lindeboom.get(`odata/Relationship(${String(created.body['ID'])})`)).status,
    );
    expect(organisation).toBe('200');
    const { ID } = await only(lindeboom, "odata/Relation_Organization?$filter=Name eq 'Weg BV'");
    expect(
      (
        await lindeboom.send(
          'DELETE',
          `odata/Relationship_Organization_Supplier(${String(created.body['ID'])})`,
        )
      ).status,
    ).toBe(204);
    expect((await lindeboom.get(`odata/Relation_Organization(${String(ID)})`)).status).toBe(200);
    expect((await lindeboom.send('DELETE', `odata/Relation_Organization(${String(ID)})`)).status).toBe(204);
    expect(await lindeboom.rows("odata/Address?$filter=City eq 'Weg'")).toEqual([]);
  });
});
