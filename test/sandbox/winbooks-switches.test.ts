import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  askToken,
  condition,
  documentedSale,
  dotNetDate,
  FolderCaller,
  periodId,
  select,
  startSandbox,
  type RunningSandbox,
  type Shown,
  type Tokens,
} from './winbooks-sandbox';
import { alice, book, create, folderWith } from './winbooks-switched-folder';

/** What the text of winbooks-api leaves open outside its list of gaps, and the switches of the tokens. */
describe('the other switches of the WinBooks twin', () => {
  let sandbox: RunningSandbox;

  beforeAll(async () => (sandbox = await startSandbox('--seed', 'none')));
  afterAll(() => sandbox.stop());

  it('lists every gap, says what stands where, and refuses what does not exist', async () => {
    const folder = await folderWith(sandbox.url, {});
    const list = (await folder.control('GET', 'switches')).json as Record<string, { positions: string[] }>;
    const gaps = Array.from({ length: 26 }, (_, index) => `G${index + 1}`);
    const help = await promisify(execFile)(process.execPath, [
      '--require',
      './tools/typescript.cjs',
      'sandbox/main.ts',
      '--help',
    ]);
    for (const name of Object.keys(list)) expect(help.stdout).toContain(`  ${name} `);
    expect(Object.keys(list)).toEqual(expect.arrayContaining([...gaps, 'G17b']));
    expect((await folder.control('POST', 'switches', { folder: folder.folder, G99: 'x' })).status).toBe(400);
    expect((await folder.control('POST', 'switches', { folder: folder.folder, G4: 'x' })).status).toBe(400);
    expect((await folder.control('POST', 'switches', { folder: 'NONE', G4: 'upsert' })).status).toBe(404);
  });

  it('keeps positions per folder, on one running twin', async () => {
    const [plain, lenient] = [
      await folderWith(sandbox.url, {}),
      await folderWith(sandbox.url, { G4: 'upsert' }),
    ];
    expect((await create(plain)).status).toBe(409);
    expect((await create(lenient)).status).toBe(200);
    const standing = await lenient.control('GET', `switches?folder=${lenient.folder}`);
    expect(standing.json).toMatchObject({ G4: { position: 'upsert' }, G5: { position: '409' } });
  });

  it.each([
    ['book-year', 409],
    ['period', 200],
  ])('numbering per %s: the same number in the next period', async (numbering, status) => {
    const folder = await folderWith(sandbox.url, { numbering });
    await book(folder);
    const period = await periodId(folder, 2026, 4);
    const sale = await documentedSale(folder, {
      header: { BookPeriod_Id: period, BookDate: dotNetDate('2026-04-02') },
    });
    for (const line of sale.GLTransactions) line['BookPeriod_Id'] = period;
    expect((await folder.app('POST', 'GLTransHeader', sale)).status).toBe(status);
  });

  it.each([
    ['rotate', true, 400],
    ['keep', true, 200],
    ['same', false, 200],
  ])('G19 %s: the refresh token after use', async (position, isNew, oldStatus) => {
    const folder = await folderWith(sandbox.url, { G19: position });
    const { refresh_token: old } = await folder.signIn();
    const refreshed = (await askToken(sandbox.url, folder.email, 'refresh_token', old)).json as Tokens;
    expect(refreshed.refresh_token !== old).toBe(isNew);
    expect((await askToken(sandbox.url, folder.email, 'refresh_token', old)).status).toBe(oldStatus);
    expect((await askToken(sandbox.url, folder.email, 'refresh_token', refreshed.refresh_token)).status).toBe(
      200,
    );
  });

  it('G20 and tokenSeconds: type and length of the life of an access token', async () => {
    expect(
      (await (await folderWith(sandbox.url, { G20: 'number', tokenSeconds: '60' })).signIn()).expires_in,
    ).toBe(60);
    expect((await (await folderWith(sandbox.url, { tokenSeconds: '86400' })).signIn()).expires_in).toBe(
      '86400',
    );
  });

  it.each([
    ['coexist', 200],
    ['newest-only', 401],
  ])('accessTokens %s: an older token after a newer one', async (position, status) => {
    const folder = await folderWith(sandbox.url, { accessTokens: position });
    const older = await folder.signIn();
    await folder.signIn();
    folder.useToken(older.access_token);
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(status);
  });

  it.each(['404', '400', '403'])('unknownFolder %s', async (position) => {
    const folder = await folderWith(sandbox.url, { unknownFolder: position });
    const lost = new FolderCaller(sandbox.url, 'ELSEWHERE', folder.email, folder.exchangeToken);
    await lost.signIn();
    expect((await lost.app('GET', 'Customers')).status).toBe(Number(position));
  });

  it('addresses: wrapped in Third_Address from 2.5, plain before', async () => {
    const addresses = async (position: string): Promise<Shown[]> => {
      const folder = await folderWith(sandbox.url, { addresses: position });
      const third = (await folder.app('GET', 'Third/ALICE', undefined, '?maxLevel=3')).json as Shown;
      return third['Addresses'] as Shown[];
    };
    expect(await addresses('2.5')).toMatchObject([{ Address: { Town: 'Gent  ' } }]);
    expect(await addresses('2.4')).toMatchObject([{ Town: 'Gent  ' }]);
  });

  it.each([
    ['some', 'Gent  ', 'Alice'],
    ['all', 'Gent  ', 'Alice  '],
    ['none', 'Gent', 'Alice'],
  ])('padding %s', async (position, town, name) => {
    const folder = await folderWith(sandbox.url, { padding: position });
    expect((await folder.app('GET', 'Addresss')).json).toMatchObject([{ Town: town }]);
    expect(await alice(folder, 2)).toMatchObject({ Third: { Name: name } });
    const found = await folder.query('Addresss', 'Address', {
      Conditions: [condition(0, 'Town', 'Gent')],
      ProjectionsList: select('Zip'),
    });
    expect(found.json).toHaveLength(1);
  });

  it('nulls omit: an empty property is absent', async () => {
    expect(await alice(await folderWith(sandbox.url, { nulls: 'send' }), 2)).toMatchObject({
      Memo: null,
      Vat: null,
    });
    const omitted = await alice(await folderWith(sandbox.url, { nulls: 'omit' }), 2);
    expect(omitted).not.toHaveProperty('Memo');
    expect(omitted).not.toHaveProperty('Vat');
  });

  it.each([
    ['array', '[]'],
    ['null', 'null'],
    ['empty-200', ''],
  ])('emptyList %s: a query that finds nothing', async (position, text) => {
    const folder = await folderWith(sandbox.url, { emptyList: position });
    const answer = await folder.query('Customers', 'Customer', {
      Conditions: [condition(0, 'Code', 'NOPE')],
    });
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  it('unknownProperty ignore and filters ignored: everything comes back', async () => {
    const ignoring = await folderWith(sandbox.url, { unknownProperty: 'ignore' });
    const unknown = await ignoring.query('Customers', 'Customer', {
      Conditions: [condition(0, 'Nope', 'x')],
      ProjectionsList: select('Code'),
    });
    expect(unknown.json).toEqual(['ALICE']);
    const deaf = await folderWith(sandbox.url, { filters: 'ignored' });
    const all = await deaf.query('Customers', 'Customer', {
      Conditions: [condition(0, 'Code', 'x')],
      ProjectionsList: select('Code'),
    });
    expect(all.json).toEqual(['ALICE']);
  });

  it.each([
    ['exact', []],
    ['ignore-case', ['ALICE']],
  ])('collation %s', async (position, found) => {
    const folder = await folderWith(sandbox.url, { collation: position });
    const answer = await folder.query('Customers', 'Customer', {
      Conditions: [condition(0, 'Code', 'alice')],
      ProjectionsList: select('Code'),
    });
    expect(answer.json).toEqual(found);
  });

  it.each([
    ['2', true],
    ['3', false],
  ])('collections from level %s', async (position, hasLines) => {
    const folder = await folderWith(sandbox.url, { collections: position });
    await book(folder);
    const [header] = (await folder.app('GET', 'GLTransHeaders', undefined, '?maxLevel=2')).json as Shown[];
    expect(Object.keys(header ?? {}).includes('GLTransactions')).toBe(hasLines);
  });

  it('maxResult: no page is longer', async () => {
    const folder = await folderWith(sandbox.url, { maxResult: '20' });
    const answer = await folder.query('Countrys', 'Country', { FirstResult: 0, MaxResult: 50 });
    const codes = await folder.query('ThirdCivilitys', 'ThirdCivility', { FirstResult: 0, MaxResult: 50 });
    expect(answer.json).toHaveLength(16);
    expect(codes.json).toHaveLength(18);
    await folder.app(
      'POST',
      'Countrys',
      Array.from({ length: 10 }, (_, index) => ({ Code: `X${index}`, Name: 'x' })),
    );
    expect((await folder.query('Countrys', 'Country', { FirstResult: 0, MaxResult: 50 })).json).toHaveLength(
      20,
    );
  });

  it('rights read-only: writes are 403', async () => {
    const folder = await folderWith(sandbox.url, { rights: 'read-only' });
    expect((await create(folder, 'NEW')).status).toBe(403);
    expect((await folder.app('GET', 'Customer/ALICE')).status).toBe(200);
    expect((await folder.query('Customers', 'Customer', {})).status).toBe(200);
  });

  it('openNames other: assumed names are spelt differently, on reading and in criteria', async () => {
    const folder = await folderWith(sandbox.url, { openNames: 'other' });
    const [vat] = (
      await folder.query('Vats', 'Accounting.Vat', { Conditions: [condition(0, 'Percentage', 21)] })
    ).json as Shown[];
    expect(vat).toMatchObject({ Percentage: 21 });
    expect(vat).not.toHaveProperty('IsSale');
    expect((await folder.app('GET', 'Journal/VEN')).json).toMatchObject({ JournalType: 'SAL' });
    expect(
      (await folder.query('Vats', 'Accounting.Vat', { Conditions: [condition(0, 'Rate', 21)] })).status,
    ).toBe(400);
  });
});
