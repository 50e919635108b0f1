import {
  askToken,
  condition,
  FolderCaller,
  type RunningSandbox,
  select,
  send,
  type Shown,
  startSandbox,
  type Tokens,
} from './winbooks-sandbox';

/** The acceptance list of winbooks-api §8.1, line by line. */
describe('the WinBooks twin passes the acceptance list', () => {
  let sandbox: RunningSandbox;
  let demo: FolderCaller;

  beforeAll(async () => {
    sandbox = await startSandbox('--seed', 'none');
    demo = await new FolderCaller(sandbox.url, 'PARFIWEB_DEMO', 'dev@example.test', 'xt-demo').open({
      customers: [
        { code: 'ARTHUR', name: 'Arthur Dent', vat: '21', civility: 'MR', vatNumber: '0000000196' },
        ...Array.from({ length: 12 }, (_, index) => ({ code: `PLAIN${index}`, name: `Plain ${index}` })),
      ],
    });
    for (let number = 1; number <= 60; number++) {
      await demo.act('book', {
        journal: 'VEN',
        docNumber: number,
        date: '2026-01-15',
        customer: 'ARTHUR',
        gross: 121,
        net: 100,
      });
    }
  });
  afterAll(() => sandbox.stop());

  describe('1. tokens', () => {
    it('exchanges the token for both tokens, with Basic of the e-mail alone', async () => {
      const answer = await askToken(sandbox.url, 'dev@example.test', 'exchange_token', 'xt-demo');
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({
        access_token: expect.stringMatching(/^gAAAA/) as unknown,
        scope: null,
        token_type: 'bearer',
        expires_in: '900',
        refresh_token: expect.stringMatching(/^TGe0!IAAAA/) as unknown,
      });
    });

    it('refuses Basic with a password, a wrong e-mail and a wrong exchange token', async () => {
      const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const body = 'grant_type=exchange_token&code=xt-demo';
      const basic = `Basic ${Buffer.from('dev@example.test:').toString('base64')}`;
      expect(
        (await send(`${sandbox.url}/OAuth20/Token`, 'POST', body, { ...form, Authorization: basic })).status,
      ).toBe(401);
      expect((await askToken(sandbox.url, 'other@example.test', 'exchange_token', 'xt-demo')).status).toBe(
        400,
      );
      expect((await askToken(sandbox.url, 'dev@example.test', 'exchange_token', 'wrong')).json).toEqual({
        error: 'invalid_grant',
      });
    });

    it('answers 401 to a bad access token', async () => {
      const stranger = new FolderCaller(sandbox.url, 'PARFIWEB_DEMO');
      stranger.useToken('foo');
      expect((await stranger.app('GET', 'Customers')).status).toBe(401);
    });

    it('refreshes with the parameter code, and only with it', async () => {
      const tokens = (await askToken(sandbox.url, 'dev@example.test', 'exchange_token', 'xt-demo'))
        .json as Tokens;
      const refreshed = await askToken(
        sandbox.url,
        'dev@example.test',
        'refresh_token',
        tokens.refresh_token,
      );
      expect(refreshed.status).toBe(200);
      const caller = new FolderCaller(sandbox.url, 'PARFIWEB_DEMO');
      caller.useToken((refreshed.json as Tokens).access_token);
      expect((await caller.app('GET', 'Customer/ARTHUR')).status).toBe(200);

      const wrongName = await send(
        `${sandbox.url}/OAuth20/Token`,
        'POST',
        new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: (refreshed.json as Tokens).refresh_token,
        }).toString(),
        {
          Authorization: `Basic ${Buffer.from('dev@example.test').toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
      );
      expect(wrongName.status).toBe(400);
    });

    it('refuses a bad refresh token with 4xx', async () => {
      const answer = await askToken(sandbox.url, 'dev@example.test', 'refresh_token', 'bad');
      expect(answer.status).toBe(400);
    });
  });

  describe('2. reading', () => {
    it('answers 4xx but not 401 for an unknown folder', async () => {
      const lost = new FolderCaller(sandbox.url, 'FOO_FOLDER', 'dev@example.test', 'xt-demo');
      await lost.signIn();
      expect((await lost.app('GET', 'Customers')).status).toBe(404);
    });

    it('shows one customer without the key Third', async () => {
      const answer = await demo.app('GET', 'Customer/ARTHUR');
      expect(answer.status).toBe(200);
      const customer = answer.json as Shown;
      expect(customer).toMatchObject({
        $type: 'Winbooks.TORM.OM.Customer, Winbooks.TORM.OM',
        Code: 'ARTHUR',
      });
      expect(Object.keys(customer)).not.toContain('Third');
      expect(customer['Third_Id']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('shows Third as an object at level 2', async () => {
      const customer = (await demo.app('GET', 'Customer/ARTHUR', undefined, '?maxLevel=2')).json as Shown;
      expect(customer['Third']).toMatchObject({
        $type: 'Winbooks.TORM.OM.Third, Winbooks.TORM.OM',
        Name: 'Arthur Dent',
      });
      expect(Object.keys(customer['Third'] as object)).not.toContain('Civility');
    });

    it('shows Third.Civility and Vat with its transactions at level 3, in chunks', async () => {
      const chunks = (await demo.chunks('GET', 'Customer/ARTHUR', undefined, '?MaxLevel=3')) as Shown[];
      expect(chunks.length).toBeGreaterThan(1);
      expect(chunks[0]).toMatchObject({
        Third: { Civility: { $type: 'Winbooks.TORM.OM.ThirdCivility, Winbooks.TORM.OM' } },
      });
      expect(chunks[0]).toMatchObject({
        Vat: { $type: 'Winbooks.TORM.OM.Accounting.VatAccount, Winbooks.TORM.OM', Code: '21' },
      });
      const transactions = chunks.flatMap(
        (chunk) => (chunk['Vat'] as { GLTransactions?: Shown[] } | undefined)?.GLTransactions ?? [],
      );
      expect(transactions).toHaveLength(120);
      expect(new Set(transactions.map(({ Id }) => Id)).size).toBe(120);
    });

    it('cuts in the middle of an object: every later chunk begins with the same object', async () => {
      const chunks = (await demo.chunks('GET', 'Customer/ARTHUR', undefined, '?maxLevel=3')) as Shown[];
      const ids = new Set(chunks.map(({ Id, Code }) => `${Id} ${Code}`));
      expect(ids.size).toBe(1);
      expect(chunks[0]).toHaveProperty('VatApplicable');
      expect(chunks[1]).not.toHaveProperty('VatApplicable');
      expect(chunks[0]).toHaveProperty('Vat.GLTransactions');
      expect(chunks[1]).toHaveProperty('Vat.GLTransactions');
    });
  });

  describe('3. inserting', () => {
    it('answers a POST with the Href of the new customer', async () => {
      const answer = await demo.app('POST', 'Customer/ALICE', {
        Code: 'ALICE',
        Third: { Code: 'ALICE', Name: 'Alice Wilder' },
        Website: 'x',
        MemoType: '1',
      });
      expect(answer.status).toBe(200);
      expect((answer.json as { Href: string }).Href).toBe(
        `${sandbox.url}/app/Customer/ALICE/Folder/PARFIWEB_DEMO`,
      );
    });

    it('inserts many, which can then be read, and returns numeric codes as strings', async () => {
      const report = await demo.app('POST', 'Customers', [
        { Code: 'BOB', Third: { Code: 'BOB', Name: 'Bob' } },
        { Code: 12345, Third: { Code: 12345, Name: 'Number' } },
      ]);
      expect(report.json).toMatchObject({
        Method: 'InsertOrUpdateList',
        ObjectType: 'Customer',
        NumberOfSuccess: 2,
        NumberOfFail: 0,
      });
      expect((await demo.app('GET', 'Customer/BOB')).json).toMatchObject({ Code: 'BOB' });
      expect((await demo.app('GET', 'Customer/12345')).json).toMatchObject({ Code: '12345' });
    });
  });

  describe('4. updating', () => {
    beforeAll(() => demo.app('POST', 'Customer/UPDATE', { Third: { Name: 'Before' }, VatApplicable: 1 }));

    it('keeps what a PUT does not send', async () => {
      expect((await demo.app('PUT', 'Customer/UPDATE', { Memo: 'hello' })).status).toBe(200);
      const customer = (await demo.app('GET', 'Customer/UPDATE', undefined, '?maxLevel=2')).json;
      expect(customer).toMatchObject({
        Memo: 'hello',
        VatApplicable: 1,
        Third: { Name: 'Before' },
        Version: 2,
      });
    });

    it('updates Third.Name through a plural PUT with a nested third', async () => {
      const report = await demo.app('PUT', 'Customers', [{ Code: 'UPDATE', Third: { Name: 'After' } }]);
      expect(report.json).toMatchObject({ NumberOfSuccess: 1 });
      const customer = (await demo.app('GET', 'Customer/UPDATE', undefined, '?maxLevel=2')).json;
      expect(customer).toMatchObject({ Memo: 'hello', Third: { Name: 'After', Code: 'UPDATE' } });
    });
  });

  describe('5. deleting', () => {
    it('leaves nothing to read, without an error, and takes the same code again', async () => {
      const body = { Code: 'DELETE_TEST', Third: { Code: 'DELETE_TEST', Name: 'Gone' } };
      expect((await demo.app('POST', 'Customer/DELETE_TEST', body)).status).toBe(200);
      expect((await demo.app('DELETE', 'Customer/DELETE_TEST')).status).toBe(200);
      const gone = await demo.app('GET', 'Customer/DELETE_TEST');
      expect([gone.status, gone.text]).toEqual([204, '']);
      expect((await demo.app('POST', 'Customer/DELETE_TEST', body)).status).toBe(200);
      expect((await demo.app('GET', 'Customer/DELETE_TEST')).json).toMatchObject({ Code: 'DELETE_TEST' });
    });
  });

  describe('6. querying', () => {
    it('returns exactly the ten that were asked for', async () => {
      const answer = await demo.query('Customers', 'Customer', { FirstResult: 0, MaxResult: 10 });
      expect(answer.json).toHaveLength(10);
    });

    it('returns projections by position', async () => {
      const criteria = { Conditions: [condition(0, 'Code', 'ARTHUR')], FirstResult: 0, MaxResult: 10 };
      const several = await demo.query('Customers', 'Customer', {
        ...criteria,
        ProjectionsList: select('Id', 'Code', 'Modified'),
      });
      expect(several.json).toEqual([
        [expect.stringMatching(/^[0-9a-f-]{36}$/), 'ARTHUR', expect.stringMatching(/^\/Date\(\d+\)\/$/)],
      ]);
      const one = await demo.query('Customers', 'Customer', { ...criteria, ProjectionsList: select('Code') });
      expect(one.json).toEqual(['ARTHUR']);
    });

    it('keeps accents in codes and names', async () => {
      const path = `Customer/${encodeURIComponent('HÉLOÏSE')}`;
      const created = await demo.app('POST', path, {
        Code: 'HÉLOÏSE',
        Third: { Code: 'HÉLOÏSE', Name: 'Héloïse d’Étienne' },
      });
      expect(created.status).toBe(200);
      const read = await demo.app('GET', path, undefined, '?maxLevel=2');
      expect(read.json).toMatchObject({ Code: 'HÉLOÏSE', Third: { Name: 'Héloïse d’Étienne' } });
    });
  });

  it('7. ignores MaxResult without FirstResult', async () => {
    const answer = await demo.query('Customers', 'Customer', {
      MaxResult: 3,
      ProjectionsList: select('Code'),
    });
    expect((answer.json as string[]).length).toBeGreaterThan(10);
  });
});
