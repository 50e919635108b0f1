import { findCustomer } from '../../activities/relations/find-customer';
import { openTenant } from '../../activities/connection/tenant-connections';
import { tribeId } from '../../domain/ids';
import { actionsOf } from '../actions/stack-actions';
import { deleteFromWinbooks } from '../integration/vendor-reader';
import { startStack, type Stack, type TestWorker } from '../support/stack';
import { eventually, syncedTenant } from './synced-tenant';

/** Records that exist on one side alone, and what it costs to create them on the other. */
let stack: Stack;
let worker: TestWorker;
beforeAll(async () => {
  stack = await startStack();
  worker = await stack.startWorker();
});
afterEach(async () => {
  worker.recover();
  await stack.twins.clearFaults();
  await stack.retireTenants();
});
afterAll(() => stack.stop());
jest.setTimeout(180_000);

const numbers = Array.from({ length: 30 }, (_, index) => index);
/** One on both sides: what is certainly there proves that a question was understood. */
const same = { name: 'Peeters Hout BV', debtorNumber: 'C1', vatNumber: 'BE0000000196' };
const sameInWinbooks = { code: 'C1', name: 'Peeters Hout BV', vatNumber: '0000000196', vatCountry: 'BE' };

describe('thirty new records on each side', () => {
  test('cost one write and one read each, and a few questions for all of them', async () => {
    const before = await lastSeqs();
    const tenant = await syncedTenant(
      stack,
      {
        organisations: [
          same,
          ...numbers.map((index) => ({
            name: `Tribe ${index} BV`,
            debtorNumber: `T${index}`,
            website: `https://t${index}.example`,
            phone: '02 555 12 34',
            address: { street: 'Kerkstraat', houseNumber: index + 1, postalcode: '9000', city: 'Gent' },
          })),
        ],
      },
      [
        sameInWinbooks,
        ...numbers.map((index) => ({
          code: `W${index}`,
          name: `WinBooks ${index} NV`,
          address: { street: 'Dorp', number: '7', zip: '8000', town: 'Brugge' },
        })),
      ],
    );
    await eventually(async () => {
      const states = (await tenant.listed()).map(({ state, syncedAt }) => [state, syncedAt !== null]);
      expect(states).toEqual([0, ...numbers, ...numbers].map(() => ['linked', true]));
    });
    const calls = [
      ...(await stack.twins.journal('tribe', before.tribe)),
      ...(await stack.twins.journal('winbooks', before.winbooks)),
    ];
    const ofRecord = calls.filter(
      ({ method, path }) => method === 'GET' && /\([0-9a-f-]{36}\)|\/app\//.test(path),
    );
    const writes = calls.filter(
      ({ method, path }) =>
        method !== 'GET' && /odata|\/app\//.test(path) && !path.includes('ExecuteCriteria'),
    );
    expect(writes).toHaveLength(60);
    // A few are asked for one by one: the last of a batch.
    expect(ofRecord.length).toBeLessThan(60 + 20);
    const questions = calls.filter(
      ({ path }) => path.includes('contains') || path.includes('ExecuteCriteria'),
    );
    expect(questions.length).toBeLessThan(90);
    expect(await tenant.party('Customer', 'T3')).toMatchObject({ Third: { WebSite: 'https://t3.example' } });
    expect(await stack.openIssues(tenant.id)).toEqual([]);
  });
});

describe('an edit on the other side, right after a record was created there', () => {
  test.each([
    ['customer', 'Customer', 'before-customer-read-back', {}],
    ['supplier', 'Supplier', 'before-relation-read-back', { roles: ['supplier'], creditorNumber: 'N2' }],
  ] as const)('in WinBooks is not lost: a %s', async (_, model, point, role) => {
    worker.stopAt(point);
    const tenant = await syncedTenant(
      stack,
      {
        organisations: [{ name: 'Nieuw BV', debtorNumber: 'N2', website: 'https://nieuw.example', ...role }],
      },
      [],
    );
    await worker.reached(point);
    await tenant.editWinbooks('Third', 'N2', { Name: 'Anders BV', WebSite: 'https://anders.example' });
    worker.release(point);
    await eventually(async () =>
      expect((await tenant.relations()).map(({ name }) => name)).toContain('Anders BV'),
    );
    expect(await tenant.party(model, 'N2')).toMatchObject({
      Third: { Name: 'Anders BV', WebSite: 'https://anders.example' },
    });
  });

  test('in Tribe is not lost', async () => {
    const point = 'before-relation-read-back';
    worker.stopAt(point);
    const tenant = await syncedTenant(
      stack,
      {},
      [{ code: 'K7', name: 'Alleen hier NV', website: 'https://hier.example' }],
      { conflictRule: 'winbooks' },
    );
    await worker.reached(point);
    await tenant.editRelation('K7', { Name: 'Anders NV', Website: 'https://anders.example' });
    worker.release(point);
    await eventually(async () =>
      expect(await tenant.party('Customer', 'K7')).toMatchObject({
        Third: { Name: 'Anders NV', WebSite: 'https://anders.example' },
      }),
    );
    expect((await tenant.relations()).map(({ name }) => name)).toContain('Anders NV');
  });
});

test('a record that was deleted since it was read gets no partner', async () => {
  worker.stopAt('before-relation-fence');
  const tenant = await syncedTenant(stack, {}, [
    { code: 'L1', name: 'Eerst NV', role: 'supplier' },
    { code: 'L2', name: 'Ook eerst NV', role: 'supplier' },
  ]);
  await worker.reached('before-relation-fence');
  await tenant.addCustomer({ code: 'L3', name: 'Verdwenen NV', role: 'supplier' });
  await eventually(async () =>
    expect((await tenant.listed()).map(({ name }) => name)).toContain('Verdwenen NV'),
  );
  await deleteFromWinbooks(stack, tenant.definition, 'Supplier/L3');
  worker.release('before-relation-fence');
  await eventually(async () => {
    const listed = (await tenant.listed()).map(({ name, state }) => `${name} ${state}`);
    expect(listed).toEqual(expect.arrayContaining(['Eerst NV linked', 'Ook eerst NV linked']));
    expect(listed.filter((each) => each.startsWith('Verdwenen'))).toEqual([]);
  });
  expect((await tenant.relations()).map(({ name }) => name)).not.toContain('Verdwenen NV');
});

test('a pair that a person rejected is not linked by its number, also for an invoice', async () => {
  const tenant = await syncedTenant(
    stack,
    {
      organisations: [
        { name: 'Peeters Hout BV', debtorNumber: 'C1' },
        { name: 'Toelever BV', creditorNumber: 'L1', roles: ['supplier'] },
      ],
    },
    [
      { code: 'C1', name: 'Jansens Staal NV' },
      { code: 'L1', name: 'Heel iemand anders', role: 'supplier' },
    ],
    {},
    'none',
  );
  await eventually(async () => expect((await tenant.listed()).map(({ state }) => state)).toContain('review'));
  const pairs = await stack.database.asTenant(tenant.id, async (sql) => {
    const { rows } = await sql.query(
      `update relation_matches set decision = 'rejected', decided_by = 'test' where tenant_id = $1
       returning role, relation_id as "relationId", party_id as "partyId"`,
      [tenant.id],
    );
    return rows as { role: 'customer' | 'supplier'; relationId: string }[];
  });
  expect(pairs).toHaveLength(2);
  const relationship = (await tenant.relations()).find(({ debtorNumber }) => debtorNumber === 'C1')?.roles[0]
    ?.id;
  const deps = actionsOf(stack);
  const named = { id: tribeId(relationship ?? ''), type: null };
  const found = await findCustomer(deps, await openTenant(deps, tenant.id), named, new Date());
  expect(found).toMatchObject({ kind: 'held', issue: { code: 'CUSTOMER_AMBIGUOUS' } });
  await tenant.approve();
  await eventually(async () =>
    expect((await stack.openIssues(tenant.id)).map(({ code }) => code).toSorted()).toEqual(
      expect.arrayContaining(['SUPPLIER_CODE_TAKEN']),
    ),
  );
  const { rows } = await stack.database.asTenant(tenant.id, (sql) =>
    sql.query(`select from links where tenant_id = $1`, [tenant.id]),
  );
  expect(rows).toEqual([]);
});

async function lastSeqs() {
  const last = async (side: 'tribe' | 'winbooks') => (await stack.twins.journal(side)).at(-1)?.seq ?? 0;
  return { tribe: await last('tribe'), winbooks: await last('winbooks') };
}
