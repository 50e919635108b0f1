import { tribeId } from '../../domain/ids';
import { readDebtor, readInvoice } from '../../clients/tribe';
import { tribeConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type Script } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script) => {
  vendor = await ScriptedVendor.start(withTokens(script));
  return tribeConnection(vendor.origin);
};
const ID = '9fcb346f-bd58-423d-b7da-1952f9449827';
const read = async (script: Script) => readInvoice(await serve(script), tribeId(ID), 'InvoiceDate');
const pathOf = (url: string) => decodeURIComponent(url.replace('/v1/odata/', ''));

const product = { ID: 'P1', GeneralLedgerAccount: { ID: 'G1', Code: '701000 ' } };
const lines = [
  {
    ID: 'L2',
    SortIndex: 2,
    Description: 'Uren',
    Quantity: '1.5',
    Price: 87.5,
    TotalExcludingVat: 131.25,
    VatGroup: { ID: 'V', Code: 'BE21', Percentage: 21 },
    Product: null,
  },
  {
    ID: 'L1',
    SortIndex: 1,
    Description: ' Stoel ',
    Quantity: 3,
    Price: 33.33,
    TotalExcludingVat: 99.99,
    VatPercentage: 21,
    VatAmount: 20.9979,
    VatGroup: { ID: 'V', Code: 'BE21', Percentage: 21 },
    Product: product,
  },
];
const bare = {
  ID,
  Number: 20260101,
  InvoiceDate: '2026-09-03',
  Currency: 'eur',
  IsVatIncluded: false,
  Amount: 231.24,
  CreationDate: '2026-09-03T08:00:00Z',
  LastMutationDate: '2026-09-03T10:00:00+02:00',
  _117ecf60__d492: 'custom',
};
const relationship = { ID: 'REL', _Type: 'Relationship.Organization.CommercialRelationship.Customer' };
const whole = { ...bare, Phase: { Code: 'Sent' }, Relationship: relationship, ProductLines: lines };

test('an invoice comes in one request with everything that a booking needs', async () => {
  const outcome = await read(() => ({ body: whole }));
  expect(vendor.calls.map((call) => pathOf(call.url))).toEqual([
    `Activity_Invoice(${ID})?$expand=Phase,Relationship,ProductLines($expand=VatGroup,Product($expand=GeneralLedgerAccount))`,
  ]);
  expect(outcome).toMatchObject({
    kind: 'ok',
    value: {
      id: ID,
      number: '20260101',
      phaseCode: 'Sent',
      date: '2026-09-03',
      currency: 'EUR',
      amount: 231.24,
      totalExcludingVat: null,
      isCreditMarked: false,
      relationship: { id: 'rel', type: 'Relationship_Organization_CommercialRelationship_Customer' },
      lines: [
        {
          id: 'l1',
          description: 'Stoel',
          quantity: 3,
          price: 33.33,
          vatGroup: { code: 'BE21', percentage: 21 },
          ledgerAccountCode: '701000',
        },
        { id: 'l2', quantity: 1.5, ledgerAccountCode: null },
      ],
      changedAt: '2026-09-03T08:00:00Z',
    },
  });
});

test.each([
  ['2026-10-25', '2026-10-25'],
  ['2025-12-31T23:00:00Z', '2026-01-01'],
  ['2026-07-01T00:00:00+02:00', '2026-07-01'],
  ['2026-06-30T22:30:00.1234567Z', '2026-07-01'],
  ['2026-06-30T00:00:00', '2026-06-30'],
  ['', null],
  [null, null],
  ['yesterday', null],
])('the invoice date %s is the day %s', async (value, expected) => {
  const outcome = await read(() => ({ body: { ...whole, InvoiceDate: value } }));
  expect(outcome).toMatchObject({ value: { date: expected } });
});

test('a boolean that begins with IsCredit marks a credit invoice', async () => {
  expect(await read(() => ({ body: { ...whole, IsCreditInvoice: true } }))).toMatchObject({
    value: { isCreditMarked: true },
  });
});

test('nested expands that are refused are made up for, piece by piece', async () => {
  const thin = lines.map((line) => ({ ...line, VatGroup: undefined, Product: undefined }));
  const outcome = await read((request) => {
    const path = pathOf(request.url);
    if (path.includes('ProductLines(')) return { status: 400, body: { error: { message: 'nested' } } };
    if (path.startsWith('Activity_Invoice')) return { body: { ...whole, ProductLines: thin } };
    if (path.startsWith('ProductLine(')) {
      if (path.includes('Product(')) return { status: 400 };
      const line = lines.find((each) => path.startsWith(`ProductLine(${each.ID})`));
      return { body: line?.Product ? { ...line, Product: { ID: 'P1' } } : line };
    }
    return { body: product };
  });
  expect(outcome).toMatchObject({
    value: {
      lines: [
        { ledgerAccountCode: '701000', vatGroup: { code: 'BE21' } },
        { ledgerAccountCode: null, vatGroup: { code: 'BE21' } },
      ],
    },
  });
});

test('a server that expands nothing is asked for each part', async () => {
  const outcome = await read((request) => {
    const path = pathOf(request.url);
    if (path.includes('/Phase')) return { body: { Code: 'Sent' } };
    if (path.includes('/Relationship')) return { status: 204 };
    if (path.includes('/ProductLines')) return { body: { value: lines } };
    return path.includes('$expand') ? { status: 400 } : { body: bare };
  });
  expect(outcome).toMatchObject({
    value: { phaseCode: 'Sent', relationship: null, lines: [{ ledgerAccountCode: '701000' }, {}] },
  });
});

test('lines beyond the first page of an expand are fetched', async () => {
  const outcome = await read((request) =>
    request.url.includes('rest=1')
      ? { body: { value: [lines[0]] } }
      : { body: { ...whole, ProductLines: [lines[1]], 'ProductLines@odata.nextLink': `ProductLine?rest=1` } },
  );
  expect(outcome).toMatchObject({ value: { lines: [{ id: 'l1' }, { id: 'l2' }] } });
});

test('a part that gives no answer leaves no half invoice', async () => {
  const outcome = await read((request) =>
    request.url.includes('/Phase') ? { status: 500 } : { body: { ...whole, Phase: undefined } },
  );
  expect(outcome.kind).toBe('unknown');
});

test('an invoice that is not there is absent', async () => {
  expect(await read(() => ({ status: 404, body: { error: { message: 'not found' } } }))).toEqual({
    kind: 'absent',
  });
});

const organisation = {
  ID: 'ORG',
  Name: ' Garage L’Étoile ',
  DebtorNumber: 1002,
  VATNumber: 'BE 0000.000.295',
  InvoiceAddress: {
    Street: 'Molenstraat',
    HouseNumber: 7.0,
    Postalcode: '9300',
    City: 'Aalst',
    Country: { Code: 'be' },
  },
};

test('a debtor that is an organisation', async () => {
  const connection = await serve(() => ({
    body: { ID: 'REL', PaymentTermInDays: 30, IsFormer: null, Organization: organisation },
  }));
  expect(await readDebtor(connection, { id: tribeId('REL'), type: relationship._Type })).toMatchObject({
    kind: 'ok',
    value: {
      relationshipId: 'rel',
      relationId: 'org',
      kind: 'organisation',
      name: 'Garage L’Étoile',
      debtorNumber: '1002',
      vatNumber: 'BE 0000.000.295',
      invoiceAddress: { street: 'Molenstraat', houseNumber: '7', countryCode: 'BE' },
      paymentTermDays: 30,
      isFormer: false,
    },
  });
  expect(vendor.calls).toHaveLength(1);
});

test('a debtor of unknown type is looked for among organisations, then among persons', async () => {
  const connection = await serve((request) =>
    request.url.includes('Relationship_Person')
      ? {
          body: {
            ID: 'REL',
            Person: { ID: 'PER', FirstName: 'Jan', MiddleName: 'van den', LastName: 'Berg' },
          },
        }
      : { status: 404 },
  );
  expect(await readDebtor(connection, { id: tribeId('REL'), type: null })).toMatchObject({
    value: { kind: 'person', name: 'Jan van den Berg', invoiceAddress: null },
  });
});

test('a country that is no code, and expands that are refused, cost only the country', async () => {
  const connection = await serve((request) =>
    request.url.includes('Country')
      ? { status: 400 }
      : { body: { ID: 'REL', Organization: { ...organisation, InvoiceAddress: { City: 'Aalst' } } } },
  );
  expect(await readDebtor(connection, { id: tribeId('REL'), type: relationship._Type })).toMatchObject({
    value: { invoiceAddress: { city: 'Aalst', countryCode: null } },
  });
});

test('a relationship that is nobody’s customer is absent', async () => {
  const connection = await serve(() => ({ status: 404 }));
  expect(await readDebtor(connection, { id: tribeId('REL'), type: null })).toEqual({ kind: 'absent' });
});
