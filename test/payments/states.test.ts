import { eventually } from '../relations/synced-tenant';
import { allBooked, startStack, type Stack } from '../support/stack';
import { payingTenant, SOON } from './paying-tenant';

/** What the ledger says of a payment, whatever was paid and matched; the judge is the twin's own ledger, and Tribe's phase. */
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker(undefined, { TIMINGS: SOON });
}, 120_000);
afterEach(() => stack.retireTenants());
afterAll(() => stack.stop(), 60_000);
jest.setTimeout(180_000);

const [ONE, TWO, THREE] = ['20260001', '20260002', '20260003'];
type Paying = Awaited<ReturnType<typeof payingTenant>>;

/** Waits until both sides show this. */
const shows = (tenant: Paying, number: string, state: string, openCents: number, phase: string) =>
  eventually(async () => {
    const payment = await tenant.payment(number);
    expect(payment).toMatchObject({ state, openCents });
    const sum = payment?.allocations.reduce((total, { cents }) => total + cents, 0) ?? NaN;
    expect(sum).toBe(openCents - (payment?.grossCents ?? NaN));
    expect(await tenant.phase(number)).toBe(phase);
  });

it('one payment for three invoices, of which one is taken out again', async () => {
  const tenant = await payingTenant(stack, { invoices: 3 });
  await tenant.pay(ONE, { also: [await tenant.documentOf(TWO), await tenant.documentOf(THREE)] });
  for (const number of [ONE, TWO, THREE]) await shows(tenant, number, 'paid', 0, 'Paid');
  await tenant.act('unmatch', { ...(await tenant.documentOf(THREE)), only: true });
  await shows(tenant, THREE, 'reversed', 48400, 'Sent');
});

it('many payments for one, in amounts, dates and references as the bank has them', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  await tenant.pay(ONE, { amount: 100, date: '2026-11-03' });
  await tenant.pay(ONE, { amount: 42, date: '2026-11-05', coda: true });
  await shows(tenant, ONE, 'partly-paid', 10000, 'Sent');
  expect((await tenant.payment(ONE))?.allocations).toEqual([
    { date: '2026-11-03', cents: -10000, kind: 'payment', reference: 'FIN/2026-11-03' },
    { date: '2026-11-05', cents: -4200, kind: 'payment', reference: expect.any(String) as string },
  ]);
  await tenant.pay(ONE, { amount: 100, date: '2026-11-06' });
  await shows(tenant, ONE, 'paid', 0, 'Paid');
});

it('too much was paid; the rest of another is written off', async () => {
  const tenant = await payingTenant(stack, { invoices: 2 });
  await tenant.pay(ONE, { amount: 250 });
  await tenant.pay(TWO, { amount: 362.5 });
  await shows(tenant, ONE, 'overpaid', -800, 'Paid');
  await shows(tenant, TWO, 'partly-paid', 50, 'Sent');
  await tenant.act('write-off', await tenant.documentOf(TWO));
  await shows(tenant, TWO, 'written-off', 0, 'Paid');
});

it('a difference that names no line is told from money by its journal', async () => {
  const journals = [
    { code: 'VEN', name: 'Verkopen', type: 'SAL' },
    { code: 'FIN', name: 'Bank', type: 'CAS' },
    { code: 'DIV', name: 'Diversen', type: 'MIS' },
  ];
  const tenant = await payingTenant(stack, { invoices: 1, winbooks: { journals } });
  await tenant.pay(ONE, { amount: 241.5 });
  await tenant.act('write-off', { ...(await tenant.documentOf(ONE)), named: false });
  await shows(tenant, ONE, 'written-off', 0, 'Paid');
  const kinds = (await tenant.payment(ONE))?.allocations.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['payment', 'difference']));
});

it('an invoice and its credit note, matched with each other', async () => {
  const tenant = await payingTenant(stack, { invoices: 1, settings: { creditNoteJournal: 'NCV' } });
  const order = { tenant: tenant.id, invoice: ONE, number: TWO, date: '2026-10-20' };
  await stack.twins.act('tribe', 'actions/credit', order);
  await stack.until(tenant.id, (all) => all.length === 2 && allBooked(all));
  await shows(tenant, TWO, 'open', 24200, 'Sent');
  await tenant.match(ONE, TWO);
  await shows(tenant, ONE, 'credited', 0, 'Paid');
  await shows(tenant, TWO, 'credited', 0, 'Paid');
});

it('another currency, of which the bank booked another amount', async () => {
  const tenant = await payingTenant(stack, {
    invoices: 0,
    tribe: {
      invoices: [
        {
          ...{ customer: 'C1', number: ONE, date: '2026-10-02', currency: 'USD' },
          lines: [{ description: 'Planks', quantity: 1, price: 100, vatGroup: 'BE21' }],
        },
      ],
    },
  });
  await stack.until(tenant.id, allBooked);
  const [entry] = await stack.twins.ledger(tenant.folder);
  const gross = entry?.lines[0]?.amount ?? NaN;
  await tenant.pay(ONE, { amount: gross - 2, currencyAmount: 121 });
  await shows(tenant, ONE, 'paid', 0, 'Paid');
});

it('a document that somebody keyed in and that was paid before it was linked', async () => {
  const keyed = { journal: 'VEN', docNumber: Number(ONE), date: '2026-10-01', customer: 'C1' };
  const tenant = await payingTenant(stack, { invoices: 0 });
  await tenant.act('book', { ...keyed, gross: 242, net: 200 });
  await tenant.act('pay', { journal: 'VEN', docNumber: Number(ONE) });
  await stack.twins.act('tribe', 'invoices', {
    ...{ tenant: tenant.id, customer: 'C1', number: ONE, date: '2026-10-01' },
    lines: [{ description: 'Planks', quantity: 2, price: 100, vatGroup: 'BE21' }],
  });
  const [booking] = await stack.until(tenant.id, allBooked);
  expect(booking?.linked).toBe(true);
  await shows(tenant, ONE, 'paid', 0, 'Paid');
});

it.each(['yes', 'no'])('whether a matching changes its lines (G15 %s)', async (position) => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  await stack.twins.act('winbooks', 'switches', { folder: tenant.folder, G15: position });
  await tenant.pay(ONE, { amount: 100 });
  await shows(tenant, ONE, 'partly-paid', 14200, 'Sent');
  await tenant.pay(ONE);
  await shows(tenant, ONE, 'paid', 0, 'Paid');
  await tenant.unmatch(ONE);
  await shows(tenant, ONE, 'reversed', 24200, 'Sent');
});

it.each([
  { among: 'refused' },
  { among: 'ignored' },
  { filters: 'ignored' },
  { G12: 'ignored' },
  { nulls: 'omit', maxResult: '20', collections: '3', G22: 'behind' },
])('a server that answers otherwise: %j', async (switches) => {
  const tenant = await payingTenant(stack, { invoices: 2 });
  await stack.twins.act('winbooks', 'switches', { folder: tenant.folder, ...switches });
  await tenant.pay(ONE, { also: [await tenant.documentOf(TWO)] });
  for (const number of [ONE, TWO]) await shows(tenant, number, 'paid', 0, 'Paid');
});
