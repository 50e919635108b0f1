import { tribeId } from '../../domain/ids';
import type { Outcome } from '../../clients/outcome';
import {
  checkTribeCredentials,
  listCustomerDebtors,
  listVatGroups,
  probeEmployee,
  probeInvoicing,
  readDebtor,
  readIdentity,
  readInvoice,
  readMetadata,
  resolveInvoiceDateField,
} from '../../clients/tribe';
import type { TribeConnection } from '../../clients/connection';
import { allChanges } from './support/all-changes';
import { tribeConnection } from './support/memory-connection';
import { startTwins, type Twins } from './support/twins';

let twins: Twins;
beforeAll(async () => {
  twins = await startTwins();
}, 60_000);
afterAll(() => twins.stop());
afterEach(() => twins.control('tribe', 'DELETE', 'faults'));

const line = { description: 'Stoel', quantity: 3, price: 33.33, vatGroup: 'BE21', product: 'STOEL' };
const seed = {
  name: 'Acme BV',
  ledgerAccounts: [{ code: '701000', name: 'Meubelen' }],
  products: [{ code: 'STOEL', name: 'Stoel', price: 33.33, vatGroup: 'BE21', ledgerAccount: '701000' }],
  organisations: [
    {
      key: 'etoile',
      name: "Garage L'Étoile & Cie",
      debtorNumber: 'C1002',
      vatNumber: 'BE0000000295',
      roles: ['customer'],
      paymentTermInDays: 30,
      address: {
        street: 'Chaussée de Charleroi',
        houseNumber: 214,
        suffix: 'b3',
        postalcode: '1060',
        city: 'Saint-Gilles',
        country: 'BE',
      },
    },
  ],
  invoices: [
    {
      customer: 'etoile',
      date: '2026-10-02',
      number: 'F2026-0041',
      lines: [line, { ...line, description: 'Uren', quantity: 1.5, price: 87.5, product: undefined }],
    },
    { customer: 'etoile', date: '2026-10-03', phase: 'Paid', lines: [line] },
    { customer: 'etoile', phase: 'Draft', lines: [line] },
  ],
};

let tenants = 0;
/** A tenant of its own, behaving as the switches say. */
async function tenant(switches: Readonly<Record<string, string>> = {}, given: object = {}) {
  tenants += 1;
  const id = `tenant-${tenants}`;
  const client = { clientId: `cc-${tenants}`, clientSecret: `secret-${tenants}` };
  await twins.control('tribe', 'POST', 'seed', { tenants: [{ id, ...client, ...seed, ...given }] });
  if (Object.keys(switches).length > 0) {
    await twins.control('tribe', 'POST', 'switches', { tenant: id, ...switches });
  }
  return { id, connection: tribeConnection('', { ...twins.tribe, ...client }) };
}

function must<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

async function dateFieldOf(connection: TribeConnection): Promise<string> {
  return resolveInvoiceDateField(must(await readMetadata(connection))) ?? 'none';
}

async function invoicesOf(connection: TribeConnection) {
  const dateField = await dateFieldOf(connection);
  const found = must(await allChanges(connection, { since: '2020-01-01T00:00:00Z', dateField }));
  return { dateField, found };
}

test('credentials, employee, module and identity', async () => {
  const { connection } = await tenant();
  expect(await checkTribeCredentials(connection)).toEqual({ kind: 'ok', value: null });
  expect(await probeEmployee(connection)).toEqual({ kind: 'ok', value: null });
  expect(await probeInvoicing(connection)).toEqual({ kind: 'ok', value: 'available' });
  const other = await tenant();
  expect(must(await readIdentity(connection))).not.toEqual(must(await readIdentity(other.connection)));
  const wrong = tribeConnection('', { ...connection, clientSecret: 'no' });
  expect(await checkTribeCredentials(wrong)).toMatchObject({
    kind: 'refused',
    status: 401,
    about: 'credentials',
  });
});

test('an application that may not ask for a scope is asked for nothing more than it has', async () => {
  const { connection } = await tenant();
  const offline = tribeConnection('', { ...connection, scope: 'read write offline' });
  expect((await checkTribeCredentials(offline)).kind).toBe('ok');
});

test('a hidden invoicing module is told apart from an outage', async () => {
  const { connection } = await tenant({ G40: 'hide:Activity_Invoice' });
  expect(await probeInvoicing(connection)).toEqual({ kind: 'ok', value: 'missing' });
  await twins.control('tribe', 'POST', 'faults', {
    kind: 'status',
    status: 500,
    path: 'Activity_Invoice',
    count: 1,
  });
  expect((await probeInvoicing(connection)).kind).toBe('unknown');
});

test('VAT groups and debtors', async () => {
  const { connection } = await tenant();
  expect(
    must(await listVatGroups(connection))
      .map((group) => group.percentage)
      .toSorted(),
  ).toEqual([0, 12, 21, 6]);
  expect(must(await listCustomerDebtors(connection))).toMatchObject([
    {
      kind: 'organisation',
      name: "Garage L'Étoile & Cie",
      debtorNumber: 'C1002',
      paymentTermDays: 30,
      invoiceAddress: { houseNumber: '214', houseNumberSuffix: 'b3', countryCode: 'BE' },
    },
  ]);
});

/** One stack, one tenant per position: whatever the reference leaves open, the same invoice must come out. */
const POSITIONS: readonly Readonly<Record<string, string>>[] = [
  {},
  { G1: 'Date', 'G1.type': 'DateTimeOffset' },
  { G1: 'Start', 'G1.type': 'utc-midnight', 'mutation-date': 'null' },
  { G5: 'VATGroup', 'base-name': 'yes' },
  { G5: 'Vat', plus: 'space' },
  { 'G8.nextLink': 'on', G8: '25' },
  { G14: 'insensitive', G10: '5' },
];

test.each(POSITIONS)('the watch and the invoice with %j', async (positions) => {
  const { connection } = await tenant(positions);
  const { dateField, found } = await invoicesOf(connection);
  expect(dateField).toBe(positions['G1'] ?? 'InvoiceDate');
  expect(found.map((row) => [row.phaseCode, row.date]).toSorted()).toEqual([
    ['Draft', null],
    ['Paid', '2026-10-03'],
    ['Sent', '2026-10-02'],
  ]);
  const sent = found.find((row) => row.phaseCode === 'Sent');
  connection.budget.taken = 0;
  const invoice = must(await readInvoice(connection, sent?.id ?? tribeId(''), dateField));
  expect(connection.budget.taken).toBe(1);
  expect(invoice).toMatchObject({
    number: 'F2026-0041',
    phaseCode: 'Sent',
    date: '2026-10-02',
    currency: 'EUR',
    isVatIncluded: false,
    isCreditMarked: false,
    lines: [
      {
        description: 'Stoel',
        quantity: 3,
        price: 33.33,
        vatGroup: { code: 'BE21', percentage: 21 },
        ledgerAccountCode: '701000',
      },
      {
        description: 'Uren',
        quantity: 1.5,
        price: 87.5,
        vatGroup: { code: 'BE21' },
        ledgerAccountCode: null,
      },
    ],
  });
  const relationship = invoice.relationship ?? { id: tribeId(''), type: null };
  const debtor = must(await readDebtor(connection, relationship));
  expect(debtor).toMatchObject({ kind: 'organisation', debtorNumber: 'C1002', vatNumber: 'BE0000000295' });
  expect(must(await readDebtor(connection, { ...relationship, type: null }))).toEqual(debtor);
});

test('without a field for the invoice date nothing is assumed', async () => {
  const { connection } = await tenant({ G1: 'none' });
  expect(resolveInvoiceDateField(must(await readMetadata(connection)))).toBeNull();
});

test('only what changed since is found, and a change brings an invoice back', async () => {
  const { id, connection } = await tenant();
  const { dateField, found } = await invoicesOf(connection);
  const draft = found.find((row) => row.phaseCode === 'Draft');
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const since = new Date().toISOString();
  expect(
    must(
      await allChanges(connection, {
        since: new Date(Date.now() + 60_000).toISOString(),
        dateField,
      }),
    ),
  ).toEqual([]);
  await twins.control('tribe', 'POST', 'actions/send', {
    tenant: id,
    invoice: draft?.id,
    date: '2026-11-03',
  });
  expect(must(await allChanges(connection, { since, dateField }))).toMatchObject([
    { id: draft?.id, phaseCode: 'Sent', date: '2026-11-03' },
  ]);
});

test.each([{}, { 'G8.nextLink': 'on' }, { 'G8.max': '30' }])(
  'hundreds of invoices, each once, with %j',
  async (positions) => {
    const invoices = Array.from({ length: 230 }, () => ({
      customer: 'etoile',
      date: '2026-10-02',
      lines: [line],
    }));
    const { connection } = await tenant(positions, { invoices });
    const { found } = await invoicesOf(connection);
    expect(new Set(found.map((row) => row.id)).size).toBe(230);
    expect(found).toHaveLength(230);
  },
);

test('an invoice that is not there is absent', async () => {
  const { connection } = await tenant();
  const nobody = tribeId('9fcb346f-bd58-423d-b7da-1952f9449827');
  expect(await readInvoice(connection, nobody, 'InvoiceDate')).toEqual({ kind: 'absent' });
  expect(await readDebtor(connection, { id: nobody, type: null })).toEqual({ kind: 'absent' });
});

test.each([
  { kind: 'drop-before' },
  { kind: 'html-200' },
  { kind: 'half-body' },
  { kind: 'status', status: 503 },
])('a read that meets %j is no answer, the next one is', async (fault) => {
  const { connection } = await tenant();
  await checkTribeCredentials(connection);
  await twins.control('tribe', 'POST', 'faults', { ...fault, path: 'Datastore_VatGroup', count: 1 });
  expect((await listVatGroups(connection)).kind).toBe('unknown');
  expect((await listVatGroups(connection)).kind).toBe('ok');
});

test('a token that ends under way is renewed, JSON as text is read', async () => {
  const { connection } = await tenant();
  await checkTribeCredentials(connection);
  await twins.control('tribe', 'POST', 'faults', {
    kind: 'expire-token',
    path: 'Datastore_VatGroup',
    count: 1,
  });
  expect((await listVatGroups(connection)).kind).toBe('ok');
  expect(connection.tokens.stores).toBe(2);
  await twins.control('tribe', 'POST', 'faults', { kind: 'text-plain', count: 1 });
  expect((await listVatGroups(connection)).kind).toBe('ok');
});
