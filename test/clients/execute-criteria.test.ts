import { winbooksId } from '../../domain/ids';
import {
  findCustomersByCode,
  findDocumentsByNumber,
  getCustomer,
  listJournals,
  listVatCodes,
} from '../../clients/winbooks';
import { CUSTOMERS, findRows, type Question } from '../../clients/winbooks/execute-criteria';
import { readWinbooks } from '../../clients/winbooks/winbooks-session';
import { winbooksConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type Script, type SeenRequest } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script) => {
  vendor = await ScriptedVendor.start(withTokens(script));
  return winbooksConnection(vendor.origin);
};

interface Criteria {
  readonly EntityType: string;
  readonly Conditions: readonly { readonly PropertyName: string; readonly Values: readonly unknown[] }[];
  readonly FirstResult: number;
  readonly MaxResult: number;
}
const criteriaOf = (request: SeenRequest) => JSON.parse(request.body) as Criteria;
const customers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ Id: `id-${from + index}`, Code: `C${from + index}` }));
const ask = (question: Partial<Question>): Question => ({
  entity: CUSTOMERS,
  level: 1,
  mostPages: 10,
  ...question,
});
const find = async (script: Script, question: Partial<Question>) =>
  readWinbooks(await serve(script), (session) => findRows(session, ask(question)));

test('a question is sent as the reference writes it, always with both halves of paging', async () => {
  await find(() => ({ body: [] }), { where: { Code: 'ALICE' } });
  const [request] = vendor.calls;
  expect(request?.method).toBe('POST');
  expect(request?.url).toBe('/app/Customers/Folder/DEMO/ExecuteCriteria?maxLevel=1');
  expect(JSON.parse(request?.body ?? '')).toEqual({
    EntityType: 'Winbooks.TORM.OM.Customer, Winbooks.TORM.OM',
    Alias: 'this',
    Conditions: [{ Operator: 0, PropertyName: 'Code', OtherPropertyName: '', Values: ['ALICE'] }],
    Orders: [{ PropertyName: 'Id', Alias: null, Projections: null, Ascending: true }],
    FirstResult: 0,
    MaxResult: 50,
  });
});

test('codes and folders are encoded in addresses', async () => {
  const connection = await serve(() => ({ status: 204 }));
  await getCustomer({ ...connection, folder: 'A B/é' }, 'HÉLOÏSE +1');
  expect(vendor.calls[0]?.url).toBe(
    '/app/Customer/H%C3%89LO%C3%8FSE%20%2B1/Folder/A%20B%2F%C3%A9?maxLevel=2',
  );
});

test('pages until one that is surely short', async () => {
  const all = customers(0, 105);
  const rows = await find((request) => {
    const { FirstResult, MaxResult } = criteriaOf(request);
    return { body: all.slice(FirstResult, FirstResult + MaxResult) };
  }, {});
  expect(rows).toMatchObject({ kind: 'ok', value: { length: 105 } });
  expect(vendor.calls.map((call) => criteriaOf(call).FirstResult)).toEqual([0, 50, 100]);
});

test.each([5, 20])(
  'a server that ignores the filter is filtered here, over all its pages of %i',
  async (size) => {
    const all = customers(0, size * 6);
    const rows = await find(
      (request) => {
        const { FirstResult } = criteriaOf(request);
        return { body: all.slice(FirstResult, FirstResult + size) };
      },
      { where: { Code: 'c28' } },
    );
    expect(rows).toEqual({ kind: 'ok', value: [{ Id: 'id-28', Code: 'C28' }] });
  },
);

test('a server with smaller pages than ours is not taken to be at its end', async () => {
  const all = customers(0, 65);
  const rows = await find((request) => {
    const { FirstResult } = criteriaOf(request);
    return { body: all.slice(FirstResult, FirstResult + 20) };
  }, {});
  expect(rows).toMatchObject({ kind: 'ok', value: { length: 65 } });
});

test('a server that ignores paging ends the search', async () => {
  const all = customers(0, 70);
  const rows = await find(() => ({ body: all }), {});
  expect(rows).toMatchObject({ kind: 'ok', value: { length: 70 } });
  expect(vendor.calls).toHaveLength(2);
});

test('more pages than the bound are no answer', async () => {
  const rows = await find(
    (request) => ({ body: customers(criteriaOf(request).FirstResult, criteriaOf(request).FirstResult + 50) }),
    {
      mostPages: 3,
    },
  );
  expect(rows.kind).toBe('unknown');
  expect(vendor.calls).toHaveLength(3);
});

test.each([
  ['204', { status: 204 }],
  ['null', { body: 'null' }],
  ['an empty body', { body: '' }],
  ['an empty list', { body: [] }],
])('%s is an empty list', async (_, answer) => {
  expect(await find(() => answer, {})).toEqual({ kind: 'ok', value: [] });
});

test.each([
  ['a page of HTML', { body: '<html></html>' }, 'unknown'],
  ['broken JSON', { body: '[{"Id":' }, 'unknown'],
  ['an object', { body: { Message: 'please wait' } }, 'unknown'],
  ['rows that are no objects', { body: ['a'] }, 'unknown'],
  ['a 500', { status: 500 }, 'unknown'],
  ['an unknown folder', { status: 404, body: { Message: 'no such folder' } }, 'refused'],
  ['a redirect', { status: 302, headers: { location: '/' } }, 'unknown'],
])('%s is not an empty list', async (_, answer, kind) => {
  expect((await find(() => answer, {})).kind).toBe(kind);
});

test('a chunked answer is fetched with the same request and put together again', async () => {
  const rows = await find((request) => {
    const path = request.headers['continuepath'];
    if (path === undefined) {
      return {
        headers: { ContinuePath: 'p1' },
        body: [{ Id: 'a', Third: { Id: 't', Addresses: [{ Id: '1' }] } }],
      };
    }
    if (path === 'p1') {
      return {
        headers: { ContinuePath: 'p2' },
        body: [{ Id: 'a', Third: { Id: 't', Addresses: [{ Id: '2' }] } }],
      };
    }
    return { body: [{ Id: 'b' }] };
  }, {});
  expect(rows).toEqual({
    kind: 'ok',
    value: [{ Id: 'a', Third: { Id: 't', Addresses: [{ Id: '1' }, { Id: '2' }] } }, { Id: 'b' }],
  });
  expect(new Set(vendor.calls.map((call) => `${call.method} ${call.url} ${call.body}`)).size).toBe(1);
});

test('a chunk that does not come leaves no half answer', async () => {
  const rows = await find(
    (request) =>
      request.headers['continuepath'] === undefined
        ? { headers: { ContinuePath: 'p1' }, body: customers(0, 3) }
        : { status: 500 },
    {},
  );
  expect(rows.kind).toBe('unknown');
});

test('one reading function takes one slot and gives it back, also when it fails', async () => {
  const connection = await serve(() => ({ status: 500 }));
  await listJournals(connection);
  expect(connection.budget).toMatchObject({ out: 0, most: 1, taken: 1 });
});

test('no slot is throttled, before anything is sent', async () => {
  const connection = await serve(() => ({ body: [] }));
  connection.budget.pausedUntil = Date.now() + 60_000;
  expect(await listJournals(connection)).toEqual({ kind: 'throttled', retryAfterMs: null });
  expect(vendor.seen).toHaveLength(0);
});

test.each([429, 503])('%i with Retry-After silences the connection', async (status) => {
  const connection = await serve(() => ({ status, headers: { 'retry-after': '30' } }));
  expect((await listJournals(connection)).kind).toBe(status === 429 ? 'throttled' : 'unknown');
  expect(connection.budget.pausedUntil).toBeGreaterThan(Date.now() + 25_000);
});

test('VAT codes are asked for under their other type name where the first is refused', async () => {
  const connection = await serve((request) =>
    criteriaOf(request).EntityType.includes('VatAccount')
      ? { status: 400, body: { Message: 'unknown type' } }
      : { body: [{ Id: 'v21', Code: '21', Rate: '21.0', IsSale: true, GLAccount_Id: 'A451' }] },
  );
  expect(await listVatCodes(connection)).toMatchObject({
    kind: 'ok',
    value: [{ code: '21', ratePercent: 21, isSale: true, accountId: 'a451' }],
  });
});

test('a row without its id makes the answer unknown', async () => {
  expect((await listJournals(await serve(() => ({ body: [{ Code: 'VEN' }] })))).kind).toBe('unknown');
});

test('customers are compared by their whole code, padding apart; a Third that was not nested is read', async () => {
  const connection = await serve((request) => {
    if (request.url.startsWith('/app/Third/'))
      return { body: { Id: 't1', Name: 'Alice  ', VatNumber: '0000000196' } };
    return {
      body: [
        { Id: 'a', Code: 'C10  ', Third_Id: 't1', IsLocked: true },
        { Id: 'b', Code: 'c10', Third: { Name: 'other' } },
        { Id: 'c', Code: 'C100', Third: { Name: 'another' } },
      ],
    };
  });
  expect(await findCustomersByCode(connection, 'C10')).toMatchObject({
    kind: 'ok',
    value: [{ id: 'a', code: 'C10', name: 'Alice', vatNumber: '0000000196', isLocked: true }],
  });
});

test('that nothing is booked under a number takes exactly one request', async () => {
  const connection = await serve(() => ({ body: [] }));
  const wanted = { journalId: winbooksId('j'), docNumber: 20_260_101 };
  expect(await findDocumentsByNumber(connection, wanted)).toEqual({ kind: 'ok', value: [] });
  expect(vendor.calls).toHaveLength(1);
  expect(vendor.calls[0]?.url).toContain('/app/GLTransHeaders/Folder/DEMO/ExecuteCriteria?maxLevel=2');
  const sent = criteriaOf(vendor.calls[0] as SeenRequest);
  expect(sent).not.toHaveProperty('ProjectionsList');
  expect(sent.Conditions.map(({ PropertyName, Values }) => [PropertyName, Values[0]])).toEqual([
    ['Journal_Id', 'j'],
    ['DocNumber', 20_260_101],
  ]);
});
