import type { TenantId } from '../../domain/ids';
import { startStack, type Stack, type TestWorker } from '../support/stack';
import { eventually, syncedTenant } from './synced-tenant';

/** The vendors fail, and workers die, in the middle of a write. The judge is what both twins hold. */
let stack: Stack;
let worker: TestWorker;
beforeAll(async () => {
  stack = await startStack();
  worker = await startWorker();
});
afterEach(async () => {
  await stack.twins.clearFaults();
  await stack.retireTenants();
});
afterAll(() => stack.stop());
jest.setTimeout(240_000);

/** The vendors of these tests are asked again soon. */
const TIMINGS = JSON.stringify({ afterFailure: { noAnswerMs: 500, throttledMs: 500 } });
const startWorker = (): Promise<TestWorker> => stack.startWorker(undefined, { TIMINGS });

const FOUR = [0, 1, 2, 3];
const inTribe = {
  organisations: [
    ...FOUR.map((index) => ({ name: `Klant ${index} BV`, debtorNumber: `T${index}` })),
    ...FOUR.map((index) => ({
      name: `Leverancier ${index} BV`,
      creditorNumber: `S${index}`,
      roles: ['supplier'],
    })),
  ],
};
const inWinbooks = [
  ...FOUR.map((index) => ({ code: `W${index}`, name: `Alleen daar ${index} NV` })),
  ...FOUR.map((index) => ({ code: `V${index}`, name: `Ook daar ${index} NV`, role: 'supplier' })),
];

const CREATIONS = [
  ['winbooks', '/app/(Customer|Supplier)/'],
  ['tribe', '/odata/Relationship_Organization'],
] as const;

describe('eight new records on each side', () => {
  test.each([
    ['the connection lost after the commit', { kind: 'drop-after', count: 8 }],
    ['the connection lost before it was handled', { kind: 'drop-before', count: 8 }],
    ['half an answer', { kind: 'half-body', count: 8 }],
    ['status 500 after the commit', { kind: 'status', status: 500, handled: true, count: 8 }],
    ['asked to slow down', { kind: 'status', status: 429, retryAfterSeconds: 1, count: 8 }],
  ])('are each created once: %s', async (_, fault) => {
    for (const [side, path] of CREATIONS) await stack.twins.fault(side, { method: 'POST', path, ...fault });
    const tenant = await syncedTenant(stack, inTribe, inWinbooks);
    await eventually(async () => {
      const states = (await tenant.listed()).map(({ state }) => state);
      expect(states).toEqual(Array.from({ length: 16 }, () => 'linked'));
    }, 150_000);
    const names = (await tenant.relations()).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    // However its record was found, no attempt stays of unknown fate.
    await eventually(async () => expect(await unsettled(tenant.id)).toEqual([]));
    expect((await tenant.thirdNames()).toSorted()).toEqual([
      ...FOUR.map((index) => `Alleen daar ${index} NV`),
      ...FOUR.map((index) => `Klant ${index} BV`),
      ...FOUR.map((index) => `Leverancier ${index} BV`),
      ...FOUR.map((index) => `Ook daar ${index} NV`),
    ]);
  });
});

test('what WinBooks confirms is read back under the code that it has, and never of unknown fate', async () => {
  const tenant = await syncedTenant(stack, inTribe, []);
  await eventually(async () => {
    const states = (await tenant.listed()).map(({ state }) => state);
    expect(states).toEqual(Array.from({ length: 8 }, () => 'linked'));
  });
  const { rows } = await stack.database.asTenant(tenant.id, (sql) =>
    sql.query(`select record_id from vendor_writes where tenant_id = $1 and ever_unknown`, [tenant.id]),
  );
  expect(rows).toEqual([]);
});

test('records whose codes WinBooks replaces are created once, also when its answers are lost', async () => {
  await stack.twins.act('winbooks', 'switches', { G17b: 'renumber' });
  const { method, path } = { method: 'POST', path: '/app/(Customer|Supplier)/' };
  await stack.twins.fault('winbooks', { method, path, kind: 'drop-after', count: 5 });
  const tenant = await syncedTenant(stack, inTribe, []);
  await eventually(async () => {
    const states = (await tenant.listed()).map(({ state }) => state);
    expect(states).toEqual(Array.from({ length: 8 }, () => 'linked'));
  }, 150_000);
  const wanted = inTribe.organisations.map(({ name }) => name).toSorted();
  expect((await tenant.thirdNames()).toSorted()).toEqual(wanted);
  const relations = (await tenant.relations()).filter(({ roles }) => roles.length > 0);
  expect(relations.map(({ name }) => name).toSorted()).toEqual(wanted);
  await eventually(async () => expect(await unsettled(tenant.id)).toEqual([]));
  await stack.twins.act('winbooks', 'switches', { G17b: 'refuse' });
});

describe('a change whose answer is lost', () => {
  test.each([
    ['the connection lost after the commit', { kind: 'drop-after', count: 3 }],
    ['the connection lost before it was handled', { kind: 'drop-before', count: 3 }],
    ['status 503', { kind: 'status', status: 503, count: 3 }],
  ])('arrives on the other side, with its history: %s', async (_, fault) => {
    const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
    await tenant.untilSynced();
    await stack.twins.fault('winbooks', { method: 'PUT', path: '/app/', ...fault });
    await stack.twins.fault('tribe', { method: 'PUT', path: '/odata/', ...fault });
    await tenant.editRelation('C1', { Website: 'https://peeters.example' });
    await eventually(async () =>
      expect(await tenant.party('Customer', 'C1')).toMatchObject({
        Third: { WebSite: 'https://peeters.example' },
      }),
    );
    await tenant.editWinbooks('Third', 'C1', { Name: 'Peeters Hout & Zonen BV' });
    await eventually(async () =>
      expect((await tenant.relations()).map(({ name }) => name)).toContain('Peeters Hout & Zonen BV'),
    );
    await eventually(async () =>
      expect(await tenant.written()).toEqual([
        { side: 'winbooks', field: 'website', cause: 'change' },
        { side: 'tribe', field: 'name', cause: 'change' },
      ]),
    );
  });
});

describe('a worker that is killed', () => {
  test.each(['before-relation-write', 'after-relation-write'])(
    'at %s: the next one finishes, and the history has the change once',
    async (point) => {
      const tenant = await syncedTenant(stack, { organisations: [peeters] }, [sameInWinbooks]);
      await tenant.untilSynced();
      worker.stopAt(point);
      await tenant.editRelation('C1', { Website: 'https://peeters.example' });
      await worker.reached(point);
      worker.kill('SIGKILL');
      await worker.process.exited;
      worker = await startWorker();
      await eventually(async () =>
        expect(await tenant.party('Customer', 'C1')).toMatchObject({
          Third: { WebSite: 'https://peeters.example' },
        }),
      );
      await eventually(async () =>
        expect(await tenant.written()).toEqual([{ side: 'winbooks', field: 'website', cause: 'change' }]),
      );
    },
  );

  test.each(['before-relation-fence', 'after-relation-fence'])(
    'at %s: what was to be created is there once',
    async (point) => {
      worker.stopAt(point);
      const tenant = await syncedTenant(stack, {}, [{ code: 'W1', name: 'Alleen daar NV' }]);
      await worker.reached(point);
      worker.kill('SIGKILL');
      await worker.process.exited;
      worker = await startWorker();
      await tenant.untilSynced();
      expect((await tenant.relations()).filter(({ name }) => name === 'Alleen daar NV')).toHaveLength(1);
    },
  );
});

const unsettled = async (tenant: TenantId): Promise<readonly unknown[]> =>
  (
    await stack.database.asTenant(tenant, (sql) =>
      sql.query(
        `select kind, record_id, state from vendor_writes where tenant_id = $1 and state in ('posting', 'verifying')`,
        [tenant],
      ),
    )
  ).rows;

const peeters = { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' };
const sameInWinbooks = { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' };
