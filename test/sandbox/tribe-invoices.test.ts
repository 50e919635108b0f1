import { awkwardSeed, sampleSeed } from '../../sandbox/tribe/tribe-twin';
import {
  draft,
  only,
  phaseId,
  startTribe,
  type Json,
  type TribeClient,
  type TribeStack,
} from './tribe-fixture';

/** Invoices: their figures, and what a user does with them by the control endpoints. */

let stack: TribeStack;
let lindeboom: TribeClient;
let awkward: TribeClient;

beforeAll(async () => {
  stack = await startTribe({ tenants: [...(sampleSeed.tenants ?? []), ...(awkwardSeed.tenants ?? [])] });
  lindeboom = await stack.tenant('lindeboom');
  awkward = await stack.tenant('awkward');
});
afterAll(() => stack.close());

const numbered = (client: TribeClient, number: string) =>
  only(
    client,
    `odata/Activity_Invoice?$filter=Number eq '${number}'&$expand=Phase,ProductLines($orderby=SortIndex)`,
  );
const act = async (action: string, body: Json): Promise<Json> => {
  const answer = await stack.control('POST', action, body);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};
const listed = async (tenant: string) =>
  (await stack.control('GET', `invoices?tenant=${tenant}`)).body as unknown as Json[];

test('the sample: nine numbers of lindeboom and six of moulin, one each paid, one draft', async () => {
  const [ours, theirs] = [await listed('lindeboom'), await listed('moulin')];
  const numbers = (rows: Json[]) => rows.flatMap((row) => (row['number'] === null ? [] : [row['number']]));
  expect(numbers(ours)).toEqual(Array.from({ length: 9 }, (_, index) => `2026010${index + 1}`));
  expect(numbers(theirs)).toEqual(Array.from({ length: 6 }, (_, index) => `F2026-004${index + 1}`));
  const phases = (rows: Json[]) => rows.map((row) => row['phase']).filter((phase) => phase !== 'Sent');
  expect([phases(ours), phases(theirs)]).toEqual([['Paid', 'Draft'], ['Paid']]);
});

test('line totals are Doubles: net, VAT and gross after the discount of the line', async () => {
  const invoice = await numbered(awkward, '20260003');
  const [line] = invoice['ProductLines'] as Json[];
  const net = 10 * 9.95 * (1 - 0.3333);
  expect(line).toMatchObject({ VatPercentage: 21, DiscountPercentage: 33.33 });
  expect(line?.['TotalExcludingVat']).toBeCloseTo(net, 9);
  expect(line?.['VatAmount']).toBeCloseTo(net * 0.21, 9);
  expect(line?.['TotalIncludingVat']).toBeCloseTo(net * 1.21, 9);
});

test('a price with VAT is split, and the price is the total', async () => {
  const invoice = await numbered(awkward, '20260002');
  const total = 7 * 3.99 + 19.99;
  const net = (7 * 3.99) / 1.06 + 19.99 / 1.21;
  expect(invoice['TotalIncludingVat']).toBeCloseTo(total, 9);
  expect(invoice['TotalExcludingVat']).toBeCloseTo(net, 9);
  expect(invoice['VatAmount']).toBeCloseTo(total - net, 9);
});

test('the document discount is in the totals of the invoice', async () => {
  const invoice = await numbered(awkward, '20260001');
  const net = (3 * 33.33 + 12.34) * 0.925;
  expect(invoice['TotalExcludingVat']).toBeCloseTo(net, 9);
  expect(invoice['VatAmount']).toBeCloseTo((3 * 33.33 * 0.21 + 12.34 * 0.06) * 0.925, 9);
});

test('a foreign invoice has its own figures beside those in euro', async () => {
  const invoice = await numbered(awkward, '20260007');
  const [line] = invoice['ProductLines'] as Json[];
  expect([invoice['Currency'], line?.['PriceInCurrency']]).toEqual(['USD', 99.99]);
  expect(invoice['TotalIncludingVatInCurrency']).toBeCloseTo(299.97, 9);
  expect(line?.['Price']).toBeCloseTo(99.99 / 1.1, 9);
});

test('a line takes price, name and VAT group of its product; a change of a line moves its invoice', async () => {
  const id = await draft(lindeboom, 'C1002');
  const product = await only(lindeboom, "odata/Product?$filter=Code eq 'KAST'");
  const before = (await lindeboom.get(`odata/Activity_Invoice(${id})`)).body;
  await new Promise((resolve) => setTimeout(resolve, 5));
  const line = await lindeboom.send('POST', 'odata/ProductLine', {
    Activity: { ID: id },
    Product: { ID: product['ID'] },
    Quantity: 2,
  });
  expect(line.body).toMatchObject({
    Description: 'Maatkast',
    Price: 1249.5,
    VatPercentage: 21,
    TotalExcludingVat: 2499,
    SortIndex: 2,
  });
  const after = (await lindeboom.get(`odata/Activity_Invoice(${id})`)).body;
  expect(after['Amount']).toBeCloseTo(2598.99, 9);
  expect(String(after['LastMutationDate']) > String(before['LastMutationDate'])).toBe(true);
});

test('numbers follow the format of the tenant, and a number given by hand moves the sequence', async () => {
  const make = (more: Json) =>
    act('invoices', {
      tenant: 'moulin',
      customer: 'K201',
      lines: [{ quantity: 1, price: 10, vatGroup: 'BE6' }],
      date: '2026-11-18',
      ...more,
    });
  expect((await make({}))['number']).toBe('F2026-0047');
  expect((await make({ number: 'F2026-0060' }))['number']).toBe('F2026-0060');
  expect((await make({}))['number']).toBe('F2026-0061');
  expect((await make({ date: '2027-01-02' }))['number']).toBe('F2027-0001');
});

test('send: a draft gets the date and number that the user dictates, and changes its date of change', async () => {
  const made = await act('invoices', {
    tenant: 'lindeboom',
    customer: 'C1001',
    phase: 'Draft',
    lines: [{ quantity: 1, price: 1, vatGroup: 'BE21' }],
  });
  expect([made['number'], made['date']]).toEqual([null, null]);
  const sent = await act('actions/send', {
    tenant: 'lindeboom',
    invoice: made['id'],
    date: '2026-11-19',
    number: 'HAND-1',
  });
  expect(sent).toEqual({ id: made['id'], number: 'HAND-1', date: '2026-11-19' });
  expect(await numbered(lindeboom, 'HAND-1')).toMatchObject({
    InvoiceDate: '2026-11-19',
    Phase: { Code: 'Sent' },
  });
  const again = await stack.control('POST', 'actions/send', { tenant: 'lindeboom', invoice: made['id'] });
  expect(again.status).toBe(400);
});

test('pay moves the phase', async () => {
  await act('actions/pay', { tenant: 'lindeboom', invoice: '20260104' });
  expect(await numbered(lindeboom, '20260104')).toMatchObject({ Phase: { Code: 'Paid' } });
});

test('edit sets what the API refuses, frozen and computed fields alike, also silently', async () => {
  const before = await numbered(lindeboom, '20260103');
  await act('actions/edit', {
    tenant: 'lindeboom',
    invoice: '20260103',
    values: { Amount: 1, Subject: 'Stil' },
    touch: false,
  });
  const after = await numbered(lindeboom, '20260103');
  expect(after).toMatchObject({ Amount: 1, Subject: 'Stil', LastMutationDate: before['LastMutationDate'] });
  const [line] = after['ProductLines'] as Json[];
  await act('actions/edit', { tenant: 'lindeboom', id: line?.['ID'], values: { Price: 0.01 } });
  expect(((await numbered(lindeboom, '20260103'))['ProductLines'] as Json[])[0]).toMatchObject({
    Price: 0.01,
  });
  const toSent = {
    tenant: 'lindeboom',
    invoice: '20260103',
    links: { Phase: await phaseId(lindeboom, 'Draft') },
  };
  await act('actions/edit', toSent);
  expect(await numbered(lindeboom, '20260103')).toMatchObject({ Phase: { Code: 'Draft' } });
});

test('delete removes a sent invoice with its lines', async () => {
  const { ID } = await numbered(lindeboom, '20260108');
  await act('actions/delete', { tenant: 'lindeboom', invoice: '20260108' });
  expect((await lindeboom.get(`odata/Activity_Invoice(${String(ID)})`)).status).toBe(404);
  expect(await lindeboom.rows(`odata/ProductLine?$filter=Activity/ID eq ${String(ID)}`)).toEqual([]);
});

test('credit: a sent invoice of the same lines, negative, whole or in part', async () => {
  const credit = await act('actions/credit', {
    tenant: 'lindeboom',
    invoice: '20260107',
    date: '2026-11-20',
  });
  const whole = await numbered(lindeboom, String(credit['number']));
  expect(whole).toMatchObject({
    Subject: 'Credit 20260107',
    InvoiceDate: '2026-11-20',
    Phase: { Code: 'Sent' },
  });
  expect(whole['Amount']).toBeCloseTo(-125.01, 9);
  const part = await act('actions/credit', { tenant: 'lindeboom', invoice: '20260107', share: 0.5 });
  expect((await numbered(lindeboom, String(part['number'])))['Amount']).toBeCloseTo(-62.505, 9);
});

test('deactivate makes the role of a customer former, and back', async () => {
  const set = 'Relationship_Organization_CommercialRelationship_Customer';
  const role = () => only(lindeboom, `odata/${set}?$filter=Organization/DebtorNumber eq 'C1003'`);
  await act('actions/deactivate', { tenant: 'lindeboom', relation: 'C1003' });
  expect(await role()).toMatchObject({ IsFormer: true, FormerDate: expect.any(String) as string });
  await act('actions/deactivate', { tenant: 'lindeboom', relation: 'C1003', former: false });
  expect(await role()).toMatchObject({ IsFormer: false, FormerDate: null });
});

describe('relations, as a user changes them', () => {
  const customers = 'Relationship_Organization_CommercialRelationship_Customer';
  beforeAll(() =>
    act('relations', {
      tenant: 'lindeboom',
      organisations: [
        { key: 'stays', name: 'Stays BV', roles: ['customer'] },
        { key: 'ends', name: 'Ends BV', roles: ['customer', 'supplier'] },
        { key: 'lead', name: 'Lead BV', roles: ['lead'] },
      ],
    }),
  );
  const role = (set: string, name: string) =>
    lindeboom.rows(`odata/${set}?$filter=Organization/Name eq '${name}'&$expand=Organization`);

  test('a change follows the rules of the API', async () => {
    await act('actions/change', { tenant: 'lindeboom', relation: 'stays', body: { VATNumber: 'BE1' } });
    const [found] = await role(customers, 'Stays BV');
    expect(found?.['Organization']).toMatchObject({ VATNumber: 'BE1' });
    const wrong = { tenant: 'lindeboom', relation: 'stays', body: { Vat: 'BE1' } };
    expect((await stack.control('POST', 'actions/change', wrong)).status).toBe(400);
  });

  test('a role that was given through the API is listed, with what its relation can be reached by', async () => {
    const [own] = await lindeboom.rows('odata/Relationship_Organization_Identity?$expand=Relation');
    const Relation = { ID: (own?.['Relation'] as Json)['ID'] };
    const Organization = {
      Name: 'By API BV',
      Website: 'https://api.example',
      InvoiceAddress: { City: 'Gent' },
    };
    await lindeboom.send('POST', `odata/${customers}`, { Relation, Organization });
    const listed = (await stack.control('GET', 'relations?tenant=lindeboom')).body as unknown as Json[];
    expect(listed.find(({ name }) => name === 'By API BV')).toMatchObject({
      website: 'https://api.example',
      roles: [{ type: customers, former: false }],
      invoiceAddresses: [{ city: 'Gent' }],
    });
  });

  test('a lead becomes a customer as well', async () => {
    await act('actions/add-role', { tenant: 'lindeboom', relation: 'lead', role: 'customer' });
    expect(await role(customers, 'Lead BV')).toMatchObject([{ IsFormer: false }]);
  });

  test('of two merged relations the roles and invoices go to the one that stays', async () => {
    const invoice = await act('invoices', {
      tenant: 'lindeboom',
      customer: 'ends',
      lines: [{ quantity: 1, price: 10 }],
    });
    await act('actions/merge', { tenant: 'lindeboom', from: 'ends', into: 'stays' });
    expect(await role(customers, 'Ends BV')).toEqual([]);
    expect(await role('Relationship_Organization_Supplier', 'Stays BV')).toHaveLength(1);
    const [stays] = await role(customers, 'Stays BV');
    const moved = await lindeboom.get(
      `odata/Activity_Invoice(${String(invoice['id'])})?$expand=Relationship`,
    );
    expect(moved.body['Relationship']).toMatchObject({ ID: stays?.['ID'] });
  });
});

test('relations are added in the form of the seed, and an order that names nobody is refused', async () => {
  await act('relations', {
    tenant: 'lindeboom',
    organisations: [{ name: 'Nieuw BV', debtorNumber: 'C1099' }],
  });
  const relations = (await stack.control('GET', 'relations?tenant=lindeboom')).body as unknown as Json[];
  expect(relations.map((relation) => relation['debtorNumber'])).toContain('C1099');
  const refused = await stack.control('POST', 'invoices', {
    tenant: 'lindeboom',
    customer: 'NIEMAND',
    lines: [],
  });
  expect([refused.status, refused.body['error']]).toEqual([400, 'there is no customer NIEMAND']);
});

test('seeding twice leaves what is there', async () => {
  const before = await listed('moulin');
  const answer = await stack.control('POST', 'seed', sampleSeed);
  expect(answer.body).toEqual({ created: [], existing: ['lindeboom', 'moulin'] });
  expect(await listed('moulin')).toEqual(before);
});
