import type { TenantId, TribeId } from '../../domain/ids';
import {
  customerCreations,
  holdCustomerCreation,
  markCustomerCreated,
} from '../../store/relations/customer-creations';
import { afterStep, type WriteStep } from '../../domain/writes/write-protocol';
import type { TenantSql } from '../../store/database/database';
import { listOpenIssues } from '../../store/issues/issues';
import { newActiveTenant, newTribeId, newWinbooksId, openStore, type StoreFixture } from './store-fixture';

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newActiveTenant(store.database);
});
afterAll(() => store.close());

const DIGEST = 'digest-of-the-body';
let lastCode = 0;

async function prepared(sql: TenantSql): Promise<TribeId> {
  const id = newTribeId();
  const intent = { claim: `C${++lastCode}`, body: { name: 'Brouwerij De Ster' }, digest: DIGEST };
  expect(await customerCreations.prepare(sql, id, intent)).toBe('prepared');
  return id;
}
async function posting(sql: TenantSql): Promise<TribeId> {
  const id = await prepared(sql);
  expect(await customerCreations.fence(sql, id, { attempt: 0, digest: DIGEST })).toMatchObject({
    attempt: 1,
  });
  return id;
}
async function verifying(sql: TenantSql): Promise<TribeId> {
  const id = await posting(sql);
  expect(await customerCreations.lose(sql, id, 1)).toBe(true);
  return id;
}
const situations = {
  prepared,
  posting,
  verifying,
  written: async (sql: TenantSql) => {
    const id = await posting(sql);
    expect(await markCustomerCreated(sql, id, newWinbooksId())).toBe('written');
    return id;
  },
  held: async (sql: TenantSql) => {
    const id = await prepared(sql);
    expect(await holdCustomerCreation(sql, id, 'CUSTOMER_REFUSED')).toBe(true);
    return id;
  },
};
type Situation = keyof typeof situations;

const transitions: Record<
  string,
  { only: Situation[]; run: (sql: TenantSql, id: TribeId, attempt: number) => Promise<boolean> }
> = {
  'customerCreations.prepare': {
    only: ['prepared', 'held'],
    run: async (sql, id) =>
      (await customerCreations.prepare(sql, id, { claim: `NEW-${id}`, body: {}, digest: 'new' })) ===
      'prepared',
  },
  'customerCreations.fence': {
    only: ['prepared'],
    run: async (sql, id, attempt) =>
      (await customerCreations.fence(sql, id, { attempt, digest: DIGEST })) !== null,
  },
  'customerCreations.notSent': { only: ['posting'], run: customerCreations.notSent },
  'customerCreations.lose': { only: ['posting'], run: customerCreations.lose },
  'customerCreations.miss': {
    only: ['verifying'],
    run: async (sql, id, attempt) => {
      expect(await customerCreations.miss(sql, id, attempt, 10)).toBe(false);
      await sql.query(
        `update vendor_writes set sent_at = sent_at - interval '16 seconds' where record_id = $1`,
        [id],
      );
      return customerCreations.miss(sql, id, attempt, 10);
    },
  },
  markCustomerCreated: {
    only: ['prepared', 'posting', 'verifying'],
    run: async (sql, id) => (await markCustomerCreated(sql, id, newWinbooksId())) === 'written',
  },
  holdCustomerCreation: {
    only: ['prepared'],
    run: (sql, id) => holdCustomerCreation(sql, id, 'CUSTOMER_REFUSED'),
  },
  'holdCustomerCreation after a refusal': {
    only: ['prepared', 'posting', 'verifying'],
    run: (sql, id, attempt) => holdCustomerCreation(sql, id, 'CUSTOMER_REFUSED', {}, { attempt }),
  },
};

describe.each(Object.entries(transitions))('%s', (_name, { only, run }) => {
  test.each(Object.keys(situations) as Situation[])(
    `on an intent that is %s: only from ${only.join('; ')}`,
    async (situation) => {
      await store.database.asTenant(tenant, async (sql) => {
        const id = await situations[situation](sql);
        const before = await customerCreations.load(sql, id);
        expect(await run(sql, id, before?.attempt ?? -1)).toBe(only.includes(situation));
        if (!only.includes(situation)) {
          expect(await customerCreations.load(sql, id)).toMatchObject({
            state: before?.state,
            attempt: before?.attempt,
            claim: before?.claim,
          });
        }
      });
    },
  );
});

const steps: Record<string, WriteStep> = {
  'customerCreations.prepare': 'prepare',
  'customerCreations.fence': 'fence',
  'customerCreations.notSent': 'notSent',
  'customerCreations.lose': 'lose',
  'customerCreations.miss': 'miss',
  markCustomerCreated: 'write',
  holdCustomerCreation: 'hold',
  'holdCustomerCreation after a refusal': 'refuse',
};
describe('the statements of the store are the protocol', () => {
  test.each(Object.entries(steps))('%s is the step %s', async (name, step) => {
    await store.database.asTenant(tenant, async (sql) => {
      for (const situation of Object.keys(situations) as Situation[]) {
        const id = await situations[situation](sql);
        const before = await customerCreations.load(sql, id);
        if (before === null) throw new Error('The write is not there.');
        const next = afterStep(
          { state: before.state, attempt: before.attempt, isConfirmed: before.vendorId !== null },
          step,
          before.attempt,
        );
        expect(await transitions[name]?.run(sql, id, before.attempt)).toBe(next !== null);
        const after = await customerCreations.load(sql, id);
        expect(after).toMatchObject({
          state: next?.state ?? before.state,
          attempt: next?.attempt ?? before.attempt,
        });
      }
    });
  });
});

describe('a caller with an old attempt', () => {
  const byAttempt = Object.entries(transitions).filter(([name]) =>
    /fence|notSent|lose|miss|refusal/.test(name),
  );
  test.each(byAttempt)('changes nothing in flight by %s', async (_name, { run }) => {
    await store.database.asTenant(tenant, async (sql) => {
      for (const situation of ['posting', 'verifying'] as const) {
        const id = await situations[situation](sql);
        expect(await run(sql, id, 0)).toBe(false);
        expect(await customerCreations.load(sql, id)).toMatchObject({ state: situation });
      }
    });
  });
});

describe('creating a customer', () => {
  test('that is in flight is looked for in time, though no run sees to it', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [sent, lost] = [await posting(sql), await verifying(sql)];
      await prepared(sql);
      expect(await customerCreations.isDue(sql)).toBe(false);
      expect(await customerCreations.takeDue(sql, 10)).toEqual([]);
      const letTimePass = () =>
        sql.query(`update vendor_writes set due_at = due_at - interval '6 minutes' where tenant_id = $1`, [
          sql.tenantId,
        ]);
      await letTimePass();
      expect(await customerCreations.isDue(sql)).toBe(true);
      // Each is taken once, in turn, whatever becomes of the look.
      const [first] = await customerCreations.takeDue(sql, 1);
      const [second] = await customerCreations.takeDue(sql, 1);
      expect([first, second].sort()).toEqual([sent, lost].sort());
      expect(await customerCreations.takeDue(sql, 10)).toEqual([]);
      await letTimePass();
      expect(await customerCreations.takeDue(sql, 10)).toHaveLength(2);
      await letTimePass();
      expect(await customerCreations.notSent(sql, sent, 1)).toBe(true);
      expect(await holdCustomerCreation(sql, lost, 'CUSTOMER_REFUSED', {}, { attempt: 1 })).toBe(true);
      expect(await customerCreations.takeDue(sql, 10)).toEqual([]);
    });
  });

  test('two runs at once: one fence lets through', async () => {
    const id = await store.database.asTenant(tenant, prepared);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() =>
        store.database.asTenant(tenant, (sql) =>
          customerCreations.fence(sql, id, { attempt: 0, digest: DIGEST }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
  });

  test('is not sent while the tenant is paused, nor when the body changed since', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await prepared(sql);
      expect(await customerCreations.fence(sql, id, { attempt: 0, digest: 'other' })).toBeNull();
      await sql.query(`update tenants set state = 'paused' where id = $1`, [tenant]);
      expect(await customerCreations.fence(sql, id, { attempt: 0, digest: DIGEST })).toBeNull();
    });
  });

  test('one code is claimed by one relation, until it is held', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [first, second] = [newTribeId(), newTribeId()];
      const intent = { claim: 'STER', body: {}, digest: DIGEST };
      expect(await customerCreations.prepare(sql, first, intent)).toBe('prepared');
      expect(await customerCreations.prepare(sql, second, intent)).toEqual({
        conflict: 'claim',
        other: first,
      });
      expect(await customerCreations.load(sql, second)).toBeNull();
      await holdCustomerCreation(sql, first, 'CUSTOMER_AMBIGUOUS', { code: 'STER' });
      expect(await listOpenIssues(sql)).toMatchObject([
        { code: 'CUSTOMER_AMBIGUOUS', recordKind: 'relation', recordId: first },
      ]);
      expect(await customerCreations.prepare(sql, second, intent)).toBe('prepared');
      expect(await customerCreations.prepare(sql, first, intent)).toEqual({
        conflict: 'claim',
        other: second,
      });
    });
  });

  test('of two invoices that need the same new customer at once neither takes the other for somebody else', async () => {
    for (let round = 0; round < 40; round += 1) {
      const id = newTribeId();
      const intent = { claim: `C${++lastCode}`, body: {}, digest: DIGEST };
      const prepare = () =>
        store.database.asTenant(tenant, (sql) => customerCreations.prepare(sql, id, intent));
      const answers = await Promise.all([prepare(), prepare(), prepare(), prepare()]);
      expect(answers).toEqual(answers.map(() => expect.stringMatching(/^(prepared|stale)$/) as unknown));
      expect(answers).toContain('prepared');
    }
  });

  test('one WinBooks customer is never taken for two relations, and its issues close with it', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const customer = newWinbooksId();
      const first = await situations.held(sql);
      await customerCreations.prepare(sql, first, { claim: 'AGAIN', body: {}, digest: DIGEST });
      expect(await listOpenIssues(sql)).toHaveLength(1);
      expect(await markCustomerCreated(sql, first, customer)).toBe('written');
      expect(await listOpenIssues(sql)).toEqual([]);
      expect(await markCustomerCreated(sql, await prepared(sql), customer)).toEqual({
        conflict: 'vendorId',
        other: first,
      });
    });
  });
});
