import {
  condition,
  FolderCaller,
  type RunningSandbox,
  select,
  type Shown,
  startSandbox,
} from './winbooks-sandbox';

const om = (name: string): string => `Winbooks.TORM.OM.${name}, Winbooks.TORM.OM`;

describe('ExecuteCriteria (winbooks-api §3.5)', () => {
  let sandbox: RunningSandbox;
  let folder: FolderCaller;

  beforeAll(async () => {
    sandbox = await startSandbox('--seed', 'none');
    folder = await new FolderCaller(sandbox.url, 'QUERY').open({
      customers: [
        {
          code: 'A1',
          name: 'Alfa',
          vatNumber: '0000000196',
          vatApplicable: 1,
          address: { street: 'Kerkstraat', zip: '2000', town: 'Antwerpen' },
        },
        {
          code: 'A2',
          name: 'Bravo',
          vatApplicable: 2,
          locked: true,
          address: { street: 'Rue Neuve', zip: '1000', town: 'Bruxelles' },
        },
        { code: 'B1', name: 'Charlie', vatNumber: '0000000097', vatApplicable: 3, hidden: true },
        { code: 'B_2', name: 'Delta 100 %', vatApplicable: 1 },
      ],
    });
    for (const [docNumber, customer, gross, net] of [
      [1, 'A1', 121, 100],
      [2, 'A1', 60.5, 50],
      [3, 'A2', 10.3, 9.7],
    ] as const) {
      await folder.act('lock-customer', { code: 'A2', locked: false });
      await folder.act('book', {
        journal: 'VEN',
        docNumber,
        date: `2026-0${docNumber}-10`,
        customer,
        gross,
        net,
        reference: `R${docNumber}`,
      });
    }
    await folder.act('lock-customer', { code: 'A2' });
  });
  afterAll(() => sandbox.stop());

  const codes = async (...conditions: Record<string, unknown>[]): Promise<unknown> => {
    const Orders = [{ PropertyName: 'Code', Alias: null, Projections: null, Ascending: true }];
    const criteria = { Conditions: conditions, Orders, ProjectionsList: select('Code') };
    return (await folder.query('Customers', 'Customer', criteria)).json;
  };

  it.each([
    ['EQ', [condition(0, 'Code', 'A1')], ['A1']],
    ['EQ on a boolean', [condition(0, 'IsLocked', true)], ['A2']],
    [
      'EQ on a GUID in capitals',
      [condition(0, 'Vat_Id', '00000000-0000-0000-0000-000000000000')],
      ['A1', 'A2', 'B1', 'B_2'],
    ],
    ['BETWEEN, both ends included', [condition(2, 'VatApplicable', 2, 3)], ['A2', 'B1']],
    ['GE', [condition(3, 'VatApplicable', 2)], ['A2', 'B1']],
    ['GT', [condition(5, 'VatApplicable', 2)], ['B1']],
    ['LE', [condition(14, 'VatApplicable', 1)], ['A1', 'B_2']],
    ['LT', [condition(17, 'VatApplicable', 1)], []],
    ['IN', [condition(7, 'Code', 'B1', 'A2', 'ZZ')], ['A2', 'B1']],
    ['LIKE with %', [condition(16, 'Code', 'A%')], ['A1', 'A2']],
    ['LIKE with _ for one character', [condition(16, 'Code', 'B_')], ['B1']],
    ['ISNULL', [condition(10, 'Memo')], ['A1', 'A2', 'B1', 'B_2']],
    ['ISNOTNULL', [condition(8, 'Memo')], []],
    ['ISNULL on an empty foreign key', [condition(10, 'Vat_Id')], ['A1', 'A2', 'B1', 'B_2']],
    ['ISEMPTY and ISNOTEMPTY', [condition(11, 'Memo'), condition(9, 'Code')], ['A1', 'A2', 'B1', 'B_2']],
    ['ISNUMERIC', [condition(13, 'Code')], []],
    ['ISNOTNUMERIC', [condition(12, 'Code')], ['A1', 'A2', 'B1', 'B_2']],
    [
      'EQPROPERTY',
      [{ Operator: 1, PropertyName: 'Created', OtherPropertyName: 'Modified', Values: [] }],
      ['A1', 'B1', 'B_2'],
    ],
    [
      'LTPROPERTY',
      [{ Operator: 18, PropertyName: 'Created', OtherPropertyName: 'Modified', Values: [] }],
      ['A2'],
    ],
    ['NOT', [condition(21, '', condition(0, 'Code', 'A1'))], ['A2', 'B1', 'B_2']],
    ['OR', [condition(19, '', condition(0, 'Code', 'A1'), condition(0, 'Code', 'B1'))], ['A1', 'B1']],
    [
      'AND within OR',
      [
        condition(
          19,
          '',
          condition(20, '', condition(16, 'Code', 'A%'), condition(0, 'IsLocked', true)),
          condition(0, 'IsHidden', true),
        ),
      ],
      ['A2', 'B1'],
    ],
    [
      'conditions side by side, which are all needed',
      [condition(16, 'Code', 'A%'), condition(0, 'IsLocked', false)],
      ['A1'],
    ],
    ['the alias of the root', [condition(0, 'this.Code', 'A1')], ['A1']],
    ['an unknown code', [condition(0, 'Code', 'NOPE')], []],
  ])('understands %s', async (_what, conditions, expected) => {
    expect(await codes(...conditions)).toEqual(expected);
  });

  it('leaves out, like SQL, what is compared with nothing', async () => {
    expect(await codes(condition(21, '', condition(0, 'Memo', 'x')))).toEqual([]);
  });

  it('joins in the documented direction and in the reverse', async () => {
    const documented = {
      AliasName: 'third',
      Type: om('Third'),
      JoinType: 1,
      LeftProperty: 'Id',
      RightProperty: 'Third_Id',
    };
    const reverse = { ...documented, LeftProperty: 'Third_Id', RightProperty: 'Id' };
    for (const third of [documented, reverse]) {
      const answer = await folder.query('Customers', 'Customer', {
        Association: { third },
        Conditions: [condition(0, 'third.VatNumber', '0000000097')],
        ProjectionsList: select('Code', 'third.Name'),
      });
      expect(answer.json).toEqual([['B1', 'Charlie']]);
    }
  });

  it('finds an address through its third, as the documentation shows', async () => {
    const answer = await folder.query('Addresss', 'Address', {
      DAOType: 'Winbooks.TORM.DAL.AddressDAO, Winbooks.TORM.DAL',
      IsCustomization: false,
      Association: {
        third: {
          AliasName: 'third',
          Type: om('Third'),
          JoinType: 1,
          LeftProperty: 'Id',
          RightProperty: 'Third_Id',
        },
      },
      Conditions: [
        {
          Operator: 0,
          PropertyName: 'third.Code',
          OtherPropertyName: '',
          Values: ['A1'],
          ValueTypes: ['System.String, mscorlib'],
        },
        condition(0, 'IsInvoicingDefault', true),
      ],
      ProjectionsList: [{ PropertyName: 'Id', Operator: 22 }],
    });
    expect(answer.json).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it('joins through a joined entity and from one to many', async () => {
    const join = (alias: string, type: string, left: string, right: string, owner?: string) => ({
      [alias]: {
        AliasName: alias,
        OwnerAlias: owner,
        Type: om(type),
        JoinType: 1,
        LeftProperty: left,
        RightProperty: right,
      },
    });
    const chained = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Association: {
        ...join('customer', 'Customer', 'Id', 'Customer_Id'),
        ...join('third', 'Third', 'Id', 'Third_Id', 'customer'),
      },
      Conditions: [condition(0, 'third.Name', 'Alfa')],
      ProjectionsList: select('Amount'),
    });
    expect(chained.json).toEqual([121, 60.5]);
    const toMany = await folder.query('Customers', 'Customer', {
      Association: join('line', 'Accounting.GLTrans', 'Customer_Id', 'Id'),
      Conditions: [condition(0, 'Code', 'A1')],
      ProjectionsList: select('Code', 'line.Reference'),
    });
    expect(toMany.json).toEqual([
      ['A1', 'R1  '],
      ['A1', 'R2  '],
    ]);
  });

  it('counts, sums, averages and finds extremes', async () => {
    const one = async (Operator: number, PropertyName: string): Promise<unknown> =>
      (
        await folder.query('GLTranss', 'Accounting.GLTrans', {
          Conditions: [condition(0, 'LineOrder', 0)],
          ProjectionsList: [{ PropertyName, Operator }],
        })
      ).json;
    expect(await one(26, 'Id')).toEqual([3]);
    expect(await one(49, 'Id')).toEqual([3]);
    expect(await one(31, 'Amount')).toEqual([191.8]);
    expect((await one(25, 'Amount')) as number[]).toEqual([expect.closeTo(63.9333, 4)]);
    expect(await one(29, 'Amount')).toEqual([121]);
    expect(await one(30, 'Amount')).toEqual([10.3]);
  });

  it('counts nothing as 0', async () => {
    const answer = await folder.query('Customers', 'Customer', {
      Conditions: [condition(0, 'Code', 'NOPE')],
      ProjectionsList: [{ PropertyName: 'Id', Operator: 26 }],
    });
    expect(answer.json).toEqual([0]);
  });

  it('groups aggregates by the columns beside them, and keeps distinct values once', async () => {
    const grouped = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Association: {
        account: {
          AliasName: 'account',
          Type: om('Accounting.GLAccount'),
          JoinType: 1,
          LeftProperty: 'Id',
          RightProperty: 'GLAccount_Id',
        },
      },
      ProjectionsList: [
        { PropertyName: 'account.Code', Operator: 22 },
        { PropertyName: 'Amount', Operator: 31 },
      ],
    });
    expect(grouped.json).toEqual([
      ['400000', 191.8],
      ['700000', -159.7],
      ['451000', -32.1],
    ]);
    const distinct = await folder.query('GLTranss', 'Accounting.GLTrans', {
      ProjectionsList: [{ PropertyName: 'LineOrder', Operator: 23 }],
    });
    expect(distinct.json).toEqual([0, 1, 2]);
  });

  it('orders by several properties and pages from FirstResult', async () => {
    const orders = [
      { PropertyName: 'VatApplicable', Alias: null, Projections: null, Ascending: false },
      { PropertyName: 'Code', Alias: null, Projections: null, Ascending: true },
    ];
    const page = async (FirstResult: number): Promise<unknown> =>
      (
        await folder.query('Customers', 'Customer', {
          Orders: orders,
          ProjectionsList: select('Code'),
          FirstResult,
          MaxResult: 3,
        })
      ).json;
    expect(await page(0)).toEqual(['B1', 'A2', 'A1']);
    expect(await page(3)).toEqual(['B_2']);
    expect(await page(4)).toEqual([]);
  });

  it.each([
    ['/Date(ms)/', (ms: number) => `/Date(${ms})/`],
    ['/Date(ms+0200)/', (ms: number) => `/Date(${ms}+0200)/`],
    ['ISO with Z', (ms: number) => new Date(ms).toISOString()],
    ['ISO without a zone', (ms: number) => new Date(ms).toISOString().slice(0, -1)],
  ])('compares dates written as %s', async (_what, write) => {
    const literal = write(Date.UTC(2026, 1, 10));
    const find = async (operator: number): Promise<unknown> =>
      (
        await folder.query('GLTransHeaders', 'Accounting.GLTransHeader', {
          Conditions: [
            { ...condition(operator, 'BookDate', literal), ValueTypes: ['System.DateTime, mscorlib'] },
          ],
          ProjectionsList: select('DocNumber'),
        })
      ).json;
    expect(await find(3)).toEqual([2, 3]);
    expect(await find(0)).toEqual([2]);
    expect(await find(17)).toEqual([1]);
  });

  it('returns whole objects at the asked level without projections', async () => {
    const answer = await folder.query(
      'Customers',
      'Customer',
      { Conditions: [condition(0, 'Code', 'A1')] },
      '?maxLevel=2',
    );
    expect(answer.json).toMatchObject([{ Code: 'A1', Third: { Name: 'Alfa' } }]);
  });

  it('cuts a long answer in chunks for the same request alone', async () => {
    const many = Array.from({ length: 150 }, (_, index) => ({ Code: `M${index}`, Name: `m ${index}` }));
    await folder.app('POST', 'CustomerCategorys', many);
    const body = { EntityType: om('CustomerCategory'), Conditions: [condition(16, 'Code', 'M%')] };
    const chunks = (await folder.chunks('POST', 'CustomerCategorys', body, '/ExecuteCriteria')) as Shown[][];
    expect(chunks.map((chunk) => chunk.length)).toEqual([101, 49]);
    expect(new Set(chunks.flat().map(({ Code }) => Code)).size).toBe(150);

    const first = await folder.app('POST', 'CustomerCategorys', body, '/ExecuteCriteria');
    const ContinuePath = first.headers.get('continuepath') ?? '';
    const other = await folder.app('GET', 'CustomerCategorys', undefined, '', { ContinuePath });
    expect(other.status).toBe(400);
  });

  it.each([
    ['an EntityType that is not the entity of the URL', { EntityType: om('Third') }],
    ['no EntityType', { EntityType: undefined }],
    ['a property that does not exist', { Conditions: [condition(0, 'Name', 'Alfa')] }],
    ['an alias that does not exist', { Conditions: [condition(0, 'third.Name', 'Alfa')] }],
    ['a friendly code, which is no column', { Conditions: [condition(0, 'ThirdCode', 'A1')] }],
    ['an operator that it does not have', { Conditions: [condition(56, 'Code', 'A1')] }],
    ['a date that is none', { Conditions: [condition(3, 'Modified', 'yesterday')] }],
    ['a body that is not JSON', '{'],
  ])('refuses %s with 400', async (_what, criteria) => {
    const answer =
      typeof criteria === 'string'
        ? await folder.app('POST', 'Customers', criteria, '/ExecuteCriteria')
        : await folder.query('Customers', 'Customer', criteria);
    expect(answer.status).toBe(400);
  });

  it('knows VAT codes under both type names', async () => {
    for (const type of ['Accounting.VatAccount', 'Accounting.Vat']) {
      const answer = await folder.query('Vats', type, {
        Conditions: [condition(0, 'Code', '6')],
        ProjectionsList: select('Rate', 'IsSale', 'InternalCode'),
      });
      expect(answer.json).toEqual([[6, true, '211200']]);
    }
  });
});
