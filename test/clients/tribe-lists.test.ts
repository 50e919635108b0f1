import { listVatGroups, readIdentity } from '../../clients/tribe';
import { allChanges } from './support/all-changes';
import { InvoiceList, listedInvoice } from './support/invoice-list';
import { tribeConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type Script, type SeenRequest } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script) => {
  vendor = await ScriptedVendor.start(withTokens(script));
  return tribeConnection(vendor.origin);
};
const optionsOf = (request: SeenRequest) =>
  Object.fromEntries(new URL(request.url, 'http://x').searchParams) as Record<string, string>;

const instant = (minute: number) => new Date(Date.UTC(2026, 9, 1, 0, minute)).toISOString();
const invoice = (index: number, changed = instant(index)) => ({
  ID: `ID-${index}`,
  Number: 1600 + index,
  InvoiceDate: '2026-10-01',
  CreationDate: instant(0),
  LastMutationDate: changed,
  Phase: { Code: 'Sent' },
});
const changes = { since: '2026-10-01T02:00:00+02:00', dateField: 'InvoiceDate' };
test('a query is encoded so that every server reads it alike: %20, never a plus', async () => {
  await allChanges(await serve(() => ({ body: { value: [] } })), changes);
  const url = vendor.calls[0]?.url ?? '';
  expect(url).not.toContain('+');
  expect(url.startsWith('/v1/odata/Activity_Invoice?$expand=Phase&$filter=(CreationDate%20ge%20')).toBe(true);
  expect(optionsOf(vendor.calls[0] as SeenRequest)).toMatchObject({
    $filter: '(CreationDate ge 2026-10-01T00:00:00Z) or (LastMutationDate ge 2026-10-01T00:00:00Z)',
    $orderby: 'LastMutationDate asc,ID asc',
    $top: '100',
    $skip: '0',
  });
});

test('changed invoices are read page by page, each once, with what the watch needs', async () => {
  const list = new InvoiceList();
  for (let index = 0; index < 250; index += 1) list.put(invoice(index));
  const seen: number[] = [];
  const connection = await serve((request) => list.answer(request));
  const found = await allChanges(connection, changes, ({ records }) => seen.push(records.length));
  expect(found).toMatchObject({ kind: 'ok', value: { length: 250 } });
  expect(found.kind === 'ok' && found.value[0]).toEqual({
    id: 'id-0',
    number: '1600',
    phaseCode: 'Sent',
    date: '2026-10-01',
    changedAt: instant(0),
  });
  // One page in vain, three of what was changed, one of what never was.
  expect(list.asked).toHaveLength(5);
  expect(seen.slice(0, -1).every((count) => count <= 100)).toBe(true);
});

test('an invoice that changes while we page does not hide another one', async () => {
  const list = new InvoiceList();
  for (let index = 0; index < 150; index += 1) list.put(invoice(index));
  const connection = await serve((request) => {
    const answer = list.answer(request);
    if (list.asked.length === 2)
      for (let index = 0; index < 30; index += 1) list.put(invoice(index, instant(900)));
    return answer;
  });
  const found = await allChanges(connection, changes);
  expect(found.kind === 'ok' && new Set(found.value.map((row) => row.id)).size).toBe(150);
  expect(found.kind === 'ok' && found.value.find((row) => row.id === 'id-3')?.changedAt).toBe(instant(900));
});

test('thousands of one moment, as after an import, are read once each, however they move meanwhile', async () => {
  const list = new InvoiceList();
  const moment = Date.parse(instant(5));
  for (let index = 0; index < 3_000; index += 1) list.put(listedInvoice(`id-${index}`, moment, moment));
  const connection = await serve((request) => {
    const answer = list.answer(request);
    // Each page moves 40 rows of the beginning to the end: no page begins where the one before has ended.
    const from = list.asked.length * 40;
    if (list.asked.length < 12)
      for (let index = from; index < from + 40; index += 1)
        list.put(listedInvoice(`id-${index}`, moment, moment + 60_000));
    return answer;
  });
  const found = await allChanges(connection, changes);
  expect(found.kind === 'ok' && found.value).toHaveLength(3_000);
  expect(list.asked.length).toBeLessThan(60);
});

test.each([
  ['what has no date of change', null],
  ['what has both dates', 0],
])('%s is found where one page does not hold it', async (_, offset) => {
  const list = new InvoiceList();
  for (let index = 0; index < 130; index += 1) {
    const at = Date.parse(instant(index));
    list.put(listedInvoice(`id-${index}`, at, offset === null ? null : at + offset));
  }
  // Its change is older than its making: an import kept the date of another system.
  list.put(listedInvoice('imported', Date.parse(instant(7)), Date.UTC(2020, 0, 1)));
  const found = await allChanges(await serve((request) => list.answer(request)), changes);
  expect(found.kind === 'ok' && new Set(found.value.map((row) => row.id)).size).toBe(131);
});

test('a list without a lasting order is no answer, however often it is asked', async () => {
  const list = new InvoiceList();
  for (let index = 0; index < 400; index += 1) list.put(invoice(index, instant(1)));
  let turn = 0;
  const connection = await serve((request) => {
    const rows = (list.answer(request).body as { value: object[] }).value;
    turn += 1;
    return {
      body: { '@odata.count': 400, value: rows.map((row, index) => ({ ...row, ID: `id-${turn}-${index}` })) },
    };
  });
  expect(await allChanges(connection, changes)).toEqual({
    kind: 'unknown',
    reason: 'Activity_Invoice: the list has no lasting order',
  });
});

test('a record that is none, or that names no invoice, hides no other one of its page', async () => {
  const list = new InvoiceList();
  for (let index = 0; index < 30; index += 1) list.put(invoice(index));
  const broken = [null, 'text', 7, [], {}, { ID: null }, { ID: '  ' }, { ID: { id: 1 } }];
  for (const [index, value] of broken.entries()) list.broken.set(`ID-${index * 3}`, value);
  const unreadable: string[] = [];
  const found = await allChanges(await serve((request) => list.answer(request)), changes, (page) =>
    unreadable.push(...page.unreadable.map(({ shown }) => shown)),
  );
  expect(found).toMatchObject({ kind: 'ok', value: { length: 22 } });
  expect(unreadable).toEqual(broken.map((value) => JSON.stringify(value)));
});

test.each([
  '+275760-09-13T00:00:00.000Z',
  '0000-01-01T00:00:00Z',
  '2026-02-30T10:00:00Z',
  'Thu, 01 Oct 2026 10:00:00 GMT',
  '2026-10-01',
  'soon',
  7,
  {},
])('a date that says %j becomes one that every reader understands, or none', async (date) => {
  const row = { ...invoice(1), LastMutationDate: date, InvoiceDate: date };
  const found = await allChanges(await serve(() => ({ body: { value: [row] } })), {
    ...changes,
    since: '1970-01-01T00:00:00Z',
  });
  const [summary] = found.kind === 'ok' ? found.value : [];
  expect(summary?.changedAt).toMatch(/^(1970|2026)-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
  expect(new Date(summary?.changedAt ?? '').getTime()).not.toBeNaN();
});

test('the vendor’s clock is handed on', async () => {
  const date = 'Thu, 01 Oct 2026 10:00:00 GMT';
  const clocks: (Date | null)[] = [];
  const connection = await serve(() => ({ headers: { date }, body: { value: [invoice(1)] } }));
  await allChanges(connection, changes, ({ vendorNow }) => clocks.push(vendorNow));
  expect(clocks).toEqual([new Date(date)]);
});

test('rows that the filter should have kept out are left out; a row without dates stays', async () => {
  const rows = [
    invoice(1),
    { ...invoice(2), CreationDate: '2026-01-01T00:00:00Z', LastMutationDate: '2026-02-01T00:00:00Z' },
    { ...invoice(3), LastMutationDate: null },
    { ID: 'x' },
  ];
  const found = await allChanges(await serve(() => ({ body: { value: rows } })), changes);
  expect(found.kind === 'ok' && found.value.map((row) => row.id)).toEqual(['id-1', 'id-3', 'x']);
});

test('the server’s own next link is followed, absolute or relative', async () => {
  const connection = await serve((request) => {
    if (request.url.includes('page=3')) return { body: { value: [invoice(3)] } };
    if (request.url.includes('page=2')) {
      return { body: { value: [invoice(2)], '@odata.nextLink': `Activity_Invoice?page=3` } };
    }
    // After the last link a page of our own asking: nothing more.
    if (!request.url.includes('00%3A00%3A00Z') || optionsOf(request)['$skip'] !== '0')
      return { body: { value: [] } };
    return {
      body: { value: [invoice(1)], '@odata.nextLink': `${vendor.origin}/v1/odata/Activity_Invoice?page=2` },
    };
  });
  const found = await allChanges(connection, changes);
  expect(found.kind === 'ok' && found.value.map((row) => row.id)).toEqual(['id-1', 'id-2', 'id-3']);
});

test('a next link to another server is not followed: our token would go along', async () => {
  const elsewhere = {
    value: [invoice(1)],
    '@odata.nextLink': 'http://elsewhere.example/v1/odata/Activity_Invoice',
  };
  expect((await allChanges(await serve(() => ({ body: elsewhere })), changes)).kind).toBe('unknown');
  expect(vendor.calls).toHaveLength(1);
});

test('a server with smaller pages than ours is believed when it counts', async () => {
  const list = new InvoiceList({ largestPage: 20 });
  for (let index = 0; index < 45; index += 1) list.put(invoice(index));
  const connection = await serve((request) => list.answer(request));
  expect(await allChanges(connection, changes)).toMatchObject({ kind: 'ok', value: { length: 45 } });
});

test('paging that does not get on is no answer', async () => {
  const all = Array.from({ length: 100 }, (_, index) => invoice(index));
  expect((await allChanges(await serve(() => ({ body: { value: all } })), changes)).kind).toBe('unknown');
  expect(vendor.calls.length).toBeLessThan(5);
});

test('where Phase cannot be expanded the rest still comes', async () => {
  const connection = await serve((request) =>
    optionsOf(request)['$expand'] === undefined
      ? { body: { value: [{ ...invoice(1), Phase: undefined }] } }
      : { status: 400, body: { error: { message: 'expand' } } },
  );
  expect(await allChanges(connection, changes)).toMatchObject({
    kind: 'ok',
    value: [{ id: 'id-1', phaseCode: null }],
  });
});

test.each([
  ['a missing module', { status: 404, body: { error: { message: 'entity type not found' } } }, 'refused'],
  ['a page of HTML', { body: '<html>' }, 'unknown'],
  ['no list', { body: { value: 'none' } }, 'unknown'],
  ['an empty body', { body: '' }, 'unknown'],
  ['a 500', { status: 500 }, 'unknown'],
])('%s is not an empty list', async (_, answer, kind) => {
  expect((await allChanges(await serve(() => answer), changes)).kind).toBe(kind);
});

test('VAT groups', async () => {
  const rows = [{ ID: 'A', Code: 'BE21', Name: 'BE - 21%', Percentage: '21.0', _custom__field: 1 }];
  expect(await listVatGroups(await serve(() => ({ body: { value: rows } })))).toEqual({
    kind: 'ok',
    value: [{ id: 'a', code: 'BE21', name: 'BE - 21%', percentage: 21 }],
  });
});

test.each([
  ['a list of one', { value: [{ ID: 'I', Relation: { ID: 'R' } }] }],
  ['a singleton', { ID: 'I', Relation: { ID: 'R' } }],
])('the identity as %s', async (_, body) => {
  expect(await readIdentity(await serve(() => ({ body })))).toEqual({
    kind: 'ok',
    value: { identityId: 'i', relationId: 'r' },
  });
});

test('two identities, or one without its relation, are no answer', async () => {
  const connection = await serve(() => ({ body: { value: [] } }));
  expect((await readIdentity(connection)).kind).toBe('unknown');
  vendor.script = withTokens(() => ({ body: { ID: 'I', Relation: null } }));
  expect((await readIdentity(connection)).kind).toBe('unknown');
});
