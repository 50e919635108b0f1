import { awkwardSeed } from '../../sandbox/tribe/tribe-twin';
import { only, startTribe, type Json, type TribeClient, type TribeStack } from './tribe-fixture';

/** The grammar of `$filter`, `$orderby` and `$expand` (tribe-api §2.5–2.7). */

let stack: TribeStack;
let client: TribeClient;

beforeAll(async () => {
  stack = await startTribe({ tenants: awkwardSeed.tenants });
  client = await stack.tenant('awkward');
});
afterAll(() => stack.close());

const names = async (filter: string) =>
  (
    await client.rows(
      `odata/Relation_Organization?$select=Name&$orderby=Name&$filter=${encodeURIComponent(filter)}`,
    )
  ).map((row) => row['Name']);
const numbers = async (filter: string) =>
  (
    await client.rows(
      `odata/Activity_Invoice?$select=Number&$orderby=Number&$filter=${encodeURIComponent(filter)}`,
    )
  ).map((row) => row['Number']);
const status = async (filter: string) =>
  (await client.get(`odata/Relation_Organization?$filter=${encodeURIComponent(filter)}`)).status;

test('a doubled quote is one quote', async () => {
  expect(await names("Name eq 'Café ''t Hoekje & Zonen BV'")).toHaveLength(1);
});

test('string functions ignore case, eq does not', async () => {
  expect(await names("contains(Name,'PEETERS')")).toEqual(['Papiergroothandel Peeters NV']);
  expect(await names("endswith(Name,'gmbh') and startswith(Name,'müller')")).toEqual(['Müller & Söhne GmbH']);
  expect(await names("Name eq 'acme inc.'")).toEqual([]);
});

test('and binds tighter than or, not tighter than both, parentheses tightest', async () => {
  const [both, a, b] = ["'2003'", "'2005'", "'2006'"].map((number) => `DebtorNumber eq ${number}`);
  expect(await names(`${a} or ${b} and Name eq 'nobody'`)).toEqual(['Van der Meer Bloemen B.V.']);
  expect(await names(`(${a} or ${b}) and Name eq 'nobody'`)).toEqual([]);
  expect(await names(`${both} and not endswith(Name,'B')`)).toEqual(['Dubbel Nummer A']);
  expect(await names(`not (DebtorNumber ne '2005')`)).toEqual(['Van der Meer Bloemen B.V.']);
});

test('null: eq and ne see it, comparisons and functions do not', async () => {
  const without = await names('DebtorNumber eq null');
  expect(without).toContain('Zonder Nummer VZW');
  expect(await names('DebtorNumber ne null')).not.toContain('Zonder Nummer VZW');
  expect(await names("DebtorNumber lt 'zzz'")).not.toContain('Zonder Nummer VZW');
  expect(await names("contains(DebtorNumber,'')")).not.toContain('Zonder Nummer VZW');
});

test('paths through navigations, and through one that leads nowhere', async () => {
  expect(await names("InvoiceAddress/Country/Code eq 'DE'")).toEqual(['Müller & Söhne GmbH']);
  expect(await names("InvoiceAddress/City eq null and Name eq 'Zonder Nummer VZW'")).toHaveLength(1);
  expect(await numbers("Phase/Code eq 'Paid'")).toEqual(['20260012']);
});

test('a GUID is compared bare, in either case; in quotes it is refused', async () => {
  const row = await only(client, "odata/Relation_Organization?$filter=Name eq 'Acme Inc.'");
  expect(await names(`ID eq ${String(row['ID']).toUpperCase()}`)).toEqual(['Acme Inc.']);
  expect(await status(`ID eq '${String(row['ID'])}'`)).toBe(400);
});

test('moments are compared as moments, whatever their offset; one without an offset is refused', async () => {
  const past = '2020-01-01T00:00:00%2B01:00';
  const path = `odata/Product?$filter=(CreationDate ge ${past}) or (LastMutationDate ge ${past})`;
  expect(await client.rows(path)).toHaveLength(3);
  const created = String((await client.rows('odata/Product?$top=1'))[0]?.['CreationDate']);
  const shifted = new Date(Date.parse(created) + 3_600_000).toISOString().replace('Z', '+01:00');
  expect(
    await client.rows(`odata/Product?$filter=CreationDate eq ${encodeURIComponent(shifted)}`),
  ).toHaveLength(3);
  expect(await status('CreationDate ge 2024-01-01T00:00:00')).toBe(400);
  expect(await status('CreationDate ge 2024-01-01')).toBe(400);
});

test('dates are compared as dates', async () => {
  expect(await numbers('InvoiceDate ge 2025-12-01 and InvoiceDate le 2026-01-01')).toEqual([
    '20250999',
    '20260001',
  ]);
});

test('a number beside a text is compared as text, as in the examples of the vendor', async () => {
  expect(await numbers('Number eq 20260002')).toEqual(['20260002']);
});

test.each([
  "name eq 'lower case'",
  "Name eq 'unterminated",
  'Name',
  "Name eq 'a' and",
  "(Name eq 'a'",
  "Name eq 'a')",
  "Name equals 'a'",
  'contains(Name)',
  'contains(Number,1)',
  "tolower(Name) eq 'a'",
  "Addresses/City eq 'x'",
  'Relationships/any()',
  '-Number eq 1',
])('refused: %s', async (filter) => {
  expect(await status(filter)).toBe(400);
});

test.each([
  '$top=-1',
  '$top=x',
  '$skip=-1',
  '$count=yes',
  '$orderby=Nope',
  '$orderby=Name down',
  '$search=x',
  '$apply=x',
  '$expand=Nope',
  '$select=Nope',
  '$select=',
  '$top=1&$top=2',
  '$expand=Addresses(Name)',
  '$expand=Addresses($top=1',
])('refused: %s', async (query) => {
  expect((await client.get(`odata/Relation_Organization?${query}`)).status).toBe(400);
});

test('$orderby: several keys, paths, nulls first', async () => {
  const rows = await client.rows(
    'odata/Relation_Organization?$orderby=DebtorNumber,Name desc&$select=DebtorNumber,Name',
  );
  const keys = rows.map((row) => row['DebtorNumber']);
  const firstNumber = keys.findIndex((key) => key !== null);
  expect(keys.slice(0, firstNumber).every((key) => key === null)).toBe(true);
  expect(keys.slice(firstNumber)).not.toContain(null);
  const twins = rows.filter((row) => row['DebtorNumber'] === '2003').map((row) => row['Name']);
  expect(twins).toEqual(['Dubbel Nummer B', 'Dubbel Nummer A']);
});

test('options inside $expand: filter, order, top, count', async () => {
  const path =
    "odata/Activity_Invoice?$filter=Number eq '20260013'&$expand=ProductLines($filter=VatPercentage eq 6;$orderby=SortIndex desc;$top=2;$count=true;$select=Description)";
  const invoice = await only(client, path);
  expect(invoice['ProductLines@odata.count']).toBe(44);
  expect((invoice['ProductLines'] as Json[]).map((line) => line['Description'])).toEqual([
    'Schroef nr. 130',
    'Schroef nr. 127',
  ]);
});

test('an expanded collection is not paged: all 130 lines come', async () => {
  const invoice = await only(
    client,
    "odata/Activity_Invoice?$filter=Number eq '20260013'&$expand=ProductLines",
  );
  expect(invoice['ProductLines']).toHaveLength(130);
});

test('$skip past the end is an empty page; $top=0 is one, too', async () => {
  const past = await client.get('odata/Product?$skip=1000&$count=true');
  expect([past.body['value'], past.body['@odata.count']]).toEqual([[], 3]);
  expect(await client.rows('odata/Product?$top=0')).toEqual([]);
});

test('an empty to-one navigation answers 204, a field is no navigation', async () => {
  const { ID } = await only(client, "odata/Product?$filter=Code eq 'LOS'");
  expect((await client.get(`odata/Product(${String(ID)})/GeneralLedgerAccount`)).status).toBe(204);
  expect((await client.get(`odata/Product(${String(ID)})/Name`)).status).toBe(404);
});
