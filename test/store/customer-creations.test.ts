import type { TenantId, TribeId } from '../../domain/ids';
import {
  fenceCustomerCreation,
  holdCustomerCreation,
  loadCustomerCreation,
  markCustomerAbsent,
  markCustomerCreated,
  markCustomerNotSent,
  markCustomerUnknown,
  prepareCustomerCreation,
} from '../../store/relations/customer-creations';
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
  const intent = { code: `C${++lastCode}`, body: { name: 'Brouwerij De Ster' }, digest: DIGEST };
  expect(await prepareCustomerCreation(sql, id, intent)).toBe('prepared');
  return id;
}
async function posting(sql: TenantSql): Promise<TribeId> {
  const id = await prepared(sql);
  expect(await fenceCustomerCreation(sql, id, { attempt: 0, digest: DIGEST })).toMatchObject({ attempt: 1 });
  return id;
}
async function verifying(sql: TenantSql): Promise<TribeId> {
  const id = await posting(sql);
  expect(await markCustomerUnknown(sql, id, 1)).toBe(true);
  return id;
}
const situations = {
  prepared,
  posting,
  verifying,
  created: async (sql: TenantSql) => {
    const id = await posting(sql);
    expect(await markCustomerCreated(sql, id, newWinbooksId())).toBe('created');
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
  prepareCustomerCreation: {
    only: ['prepared', 'held'],
    run: async (sql, id) =>
      (await prepareCustomerCreation(sql, id, { code: 'NEW', body: {}, digest: 'new' })) === 'prepared',
  },
  fenceCustomerCreation: {
    only: ['prepared'],
    run: async (sql, id, attempt) =>
      (await fenceCustomerCreation(sql, id, { attempt, digest: DIGEST })) !== null,
  },
  markCustomerNotSent: { only: ['posting'], run: markCustomerNotSent },
  markCustomerUnknown: { only: ['posting'], run: markCustomerUnknown },
  markCustomerAbsent: {
    only: ['verifying'],
    run: async (sql, id, attempt) => {
      expect(await markCustomerAbsent(sql, id, attempt, 10)).toBe(false);
      await sql.query(
        `update customer_creations set sent_at = sent_at - interval '16 seconds' where tribe_relation_id = $1`,
        [id],
      );
      return markCustomerAbsent(sql, id, attempt, 10);
    },
  },
  markCustomerCreated: {
    only: ['prepared', 'posting', 'verifying'],
    run: async (sql, id) => (await markCustomerCreated(sql, id, newWinbooksId())) === 'created',
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
        const before = await loadCustomerCreation(sql, id);
        expect(await run(sql, id, before?.attempt ?? -1)).toBe(only.includes(situation));
        if (!only.includes(situation)) {
          expect(await loadCustomerCreation(sql, id)).toMatchObject({
            state: before?.state,
            attempt: before?.attempt,
            code: before?.code,
          });
        }
      });
    },
  );
});

describe('a caller with an old attempt', () => {
  const byAttempt = Object.entries(transitions).filter(([name]) =>
    /fence|NotSent|Unknown|Absent|refusal/.test(name),
  );
  test.each(byAttempt)('changes nothing in flight by %s', async (_name, { run }) => {
    await store.database.asTenant(tenant, async (sql) => {
      for (const situation of ['posting', 'verifying'] as const) {
        const id = await situations[situation](sql);
        expect(await run(sql, id, 0)).toBe(false);
        expect(await loadCustomerCreation(sql, id)).toMatchObject({ state: situation });
      }
    });
  });
});

describe('creating a customer', () => {
  test('two runs at once: one fence lets through', async () => {
    const id = await store.database.asTenant(tenant, prepared);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() =>
        store.database.asTenant(tenant, (sql) =>
          fenceCustomerCreation(sql, id, { attempt: 0, digest: DIGEST }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
  });

  test('is not sent while the tenant is paused, nor when the body changed since', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const id = await prepared(sql);
      expect(await fenceCustomerCreation(sql, id, { attempt: 0, digest: 'other' })).toBeNull();
      await sql.query(`update tenants set state = 'paused' where id = $1`, [tenant]);
      expect(await fenceCustomerCreation(sql, id, { attempt: 0, digest: DIGEST })).toBeNull();
    });
  });

  test('one code is claimed by one relation, until it is held', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const [first, second] = [newTribeId(), newTribeId()];
      const intent = { code: 'STER', body: {}, digest: DIGEST };
      expect(await prepareCustomerCreation(sql, first, intent)).toBe('prepared');
      expect(await prepareCustomerCreation(sql, second, intent)).toEqual({ conflict: 'code', other: first });
      expect(await loadCustomerCreation(sql, second)).toBeNull();
      await holdCustomerCreation(sql, first, 'CUSTOMER_AMBIGUOUS', { code: 'STER' });
      expect(await listOpenIssues(sql)).toMatchObject([
        { code: 'CUSTOMER_AMBIGUOUS', recordKind: 'relation', recordId: first },
      ]);
      expect(await prepareCustomerCreation(sql, second, intent)).toBe('prepared');
      expect(await prepareCustomerCreation(sql, first, intent)).toEqual({ conflict: 'code', other: second });
    });
  });

  test('of two invoices that need the same new customer at once neither takes the other for somebody else', async () => {
    for (let round = 0; round < 40; round += 1) {
      const id = newTribeId();
      const intent = { code: `C${++lastCode}`, body: {}, digest: DIGEST };
      const prepare = () =>
        store.database.asTenant(tenant, (sql) => prepareCustomerCreation(sql, id, intent));
      const answers = await Promise.all([prepare(), prepare(), prepare(), prepare()]);
      expect(answers).toEqual(answers.map(() => expect.stringMatching(/^(prepared|stale)$/) as unknown));
      expect(answers).toContain('prepared');
    }
  });

  test('one WinBooks customer is never taken for two relations, and its issues close with it', async () => {
    await store.database.asTenant(tenant, async (sql) => {
      const customer = newWinbooksId();
      const first = await situations.held(sql);
      await prepareCustomerCreation(sql, first, { code: 'AGAIN', body: {}, digest: DIGEST });
      expect(await listOpenIssues(sql)).toHaveLength(1);
      expect(await markCustomerCreated(sql, first, customer)).toBe('created');
      expect(await listOpenIssues(sql)).toEqual([]);
      expect(await markCustomerCreated(sql, await prepared(sql), customer)).toEqual({
        conflict: 'winbooksId',
        other: first,
      });
    });
  });
});
