import { findCustomerLines, findJournalsOfNumber, listCustomerLines } from '../../clients/winbooks';
import { winbooksId } from '../../domain/ids';
import { winbooksConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type Script, type SeenRequest } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script) => {
  vendor = await ScriptedVendor.start(withTokens(script));
  return winbooksConnection(vendor.origin);
};

const period = winbooksId('period-1');
const ZERO = '00000000-0000-0000-0000-000000000000';
/** Positional, as projections are answered: Id, header, period, order, customer, amount, reference. */
const row = (index: number, changes: Partial<Record<'period' | 'order' | 'customer', unknown>> = {}) => [
  `line-${index}`,
  `header-${index}`,
  changes.period ?? 'period-1',
  changes.order ?? 0,
  changes.customer ?? 'customer-1',
  121.5,
  'REF  ',
];
const pageOf = (rows: readonly unknown[], request: SeenRequest) => {
  const { FirstResult, MaxResult } = JSON.parse(request.body) as { FirstResult: number; MaxResult: number };
  return rows.slice(FirstResult, FirstResult + MaxResult);
};

test('the customer lines of a period are read by a projection, page by page', async () => {
  const all = Array.from({ length: 120 }, (_, index) => row(index));
  const lines = await listCustomerLines(await serve((request) => ({ body: pageOf(all, request) })), period);
  expect(lines).toMatchObject({ kind: 'ok', value: { length: 120 } });
  expect(lines.kind === 'ok' && lines.value[0]).toEqual({
    documentId: 'header-0',
    customerId: 'customer-1',
    amountCents: 12_150,
    reference: 'REF',
  });
  expect(JSON.parse(vendor.calls[0]?.body ?? '')).toMatchObject({
    Conditions: [
      { PropertyName: 'BookPeriod_Id', Values: ['period-1'] },
      { PropertyName: 'LineOrder', Values: [0] },
    ],
    ProjectionsList: [
      { PropertyName: 'Id', Operator: 22 },
      { PropertyName: 'GLTransHeader_Id', Operator: 22 },
      { PropertyName: 'BookPeriod_Id', Operator: 22 },
      { PropertyName: 'LineOrder', Operator: 22 },
      { PropertyName: 'Customer_Id', Operator: 22 },
      { PropertyName: 'Amount', Operator: 22 },
      { PropertyName: 'Reference', Operator: 22 },
    ],
  });
});

test('what was not asked for is left out: another period, another place, and a supplier is no customer', async () => {
  const all = [row(1, { period: 'period-2' }), row(2, { order: 1 }), row(3, { customer: ZERO }), row(4)];
  const lines = await listCustomerLines(await serve((request) => ({ body: pageOf(all, request) })), period);
  expect(lines).toMatchObject({
    kind: 'ok',
    value: [
      { documentId: 'header-3', customerId: null },
      { documentId: 'header-4', customerId: 'customer-1' },
    ],
  });
});

test('a server that answers a projection with whole objects is understood too', async () => {
  const whole = {
    Id: 'line-1',
    GLTransHeader_Id: 'header-1',
    BookPeriod_Id: 'period-1',
    LineOrder: 0,
    Amount: 5,
  };
  const lines = await listCustomerLines(await serve(() => ({ body: [whole] })), period);
  expect(lines).toMatchObject({ kind: 'ok', value: [{ documentId: 'header-1', amountCents: 500 }] });
});

test('rows of another shape are no answer', async () => {
  const lines = await listCustomerLines(await serve(() => ({ body: [['line-1', 'header-1']] })), period);
  expect(lines.kind).toBe('unknown');
});

test('a period of more than two thousand sales is too many to list, and one customer’s are asked for', async () => {
  const all = Array.from({ length: 2_100 }, (_, index) => row(index));
  const connection = await serve((request) => {
    const { Conditions } = JSON.parse(request.body) as { Conditions: readonly unknown[] };
    return { body: Conditions.length === 4 ? [row(7)] : pageOf(all, request) };
  });
  expect(await listCustomerLines(connection, period)).toEqual({ kind: 'ok', value: 'tooMany' });
  expect(vendor.calls).toHaveLength(40);
  const wanted = { periodId: period, customerId: winbooksId('customer-1'), amountCents: 12_150 };
  expect(await findCustomerLines(connection, wanted)).toMatchObject({
    kind: 'ok',
    value: [{ documentId: 'header-7' }],
  });
});

test('the journals that hold a number are found over all of them', async () => {
  const rows = [
    ['header-1', 17, 'journal-1'],
    ['header-2', 17, 'journal-2'],
    ['header-3', 18, 'journal-3'],
  ];
  const found = await findJournalsOfNumber(await serve((request) => ({ body: pageOf(rows, request) })), 17);
  expect(found).toEqual({ kind: 'ok', value: ['journal-1', 'journal-2'] });
});
