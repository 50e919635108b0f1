import { readMetadata, resolveInvoiceDateField } from '../../clients/tribe';
import { tribeConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type Script } from './support/scripted-vendor';

const read = async (script: Script) => {
  const vendor = await ScriptedVendor.start(withTokens(script));
  try {
    return await readMetadata(tribeConnection(vendor.origin));
  } finally {
    await vendor.close();
  }
};
const dateField = async (script: Script) => {
  const metadata = await read(script);
  return metadata.kind === 'ok' ? resolveInvoiceDateField(metadata.value) : metadata.kind;
};

const xml = (ownField: string, baseField = 'CreationDate') => `<?xml version="1.0"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
 <edmx:DataServices><Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="Tribe">
  <EntityType Name="Activity" Abstract="true"><Property Name="${baseField}" Type="Edm.DateTimeOffset"/></EntityType>
  <EntityType Name="Activity_Invoice" BaseType="Tribe.Activity">
   <Property Name="Number" Type="Edm.String"/><Property Name="${ownField}" Type="Edm.Date"/>
   <NavigationProperty Name="Start" Type="Tribe.Activity"/>
  </EntityType>
  <EntityContainer Name="C"><EntitySet Name="Activity_Invoice" EntityType="Tribe.Activity_Invoice"/></EntityContainer>
 </Schema></edmx:DataServices></edmx:Edmx>`;

test('XML: properties of the type and of what it derives from', async () => {
  const metadata = await read(() => ({
    headers: { 'content-type': 'application/xml' },
    body: xml('InvoiceDate'),
  }));
  expect(metadata.kind === 'ok' && [...(metadata.value.get('Activity_Invoice') ?? [])]).toEqual([
    'CreationDate',
    'Number',
    'InvoiceDate',
  ]);
});

test.each([
  ['InvoiceDate', 'CreationDate', 'InvoiceDate'],
  ['Date', 'CreationDate', 'Date'],
  ['Subject', 'Start', 'Start'],
  ['InvoiceDate', 'Date', 'InvoiceDate'],
  ['Subject', 'CreationDate', null],
])('with %s on the invoice and %s on its base, the date is %s', async (own, base, expected) => {
  expect(await dateField(() => ({ body: xml(own, base) }))).toBe(expected);
});

test('an entity set that is named otherwise than its type is found by its set', async () => {
  const renamed = xml('InvoiceDate')
    .replace('EntityType Name="Activity_Invoice"', 'EntityType Name="Invoice"')
    .replace('EntityType="Tribe.Activity_Invoice"', 'EntityType="Tribe.Invoice"');
  expect(await dateField(() => ({ body: renamed }))).toBe('InvoiceDate');
});

const json = {
  $Version: '4.0',
  Tribe: {
    Activity: { $Kind: 'EntityType', Date: { $Type: 'Edm.Date' } },
    Activity_Invoice: {
      $Kind: 'EntityType',
      $BaseType: 'Tribe.Activity',
      Number: {},
      InvoiceDate: { $Kind: 'NavigationProperty' },
    },
    Container: {
      $Kind: 'EntityContainer',
      Activity_Invoice: { $Collection: true, $Type: 'Tribe.Activity_Invoice' },
    },
  },
};

test('JSON where XML is refused, is a page of HTML, or is not what comes', async () => {
  const inJson: Script = (request) => (request.url.includes('json') ? { body: json } : { status: 406 });
  expect(await dateField(inJson)).toBe('Date');
  expect(
    await dateField((request, response) =>
      request.url.includes('json') ? inJson(request, response) : { body: '<html><p>hi</p></html>' },
    ),
  ).toBe('Date');
  expect(await dateField(() => ({ body: json }))).toBe('Date');
});

test('neither is no answer', async () => {
  expect(await dateField(() => ({ body: '<html></html>' }))).toBe('unknown');
  expect(await dateField(() => ({ status: 500 }))).toBe('unknown');
});
