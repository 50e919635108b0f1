import { condition, select, startSandbox, type RunningSandbox, type Shown } from './winbooks-sandbox';
import { alice, book, create, folderWith } from './winbooks-switched-folder';

/** Every gap of winbooks-api §8 in every position, each in a folder of its own on one running twin. */
describe('the gaps of the WinBooks reference as switches', () => {
  let sandbox: RunningSandbox;

  beforeAll(async () => (sandbox = await startSandbox('--seed', 'none')));
  afterAll(() => sandbox.stop());

  it.each([
    ['message', 400, { Message: expect.stringContaining('NOT_FILL') as unknown }],
    [
      'dotnet',
      400,
      expect.objectContaining({ ExceptionMessage: expect.stringContaining('NOT_FILL') as unknown }),
    ],
    ['all-500', 500, { Message: expect.any(String) as unknown }],
    ['text', 400, undefined],
    ['empty', 400, undefined],
  ])('G1 %s: the shape of errors', async (position, status, body: unknown) => {
    const folder = await folderWith(sandbox.url, { G1: position });
    const answer = await folder.app('POST', 'Customer/NEW', { Code: 'NEW', Third: { Code: 'NEW' } });
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual(body);
    expect(answer.text === '').toBe(position === 'empty');
  });

  it('G2: 429 with Retry-After above so many requests a second', async () => {
    const folder = await folderWith(sandbox.url, { G2: '2' });
    const statuses = await Promise.all([1, 2, 3, 4].map(() => folder.app('GET', 'Customer/ALICE')));
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
    expect(statuses.find(({ status }) => status === 429)?.headers.get('retry-after')).toBe('1');
  });

  it.each([
    ['204', 204, ''],
    ['null', 200, 'null'],
    ['empty-200', 200, ''],
  ])('G3 %s: GET of what is not there', async (position, status, text) => {
    const answer = await (await folderWith(sandbox.url, { G3: position })).app('GET', 'Customer/NOPE');
    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it.each([
    ['409', 409, 'Alice'],
    ['400', 400, 'Alice'],
    ['upsert', 200, 'Second'],
  ])('G4 %s: POST of a code that exists', async (position, status, name) => {
    const folder = await folderWith(sandbox.url, { G4: position });
    expect((await create(folder)).status).toBe(status);
    expect(await alice(folder, 2)).toMatchObject({ Third: { Name: name } });
  });

  it.each([
    ['409', 409, 1],
    ['400', 400, 1],
    ['accept', 200, 2],
  ])('G5 %s: the same number twice', async (position, status, entries) => {
    const folder = await folderWith(sandbox.url, { G5: position });
    await book(folder);
    expect((await book(folder)).status).toBe(status);
    expect(await folder.ledger()).toHaveLength(entries);
  });

  it.each([
    ['400', 400],
    ['409', 409],
    ['accept', 200],
  ])('G6 %s: a closed period', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G6: position });
    await folder.act('close-period', { year: 2026, month: 3 });
    expect((await book(folder)).status).toBe(status);
  });

  it('G7, G16, G18: attachments, tombstones, webhooks and a list of folders do not exist', async () => {
    const folder = await folderWith(sandbox.url, { G7: 'absent', G16: 'absent', G18: 'absent' });
    await book(folder);
    const [entry] = await folder.ledger();
    for (const path of ['Attachments', 'Documents', 'DeletedObjects', 'Webhooks', 'Folders']) {
      expect((await folder.app('GET', path)).status).toBe(404);
    }
    expect((await folder.app('POST', `GLTransHeader/${entry?.id}/Attachment`, 'pdf')).status).toBe(404);
  });

  it.each([
    ['read-only', 200],
    ['absent', 404],
  ])('G8 %s: matchings can be read, never written', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G8: position });
    expect((await folder.app('GET', 'GLMatchs')).status).toBe(status);
    expect((await folder.app('POST', 'GLMatch', { Code: '1' })).status).toBe(404);
  });

  it.each([
    ['unbooked', 200],
    ['absent', 404],
  ])('G9 %s: commercial documents are never booked', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G9: position });
    const answer = await folder.app('POST', 'DocumentHeader', {
      Number: 1,
      CustomerCode: 'ALICE',
      Details: [{ Quantity: 2, Row: { Description: 'x' } }],
    });
    expect(answer.status).toBe(status);
    expect(await folder.ledger()).toEqual([]);
  });

  it.each([
    ['mirror', 200],
    ['absent', 404],
  ])('G10 %s: suppliers', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G10: position });
    const answer = await folder.app('POST', 'Supplier/SUP', {
      Code: 'SUP',
      Third: { Code: 'SUP', Name: 'Supplier' },
    });
    expect(answer.status).toBe(status);
  });

  it.each([
    ['present', 200],
    ['absent', 404],
  ])('G11 %s: contacts with e-mail', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G11: position });
    await folder.act('add-customer', {
      code: 'MAIL',
      name: 'Mail',
      email: 'a@b.example',
      phone: '+32 2 000 00 00',
    });
    const answer = await folder.app('GET', 'Contacts');
    expect(answer.status).toBe(status);
    if (position === 'present') expect(answer.json).toMatchObject([{ EMail: 'a@b.example' }]);
    const third = (await folder.app('GET', 'Third/MAIL', undefined, '?maxLevel=2')).json as Shown;
    expect(Object.keys(third).includes('Contacts')).toBe(position === 'present');
  });

  it.each([
    ['both', 200, 200],
    ['moment', 200, 400],
    ['iso', 400, 200],
    ['ignored', 200, 200],
  ])('G12 %s: date literals', async (position, dotNet, iso) => {
    const folder = await folderWith(sandbox.url, { G12: position });
    const after = (value: string) =>
      folder.query('Customers', 'Customer', {
        Conditions: [condition(5, 'Modified', value)],
        ProjectionsList: select('Code'),
      });
    const tomorrow = Date.now() + 86_400_000;
    const answers = [await after(`/Date(${tomorrow})/`), await after(new Date(tomorrow).toISOString())];
    expect(answers.map(({ status }) => status)).toEqual([dotNet, iso]);
    const found = position === 'ignored' ? ['ALICE'] : [];
    for (const answer of answers) if (answer.status === 200) expect(answer.json).toEqual(found);
  });

  it.each([
    ['utc', '2026-03-15T00:00:00.000Z', '2026-07-15T00:00:00.000Z'],
    ['brussels', '2026-03-14T23:00:00.000Z', '2026-07-14T22:00:00.000Z'],
  ])('G13 %s: midnight of a date', async (position, winter, summer) => {
    const folder = await folderWith(sandbox.url, { G13: position });
    await book(folder);
    await folder.act('book', {
      journal: 'VEN',
      docNumber: 8,
      date: '2026-07-15',
      customer: 'ALICE',
      gross: 121,
      net: 100,
    });
    expect((await folder.ledger()).map(({ date }) => date)).toEqual(['2026-03-15', '2026-07-15']);
    const headers = (await folder.app('GET', 'GLTransHeaders')).json as Shown[];
    const shown = headers.map((header) =>
      new Date(Number(/\d+/.exec(String(header['BookDate']))?.[0])).toISOString(),
    );
    expect(shown).toEqual([winter, summer]);
  });

  it.each([
    ['no', false],
    ['yes', true],
  ])('G14 %s: a change of the third bumps the customer', async (position, bumps) => {
    const folder = await folderWith(sandbox.url, { G14: position });
    await folder.app('PUT', 'Third/ALICE', { Name: 'Renamed' });
    expect(Number((await alice(folder))['Version']) > 1).toBe(bumps);
    const [address] = (await folder.app('GET', 'Addresss')).json as Shown[];
    await folder.app('PUT', 'Address', { Id: address?.Id, Town: 'Brugge' });
    expect(Number((await alice(folder))['Version'])).toBe(bumps ? 3 : 1);
  });

  it.each([
    ['yes', 2],
    ['no', 1],
  ])('G15 %s: matching bumps the lines', async (position, version) => {
    const folder = await folderWith(sandbox.url, { G15: position });
    await book(folder);
    await folder.act('pay', { journal: 'VEN', docNumber: 7, date: '2026-04-01' });
    const lines = await folder.query('GLTranss', 'Accounting.GLTrans', {
      Conditions: [condition(8, 'GLMatch_Id'), condition(0, 'LineOrder', 0)],
      ProjectionsList: select('Version'),
    });
    expect(lines.json).toEqual([version]);
  });

  it.each([
    ['required', 400],
    ['assign', 200],
  ])('G17 %s: DocNumber left out', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G17: position });
    await book(folder);
    expect((await book(folder, { header: { DocNumber: undefined } })).status).toBe(status);
    expect((await folder.ledger()).map(({ docNumber }) => docNumber)).toEqual(status === 200 ? [7, 8] : [7]);
  });

  it.each([
    ['refuse', 400, 'NEW'],
    ['generate', 200, 'NEW'],
    ['renumber', 200, 'K00002'],
  ])('G17b %s: a customer code left out, or replaced', async (position, status, code) => {
    const folder = await folderWith(sandbox.url, { G17b: position });
    expect((await folder.app('POST', 'Customer', { Third: { Name: 'Without' } })).status).toBe(status);
    const href = ((await create(folder, 'NEW')).json as { Href: string }).Href;
    expect(href).toContain(`/app/Customer/${code}/Folder/`);
  });

  it('G21 refused: OR is not understood, NOT is', async () => {
    const folder = await folderWith(sandbox.url, { G21: 'refused' });
    const ask = (operator: number) =>
      folder.query('Customers', 'Customer', {
        Conditions: [condition(operator, '', condition(0, 'Code', 'NOPE'))],
      });
    expect([(await ask(19)).status, (await ask(20)).status, (await ask(21)).status]).toEqual([400, 400, 200]);
  });

  it('G22: the clock to the second, or behind', async () => {
    const modified = async (G22: string): Promise<number> => {
      const folder = await folderWith(sandbox.url, { G22 });
      await folder.app('PUT', 'Customer/ALICE', { Memo: 'x' });
      return Number(/\d+/.exec(String((await alice(folder))['Modified']))?.[0]);
    };
    expect((await modified('seconds')) % 1000).toBe(0);
    const [behind, exact] = [await modified('behind'), await modified('ms')];
    expect(exact - behind).toBeGreaterThanOrEqual(180_000);
    expect(Date.now() - exact).toBeLessThan(60_000);
  });

  it.each([
    ['no', 200],
    ['yes', 409],
  ])('G23 %s: a stale Version in a PUT', async (position, status) => {
    const folder = await folderWith(sandbox.url, { G23: position });
    expect((await folder.app('PUT', 'Customer/ALICE', { Memo: 'x', Version: 1 })).status).toBe(200);
    expect((await folder.app('PUT', 'Customer/ALICE', { Memo: 'y', Version: 1 })).status).toBe(status);
  });

  it.each([
    ['20', 400, 200],
    ['10', 400, 400],
    ['50', 200, 200],
  ])('G24 %s: the longest code', async (position, long, middle) => {
    const folder = await folderWith(sandbox.url, { G24: position });
    expect((await create(folder, 'A'.repeat(21))).status).toBe(long);
    expect((await create(folder, 'DELETE_TEST')).status).toBe(middle);
  });

  it.each([
    ['sensitive', null, 400],
    ['insensitive', 'hello', 200],
  ])('G25 %s: the case of property names', async (position, memo, status) => {
    const folder = await folderWith(sandbox.url, { G25: position });
    expect((await folder.app('PUT', 'Customer/ALICE', { memo: 'hello' })).status).toBe(200);
    expect((await alice(folder))['Memo']).toBe(memo);
    expect(
      (await folder.query('Customers', 'Customer', { Conditions: [condition(0, 'code', 'ALICE')] })).status,
    ).toBe(status);
  });

  it.each([
    ['reversed', 200, 400],
    ['as-invoice', 400, 200],
    ['any', 200, 200],
  ])('G26 %s: signs of a credit note', async (position, negative, positive) => {
    const credit = async (sign: 1 | -1): Promise<number> =>
      (await book(await folderWith(sandbox.url, { G26: position }), { journal: 'NCV', sign })).status;
    expect([await credit(-1), await credit(1)]).toEqual([negative, positive]);
  });
});
