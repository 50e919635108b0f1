import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../relations/synced-tenant';
import { startStack, type Stack } from '../support/stack';
import type { JournalledRequest } from '../support/twins';
import { payingTenant, SOON } from './paying-tenant';

/** The phase in Tribe: what the books say is written once, and a person's decision is not fought over. */
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker(undefined, { TIMINGS: SOON });
}, 120_000);
afterEach(async () => {
  await stack.twins.clearFaults();
  await stack.retireTenants();
});
afterAll(() => stack.stop(), 60_000);
jest.setTimeout(180_000);

const ONE = '20260001';
/** Longer than several looks and polls. */
const A_WHILE_MS = 4_000;
const isPhaseWrite = ({ method, path, committed }: JournalledRequest): boolean =>
  method !== 'GET' && /\/odata\/Activity_Invoice/.test(path) && committed;
const writesSince = async (seq: number): Promise<number> =>
  (await stack.twins.journal('tribe', seq)).filter(isPhaseWrite).length;
const now = async (): Promise<number> => (await stack.twins.journal('tribe')).at(-1)?.seq ?? 0;

type Paying = Awaited<ReturnType<typeof payingTenant>>;
const isPaid = (tenant: Paying) =>
  eventually(async () => {
    expect((await tenant.payment(ONE))?.state).toBe('paid');
    expect(await tenant.phase(ONE)).toBe('Paid');
  });
const issues = async (tenant: Paying) => (await stack.openIssues(tenant.id)).map(({ code }) => code);

it('is written once, whose lost answer is looked up', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  const before = await now();
  const lost = await stack.twins.fault('tribe', {
    kind: 'drop-after',
    method: 'POST',
    path: '/odata/Activity_Invoice',
    count: 1,
  });
  await tenant.pay(ONE);
  await isPaid(tenant);
  await sleep(A_WHILE_MS);
  expect(await stack.twins.fired('tribe', lost)).toBe(1);
  expect(await writesSince(before)).toBe(1);
});

it('with unpayReversed off it stays Paid when the matching is undone', async () => {
  const tenant = await payingTenant(stack, { invoices: 1, settings: { unpayReversed: false } });
  await tenant.pay(ONE);
  await isPaid(tenant);
  await tenant.unmatch(ONE);
  await eventually(async () => expect((await tenant.payment(ONE))?.state).toBe('reversed'));
  await sleep(A_WHILE_MS);
  expect(await tenant.phase(ONE)).toBe('Paid');
  await tenant.pay(ONE);
  await isPaid(tenant);
});

it('that a person changed is left until the books change, and then follows them', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  await tenant.pay(ONE);
  await isPaid(tenant);
  await tenant.setPhase(ONE, 'Sent');
  const before = await now();
  await sleep(A_WHILE_MS);
  expect(await tenant.phase(ONE)).toBe('Sent');
  await tenant.unmatch(ONE);
  await eventually(async () => expect((await tenant.payment(ONE))?.state).toBe('reversed'));
  await sleep(A_WHILE_MS);
  expect(await writesSince(before)).toBe(0);
  await tenant.pay(ONE);
  await isPaid(tenant);
  expect(await writesSince(before)).toBe(1);
});

it('that is neither Sent nor Paid is left and shown', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  await tenant.setPhase(ONE, 'Draft');
  await tenant.pay(ONE);
  await eventually(async () => expect(await issues(tenant)).toContain('PHASE_DIFFERS'));
  expect(await tenant.phase(ONE)).toBe('Draft');
});

it('that Tribe refuses is shown with its words, until the books no longer ask for it', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  await stack.twins.act('tribe', 'switches', { tenant: tenant.id, G32: 'forward' });
  await tenant.pay(ONE);
  await isPaid(tenant);
  await tenant.unmatch(ONE);
  await eventually(async () => expect(await issues(tenant)).toContain('PHASE_NOT_WRITTEN'));
  await tenant.pay(ONE);
  await eventually(async () => expect(await issues(tenant)).not.toContain('PHASE_NOT_WRITTEN'));
});

it('is written after a while of silence of Tribe, by itself', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  await stack.twins.fault('tribe', { kind: 'drop-before' });
  await tenant.pay(ONE);
  await eventually(async () => expect((await tenant.payment(ONE))?.state).toBe('paid'));
  await sleep(A_WHILE_MS);
  await stack.twins.clearFaults();
  await isPaid(tenant);
});

it('is not asked for while synchronising payments is off', async () => {
  const tenant = await payingTenant(stack, { invoices: 1, settings: { syncPayments: false } });
  await tenant.pay(ONE);
  await sleep(A_WHILE_MS);
  expect(await tenant.payments()).toEqual([]);
  expect(await tenant.phase(ONE)).toBe('Sent');
});
