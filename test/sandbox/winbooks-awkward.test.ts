import {
  condition,
  FolderCaller,
  type RunningSandbox,
  select,
  type Shown,
  startSandbox,
} from './winbooks-sandbox';

describe('the awkward folders', () => {
  let sandbox: RunningSandbox;
  let awkward: FolderCaller;
  let otherwise: FolderCaller;

  const enter = async (url: string): Promise<FolderCaller[]> => {
    const callers = [
      new FolderCaller(url, 'AWKWARD', 'boekhouder@kantoor.example', 'xt-kantoor'),
      new FolderCaller(url, 'OTHERWISE', 'compta@otherwise.example', 'xt-otherwise'),
    ];
    for (const caller of callers) await caller.signIn();
    return callers;
  };
  const parties = async (folder: FolderCaller): Promise<unknown[]> => {
    const rows: unknown[] = [];
    for (let FirstResult = 0; ; FirstResult += 20) {
      const third = {
        AliasName: 'third',
        Type: 'Winbooks.TORM.OM.Third, Winbooks.TORM.OM',
        JoinType: 1,
        LeftProperty: 'Id',
        RightProperty: 'Third_Id',
      };
      const page = await folder.query('Customers', 'Customer', {
        Association: { third },
        ProjectionsList: select('Id', 'Code', 'IsLocked', 'IsHidden', 'third.Name', 'third.VatNumber'),
        Orders: [{ PropertyName: 'Code', Alias: null, Projections: null, Ascending: true }],
        FirstResult,
        MaxResult: 20,
      });
      const found = (page.json ?? []) as unknown[];
      rows.push(...found);
      if (found.length < 20) return rows;
    }
  };

  beforeAll(async () => {
    sandbox = await startSandbox('--seed', 'awkward');
    const [first, second] = await enter(sandbox.url);
    if (first === undefined || second === undefined) throw new Error('no folders');
    [awkward, otherwise] = [first, second];
  });
  afterAll(() => sandbox.stop());

  it('are the same in every run', async () => {
    const again = await startSandbox('--seed', 'awkward');
    const [twin] = await enter(again.url);
    const here = await parties(awkward);
    expect(here.length).toBeGreaterThan(130);
    expect(twin && (await parties(twin))).toEqual(here);
    await again.stop();
  });

  it('hold accents, foreign and missing VAT numbers, locked and hidden customers, doubles', async () => {
    const rows = (await parties(awkward)) as [string, string, boolean, boolean, string, string | null][];
    expect(rows.some(([, code]) => code === 'HÉLOÏSE')).toBe(true);
    expect(rows.some(([, , locked]) => locked)).toBe(true);
    expect(rows.some(([, , , hidden]) => hidden)).toBe(true);
    expect(rows.some(([, , , , , vat]) => vat === null)).toBe(true);
    expect(rows.some(([, , , , , vat]) => vat === '000000012B01')).toBe(true);
    const vatNumbers = rows.map(([, , , , , vat]) => vat).filter((vat) => vat !== null);
    expect(vatNumbers.length - new Set(vatNumbers).size).toBe(1);
  });

  it('have one party as customer and supplier of the same third', async () => {
    const [customer, supplier] = [
      await awkward.app('GET', 'Customer/2001'),
      await awkward.app('GET', 'Supplier/2001'),
    ];
    expect((supplier.json as Shown)['Third_Id']).toBe((customer.json as Shown)['Third_Id']);
  });

  it('have a closed long first year, and several sales codes at 0 %', async () => {
    const year = (await awkward.app('GET', 'BookYear/2025')).json;
    expect(year).toMatchObject({ IsClosed: true });
    const zero = await awkward.query('Vats', 'Accounting.VatAccount', {
      Conditions: [condition(0, 'Rate', 0), condition(0, 'IsSale', true)],
      ProjectionsList: select('Code'),
    });
    expect((zero.json as string[]).length).toBeGreaterThan(1);
  });

  it('have a past: booked by hand, partly paid, overpaid, settled by a credit note', async () => {
    const entries = await awkward.ledger();
    const open = Object.fromEntries(
      entries.map(({ journal, docNumber, openCents }) => [`${journal} ${docNumber}`, openCents]),
    );
    expect(open).toMatchObject({
      'VERK 1': 100_000,
      'VERK 2': 0,
      'CNVERK 1': 0,
      'VENTES 1': -400,
      'VERK 20260009': 1_210,
      'ACH 1': -12_100,
    });
    const sums = entries.map(({ lines }) => lines.reduce((sum, { amountCents }) => sum + amountCents, 0));
    expect(sums.every((sum) => sum === 0)).toBe(true);
  });

  it('are played the other way in OTHERWISE', async () => {
    expect((await otherwise.app('GET', 'Customer/NOPE')).text).toBe('null');
    expect((await otherwise.app('GET', 'Journal/VERK')).json).toMatchObject({ JournalType: 'SAL  ' });
    expect((await otherwise.signIn()).expires_in).toBe(900);
  });
});
