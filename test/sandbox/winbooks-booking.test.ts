import {
  condition,
  documentedSale,
  dotNetDate,
  FolderCaller,
  periodId,
  type RunningSandbox,
  select,
  type Shown,
  startSandbox,
} from './winbooks-sandbox';

const customers = [
  { code: 'ALICE', name: 'Alice Wilder' },
  { code: 'LOCKED', name: 'Locked NV', locked: true },
  { code: 'HIDDEN', name: 'Hidden NV', hidden: true },
];

describe('booking a GLTransHeader (winbooks-api §4.9)', () => {
  let sandbox: RunningSandbox;
  let folder: FolderCaller;
  let count = 0;

  beforeAll(async () => (sandbox = await startSandbox('--seed', 'none')));
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    folder = await new FolderCaller(sandbox.url, `BOOK${++count}`).open({ customers });
  });

  const post = (body: unknown) => folder.app('POST', 'GLTransHeader', body);

  it('books the documented sale and answers with the Href of its new GUID', async () => {
    const answer = await post(await documentedSale(folder));
    expect(answer.status).toBe(200);
    const [entry] = await folder.ledger();
    expect((answer.json as { Href: string }).Href).toBe(
      `${sandbox.url}/app/GLTransHeader/${entry?.id}/Folder/${folder.folder}`,
    );
    expect(entry).toMatchObject({
      journal: 'VEN',
      bookYear: '2026',
      period: 3,
      docNumber: 7,
      date: '2026-03-15',
      customer: 'ALICE',
      reference: 'EXT-42',
      openCents: 121_000,
      lines: [
        { order: 0, account: '400000', vat: null, amountCents: 121_000 },
        { order: 1, account: '700000', vat: '21', amountCents: -100_000 },
        { order: 2, account: '451000', vat: '21', amountCents: -21_000 },
      ],
    });
  });

  it('reads back at level 2 with its lines, at level 1 without', async () => {
    const { Href } = (await post(await documentedSale(folder))).json as { Href: string };
    const id = /GLTransHeader\/([^/]+)\//.exec(Href)?.[1] ?? '';
    const flat = (await folder.app('GET', `GLTransHeader/${id}`)).json as Shown;
    expect(flat).toMatchObject({
      Id: id,
      DocNumber: 7,
      BookDate: dotNetDate('2026-03-15'),
      IsImported: true,
    });
    expect(flat).not.toHaveProperty('GLTransactions');
    expect(flat).not.toHaveProperty('Journal');
    const deep = (await folder.app('GET', `GLTransHeader/${id}`, undefined, '?maxLevel=2')).json as Shown;
    expect(deep).toMatchObject({ Journal: { Code: 'VEN' }, BookPeriod: { Number: 3 } });
    const lines = deep['GLTransactions'] as Shown[];
    expect(
      lines.map((line) => [line['LineOrder'], line['Amount'], String(line['Reference']).trim()]),
    ).toEqual([
      [0, 1210, 'EXT-42'],
      [1, -1000, 'null'],
      [2, -210, 'null'],
    ]);
    expect(lines[0]).toMatchObject({
      GLMatch_Id: '00000000-0000-0000-0000-000000000000',
      GLTransHeader_Id: id,
    });
    expect(lines[0]).not.toHaveProperty('Customer');
  });

  it('is found by number and journal, and by the reference of its line', async () => {
    await post(await documentedSale(folder));
    const byNumber = await folder.query('GLTransHeaders', 'Accounting.GLTransHeader', {
      Association: {
        journal: {
          AliasName: 'journal',
          Type: 'Winbooks.TORM.OM.Accounting.Journal, Winbooks.TORM.OM',
          JoinType: 1,
          LeftProperty: 'Id',
          RightProperty: 'Journal_Id',
        },
      },
      Conditions: [condition(0, 'journal.Code', 'VEN'), condition(0, 'DocNumber', 7)],
      ProjectionsList: select('Id'),
    });
    const byReference = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Conditions: [condition(0, 'Reference', 'EXT-42')],
      ProjectionsList: select('GLTransHeader_Id'),
    });
    expect(byNumber.json).toHaveLength(1);
    expect(byReference.json).toEqual(byNumber.json);
  });

  it('takes the journal row of the book year of the period when it is named by code', async () => {
    const period = await periodId(folder, 2027, 2);
    const sale = await documentedSale(folder, {
      header: { BookPeriod_Id: period, BookDate: dotNetDate('2027-02-10') },
    });
    for (const line of sale.GLTransactions) line['BookPeriod_Id'] = period;
    expect((await post(sale)).status).toBe(200);
    expect((await folder.ledger())[0]).toMatchObject({ bookYear: '2027', period: 2 });
  });

  it('books a credit note in its own journal with reversed signs and its own numbers', async () => {
    expect((await post(await documentedSale(folder))).status).toBe(200);
    expect((await post(await documentedSale(folder, { journal: 'NCV', sign: -1 }))).status).toBe(200);
    expect((await folder.ledger()).map(({ journal, openCents }) => [journal, openCents])).toEqual([
      ['VEN', 121_000],
      ['NCV', -121_000],
    ]);
  });

  it('takes numbers again in another book year, and a hidden customer', async () => {
    expect((await post(await documentedSale(folder))).status).toBe(200);
    const period = await periodId(folder, 2025, 3);
    const sale = await documentedSale(folder, {
      customer: 'HIDDEN',
      header: { BookPeriod_Id: period, BookDate: dotNetDate('2025-03-15') },
    });
    for (const line of sale.GLTransactions) line['BookPeriod_Id'] = period;
    expect((await post(sale)).status).toBe(200);
  });

  it('accepts names, ids and nested objects for every reference', async () => {
    const sale = await documentedSale(folder);
    const idOf = async (plural: string, type: string, code: string): Promise<string> => {
      const criteria = { Conditions: [condition(0, 'Code', code)], ProjectionsList: select('Id') };
      return String(((await folder.query(plural, type, criteria)).json as string[])[0]);
    };
    Object.assign(sale.GLTransactions[0] ?? {}, {
      CustomerCode: undefined,
      Customer_Id: await idOf('Customers', 'Customer', 'ALICE'),
      GLAccountCode: undefined,
      GLAccount: { Code: '400000' },
    });
    Object.assign(sale.GLTransactions[1] ?? {}, {
      VatCode: undefined,
      Vat_Id: await idOf('Vats', 'Accounting.VatAccount', '21'),
      CurrencyCode: undefined,
      Currency_Id: await idOf('Currencys', 'Currency', 'EUR'),
    });
    expect((await post(sale)).status).toBe(200);
  });

  describe('refuses', () => {
    type Sale = Awaited<ReturnType<typeof documentedSale>>;
    const line = (sale: Sale, order: number): Record<string, unknown> => sale.GLTransactions[order] ?? {};
    const cases: [what: string, words: string, spoil: (sale: Sale) => Promise<void> | void][] = [
      ['an entry out of balance by a cent', 'DOC_BAL', (sale) => void (line(sale, 2)['Amount'] = -209.99)],
      ['more than two decimals', 'DEC_ERR', (sale) => void (line(sale, 0)['VatBaseAmount'] = 1000.005)],
      ['a journal that does not exist', 'DBK_ERR', (sale) => void (sale['JournalCode'] = 'NOPE')],
      ['no journal', 'DBK_MISS', (sale) => void (sale['JournalCode'] = undefined)],
      ['no period', 'BookPeriod', (sale) => void (sale['BookPeriod_Id'] = undefined)],
      ['a date outside the period', 'OUT_DAT', (sale) => void (sale['BookDate'] = dotNetDate('2026-04-01'))],
      ['no date', 'FLD_MISS', (sale) => void (sale['BookDate'] = undefined)],
      ['no number', 'DocNumber', (sale) => void (sale['DocNumber'] = undefined)],
      ['no lines', 'NOT_FILL', (sale) => void (sale.GLTransactions = [])],
      ['no currency', 'CUR_ERR', (sale) => void (line(sale, 1)['CurrencyCode'] = undefined)],
      [
        'a foreign currency without its amount',
        'CUR_ERR',
        (sale) => void (line(sale, 1)['CurrencyCode'] = 'USD'),
      ],
      ['an unknown account', 'GLAccount 999999', (sale) => void (line(sale, 1)['GLAccountCode'] = '999999')],
      ['an unknown VAT code', 'Vat 99', (sale) => void (line(sale, 1)['VatCode'] = '99')],
      ['an unknown customer', 'Customer NOBODY', (sale) => void (line(sale, 0)['CustomerCode'] = 'NOBODY')],
      [
        'an unknown id',
        'no Vat with this Id',
        (sale) => void (line(sale, 1)['Vat_Id'] = '11111111-2222-4333-8444-555555555555'),
      ],
      ['a locked customer', 'is locked', (sale) => void (line(sale, 0)['CustomerCode'] = 'LOCKED')],
      ['no customer', 'Customer is mandatory', (sale) => void (line(sale, 0)['CustomerCode'] = undefined)],
      [
        'a central type that is not that of the account',
        'CentralAccountType',
        (sale) => void (line(sale, 2)['CentralAccountTypeCode'] = 'CUSTOMER'),
      ],
      [
        'a VAT account without VAT code',
        'Vat is mandatory',
        (sale) => void (line(sale, 2)['VatCode'] = undefined),
      ],
      [
        'a customer line that is not line 0',
        'LineOrder 0',
        (sale) => {
          line(sale, 0)['LineOrder'] = 1;
          line(sale, 1)['LineOrder'] = 0;
        },
      ],
      ['a gap in LineOrder', 'LineOrder', (sale) => void (line(sale, 2)['LineOrder'] = 3)],
      ['a repeated LineOrder', 'LineOrder', (sale) => void (line(sale, 2)['LineOrder'] = 1)],
      ['a credit note with the signs of a sale', 'sign', (sale) => void (sale['JournalCode'] = 'NCV')],
    ];

    it.each(cases)('%s', async (_what, words, spoil) => {
      const sale = await documentedSale(folder);
      await spoil(sale);
      const answer = await post(sale);
      expect(answer.status).toBe(400);
      expect((answer.json as { Message: string }).Message).toContain(words);
      expect(await folder.ledger()).toEqual([]);
      expect((await folder.query('GLTranss', 'Accounting.GLTrans', {})).json).toEqual([]);
    });

    it('the same number twice in a journal and year, also in another period', async () => {
      await post(await documentedSale(folder));
      const again = await post(await documentedSale(folder));
      expect([again.status, (again.json as { Message: string }).Message]).toEqual([
        409,
        expect.stringContaining('DOC_NUM'),
      ]);

      const period = await periodId(folder, 2026, 4);
      const other = await documentedSale(folder, {
        header: { BookPeriod_Id: period, BookDate: dotNetDate('2026-04-01') },
      });
      for (const each of other.GLTransactions) each['BookPeriod_Id'] = period;
      const elsewhere = await post(other);
      expect([elsewhere.status, (elsewhere.json as { Message: string }).Message]).toEqual([
        409,
        expect.stringContaining('DOC_EXI'),
      ]);
      expect(await folder.ledger()).toHaveLength(1);
    });

    it('a journal row of another book year', async () => {
      const journals = (await folder.app('GET', 'Journals', undefined, '?maxLevel=2')).json as Shown[];
      const other = journals.find(
        (each) => each.Code === 'VEN' && (each['BookYear'] as Shown).Code === '2025',
      );
      const answer = await post(await documentedSale(folder, { header: { Journal_Id: other?.Id } }));
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('not of the book year')]);
    });

    it('opening and closing periods', async () => {
      const periods = await folder.query('BookPeriods', 'Accounting.BookPeriod', {
        Conditions: [condition(0, 'RelatedYear', 2026), condition(7, 'Number', 0, 13)],
        ProjectionsList: select('Id', 'RelatedMonth'),
      });
      expect(periods.json).toHaveLength(2);
      for (const [id, month] of periods.json as [string, number][]) {
        const sale = await documentedSale(folder, {
          header: { BookPeriod_Id: id, BookDate: dotNetDate(`2026-${String(month).padStart(2, '0')}-05`) },
        });
        for (const each of sale.GLTransactions) each['BookPeriod_Id'] = id;
        expect((await post(sale)).status).toBe(400);
      }
    });

    it('a closed period', async () => {
      await folder.act('close-period', { year: 2026, month: 3 });
      const answer = await post(await documentedSale(folder));
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('LOCKPER')]);
      expect(await folder.ledger()).toEqual([]);
    });

    it('lines written apart from their header', async () => {
      expect((await folder.app('POST', 'GLTrans', { Amount: 1 })).status).toBe(404);
    });
  });

  it('keeps period, journal and number of an entry that is changed, and replaces its lines', async () => {
    await post(await documentedSale(folder));
    const [entry] = await folder.ledger();
    const sale = await documentedSale(folder);
    const lines = sale.GLTransactions.map((each) => ({ ...each, Amount: Number(each['Amount']) / 10 }));
    expect((await folder.app('PUT', `GLTransHeader/${entry?.id}`, { GLTransactions: lines })).status).toBe(
      200,
    );
    expect(await folder.ledger()).toMatchObject([
      { id: entry?.id, docNumber: 7, openCents: 12_100, lines: [{}, {}, {}] },
    ]);
  });

  it('deletes an entry that nothing holds, and keeps one that is matched', async () => {
    await post(await documentedSale(folder));
    const [entry] = await folder.ledger();
    await folder.act('pay', { journal: 'VEN', docNumber: 7, date: '2026-04-01' });
    expect((await folder.app('DELETE', `GLTransHeader/${entry?.id}`)).status).toBe(400);
    await folder.act('unmatch', { journal: 'VEN', docNumber: 7 });
    expect((await folder.app('DELETE', `GLTransHeader/${entry?.id}`)).status).toBe(200);
    expect((await folder.ledger()).map(({ journal }) => journal)).toEqual(['FIN']);
  });
});
