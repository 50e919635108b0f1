import { eventually } from '../relations/synced-tenant';
import { startStack, type Stack } from '../support/stack';
import { payingTenant, SOON } from './paying-tenant';

/** Payments from WinBooks' matching to Tribe's phase. */
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.startWorker(undefined, { TIMINGS: SOON });
}, 120_000);
afterEach(() => stack.retireTenants());
afterAll(() => stack.stop(), 60_000);
jest.setTimeout(180_000);

it('an invoice is open, partly paid, paid, open again when its matching is undone, and paid again', async () => {
  const tenant = await payingTenant(stack, { invoices: 1 });
  const standing = (state: string, openCents: number, phase: string) =>
    eventually(async () => {
      expect(await tenant.payment('20260001')).toMatchObject({ state, openCents, grossCents: 24200 });
      expect(await tenant.phase('20260001')).toBe(phase);
    });
  await standing('open', 24200, 'Sent');
  await tenant.pay('20260001', { amount: 100 });
  await standing('partly-paid', 14200, 'Sent');
  await tenant.pay('20260001');
  await standing('paid', 0, 'Paid');
  await tenant.unmatch('20260001');
  await standing('reversed', 24200, 'Sent');
  await tenant.pay('20260001');
  await standing('paid', 0, 'Paid');
});
