import { setTimeout as sleep } from 'node:timers/promises';
import { openTenant } from '../../activities/connection/tenant-connections';
import { establishCustomer, type EstablishedCustomer } from '../../activities/relations/establish-customer';
import { tribeId } from '../../domain/ids';
import { actionsOf } from '../actions/stack-actions';
import { seedTenant, startStack, type Stack } from '../support/stack';
import { vendorReader } from './vendor-reader';

const PATIENCE_MS = 180_000;
type Settled = Exclude<EstablishedCustomer, { kind: 'waiting' }>;

/** Relations of Tribe that are to be customers in WinBooks, none of which has an invoice. */
describe('a relation without an invoice', () => {
  let stack: Stack;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;
  beforeAll(async () => {
    stack = await startStack();
    await stack.startWorker();
    tenant = await seedTenant(stack, {
      invoices: 0,
      tribe: {
        organisations: ['NEW1', 'NEW2', 'NEW3', 'NEW4', 'OLD1', 'LOCKED1', null].map((debtorNumber) => ({
          name: debtorNumber === null ? 'Numberless BV' : `Company ${debtorNumber}`,
          ...(debtorNumber === null ? {} : { debtorNumber }),
        })),
        persons: [{ lastName: 'Particulier', firstName: 'An', debtorNumber: 'PERSON1' }],
      },
      winbooks: {
        customers: [
          { code: 'OLD1', name: 'Company OLD1' },
          { code: 'LOCKED1', name: 'Company LOCKED1', locked: true },
        ],
      },
    });
    await stack.activate([tenant.definition]);
    await stack.killWorkers();
  }, PATIENCE_MS);
  afterEach(() => stack.twins.clearFaults());
  afterAll(() => stack.stop(), 60_000);

  async function relationOf(code: string) {
    const relations = (await stack.twins.look('tribe', `relations?tenant=${tenant.id}`)) as {
      id: string;
      name: string;
      debtorNumber: string | null;
    }[];
    const found = relations.find(({ name, debtorNumber }) => [name, debtorNumber].includes(code));
    if (found === undefined) throw new Error(`Tribe has no relation ${code}`);
    return tribeId(found.id);
  }
  async function establish(code: string): Promise<EstablishedCustomer> {
    const deps = actionsOf(stack);
    return establishCustomer(deps, await openTenant(deps, tenant.id), await relationOf(code));
  }
  async function untilSettled(code: string): Promise<Settled> {
    for (const deadline = Date.now() + 90_000; Date.now() < deadline;) {
      const now = await establish(code);
      if (now.kind !== 'waiting') return now;
      await sleep(now.waitMs);
    }
    throw new Error(`${code} did not settle`);
  }
  const posts = async (code: string) =>
    (await stack.twins.journal('winbooks')).filter(
      ({ method, path }) => method === 'POST' && path.startsWith(`/app/Customer/${code}/`),
    );
  const inWinbooks = (code: string) => vendorReader(stack, tenant.definition).winbooks(`Customer/${code}`, 1);

  it('is created in WinBooks once, and linked from then on', async () => {
    expect(await untilSettled('NEW1')).toMatchObject({ kind: 'created', customer: { code: 'NEW1' } });
    expect(await untilSettled('NEW1')).toMatchObject({ kind: 'linked', customer: { code: 'NEW1' } });
    expect(await posts('NEW1')).toHaveLength(1);
    expect(await inWinbooks('NEW1')).toMatchObject({ Code: 'NEW1' });
  });

  it('is created as a private person', async () => {
    expect(await untilSettled('PERSON1')).toMatchObject({ kind: 'created', customer: { code: 'PERSON1' } });
  });

  it(
    'is created once although the answer is lost after WinBooks has it',
    async () => {
      const lost = { method: 'POST', path: '/app/Customer/NEW2/', count: 1 };
      await stack.twins.fault('winbooks', { ...lost, kind: 'drop-after' });
      expect(await establish('NEW2')).toMatchObject({ kind: 'waiting' });
      expect(await untilSettled('NEW2')).toMatchObject({ kind: 'linked', customer: { code: 'NEW2' } });
      expect(await posts('NEW2')).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'is sent again once it is certain that the lost request never arrived',
    async () => {
      const lost = { method: 'POST', path: '/app/Customer/NEW3/', count: 1 };
      await stack.twins.fault('winbooks', { ...lost, kind: 'drop-before' });
      expect(await establish('NEW3')).toMatchObject({ kind: 'waiting' });
      expect(await untilSettled('NEW3')).toMatchObject({ kind: 'created', customer: { code: 'NEW3' } });
      const sent = await posts('NEW3');
      expect([sent.length, sent.filter(({ committed }) => committed).length]).toEqual([2, 1]);
    },
    PATIENCE_MS,
  );

  it('is created once although four ask for it at the same time', async () => {
    await Promise.all([1, 2, 3, 4].map(() => untilSettled('NEW4')));
    expect(await posts('NEW4')).toHaveLength(1);
  });

  it('that WinBooks has is linked, and nothing is sent', async () => {
    expect(await untilSettled('OLD1')).toMatchObject({ kind: 'linked', customer: { code: 'OLD1' } });
    expect(await posts('OLD1')).toEqual([]);
  });

  it.each([
    ['whose customer is locked', 'LOCKED1', 'CUSTOMER_LOCKED'],
    ['without a debtor number', 'Numberless BV', 'CUSTOMER_WITHOUT_NUMBER'],
  ])('%s needs a person', async (_, code, issueCode) => {
    expect(await untilSettled(code)).toMatchObject({ kind: 'held', issue: { code: issueCode } });
  });
});
