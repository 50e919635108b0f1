import { headerBody } from '../../clients/winbooks/write-bodies';
import { day, winbooksId } from '../../domain/ids';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { createParty, postHeader, prepareWrite, type ReadyToSend } from '../../clients/winbooks';
import { winbooksConnection } from './support/memory-connection';
import { ScriptedVendor, withTokens, type ScriptedAnswer, type Script } from './support/scripted-vendor';

let vendor: ScriptedVendor;
let connection: ReturnType<typeof winbooksConnection>;
afterEach(() => vendor.close());

const ready = async (script: Script): Promise<ReadyToSend> => {
  vendor = await ScriptedVendor.start(withTokens(script));
  connection = winbooksConnection(vendor.origin);
  const prepared = await prepareWrite(connection);
  if (prepared.kind !== 'ok') throw new Error(prepared.kind);
  return prepared.value;
};
const soon = (): { leaveBy: number } => ({ leaveBy: Date.now() + 5_000 });
const ID = '6caa4a57-4db0-464a-834d-a8aa00ae41a4';
const booked: ScriptedAnswer = {
  body: { Href: `https://x/app/GLTransHeader/${ID.toUpperCase()}/Folder/DEMO` },
};

const plain = {
  centralAccountType: null,
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
const entry: BookingEntry = {
  kind: 'invoice',
  reference: 'T0123456789ABCDEFGHJKMNPQRS',
  journalId: winbooksId('journal'),
  journalCode: 'VERK',
  periodId: winbooksId('period'),
  bookYearId: winbooksId('year'),
  bookYear: '2017',
  docNumber: 7,
  date: day('2017-03-15'),
  invoiceDate: null,
  dueDate: day('2017-04-14'),
  currency: 'EUR',
  currencyRate: null,
  structuredCommunication: null,
  customerId: winbooksId('customer'),
  customerCode: 'ALICE',
  lines: [
    {
      ...plain,
      order: 0,
      role: 'customer',
      accountId: winbooksId('a4'),
      accountCode: '400000',
      centralAccountType: 'CUSTOMER',
      amountCents: 12_097,
      vatBaseCents: 9_999,
      turnoverCents: 9_999,
      vatCents: 2_098,
      comment: 'Invoice 7',
    },
    {
      ...plain,
      order: 1,
      role: 'revenue',
      accountId: winbooksId('a7'),
      accountCode: '700000',
      vatId: winbooksId('v'),
      vatCode: '21',
      amountCents: -9_999,
    },
    {
      ...plain,
      order: 2,
      role: 'vat',
      accountId: winbooksId('a451'),
      accountCode: '451000',
      centralAccountType: 'V03',
      vatId: winbooksId('v'),
      vatCode: '21',
      amountCents: -2_098,
      vatBaseCents: 9_999,
    },
  ],
};

test('an entry is booked with one request in the documented form', async () => {
  const outcome = await postHeader(await ready(() => booked), entry, soon());
  expect(outcome).toEqual({ kind: 'ok', value: { id: ID } });
  expect(vendor.calls).toHaveLength(1);
  expect(vendor.calls[0]).toMatchObject({ method: 'POST', url: '/app/GLTransHeader/Folder/DEMO' });
  const common = { TotalLevel: 2, BookPeriod_Id: 'period', CurrencyCode: 'EUR' };
  expect(JSON.parse(vendor.calls[0]?.body ?? '')).toEqual({
    TotalLevel: 3,
    BookPeriod_Id: 'period',
    Journal_Id: 'journal',
    DocNumber: 7,
    BookDate: '/Date(1489536000000)/',
    DueDate: '/Date(1492128000000)/',
    IsImported: true,
    GLTransactions: [
      {
        ...common,
        LineOrder: 0,
        GLAccount_Id: 'a4',
        CentralAccountTypeCode: 'CUSTOMER',
        Customer_Id: 'customer',
        Amount: 120.97,
        VatBaseAmount: 99.99,
        TurnOverAmount: 99.99,
        VatTaxAmount: 20.98,
        CommentBooking: 'Invoice 7',
        Reference: entry.reference,
      },
      { ...common, LineOrder: 1, GLAccount_Id: 'a7', Vat_Id: 'v', Amount: -99.99 },
      {
        ...common,
        LineOrder: 2,
        GLAccount_Id: 'a451',
        CentralAccountTypeCode: 'V03',
        Vat_Id: 'v',
        Amount: -20.98,
        VatBaseAmount: 99.99,
      },
    ],
  });
});

test('an entry in another currency has its amounts and the rate on every line, the communication on the first', () => {
  const dollars = {
    ...entry,
    currency: 'USD',
    currencyRate: '0.909090909091',
    structuredCommunication: '090933755493',
    lines: entry.lines.map((line) => ({
      ...line,
      currencyAmountCents: line.amountCents * 2,
      currencyVatBaseCents: line.vatBaseCents === null ? null : line.vatBaseCents * 2,
      currencyVatCents: line.vatCents === null ? null : line.vatCents * 2,
    })),
  };
  expect(headerBody(dollars)['GLTransactions']).toMatchObject([
    {
      CurrencyCode: 'USD',
      CurrencyRate: 0.909090909091,
      CurrencyAmount: 241.94,
      CurrencyVatBaseAmount: 199.98,
      CurrencyVatTaxAmount: 41.96,
      CommentExternal: '090933755493',
    },
    { CurrencyRate: 0.909090909091, CurrencyAmount: -199.98 },
    { CurrencyRate: 0.909090909091, CurrencyAmount: -41.96, CurrencyVatBaseAmount: 199.98 },
  ]);
  expect(JSON.stringify(headerBody(dollars)).match(/CommentExternal/g)).toHaveLength(1);
});

test.each<[string, ScriptedAnswer, string]>([
  ['a 200 without Href', { body: {} }, 'unknown'],
  ['an Href without an id', { body: { Href: 'https://x/app/GLTransHeader/7/Folder/DEMO' } }, 'unknown'],
  [
    'an Href with the zero Guid',
    { body: { Href: '/app/GLTransHeader/00000000-0000-0000-0000-000000000000/Folder/DEMO' } },
    'unknown',
  ],
  ['an empty 200', { body: '' }, 'unknown'],
  ['a page of HTML', { body: '<html>sign in</html>' }, 'unknown'],
  ['half a body', { body: '{"Href":"https://x/app/GLTr' }, 'unknown'],
  ['a redirect', { status: 307, headers: { location: '/app/GLTransHeader/Folder/DEMO' } }, 'unknown'],
  ['a 408', { status: 408 }, 'unknown'],
  ['a 500', { status: 500 }, 'unknown'],
  ['a 502', { status: 502, body: '<html>' }, 'unknown'],
  ['a 400', { status: 400, body: { Message: 'DOC_EXI' } }, 'refused'],
  ['a 404', { status: 404 }, 'refused'],
  ['a 409', { status: 409 }, 'refused'],
  ['a 401', { status: 401 }, 'unauthorised'],
  ['a 429', { status: 429 }, 'throttled'],
])('%s: one request, never a second, and the slot is given back', async (_, answer, kind) => {
  const outcome = await postHeader(await ready(() => answer), entry, soon());
  expect(outcome.kind).toBe(kind);
  expect(vendor.calls).toHaveLength(1);
  expect(connection.budget.out).toBe(0);
});

test('no answer in time is unknown', async () => {
  const outcome = await postHeader(await ready(() => undefined), entry, { ...soon(), timeoutMs: 200 });
  expect(outcome.kind).toBe('unknown');
  expect(connection.budget.out).toBe(0);
});

test('a lost connection is unknown', async () => {
  const hangUp: Script = (_, response) => {
    response.socket?.destroy();
    return undefined;
  };
  expect((await postHeader(await ready(hangUp), entry, soon())).kind).toBe('unknown');
  expect(vendor.calls).toHaveLength(1);
});

test('a post that is too late does not leave', async () => {
  const outcome = await postHeader(await ready(() => booked), entry, { leaveBy: Date.now() - 1 });
  expect(outcome.kind).toBe('unavailable');
  expect(vendor.calls).toHaveLength(0);
  expect(connection.budget.out).toBe(0);
});

test('permission to write is good for one request', async () => {
  const permission = await ready(() => booked);
  await postHeader(permission, entry, soon());
  expect((await postHeader(permission, entry, soon())).kind).toBe('unavailable');
  expect(vendor.calls).toHaveLength(1);
});

test('permission that was given back sends nothing', async () => {
  const permission = await ready(() => booked);
  expect(connection.budget.out).toBe(1);
  await permission.release();
  await permission.release();
  expect(connection.budget.out).toBe(0);
  expect((await postHeader(permission, entry, soon())).kind).toBe('unavailable');
});

test('after a 401 the next permission comes with a renewed token', async () => {
  const first = await ready(() => ({ status: 401 }));
  const rejected = connection.tokens.held?.accessToken;
  await postHeader(first, entry, soon());
  vendor.script = withTokens(() => booked);
  const next = await prepareWrite(connection);
  expect(next.kind === 'ok' && (await postHeader(next.value, entry, soon())).kind).toBe('ok');
  expect(vendor.calls[1]?.headers.authorization).not.toBe(`Bearer ${rejected}`);
});

test('a budget that cannot take the slot back does not change what the post came to', async () => {
  const permission = await ready(() => booked);
  const other = {
    ...connection,
    budget: {
      acquire: async () => ({
        confirm: async () => true,
        isHeld: () => true,
        release: () => Promise.reject(new Error('database away')),
      }),
      silence: async () => 0,
      knownSilence: () => 0,
      pauseFor: async () => undefined,
    },
  };
  const prepared = await prepareWrite(other);
  expect(prepared.kind === 'ok' && (await postHeader(prepared.value, entry, soon()))).toEqual({
    kind: 'ok',
    value: { id: ID },
  });
  await permission.release();
});

test('permission without a token gives the slot back', async () => {
  vendor = await ScriptedVendor.start(() => ({ status: 503 }));
  connection = winbooksConnection(vendor.origin);
  expect((await prepareWrite(connection)).kind).toBe('unknown');
  expect(connection.budget.out).toBe(0);
});

test('a customer is created with its Third; what is not known is not said', async () => {
  const href = 'https://x/app/Customer/C%2F1/Folder/DEMO';
  const outcome = await createParty(
    await ready(() => ({ body: { Href: href } })),
    'customer',
    { code: 'C/1', name: 'Studio Pixel BV', vatNumber: '0000000394', vatCountryCode: 'BE', website: null },
    soon(),
  );
  expect(outcome).toEqual({ kind: 'ok', value: { href, idOrCode: 'C/1' } });
  expect(vendor.calls[0]?.url).toBe('/app/Customer/C%2F1/Folder/DEMO');
  expect(JSON.parse(vendor.calls[0]?.body ?? '')).toEqual({
    TotalLevel: 3,
    Code: 'C/1',
    Third: {
      TotalLevel: 2,
      Code: 'C/1',
      Name: 'Studio Pixel BV',
      VatNumber: '0000000394',
      VatCountryCode: 'BE',
    },
  });
});

test('a customer with an address carries it in the documented way', async () => {
  await createParty(
    await ready(() => ({ status: 409, body: { Message: 'exists' } })),
    'customer',
    {
      code: 'C1',
      name: 'X',
      vatApplicable: 1,
      address: { address1: 'Kerkstraat', number: '5', zip: '9000', town: 'Gent', countryCode: 'BE' },
    },
    soon(),
  );
  expect(JSON.parse(vendor.calls[0]?.body ?? '')).toMatchObject({
    TotalLevel: 4,
    VatApplicable: 1,
    Third: {
      TotalLevel: 3,
      Addresses: [
        {
          TotalLevel: 2,
          Index: 0,
          Address1: 'Kerkstraat',
          Number: '5',
          Zip: '9000',
          Town: 'Gent',
          CountryCode: 'BE',
        },
      ],
    },
  });
});
