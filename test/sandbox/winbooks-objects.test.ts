import {
  condition,
  FolderCaller,
  type RunningSandbox,
  select,
  type Shown,
  startSandbox,
} from './winbooks-sandbox';

describe('objects of the WinBooks twin (winbooks-api §3, §4)', () => {
  let sandbox: RunningSandbox;
  let folder: FolderCaller;
  let count = 0;

  beforeAll(async () => (sandbox = await startSandbox('--seed', 'none')));
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    folder = await new FolderCaller(sandbox.url, `OBJ${++count}`).open({
      customers: [
        {
          code: 'ALICE',
          name: 'Alice',
          vatNumber: '0000000196',
          address: { street: 'Laan', number: '1', zip: '9000', town: 'Gent' },
        },
      ],
    });
  });

  const read = async (object: string, level = 1): Promise<Shown> =>
    (await folder.app('GET', object, undefined, `?maxLevel=${level}`)).json as Shown;

  it('carries the technical properties of every object', async () => {
    expect(await read('Customer/ALICE')).toMatchObject({
      $type: 'Winbooks.TORM.OM.Customer, Winbooks.TORM.OM',
      $isShowId: true,
      FolderCode: folder.folder,
      Version: 1,
      Created: expect.stringMatching(/^\/Date\(\d+\)\/$/) as unknown,
      Vat_Id: '00000000-0000-0000-0000-000000000000',
      ResultState: 0,
      UpdatedProperties: [],
      Type_UpdatedValues: '[]',
    });
  });

  it('reads by Id as by code, also when the case of the Id differs', async () => {
    const { Id } = await read('Customer/ALICE');
    expect((await read(`Customer/${Id.toUpperCase()}`)).Code).toBe('ALICE');
  });

  it('leaves ids out when isShowId is false', async () => {
    const answer = await folder.app('GET', 'Customer/ALICE', undefined, '?isShowId=false');
    expect(answer.json).not.toHaveProperty('Id');
    expect(answer.json).not.toHaveProperty('Third_Id');
    expect(answer.json).toHaveProperty('Code', 'ALICE');
  });

  it.each([
    'Customer',
    'Supplier',
    'Third',
    'Address',
    'Third_Address',
    'Contact',
    'Third_Contact',
    'BankAccount',
    'Prospect',
    'Country',
    'Currency',
    'Language',
    'ThirdCivility',
    'CustomerCategory',
    'SupplierCategory',
    'Vat',
    'CentralAccountType',
    'GLAccount',
    'BookYear',
    'BookPeriod',
    'Journal',
    'PayCode',
    'DeductibilityRate',
    'GLTemplate',
    'CodaTransaction',
    'GLMatch',
    'GLTransHeader',
    'GLTrans',
    'JournalLog',
    'PayMode',
    'DeliveryTerm',
    'Item',
    'DocumentHeader',
    'DocumentDetail',
    'DocumentRow',
    'DocumentDetailLink',
    'StockTransaction',
  ])('lists %s under its name with an s, and 404s what is spelt otherwise', async (name) => {
    expect((await folder.app('GET', `${name}s`)).status).toBe(200);
    expect((await folder.app('GET', `${name}es`)).status).toBe(404);
    expect((await folder.app('GET', `${name.toLowerCase()}s`)).status).toBe(404);
  });

  it('answers below a path prefix, and its Href carries it', async () => {
    const prefixed = new FolderCaller(
      `${sandbox.url}/wow/v2`,
      folder.folder,
      folder.email,
      folder.exchangeToken,
    );
    await prefixed.signIn();
    const answer = await prefixed.app('POST', 'Customer/PRE', { Third: { Name: 'Prefix' } });
    expect(answer.json).toEqual({ Href: `${sandbox.url}/wow/v2/app/Customer/PRE/Folder/${folder.folder}` });
  });

  it('creates a customer from the documented example', async () => {
    const answer = await folder.app('POST', 'Customer/TEST', {
      TotalLevel: 4,
      Code: 'TEST',
      VatApplicable: 1,
      IsLocked: false,
      MemoType: 0,
      Third: {
        TotalLevel: 3,
        Code: 'TEST',
        Name: 'Test',
        VatNumber: '0000000196',
        WebSite: 'https://test.example',
        Addresses: [
          {
            TotalLevel: 2,
            Index: 0,
            Address1: 'Vuchtlaan 78',
            Zip: '2000',
            Town: 'Antwerpen',
            CountryCode: 'BE',
          },
        ],
        CivilityCode: 'NV',
        VatCountryCode: 'BE',
        LanguageCode: 'en',
        CurrencyCode: 'EUR',
      },
      VatCode: '21',
      CategoryCode: 'EU',
      GLAccountDefaultCode: '700000',
      GLAccountCentralCode: '400000',
      PayCodeCode: '30',
    });
    expect(answer.status).toBe(200);
    expect(await read('Customer/TEST', 3)).toMatchObject({
      Vat: { Code: '21' },
      Category: { Code: 'EU' },
      GLAccountDefault: { Code: '700000' },
      GLAccountCentral: { Code: '400000' },
      PayCode: { Code: '30' },
      Third: {
        VatNumber: '0000000196',
        Civility: { Code: 'NV' },
        VatCountry: { Code: 'BE' },
        Language: { Code: 'en' },
        Addresses: [{ Address: { Address1: 'Vuchtlaan 78', Zip: '2000  ', Town: 'Antwerpen  ' } }],
      },
    });
    expect(await read('Third/TEST', 2)).toMatchObject({ DefaultAddress: { Address1: 'Vuchtlaan 78' } });
  });

  it.each([
    ['without a third', { Code: 'X' }],
    ['with a third without a name', { Code: 'X', Third: { Code: 'X' } }],
    ['whose third has another code', { Code: 'X', Third: { Code: 'Y', Name: 'Y' } }],
    ['whose code is not that of the URL', { Code: 'Z', Third: { Name: 'Z' } }],
    ['with an unknown VAT code', { Code: 'X', VatCode: '99', Third: { Name: 'X' } }],
  ])('refuses a customer %s and keeps nothing of it', async (_what, body) => {
    expect((await folder.app('POST', 'Customer/X', body)).status).toBe(400);
    expect((await folder.app('GET', 'Customer/X')).status).toBe(204);
    expect((await folder.app('GET', 'Third/X')).status).toBe(204);
  });

  it('creates one more address each time a customer PUT carries them', async () => {
    const body = {
      Third: { Addresses: [{ Address: { Address1: 'Nieuwstraat', Zip: '1000', Town: 'Brussel' } }] },
    };
    await folder.app('PUT', 'Customer/ALICE', body);
    await folder.app('PUT', 'Customer/ALICE', body);
    const addresses = (await folder.app('GET', 'Addresss')).json as Shown[];
    expect(addresses.map((address) => address['Address1'])).toEqual(['Laan', 'Nieuwstraat', 'Nieuwstraat']);
    expect((await folder.app('GET', 'Third_Addresss')).json).toHaveLength(3);
  });

  it('inserts and updates an address on its own, by the Id in its body', async () => {
    const third = await read('Third/ALICE');
    const created = await folder.app('POST', 'Address', {
      Code: null,
      Third_Id: third.Id,
      Address1: 'Kaai',
      CountryCode: 'NL',
    });
    const id = /Address\/([^/]+)\//.exec((created.json as { Href: string }).Href)?.[1] ?? '';
    expect((await folder.app('PUT', 'Address', { Id: id, Town: 'Gouda' })).status).toBe(200);
    expect(await read(`Address/${id}`, 2)).toMatchObject({
      Address1: 'Kaai',
      Town: 'Gouda  ',
      Country: { Code: 'NL' },
      Third: { Code: 'ALICE' },
    });
  });

  it('lets one third be customer and supplier', async () => {
    await folder.app('POST', 'Supplier/ALICE', { Code: 'ALICE', ThirdCode: 'ALICE' });
    const [customer, supplier] = [await read('Customer/ALICE'), await read('Supplier/ALICE')];
    expect(supplier['Third_Id']).toBe(customer['Third_Id']);
    expect(supplier.$type).toBe('Winbooks.TORM.OM.Supplier, Winbooks.TORM.OM');
    expect((await folder.app('GET', 'Thirds')).json).toHaveLength(1);
  });

  it('reports partial failure of many inside a 200, and updates what exists', async () => {
    const answer = await folder.app('POST', 'Customers', [
      { Code: 'NEW', Third: { Name: 'New' } },
      { Code: 'BAD' },
      { Code: 'ALICE', Memo: 'updated' },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      Method: 'InsertOrUpdateList',
      ObjectType: 'Customer',
      NumberOfSuccess: 2,
      NumberOfFail: 1,
      ListObjectFail: [{ Code: 'BAD' }],
      ListUrlSuccess: ['NEW', 'ALICE'].map(
        (code) => `${sandbox.url}/app/Customer/${code}/Folder/${folder.folder}`,
      ),
      ReasonFail: ['NOT_FILL: Third is mandatory.'],
    });
    expect(await read('Customer/ALICE', 2)).toMatchObject({ Memo: 'updated', Third: { Name: 'Alice' } });
  });

  it('deletes a list and reports what it could not delete', async () => {
    await folder.app(
      'POST',
      'Customers',
      ['A', 'B'].map((code) => ({ Code: code, Third: { Name: code } })),
    );
    const answer = await folder.app('DELETE', 'Customers', undefined, '?code=A,NOPE,B');
    expect(answer.json).toMatchObject({
      Method: 'DeleteList',
      NumberOfSuccess: 2,
      NumberOfFail: 1,
      ListObjectFail: ['NOPE'],
    });
    expect((await folder.query('Customers', 'Customer', { ProjectionsList: select('Code') })).json).toEqual([
      'ALICE',
    ]);
  });

  it('keeps a customer with bookings, and master data in use', async () => {
    await folder.act('book', {
      journal: 'VEN',
      docNumber: 1,
      date: '2026-01-10',
      customer: 'ALICE',
      gross: 121,
      net: 100,
    });
    for (const path of ['Customer/ALICE', 'Third/ALICE', 'Vat/21', 'GLAccount/700000', 'Currency/EUR']) {
      expect((await folder.app('DELETE', path)).status).toBe(400);
    }
    expect((await folder.app('DELETE', 'Vat/A6')).status).toBe(200);
    expect((await folder.app('GET', 'Vat/A6')).status).toBe(204);
  });

  it('has journals once per book year; a code alone gives the first', async () => {
    const rows = await folder.query('Journals', 'Accounting.Journal', {
      Association: {
        year: {
          AliasName: 'year',
          Type: 'Winbooks.TORM.OM.Accounting.BookYear, Winbooks.TORM.OM',
          JoinType: 1,
          LeftProperty: 'Id',
          RightProperty: 'BookYear_Id',
        },
      },
      Conditions: [condition(0, 'Code', 'VEN')],
      Orders: [{ PropertyName: 'Code', Alias: 'year', Projections: null, Ascending: true }],
      ProjectionsList: select('Id', 'Type', 'year.Code'),
    });
    const journals = rows.json as [string, string, string][];
    expect(journals.map(([, type, year]) => [type, year])).toEqual([
      ['SAL', '2025'],
      ['SAL', '2026'],
      ['SAL', '2027'],
    ]);
    expect((await read('Journal/VEN')).Id).toBe(journals[0]?.[0]);
  });

  it('has book years that are not calendar years, with opening and closing beside their months', async () => {
    const split = await new FolderCaller(sandbox.url, `SPLIT${count}`).open({
      bookYears: [{ code: '2025-26', start: '2025-07-01', end: '2026-06-30' }],
    });
    const periods = await split.query('BookPeriods', 'Accounting.BookPeriod', {
      ProjectionsList: select('Number', 'RelatedYear', 'RelatedMonth'),
    });
    expect(periods.json).toEqual([
      [0, 2025, 7],
      ...[7, 8, 9, 10, 11, 12].map((month) => [month - 6, 2025, month]),
      ...[1, 2, 3, 4, 5, 6].map((month) => [month + 6, 2026, month]),
      [13, 2026, 6],
    ]);
    expect((await split.app('GET', 'BookYear/2025-26')).json).toMatchObject({
      StartDate: `/Date(${Date.UTC(2025, 6, 1)})/`,
      EndDate: `/Date(${Date.UTC(2026, 5, 30)})/`,
    });
  });

  it('keeps commercial documents with their details, rows and items', async () => {
    await folder.app('POST', 'Item/WHEEL', { Code: 'WHEEL', Name: 'Wheel', Price: 12.5, VatCode: '21' });
    const answer = await folder.app('POST', 'DocumentHeader', {
      JournalCode: 'VEN',
      JournalLogCode: 'INVCUST',
      Number: 5,
      Date: '/Date(1772323200000)/',
      CustomerCode: 'ALICE',
      ThirdReference: 'Order 16053',
      Details: [{ Quantity: 2, Row: { ItemCode: 'WHEEL', UnitPrice: 12.5, Description: 'Wheels' } }],
    });
    const id = /DocumentHeader\/([^/]+)\//.exec((answer.json as { Href: string }).Href)?.[1] ?? '';
    expect(await read(`DocumentHeader/${id}`, 3)).toMatchObject({
      Number: 5,
      Customer: { Code: 'ALICE' },
      Details: [{ Quantity: 2, Row: { Description: 'Wheels', UnitPrice: 12.5 } }],
    });
    const found = await folder.query('DocumentHeaders', 'Logistics.DocumentHeader', {
      Conditions: [condition(0, 'Number', 5)],
      ProjectionsList: select('Id'),
    });
    expect(found.json).toEqual([id]);
    expect(await folder.ledger()).toEqual([]);
    expect((await folder.app('DELETE', `DocumentHeader/${id}`)).status).toBe(200);
    expect((await folder.app('GET', 'DocumentDetails')).json).toEqual([]);
  });

  it('keeps folders of one licence apart, and those of another out of reach', async () => {
    const sister = await new FolderCaller(
      sandbox.url,
      `SIS${count}`,
      folder.email,
      folder.exchangeToken,
    ).open();
    expect((await sister.app('GET', 'Customer/ALICE')).status).toBe(204);
    await folder.signIn();
    const stranger = await new FolderCaller(sandbox.url, `STR${count}`).open();
    const trespass = new FolderCaller(sandbox.url, folder.folder, stranger.email, stranger.exchangeToken);
    await trespass.signIn();
    expect((await trespass.app('GET', 'Customers')).status).toBe(404);
  });

  it('answers 405 to other verbs and 400 to bodies that are not JSON objects', async () => {
    expect((await folder.app('PATCH', 'Customer/ALICE', {})).status).toBe(405);
    expect((await folder.app('GET', 'Customers', undefined, '/ExecuteCriteria')).status).toBe(405);
    for (const body of ['', '{', '[]', '"x"'])
      expect((await folder.app('PUT', 'Customer/ALICE', body)).status).toBe(400);
    expect((await folder.app('POST', 'Customers', { Code: 'X' })).status).toBe(400);
  });
});
