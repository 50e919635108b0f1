import { winbooksId } from '../../domain/ids';
import { findDocumentsByNumber, findDocumentsByReference, getDocument } from '../../clients/winbooks';
import { winbooksConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type Script, type SeenRequest } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script) => {
  vendor = await ScriptedVendor.start(withTokens(script));
  return winbooksConnection(vendor.origin);
};
const isAbout = (request: SeenRequest, model: string) => request.url.startsWith(`/app/${model}/`);
const wanted = { journalId: winbooksId('J1'), docNumber: 7 };

const line = (order: number, amount: unknown, more: object = {}) => ({
  Id: `L${order}`,
  GLTransHeader_Id: 'H1',
  LineOrder: order,
  Amount: amount,
  ...more,
});
const header = {
  Id: 'H1',
  Journal_Id: 'J1',
  BookPeriod_Id: 'P3',
  DocNumber: '7',
  BookDate: '/Date(1489536000000)/',
};
const lines = [
  line(1, -1000, { GLAccount_Id: 'A7', Vat_Id: 'V21' }),
  line(0, '1210.00', {
    GLAccount: { Id: 'A4' },
    Customer_Id: 'C1',
    VatBaseAmount: 1000,
    VatTaxAmount: 210,
    Reference: 'T1 ',
  }),
  line(2, -210, {
    GLAccount_Id: 'A451',
    Vat: { Id: 'V21' },
    VatBaseAmount: 1000,
    Customer_Id: '00000000-0000-0000-0000-000000000000',
  }),
];
const document = {
  id: 'h1',
  journalId: 'j1',
  periodId: 'p3',
  docNumber: 7,
  date: '2017-03-15',
  lines: [
    {
      id: 'l0',
      headerId: 'h1',
      order: 0,
      amountCents: 121_000,
      vatBaseCents: 100_000,
      vatCents: 21_000,
      accountId: 'a4',
      vatId: null,
      customerId: 'c1',
      reference: 'T1',
    },
    {
      id: 'l1',
      headerId: 'h1',
      order: 1,
      amountCents: -100_000,
      vatBaseCents: null,
      vatCents: null,
      accountId: 'a7',
      vatId: 'v21',
      customerId: null,
      reference: null,
    },
    {
      id: 'l2',
      headerId: 'h1',
      order: 2,
      amountCents: -21_000,
      vatBaseCents: 100_000,
      vatCents: null,
      accountId: 'a451',
      vatId: 'v21',
      customerId: null,
      reference: null,
    },
  ],
};

test('a document found by number comes with its lines in cents and in order, in one request', async () => {
  const connection = await serve(() => ({ body: [{ ...header, GLTransactions: lines }] }));
  expect(await findDocumentsByNumber(connection, wanted)).toEqual({ kind: 'ok', value: [document] });
  expect(vendor.calls).toHaveLength(1);
});

test.each([
  ['absent', {}],
  ['empty', { GLTransactions: [] }],
])('lines that are %s in the header are asked for', async (_, collection) => {
  const connection = await serve((request) =>
    isAbout(request, 'GLTransHeaders') ? { body: [{ ...header, ...collection }] } : { body: lines },
  );
  expect(await findDocumentsByNumber(connection, wanted)).toEqual({ kind: 'ok', value: [document] });
  expect(vendor.calls).toHaveLength(2);
});

test('documents of other journals and numbers are left out, one that hides its journal is handed on', async () => {
  const connection = await serve(() => ({
    body: [
      { ...header, Id: 'H2', Journal_Id: 'J2', GLTransactions: lines },
      { ...header, Id: 'H3', DocNumber: 8, GLTransactions: lines },
      { Id: 'H4', DocNumber: 7, GLTransactions: lines },
      { Id: 'H5', DocNumber: 7, Journal: { Id: 'j1' }, GLTransactions: lines },
    ],
  }));
  const found = await findDocumentsByNumber(connection, wanted);
  expect(found.kind === 'ok' && found.value.map((each) => each.id)).toEqual(['h4', 'h5']);
});

test('a reference that nothing carries takes one request', async () => {
  const connection = await serve(() => ({ status: 204 }));
  expect(await findDocumentsByReference(connection, 'T1')).toEqual({ kind: 'ok', value: [] });
  expect(vendor.calls).toHaveLength(1);
  expect(vendor.calls[0]?.url).toBe('/app/GLTranss/Folder/DEMO/ExecuteCriteria?maxLevel=1');
});

test('a reference leads to its document, whatever else an ignored filter brings along', async () => {
  const connection = await serve((request) => {
    if (isAbout(request, 'GLTransHeader')) return { body: { ...header, GLTransactions: lines } };
    const first = (JSON.parse(request.body) as { FirstResult: number }).FirstResult;
    return {
      body: first === 0 ? [...lines, line(0, 1, { Id: 'L8', GLTransHeader_Id: 'H8', Reference: 'T12' })] : [],
    };
  });
  expect(await findDocumentsByReference(connection, 'T1')).toEqual({ kind: 'ok', value: [document] });
});

test.each([
  [
    'cannot be read',
    (request: SeenRequest) => (isAbout(request, 'GLTranss') ? { body: [lines[1]] } : { status: 204 }),
  ],
  ['is not named', () => ({ body: [{ ...lines[1], GLTransHeader_Id: null }] })],
])('a line with the reference whose document %s is no answer', async (_, script) => {
  expect((await findDocumentsByReference(await serve(script), 'T1')).kind).toBe('unknown');
});

test('a header that cannot be read by id is queried by id', async () => {
  const connection = await serve((request) =>
    isAbout(request, 'GLTransHeader') ? { status: 404 } : { body: [{ ...header, GLTransactions: lines }] },
  );
  expect(await getDocument(connection, winbooksId('H1'))).toEqual({ kind: 'ok', value: document });
});

test('a document that neither way finds is absent', async () => {
  expect(await getDocument(await serve(() => ({ status: 204 })), winbooksId('H1'))).toEqual({
    kind: 'absent',
  });
});

test('a document longer than a chunk is put together', async () => {
  const connection = await serve((request) =>
    request.headers['continuepath'] === undefined
      ? { headers: { ContinuePath: 'next' }, body: { ...header, GLTransactions: lines.slice(0, 2) } }
      : { body: { Id: 'H1', GLTransactions: lines.slice(2) } },
  );
  expect(await getDocument(connection, winbooksId('H1'))).toEqual({ kind: 'ok', value: document });
});
