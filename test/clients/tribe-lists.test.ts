import { findChangedInvoices, listVatGroups, readIdentity } from '../../clients/tribe';
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
const pageOf = (rows: readonly object[], request: SeenRequest) => {
  const skip = Number(optionsOf(request)['$skip']);
  return { value: rows.slice(skip, skip + Number(optionsOf(request)['$top'])) };
};

test('a query is encoded so that every server reads it alike: %20, never a plus', async () => {
  await findChangedInvoices(await serve(() => ({ body: { value: [] } })), changes);
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
  const all = Array.from({ length: 250 }, (_, index) => invoice(index));
  const seen: number[] = [];
  const connection = await serve((request) => ({ body: pageOf(all, request) }));
  const found = await findChangedInvoices(connection, changes, (rows) => seen.push(rows));
  expect(found).toMatchObject({ kind: 'ok', value: { length: 250 } });
  expect(found.kind === 'ok' && found.value[0]).toEqual({
    id: 'id-0',
    number: '1600',
    phaseCode: 'Sent',
    date: '2026-10-01',
    changedAt: instant(0),
  });
  expect(seen).toHaveLength(3);
});

test('an invoice that changes while we page does not hide another one', async () => {
  const all = Array.from({ length: 150 }, (_, index) => invoice(index));
  const connection = await serve((request) => {
    const body = pageOf([...all], request);
    if (vendor.calls.length === 1)
      all.push(...all.splice(0, 30).map((row) => ({ ...row, LastMutationDate: instant(900) })));
    return { body };
  });
  const found = await findChangedInvoices(connection, changes);
  expect(found.kind === 'ok' && new Set(found.value.map((row) => row.id)).size).toBe(150);
  expect(found.kind === 'ok' && found.value.find((row) => row.id === 'id-3')?.changedAt).toBe(instant(900));
});

test('rows that the filter should have kept out are left out; a row without dates stays', async () => {
  const rows = [
    invoice(1),
    { ...invoice(2), CreationDate: '2026-01-01T00:00:00Z', LastMutationDate: '2026-02-01T00:00:00Z' },
    { ...invoice(3), LastMutationDate: null },
    { ID: 'x' },
  ];
  const found = await findChangedInvoices(await serve(() => ({ body: { value: rows } })), changes);
  expect(found.kind === 'ok' && found.value.map((row) => row.id)).toEqual(['id-1', 'id-3', 'x']);
});

test('the server’s own next link is followed, absolute or relative', async () => {
  const connection = await serve((request) => {
    if (request.url.includes('page=3')) return { body: { value: [invoice(3)] } };
    if (request.url.includes('page=2')) {
      return { body: { value: [invoice(2)], '@odata.nextLink': `Activity_Invoice?page=3` } };
    }
    return {
      body: { value: [invoice(1)], '@odata.nextLink': `${vendor.origin}/v1/odata/Activity_Invoice?page=2` },
    };
  });
  const found = await findChangedInvoices(connection, changes);
  expect(found.kind === 'ok' && found.value.map((row) => row.id)).toEqual(['id-1', 'id-2', 'id-3']);
});

test('a next link to another server is not followed: our token would go along', async () => {
  const elsewhere = {
    value: [invoice(1)],
    '@odata.nextLink': 'http://elsewhere.example/v1/odata/Activity_Invoice',
  };
  expect((await findChangedInvoices(await serve(() => ({ body: elsewhere })), changes)).kind).toBe('unknown');
  expect(vendor.calls).toHaveLength(1);
});

test('a server with smaller pages than ours is believed when it counts', async () => {
  const all = Array.from({ length: 45 }, (_, index) => invoice(index));
  const connection = await serve((request) => {
    const skip = Number(optionsOf(request)['$skip']);
    return { body: { '@odata.count': 45, value: all.slice(skip, skip + 20) } };
  });
  expect(await findChangedInvoices(connection, changes)).toMatchObject({ kind: 'ok', value: { length: 45 } });
});

test('paging that does not get on is no answer', async () => {
  const all = Array.from({ length: 100 }, (_, index) => invoice(index));
  expect((await findChangedInvoices(await serve(() => ({ body: { value: all } })), changes)).kind).toBe(
    'unknown',
  );
  expect(vendor.calls.length).toBeLessThan(5);
});

test('where Phase cannot be expanded the rest still comes', async () => {
  const connection = await serve((request) =>
    optionsOf(request)['$expand'] === undefined
      ? { body: { value: [{ ...invoice(1), Phase: undefined }] } }
      : { status: 400, body: { error: { message: 'expand' } } },
  );
  expect(await findChangedInvoices(connection, changes)).toMatchObject({
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
  expect((await findChangedInvoices(await serve(() => answer), changes)).kind).toBe(kind);
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
