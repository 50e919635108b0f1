import {
  condition,
  documentedSale,
  FolderCaller,
  type RunningSandbox,
  select,
  startSandbox,
} from './winbooks-sandbox';

describe('what a user does on the screens of WinBooks', () => {
  let sandbox: RunningSandbox;
  let folder: FolderCaller;
  let count = 0;

  beforeAll(async () => (sandbox = await startSandbox('--seed', 'none')));
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    folder = await new FolderCaller(sandbox.url, `ACT${++count}`).open({
      customers: [
        { code: 'ALICE', name: 'Alice' },
        { code: 'SUP', name: 'Supplier', role: 'supplier' },
      ],
    });
  });

  const invoice = { journal: 'VEN', docNumber: 1 };
  const bookInvoice = () =>
    folder.act('book', {
      ...invoice,
      date: '2026-01-10',
      customer: 'ALICE',
      gross: 121,
      net: 100,
      reference: 'R1',
    });
  const openCents = async (journal = 'VEN'): Promise<number | undefined> =>
    (await folder.ledger()).find((entry) => entry.journal === journal)?.openCents;
  /** What winbooks-api §5.d reads: the balance of the match of the customer line; null = in none. */
  const matchBalance = async (): Promise<number | null> => {
    const [header] = await folder.ledger();
    const line = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Conditions: [condition(0, 'GLTransHeader_Id', header?.id), condition(0, 'LineOrder', 0)],
      ProjectionsList: select('GLMatch_Id'),
    });
    const [match] = line.json as string[];
    if (match === undefined || match.startsWith('00000000')) return null;
    const sum = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Conditions: [condition(0, 'GLMatch_Id', match)],
      ProjectionsList: [{ PropertyName: 'Amount', Operator: 31 }],
    });
    return (sum.json as number[])[0] ?? null;
  };

  it('shows its thirds with their roles, addresses and contacts', async () => {
    await folder.act('add-customer', {
      code: 'BOB',
      name: 'Bob',
      email: 'bob@post.example',
      address: { street: 'Kaai', zip: '9000', town: 'Gent' },
    });
    await folder.act('lock-supplier', { code: 'SUP' });
    const { json } = await folder.control('GET', `thirds?folder=${folder.folder}`);
    expect(json).toMatchObject([
      { code: 'ALICE', roles: [{ role: 'customer', code: 'ALICE', isInactive: false }], addresses: [] },
      { code: 'SUP', roles: [{ role: 'supplier', code: 'SUP', isInactive: true }], contacts: [] },
      { name: 'Bob', addresses: [{ town: 'Gent' }], contacts: [{ email: 'bob@post.example' }] },
    ]);
  });

  it('books by hand under the rules of the API, taking the next number when none is given', async () => {
    await bookInvoice();
    expect(
      await folder.act('book', {
        journal: 'VEN',
        date: '2026-02-10',
        customer: 'ALICE',
        gross: 12.1,
        vat: 2.1,
      }),
    ).toMatchObject({ docNumber: 2 });
    await expect(bookInvoice()).rejects.toThrow('409');
    expect(
      (await folder.ledger()).map(({ docNumber, reference, openCents: open }) => [
        docNumber,
        reference,
        open,
      ]),
    ).toEqual([
      [1, 'R1', 12_100],
      [2, null, 1_210],
    ]);
  });

  it('books a credit note and a purchase with their own signs', async () => {
    await folder.act('book', { journal: 'NCV', date: '2026-02-10', customer: 'ALICE', gross: 121, net: 100 });
    await folder.act('book', {
      journal: 'ACH',
      date: '2026-02-10',
      supplier: 'SUP',
      gross: 121,
      net: 100,
      vatCode: 'A21',
    });
    const lines = (await folder.ledger()).map((entry) =>
      entry.lines.map(({ account, amountCents }) => [account, amountCents]),
    );
    expect(lines).toEqual([
      [
        ['400000', -12_100],
        ['700000', 10_000],
        ['451000', 2_100],
      ],
      [
        ['440000', -12_100],
        ['604000', 10_000],
        ['411000', 2_100],
      ],
    ]);
  });

  it('books any lines in the miscellaneous journal', async () => {
    await folder.act('book', {
      journal: 'DIV',
      date: '2026-02-10',
      lines: [
        { account: '659000', amount: 5 },
        { account: '550000', amount: -5 },
      ],
    });
    expect((await folder.ledger())[0]?.lines.map(({ order }) => order)).toEqual([1000, 2000]);
  });

  it('is paid in full, and is open again when un-matched', async () => {
    await bookInvoice();
    expect(await matchBalance()).toBeNull();
    await folder.act('pay', { ...invoice, date: '2026-02-01' });
    expect([await openCents(), await matchBalance()]).toEqual([0, 0]);
    expect(await folder.act('unmatch', invoice)).toEqual({ released: 2 });
    expect([await openCents(), await matchBalance()]).toEqual([12_100, null]);
    expect(await openCents('FIN')).toBe(-12_100);
  });

  it('is paid in two parts within one matching, then too much', async () => {
    await bookInvoice();
    expect(await folder.act('pay', { ...invoice, amount: 21, date: '2026-02-01' })).toMatchObject({
      openCents: 10_000,
    });
    expect(await matchBalance()).toBe(100);
    expect(await folder.act('pay', { ...invoice, amount: 110, date: '2026-02-02' })).toMatchObject({
      openCents: -1_000,
    });
    expect((await folder.app('GET', 'GLMatchs')).json).toHaveLength(1);
  });

  it('receives money on account without matching it', async () => {
    await bookInvoice();
    await folder.act('pay', { ...invoice, date: '2026-02-01', unmatched: true });
    expect([await openCents(), await openCents('FIN')]).toEqual([12_100, -12_100]);
  });

  it('is paid by money that pays another one too', async () => {
    await bookInvoice();
    await folder.act('book', {
      journal: 'VEN',
      docNumber: 8,
      date: '2026-02-10',
      customer: 'ALICE',
      gross: 79,
      net: 79,
    });
    const other = { journal: 'VEN', docNumber: 8 };
    await folder.act('pay', { ...invoice, also: [other], date: '2026-02-11' });
    expect(await openCents()).toBe(0);
    expect((await folder.ledger()).map(({ openCents: open }) => open)).toEqual([0, 0, 0]);
    expect(await folder.act('unmatch', { ...other, only: true })).toEqual({ released: 1 });
    expect([await openCents(), await matchBalance()]).toEqual([-7_900, -79]);
  });

  it('has its rest written off as a payment difference, which names the line that it belongs to', async () => {
    await bookInvoice();
    await folder.act('pay', { ...invoice, amount: 120.5, date: '2026-02-01' });
    expect(await folder.act('write-off', { ...invoice, date: '2026-02-02' })).toMatchObject({ openCents: 0 });
    const lines = (await folder.app('GET', 'GLTranss')).json as Record<string, unknown>[];
    expect(lines.filter((line) => !/^[0-]*$/.test(String(line['GLTrans_Id'])))).toMatchObject([
      { LineOrder: 1000, Amount: -0.5 },
    ]);
  });

  it('is paid in its own currency', async () => {
    await folder.act('book', {
      journal: 'VEN',
      docNumber: 9,
      date: '2026-02-10',
      customer: 'ALICE',
      gross: 92,
      net: 92,
    });
    const dollars = { journal: 'VEN', docNumber: 9 };
    const [line] = (await folder.app('GET', 'GLTranss')).json as { Id: string; LineOrder: number }[];
    const usd = (await folder.app('GET', 'Currencys')).json as { Id: string; Code: string }[];
    await folder.act('alter', {
      model: 'GLTrans',
      key: String(line?.Id),
      fields: {
        Currency_Id: usd.find(({ Code }) => Code === 'USD')?.Id,
        CurrencyAmount: 100,
        CurrencyRate: 1.086957,
      },
    });
    await folder.act('pay', { ...dollars, amount: 90.5, currencyAmount: 100, date: '2026-02-12' });
    const lines = (await folder.app('GET', 'GLTranss')).json as Record<string, unknown>[];
    expect(lines.filter((each) => each['LineOrder'] === 1000)).toMatchObject([
      { Amount: -90.5, CurrencyAmount: -100 },
    ]);
    expect(await openCents('VEN')).toBe(150);
  });

  it('is settled by a credit note', async () => {
    await bookInvoice();
    await folder.act('book', {
      journal: 'NCV',
      docNumber: 1,
      date: '2026-02-10',
      customer: 'ALICE',
      gross: 121,
      net: 100,
    });
    await folder.act('match', { bookings: [invoice, { journal: 'NCV', docNumber: 1 }] });
    expect([await openCents(), await openCents('NCV')]).toEqual([0, 0]);
  });

  it('merges two matchings when their lines are matched with each other', async () => {
    await bookInvoice();
    await folder.act('pay', { ...invoice, amount: 21, date: '2026-02-01' });
    await folder.act('book', {
      journal: 'VEN',
      docNumber: 2,
      date: '2026-01-10',
      customer: 'ALICE',
      gross: 50,
      net: 50,
    });
    await folder.act('pay', { journal: 'VEN', docNumber: 2, amount: 150, date: '2026-02-01' });
    await folder.act('match', { bookings: [invoice, { journal: 'VEN', docNumber: 2 }] });
    expect([await openCents(), await matchBalance()]).toEqual([0, 0]);
    expect((await folder.app('GET', 'GLMatchs')).json).toHaveLength(1);
  });

  it('locks and hides a customer, and gives it free again', async () => {
    await folder.act('lock-customer', { code: 'ALICE', hidden: true });
    expect((await folder.app('GET', 'Customer/ALICE')).json).toMatchObject({
      IsLocked: true,
      IsHidden: true,
    });
    expect((await folder.app('POST', 'GLTransHeader', await documentedSale(folder))).status).toBe(400);
    await folder.act('lock-customer', { code: 'ALICE', locked: false });
    expect((await folder.app('POST', 'GLTransHeader', await documentedSale(folder))).status).toBe(200);
  });

  it('hides a supplier, and leaves the customer of the same third alone', async () => {
    await folder.act('add-customer', { code: 'BOTH', name: 'Both', role: 'both', mobile: '0470' });
    await folder.act('lock-supplier', { code: 'BOTH', locked: false, hidden: true });
    expect((await folder.app('GET', 'Supplier/BOTH')).json).toMatchObject({
      IsLocked: false,
      IsHidden: true,
    });
    expect((await folder.app('GET', 'Customer/BOTH')).json).toMatchObject({ IsHidden: false });
  });

  it('deletes a party without bookings, and its third with its last role', async () => {
    await folder.act('add-customer', { code: 'BOTH', name: 'Both', role: 'both' });
    await folder.act('delete-party', { role: 'customer', code: 'BOTH' });
    expect((await folder.app('GET', 'Third/BOTH')).status).toBe(200);
    await folder.act('delete-party', { role: 'supplier', code: 'BOTH' });
    expect((await folder.app('GET', 'Third/BOTH')).status).toBe(204);
    await bookInvoice();
    await expect(folder.act('delete-party', { role: 'customer', code: 'ALICE' })).rejects.toThrow('400');
  });

  it('merges two thirds: the bookings go to the one that stays', async () => {
    await folder.act('add-customer', { code: 'BOB', name: 'Bob', email: 'bob@bob.example' });
    await bookInvoice();
    await folder.act('merge-thirds', { from: 'ALICE', into: 'BOB' });
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(204);
    const [entry] = await folder.ledger();
    const bob = (await folder.app('GET', 'Customer/BOB')).json as { Id: string };
    const line = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Conditions: [condition(0, 'GLTransHeader_Id', entry?.id), condition(0, 'LineOrder', 0)],
      ProjectionsList: select('Customer_Id'),
    });
    expect(line.json).toEqual([bob.Id]);
    await expect(folder.act('merge-thirds', { from: 'BOB', into: 'SUP' })).rejects.toThrow('no customer');
  });

  it('closes and reopens a period; nothing in it can be booked, changed or deleted meanwhile', async () => {
    await bookInvoice();
    const [entry] = await folder.ledger();
    await folder.act('close-period', { year: 2026, month: 1 });
    await expect(
      folder.act('book', {
        ...invoice,
        docNumber: 2,
        date: '2026-01-20',
        customer: 'ALICE',
        gross: 1,
        net: 1,
      }),
    ).rejects.toThrow('LOCKPER');
    expect((await folder.app('PUT', `GLTransHeader/${entry?.id}`, { IsChecked: true })).status).toBe(400);
    expect((await folder.app('DELETE', `GLTransHeader/${entry?.id}`)).status).toBe(400);
    await folder.act('close-period', { year: 2026, month: 1, closed: false });
    expect((await folder.app('DELETE', `GLTransHeader/${entry?.id}`)).status).toBe(200);
  });

  it('deletes a booking, letting go of its matching only by force', async () => {
    await bookInvoice();
    await folder.act('pay', { ...invoice, date: '2026-02-01' });
    const path = `book?folder=${folder.folder}&journal=VEN&docNumber=1`;
    expect((await folder.control('DELETE', path)).status).toBe(400);
    expect((await folder.control('DELETE', `${path}&force=1`)).status).toBe(200);
    expect((await folder.ledger()).map(({ journal, openCents: open }) => [journal, open])).toEqual([
      ['FIN', -12_100],
    ]);
    expect((await folder.app('GET', 'GLMatchs')).json).toEqual([]);
  });

  it('edits through the rules, or alters without any', async () => {
    await folder.act('edit', {
      model: 'Customer',
      key: 'ALICE',
      fields: { Memo: 'by hand', Third: { Name: 'Alice B' } },
    });
    expect((await folder.app('GET', 'Customer/ALICE', undefined, '?maxLevel=2')).json).toMatchObject({
      Memo: 'by hand',
      Third: { Name: 'Alice B' },
    });
    await bookInvoice();
    const [entry] = await folder.ledger();
    await folder.act('alter', { model: 'GLTrans', key: entry?.lines[1]?.id, fields: { Amount: -99 } });
    expect((await folder.ledger())[0]?.lines[1]?.amountCents).toBe(-9_900);
  });

  it.each([
    ['an unknown folder', 'book', { folder: 'NONE' }, 404],
    ['an unknown booking', 'pay', { journal: 'VEN', docNumber: 99 }, 404],
    ['an incomplete order', 'close-period', { year: 2026 }, 400],
    ['an unknown action', 'dance', {}, 404],
    ['a misspelt customer', 'add-customer', { code: 'X', nam: 'X' }, 400],
  ])('refuses %s', async (_what, action, order, status) => {
    expect((await folder.control('POST', action, { folder: folder.folder, ...order })).status).toBe(status);
  });
});
