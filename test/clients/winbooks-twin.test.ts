import { day, winbooksId, type WinbooksId } from '../../domain/ids';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { Outcome } from '../../clients/outcome';
import type { WinbooksConnection } from '../../clients/connection';
import {
  checkWinbooksCredentials,
  createParty,
  currencyExists,
  findCentralAccounts,
  findCustomersByCode,
  findDocumentsByNumber,
  findDocumentsByReference,
  findLedgerAccounts,
  getCustomer,
  getDocument,
  getLedgerAccount,
  listBookPeriods,
  listBookYears,
  listCustomers,
  listJournals,
  listVatCodes,
  postHeader,
  prepareWrite,
  probeFolder,
} from '../../clients/winbooks';
import { winbooksConnection } from './support/memory-connection';
import { startTwins, type Twins } from './support/twins';

let twins: Twins;
beforeAll(async () => {
  twins = await startTwins();
}, 60_000);
afterAll(() => twins.stop());
afterEach(() => twins.control('winbooks', 'DELETE', 'faults'));

const CUSTOMER = { code: 'C1001', name: 'Bakkerij ’t Hoekje NV', vatNumber: '0000000196', vatCountry: 'BE' };
let folders = 0;

/** A folder of its own on a licence of its own, behaving as the switches say. */
async function folder(switches: Readonly<Record<string, string>> = {}, seed: object = {}) {
  folders += 1;
  const own = {
    folder: `FOLDER${folders}`,
    email: `api${folders}@acme.example`,
    exchangeToken: `xt-${folders}`,
  };
  await twins.control('winbooks', 'POST', 'seed', { folders: [{ ...own, customers: [CUSTOMER], ...seed }] });
  if (Object.keys(switches).length > 0) {
    await twins.control('winbooks', 'POST', 'switches', { folder: own.folder, ...switches });
  }
  return winbooksConnection(twins.winbooks.apiUrl, own);
}

function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
function only<Value>(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined || values.length !== 1) throw new Error(`${values.length} values`);
  return value;
}

/** An entry of 100.00 + 21 % on the first customer, for 15 November 2026. */
async function entryFor(connection: WinbooksConnection, docNumber: number): Promise<BookingEntry> {
  const period = only(
    must(await listBookPeriods(connection, { year: 2026, month: 11 })).filter((each) => each.number > 0),
  );
  const journals = must(await listJournals(connection));
  const journal = only(
    journals.filter((each) => each.code === 'VEN' && each.bookYearId === period.bookYearId),
  );
  const vat = only(must(await listVatCodes(connection)).filter((each) => each.code === '21'));
  const customer = only(must(await findCustomersByCode(connection, CUSTOMER.code)));
  const central = only(must(await findCentralAccounts(connection, 'CUSTOMER')));
  const [revenue, vatAccount] = must(await findLedgerAccounts(connection, ['700000', '451000']));
  if (!revenue || !vatAccount) throw new Error('accounts are missing');
  const plain = {
    vatId: null,
    vatCode: null,
    vatBaseCents: null,
    turnoverCents: null,
    vatCents: null,
    currencyAmountCents: null,
    currencyVatBaseCents: null,
    currencyVatCents: null,
    comment: null,
  };
  return {
    kind: 'invoice',
    reference: `T${String(docNumber).padStart(26, '0')}`,
    journalId: journal.id,
    journalCode: journal.code,
    periodId: period.id,
    bookYearId: period.bookYearId,
    bookYear: '2026',
    docNumber,
    date: day('2026-11-15'),
    invoiceDate: null,
    dueDate: day('2026-12-15'),
    currency: 'EUR',
    currencyRate: null,
    structuredCommunication: null,
    customerId: customer.id,
    customerCode: customer.code,
    lines: [
      {
        ...plain,
        order: 0,
        role: 'customer',
        accountId: central.id,
        accountCode: central.code,
        centralAccountType: central.centralAccountType,
        amountCents: 12_100,
        vatBaseCents: 10_000,
        turnoverCents: 10_000,
        vatCents: 2_100,
        comment: 'Factuur',
      },
      {
        ...plain,
        order: 1,
        role: 'revenue',
        accountId: revenue.id,
        accountCode: revenue.code,
        centralAccountType: null,
        vatId: vat.id,
        vatCode: '21',
        amountCents: -10_000,
      },
      {
        ...plain,
        order: 2,
        role: 'vat',
        accountId: vatAccount.id,
        accountCode: vatAccount.code,
        centralAccountType: vatAccount.centralAccountType,
        vatId: vat.id,
        vatCode: '21',
        amountCents: -2_100,
        vatBaseCents: 10_000,
      },
    ],
  };
}

async function book(connection: WinbooksConnection, entry: BookingEntry, timeoutMs = 10_000) {
  const ready = must(await prepareWrite(connection));
  return postHeader(ready, entry, { leaveBy: Date.now() + 5_000, timeoutMs });
}

interface LedgerRow {
  readonly id: string;
  readonly docNumber: number;
  readonly date: string;
}
const ledger = (connection: WinbooksConnection) =>
  twins.control('winbooks', 'GET', `ledger?folder=${connection.folder}`) as Promise<LedgerRow[]>;
const isOurs = (entry: BookingEntry, id: WinbooksId) => ({
  id,
  journalId: entry.journalId,
  periodId: entry.periodId,
  docNumber: entry.docNumber,
  date: '2026-11-15',
  lines: [
    {
      order: 0,
      amountCents: 12_100,
      vatBaseCents: 10_000,
      vatCents: 2_100,
      customerId: entry.customerId,
      reference: entry.reference,
    },
    { order: 1, amountCents: -10_000 },
    { order: 2, amountCents: -2_100, vatBaseCents: 10_000 },
  ],
});

test('credentials and folder are told apart', async () => {
  const connection = await folder();
  expect(await checkWinbooksCredentials(connection)).toEqual({ kind: 'ok', value: null });
  expect(await probeFolder(connection)).toEqual({ kind: 'ok', value: null });
  const wrong = winbooksConnection(connection.apiUrl, { ...connection, exchangeToken: 'no' });
  expect(await checkWinbooksCredentials(wrong)).toMatchObject({ kind: 'refused', about: 'credentials' });
  const lost = winbooksConnection(connection.apiUrl, { ...connection, folder: 'NOWHERE' });
  expect(await probeFolder(lost)).toMatchObject({ kind: 'refused' });
  expect(await probeFolder(lost)).not.toHaveProperty('about');
});

test('master data', async () => {
  const connection = await folder();
  const years = must(await listBookYears(connection));
  expect(years.find((year) => year.name === '2026')).toMatchObject({
    start: '2026-01-01',
    end: '2026-12-31',
  });
  const journals = must(await listJournals(connection)).filter((journal) => journal.code === 'VEN');
  expect(journals).toHaveLength(years.length);
  expect(journals.every((journal) => journal.type === 'sale' && journal.bookYearId !== null)).toBe(true);
  const vat = must(await listVatCodes(connection)).find((code) => code.code === '21');
  expect(vat).toMatchObject({ ratePercent: 21, isSale: true, isLocked: false });
  const [account] = must(await findLedgerAccounts(connection, ['451000', 'nowhere']));
  expect(account).toMatchObject({ id: vat?.accountId, code: '451000', centralAccountType: 'V03' });
  expect(must(await getLedgerAccount(connection, account?.id ?? winbooksId('')))).toEqual(account);
  expect(await getLedgerAccount(connection, winbooksId('6caa4a57-4db0-464a-834d-a8aa00ae41a4'))).toEqual({
    kind: 'absent',
  });
  expect(must(await currencyExists(connection, 'EUR'))).toBe(true);
  expect(must(await currencyExists(connection, 'XXX'))).toBe(false);
});

test('a closed period says so', async () => {
  const connection = await folder({}, { closedPeriods: [{ year: 2026, month: 3 }] });
  const [march, april] = await Promise.all(
    [3, 4].map((month) => listBookPeriods(connection, { year: 2026, month })),
  );
  expect(march).toMatchObject({ kind: 'ok', value: [{ number: 3, isClosed: true }] });
  expect(april).toMatchObject({ kind: 'ok', value: [{ number: 4, isClosed: false }] });
});

test('a book year that is not a calendar year', async () => {
  const connection = await folder(
    {},
    { bookYears: [{ code: '2026-27', start: '2026-07-01', end: '2027-06-30' }] },
  );
  expect(must(await listBookYears(connection))).toMatchObject([
    { name: '2026-27', start: '2026-07-01', end: '2027-06-30' },
  ]);
  expect(
    must(await listBookPeriods(connection, { year: 2026, month: 11 })).some((period) => period.number === 5),
  ).toBe(true);
});

test('customers are found, listed and created', async () => {
  const connection = await folder({}, { customers: [CUSTOMER, { code: 'C2', name: 'Dicht', locked: true }] });
  expect(must(await findCustomersByCode(connection, 'C1001'))).toMatchObject([
    { name: CUSTOMER.name, vatNumber: '0000000196' },
  ]);
  expect(must(await findCustomersByCode(connection, 'C10'))).toEqual([]);
  expect(
    must(await listCustomers(connection))
      .map((each) => [each.code, each.name, each.isLocked])
      .toSorted(),
  ).toEqual([
    ['C1001', CUSTOMER.name, false],
    ['C2', 'Dicht', true],
  ]);
  const customer = {
    code: 'C1004',
    name: 'Studio Pixel BV',
    vatNumber: '0000000394',
    vatCountryCode: 'BE',
    languageCode: 'nl',
    currencyCode: 'EUR',
  };
  const options = () => ({ leaveBy: Date.now() + 5_000 });
  const created = must(
    await createParty(must(await prepareWrite(connection)), 'customer', customer, options()),
  );
  expect(created.idOrCode).toBe('C1004');
  expect(must(await getCustomer(connection, created.idOrCode))).toMatchObject({
    code: 'C1004',
    name: 'Studio Pixel BV',
    vatNumber: '0000000394',
  });
  const again = await createParty(must(await prepareWrite(connection)), 'customer', customer, options());
  expect(again).toMatchObject({ kind: 'refused', status: 409 });
  expect(await getCustomer(connection, 'NOBODY')).toEqual({ kind: 'absent' });
});

test('hundreds of customers, in chunks and pages', async () => {
  const customers = Array.from({ length: 230 }, (_, index) => ({
    code: `D${1000 + index}`,
    name: `Klant ${index}`,
  }));
  const connection = await folder({}, { customers });
  const listed = must(await listCustomers(connection));
  expect(listed.map((each) => each.code).toSorted()).toEqual(customers.map((each) => each.code));
  expect(listed.every((each) => each.name?.startsWith('Klant '))).toBe(true);
});

/** One stack, one folder per position: whatever the reference leaves open, booking and finding again must work. */
const POSITIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  { G13: 'brussels', emptyList: 'null', G20: 'number' },
  { emptyList: 'empty-200', G3: 'null', nulls: 'omit', padding: 'all' },
  { G3: 'empty-200', collation: 'ignore-case', G19: 'keep', addresses: '2.4' },
  { filters: 'ignored', unknownProperty: 'ignore' },
  { collections: '3', maxResult: '20', openNames: 'other' },
  { filters: 'ignored', maxResult: '20', collections: '3', nulls: 'omit' },
  { accessTokens: 'newest-only', G25: 'insensitive', G1: 'text' },
];

test('every name of an open field that the twin has is read', async () => {
  const connection = await folder({ openNames: 'other' }, { closedPeriods: [{ year: 2026, month: 3 }] });
  expect(must(await listBookYears(connection))).toContainEqual(
    expect.objectContaining({ start: '2026-01-01', end: '2026-12-31' }),
  );
  expect(must(await listJournals(connection)).every((journal) => journal.type !== null)).toBe(true);
  const codes = must(await listVatCodes(connection));
  expect(codes.every((code) => code.ratePercent !== null && code.isSale !== null)).toBe(true);
  expect(await listBookPeriods(connection, { year: 2026, month: 3 })).toMatchObject({
    value: [{ isClosed: true }],
  });
});

test.each(POSITIONS)('books once and finds it again with %j', async (positions) => {
  const connection = await folder(positions);
  const entry = await entryFor(connection, 20_260_101);
  const other = await entryFor(connection, 20_260_102);
  const byNumber = { journalId: entry.journalId, docNumber: entry.docNumber };
  expect(await findDocumentsByNumber(connection, byNumber)).toEqual({ kind: 'ok', value: [] });
  expect(await findDocumentsByReference(connection, entry.reference)).toEqual({ kind: 'ok', value: [] });

  const { id } = must(await book(connection, entry));
  must(await book(connection, other));

  expect(must(await findDocumentsByNumber(connection, byNumber))).toMatchObject([isOurs(entry, id)]);
  expect(must(await findDocumentsByReference(connection, entry.reference))).toMatchObject([
    isOurs(entry, id),
  ]);
  expect(must(await getDocument(connection, id))).toMatchObject(isOurs(entry, id));
  expect((await ledger(connection)).find((row) => row.id === id)).toMatchObject({
    docNumber: 20_260_101,
    date: '2026-11-15',
  });
  expect(await book(connection, entry)).toMatchObject({ kind: 'refused' });
  expect(await ledger(connection)).toHaveLength(2);
});

test.each([
  [{ kind: 'delay-after', ms: 3_000 }, 1],
  [{ kind: 'drop-after' }, 1],
  [{ kind: 'drop-before' }, 0],
  [{ kind: 'html-200' }, null],
  [{ kind: 'half-body' }, null],
])('a booking that meets %j is unknown, sent once, and the ledger tells', async (fault, booked) => {
  const connection = await folder();
  const entry = await entryFor(connection, 7);
  await twins.control('winbooks', 'POST', 'faults', {
    ...fault,
    method: 'POST',
    path: '/app/GLTransHeader/',
    count: 1,
  });
  await twins.control('winbooks', 'DELETE', 'journal');
  expect((await book(connection, entry, 1_000)).kind).toBe('unknown');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const journal = (await twins.control('winbooks', 'GET', 'journal?since=0')) as {
    path: string;
    method: string;
  }[];
  expect(
    journal.filter((row) => row.method === 'POST' && row.path.includes('/app/GLTransHeader/')),
  ).toHaveLength(1);
  const rows = await ledger(connection);
  if (booked !== null) expect(rows).toHaveLength(booked);
  expect(must(await findDocumentsByReference(connection, entry.reference))).toHaveLength(rows.length);
});

test('JSON under another content type is an answer', async () => {
  const connection = await folder();
  const entry = await entryFor(connection, 8);
  await twins.control('winbooks', 'POST', 'faults', { kind: 'text-plain', count: 1 });
  expect((await book(connection, entry)).kind).toBe('ok');
});

test('a token that is revoked in between is renewed for a read, and reported for a write', async () => {
  const connection = await folder();
  const entry = await entryFor(connection, 9);
  await twins.control('winbooks', 'POST', 'faults', {
    kind: 'revoke-token',
    path: '/app/Journals/',
    count: 1,
  });
  expect((await listJournals(connection)).kind).toBe('ok');
  await twins.control('winbooks', 'POST', 'faults', {
    kind: 'revoke-token',
    path: '/app/GLTransHeader/',
    count: 1,
  });
  expect((await book(connection, entry)).kind).toBe('unauthorised');
  expect(await ledger(connection)).toHaveLength(0);
  expect((await book(connection, entry)).kind).toBe('ok');
});
