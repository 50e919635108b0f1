import { setTimeout as sleep } from 'node:timers/promises';
import {
  allBooked,
  seedTenant,
  startStack,
  type Stack,
  type TestWorker,
  UPKEEP_OFTEN,
} from '../support/stack';
import { tribeId } from '../../domain/ids';
import { historyOfRelation } from '../../store/relations/relation-history';
import { tribeUser } from './tribe-user';

const PATIENCE_MS = 240_000;
const MANY = 8;

/** The VAT number whose first eight digits these are (winbooks-api §7.2). */
const vatNumber = (front: number): string =>
  `${String(front).padStart(8, '0')}${String(97 - (front % 97)).padStart(2, '0')}`;
const indexes = Array.from({ length: MANY }, (_, index) => index);

/**
 * Where WinBooks has a customer under another code than Tribe's debtor number, that code becomes the number in Tribe: once,
 * whatever fails on the way, and no invoice waits for it.
 */
describe('the debtor number in Tribe', () => {
  let stack: Stack;
  let worker: TestWorker;
  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
  }, PATIENCE_MS);
  beforeEach(async () => {
    worker = await stack.oneWorker();
  }, 120_000);
  afterEach(async () => {
    await stack.twins.clearFaults();
    await stack.retireTenants();
  });
  afterAll(() => stack.stop(), 60_000);

  /** Customers that Tribe numbers T0, T1 … and WinBooks K0, K1 …, with an invoice each. */
  async function seedMany(switches: object = {}) {
    const seeded = await seedTenant(stack, {
      invoices: 0,
      tribe: {
        switches,
        organisations: indexes.map((index) => ({
          key: `customer-${index}`,
          name: `Customer ${index} BV`,
          debtorNumber: `T${index}`,
          vatNumber: `BE${vatNumber(index + 1)}`,
        })),
        invoices: indexes.map((index) => ({
          customer: `customer-${index}`,
          number: String(20260001 + index),
          date: '2026-10-05',
          lines: [{ quantity: 1, price: 100 + index, vatGroup: 'BE21' }],
        })),
      },
      winbooks: {
        customers: indexes.map((index) => ({
          code: `K${index}`,
          name: `Customer ${index}`,
          vatNumber: vatNumber(index + 1),
        })),
      },
    });
    return { ...seeded, user: tribeUser(stack, seeded.definition) };
  }
  type Seeded = Awaited<ReturnType<typeof seedMany>>;

  const numbersOf = async ({ id }: Seeded): Promise<string[]> => {
    const relations = (await stack.twins.look('tribe', `relations?tenant=${id}`)) as {
      debtorNumber: string | null;
    }[];
    return relations.flatMap(({ debtorNumber }) => debtorNumber ?? []).sort();
  };
  const writesTo = async (seeded: Seeded) => {
    const journal = await stack.twins.journal('tribe');
    const ids = await relationIds(seeded);
    return journal.filter(({ method, path }) => method === 'PUT' && ids.some((id) => path.includes(id)));
  };
  const relationIds = async ({ id }: Seeded): Promise<string[]> => {
    const relations = (await stack.twins.look('tribe', `relations?tenant=${id}`)) as { id: string }[];
    return relations.map((relation) => relation.id);
  };
  const issueCodes = async ({ id }: Seeded): Promise<string[]> =>
    (await stack.openIssues(id)).map(({ code }) => code);
  /** What waits for its next try does not wait for the clock. */
  const hurry = ({ id }: Seeded) =>
    stack.database.asTenant(id, (sql) =>
      sql.query(`update vendor_updates set due_at = now() where tenant_id = $1 and due_at > now()`, [id]),
    );
  async function until(
    what: string,
    is: () => Promise<boolean>,
    meanwhile = async () => undefined as unknown,
  ) {
    for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(300)) {
      if (await is()) return;
      await meanwhile();
    }
    throw new Error(`It did not come about: ${what}`);
  }
  const booked = (seeded: Seeded) =>
    stack.until(seeded.id, (bookings) => bookings.length === MANY && allBooked(bookings));
  const untilWritten = async (seeded: Seeded) => {
    const wanted = indexes.map((index) => `K${index}`).join();
    await until(
      `numbers ${wanted}`,
      async () => (await numbersOf(seeded)).join() === wanted,
      () => hurry(seeded),
    );
    await until(
      'nothing is left to write',
      async () => (await waiting(seeded)) === 0,
      () => hurry(seeded),
    );
  };
  const waiting = ({ id }: Seeded): Promise<number> =>
    stack.database.asTenant(
      id,
      async (sql) => (await sql.query('select from vendor_updates where tenant_id = $1', [id])).rowCount,
    );

  it(
    'becomes the code of each customer that WinBooks has under another one, written once each',
    async () => {
      const seeded = await seedMany();
      await stack.activate([seeded.definition]);
      await booked(seeded);
      await untilWritten(seeded);

      expect(await writesTo(seeded)).toHaveLength(MANY);
      expect(await issueCodes(seeded)).toEqual([]);
      const histories = await Promise.all(
        (await relationIds(seeded)).map((id) =>
          stack.database.asTenant(seeded.id, (sql) => historyOfRelation(sql, tribeId(id), 10)),
        ),
      );
      const told = histories.flat().map(({ side, field, previous, value }) => [side, field, previous, value]);
      expect(told.sort()).toEqual(indexes.map((index) => ['tribe', 'number', `T${index}`, `K${index}`]));
    },
    PATIENCE_MS,
  );

  it.each([
    ['the answer to each write is lost after Tribe has it', { kind: 'drop-after' }],
    ['each write is lost on its way', { kind: 'drop-before', count: 5 }],
    ['Tribe fails each write', { kind: 'status', status: 500, count: 5 }],
    ['Tribe asks to slow down', { kind: 'status', status: 429, retryAfterSeconds: 1, count: 3 }],
  ])(
    'is written although %s; every invoice is booked meanwhile',
    async (_, fault) => {
      const seeded = await seedMany();
      const paths = (await relationIds(seeded)).join('|');
      const id = await stack.twins.fault('tribe', { ...fault, method: 'PUT', path: paths });
      await stack.activate([seeded.definition]);
      await booked(seeded);
      await until(
        'the fault struck',
        async () => (await stack.twins.fired('tribe', id)) > 0,
        () => hurry(seeded),
      );
      await untilWritten(seeded);

      expect(await issueCodes(seeded)).toEqual([]);
      expect(await stack.twins.ledger(seeded.folder)).toHaveLength(MANY);
    },
    PATIENCE_MS,
  );

  it.each(['before-debtor-number', 'after-debtor-number'])(
    'is written although the worker dies %s',
    async (point) => {
      const seeded = await seedMany();
      worker.stopAt(point);
      await stack.activate([seeded.definition]);
      await worker.reached(point);
      worker.kill('SIGKILL');
      await stack.startWorker();
      await booked(seeded);
      await untilWritten(seeded);

      expect(await writesTo(seeded)).toHaveLength(MANY);
      expect(await issueCodes(seeded)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'that may not be written is shown, each with the number to fill in, and forgotten once people did; invoices are booked',
    async () => {
      const seeded = await seedMany({ G40: 'read-only' });
      await stack.activate([seeded.definition]);
      await booked(seeded);
      await until(
        'an issue each',
        async () => (await issueCodes(seeded)).length === MANY,
        () => hurry(seeded),
      );

      const issues = await stack.openIssues(seeded.id);
      expect(new Set(issues.map(({ code }) => code))).toEqual(new Set(['DEBTOR_NUMBER_NOT_WRITTEN']));
      expect(
        issues.map(({ params }) => `${String(params['number'])} ${String(params['customer'])}`).sort(),
      ).toEqual(indexes.map((index) => `T${index} K${index}`));
      expect(await numbersOf(seeded)).toEqual(indexes.map((index) => `T${index}`));

      for (const index of indexes) await seeded.user.editRelation(`T${index}`, { DebtorNumber: `K${index}` });
      await untilWritten(seeded);
      expect(await issueCodes(seeded)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'that somebody changed since is not overwritten, nor is one given to two relations',
    async () => {
      const seeded = await seedMany();
      worker.stopAt('before-debtor-number');
      await stack.activate([seeded.definition]);
      await worker.reached('before-debtor-number');
      worker.kill('SIGKILL');
      for (const index of indexes.slice(0, 4))
        await seeded.user.editRelation(`T${index}`, {
          DebtorNumber: index < 2 ? `NEW${index}` : `T${index}`,
        });
      await stack.twins.act('tribe', 'relations', {
        tenant: seeded.id,
        organisations: [{ name: 'Somebody else', debtorNumber: 'K2' }],
      });
      await stack.startWorker();
      await booked(seeded);
      await until(
        'three issues',
        async () => (await issueCodes(seeded)).length === 3 && (await waiting(seeded)) === 3,
        () => hurry(seeded),
      );

      expect((await issueCodes(seeded)).sort()).toEqual([
        'DEBTOR_NUMBER_DIFFERS',
        'DEBTOR_NUMBER_DIFFERS',
        'DEBTOR_NUMBER_DOUBLE',
      ]);
      expect(await numbersOf(seeded)).toEqual(['K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'NEW0', 'NEW1', 'T2']);
    },
    PATIENCE_MS,
  );
});
