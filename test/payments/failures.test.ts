import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../relations/synced-tenant';
import { startStack, type Stack, type TestWorker } from '../support/stack';
import { payingTenant, SOON } from './paying-tenant';

/** WinBooks fails, records cannot be read, and workers die. Nothing is lost, and nothing is written twice. */
let stack: Stack;
let worker: TestWorker;
beforeAll(async () => {
  stack = await startStack();
}, 120_000);
beforeEach(async () => {
  await stack.killWorkers();
  worker = await stack.startWorker(undefined, { TIMINGS: SOON });
}, 60_000);
afterEach(async () => {
  await stack.twins.clearFaults();
  await stack.retireTenants();
});
afterAll(() => stack.stop(), 60_000);
jest.setTimeout(240_000);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(20260001 + index));
type Paying = Awaited<ReturnType<typeof payingTenant>>;
const arePaid = (tenant: Paying, wanted: readonly string[]) =>
  eventually(async () => {
    const paid = (await tenant.payments())
      .filter(({ state }) => state === 'paid')
      .map(({ number }) => number);
    expect(paid).toEqual(wanted);
    for (const number of wanted) expect(await tenant.phase(number)).toBe('Paid');
  }, 120_000);
const phaseWrites = async (): Promise<number> =>
  (await stack.twins.journal('tribe')).filter(
    ({ method, path, committed }) => method !== 'GET' && /\/odata\/Activity_Invoice/.test(path) && committed,
  ).length;

test.each(['standing-stored', 'before-phase-write', 'after-phase-write'])(
  'a worker killed at %s: another one goes on, and writes the phase once',
  async (point) => {
    const tenant = await payingTenant(stack, { invoices: 1 });
    await eventually(async () => expect((await tenant.payment('20260001'))?.state).toBe('open'));
    const before = await phaseWrites();
    worker.stopAt(point);
    await tenant.pay('20260001');
    await worker.reached(point);
    worker.kill('SIGKILL');
    await stack.startWorker(undefined, { TIMINGS: SOON });
    await arePaid(tenant, ['20260001']);
    expect((await phaseWrites()) - before).toBe(1);
  },
);

test.each([1, 4])('%i invoices that cannot be read fail alone, and are told', async (bad) => {
  const all = numbers(12);
  const tenant = await payingTenant(stack, { invoices: 12 });
  await eventually(async () => expect(await tenant.payments()).toHaveLength(12));
  const badOnes = all.slice(3, 3 + bad);
  const ids = await Promise.all(badOnes.map(tenant.documentOf));
  await stack.twins.fault('winbooks', {
    kind: 'status',
    status: 500,
    requestBody: ids.map(({ id }) => id).join('|'),
  });
  for (const number of all) await tenant.pay(number);
  await arePaid(
    tenant,
    all.filter((number) => !badOnes.includes(number)),
  );
  await eventually(async () => {
    const told = (await stack.openIssues(tenant.id)).filter(({ code }) => code === 'PAYMENT_FAILS');
    expect(told.map(({ params }) => params['invoice']).toSorted()).toEqual(badOnes);
  }, 120_000);
  await stack.twins.clearFaults();
  await stack.database.asTenant(tenant.id, (sql) =>
    sql.query(`update payments set look_at = now() where tenant_id = $1`, [tenant.id]),
  );
  await arePaid(tenant, all);
  await eventually(async () => expect(await stack.openIssues(tenant.id)).toEqual([]));
});

test('a line whose amount is no amount keeps its own invoice waiting, and no other', async () => {
  const tenant = await payingTenant(stack, { invoices: 3 });
  const [one = '', two = '', three = ''] = numbers(3);
  const [line] = (await tenant.ledgerEntry(two))?.lines ?? [];
  await tenant.act('alter', { model: 'GLTrans', key: line?.id, fields: { Amount: 1e15 } });
  await tenant.pay(one);
  await tenant.pay(three);
  await arePaid(tenant, [one, three]);
});

test.each([
  ['is silent', { kind: 'drop-before' }],
  ['does not let its ledger be read', { kind: 'status', status: 403, path: '/app/GLTrans' }],
  ['fails at its ledger alone', { kind: 'status', status: 500, path: '/app/GLTrans' }],
])('WinBooks %s for a while: what was paid meanwhile comes back by itself', async (_, fault) => {
  const tenant = await payingTenant(stack, { invoices: 3 });
  await eventually(async () => expect(await tenant.payments()).toHaveLength(3));
  await stack.twins.fault('winbooks', fault);
  for (const number of numbers(3)) await tenant.pay(number);
  await sleep(5_000);
  expect((await tenant.payments()).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
  const told = (await stack.openIssues(tenant.id)).map(({ code }) => code);
  expect(told.filter((code) => code === 'PAYMENT_FAILS')).toEqual([]);
  await stack.twins.clearFaults();
  await arePaid(tenant, numbers(3));
});

test('the payment of a booking of unknown fate waits until it is found', async () => {
  const tenant = await payingTenant(stack, { invoices: 0 });
  const lost = { kind: 'drop-after', method: 'POST', path: '/app/GLTransHeader/Folder/', count: 1 };
  await stack.twins.fault('winbooks', lost);
  await stack.twins.act('tribe', 'invoices', {
    ...{ tenant: tenant.id, customer: 'C1', number: '20260001', date: '2026-10-01' },
    lines: [{ description: 'Planks', quantity: 2, price: 100, vatGroup: 'BE21' }],
  });
  await eventually(async () => expect(await stack.twins.ledger(tenant.folder)).toHaveLength(1));
  await tenant.act('pay', { journal: 'VEN', docNumber: 20260001 });
  await arePaid(tenant, ['20260001']);
  const [booking] = await stack.bookings(tenant.id);
  expect(booking).toMatchObject({ state: 'booked', everUnknown: true });
});
