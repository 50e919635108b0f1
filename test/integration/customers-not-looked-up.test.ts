import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { dueNow } from '../../store/bookings/booking-queue';
import { pauseTenant, resumeTenant } from '../../store/tenants/tenants';
import { allBooked, runOf, seedTenant, startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import type { JournalledRequest } from '../support/twins';
import { tribeUser } from './tribe-user';

const PATIENCE_MS = 240_000;
const NEW = ['NEW1', 'NEW2', 'NEW3', 'NEW4', 'NEW5', 'NEW6', 'NEW7', 'NEW8'] as const;
const OTHERS = 22;

const organisations = ['C1', ...NEW].map((code) => ({ name: `Company ${code}`, debtorNumber: code }));
/** Those of the new customers are the oldest: they are tried before all others. */
const invoices = [...NEW, ...Array<string>(OTHERS).fill('C1')].map((customer, index) => ({
  customer,
  number: String(20260001 + index),
  date: `2026-10-${String(1 + Math.floor(index / 2)).padStart(2, '0')}`,
  lines: [{ description: 'Beams', quantity: 1, price: 50 + index, vatGroup: 'BE21' }],
}));

const isPost = ({ method, path }: JournalledRequest, folder: string, code: string): boolean =>
  method === 'POST' && path === `/app/Customer/${code}/Folder/${folder}`;

/** Eight of thirty invoices are of new customers, of whom nobody can say whether WinBooks has them. */
describe('new customers that cannot be looked up', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, PATIENCE_MS);
  afterEach(() => stack.retireTenants());
  afterAll(() => stack.stop(), 60_000);

  const asOwner = async (statement: string): Promise<readonly object[]> => {
    const client = new Client({ connectionString: stack.env['DATABASE_URL'] });
    await client.connect();
    try {
      return (await client.query<object>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const seed = (tribe: object) =>
    seedTenant(stack, { invoices: 0, tribe, winbooks: { customers: [{ code: 'C1', name: 'Company C1' }] } });
  /** Every request to make a customer, by its code. */
  const posts = async (folder: string, code: string) =>
    (await stack.twins.journal('winbooks')).filter((request) => isPost(request, folder, code));
  const untilIssues = async (id: string, code: string): Promise<void> => {
    for (const deadline = Date.now() + 90_000; ; await sleep(100)) {
      const codes = (await stack.openIssues(id)).map((issue) => issue.code);
      if (codes.length === NEW.length && codes.every((each) => each === code)) return;
      if (Date.now() > deadline) throw new Error(`Open issues: ${codes.join(', ')}`);
    }
  };

  it(
    'because WinBooks fails at their codes: the others are booked, and so are these once it answers, each made once',
    async () => {
      const { id, folder, definition } = await seed({ organisations, invoices });
      const notAnswered = { method: 'POST', ms: 3_000 };
      await stack.twins.fault('winbooks', {
        ...notAnswered,
        kind: 'drop-after',
        path: `/Customer/NEW[1-4]/Folder/${folder}`,
      });
      await stack.twins.fault('winbooks', {
        ...notAnswered,
        kind: 'drop-before',
        path: `/Customer/NEW[5-8]/Folder/${folder}`,
      });
      await stack.activate([definition]);
      // While a customer is being posted, WinBooks begins to fail at its code, in one of three ways.
      const failing = new Set<string>();
      let seen = 0;
      for (const deadline = Date.now() + 90_000; failing.size < NEW.length; await sleep(50)) {
        if (Date.now() > deadline) throw new Error(`Only these were posted: ${[...failing].join(', ')}`);
        const journal = await stack.twins.journal('winbooks', seen);
        seen = journal.at(-1)?.seq ?? seen;
        for (const [index, code] of NEW.entries()) {
          if (failing.has(code) || !journal.some((request) => isPost(request, folder, code))) continue;
          const kind = ['status', 'html-200', 'drop-before'][index % 3];
          const about = { path: `/${folder}/ExecuteCriteria`, requestBody: `"${code}"` };
          await stack.twins.fault('winbooks', {
            kind,
            ...(kind === 'status' ? { status: 500 } : {}),
            ...about,
          });
          failing.add(code);
        }
      }

      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === OTHERS);
      await untilIssues(id, 'READING_FAILS');
      const [one] = await stack.openIssues(id);
      expect(one?.params).toMatchObject({ vendor: 'WinBooks', failures: 3 });
      const now = await stack.until(id, (all) =>
        all.filter(({ state }) => state === 'waiting').every(({ dueAt }) => dueAt !== null),
      );
      for (const booking of now.filter(({ state }) => state === 'waiting')) {
        const run = stack.temporal.workflow.getHandle(runOf(id, booking));
        expect((await run.describe()).status.name).toBe('COMPLETED');
      }
      // Their fate stays unknown, and holds up nobody.
      const creations = await asOwner(`select state, attempt from vendor_writes where tenant_id = '${id}'`);
      expect(creations).toEqual(Array(NEW.length).fill({ state: 'verifying', attempt: 1 }));
      const later = { ...invoices.at(-1), number: '20260900', date: '2026-10-30' };
      await tribeUser(stack, definition).make(later);
      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === OTHERS + 1);

      await stack.twins.clearFaults();
      await stack.database.asTenant(id, dueNow);
      const booked = await stack.until(id, (all) => all.length === 31 && allBooked(all));
      expect(booked.map(({ failures }) => failures)).toEqual(Array(31).fill({}));
      expect(await stack.openIssues(id)).toEqual([]);
      expect(await stack.twins.ledger(folder)).toHaveLength(31);
      for (const [index, code] of NEW.entries()) {
        const sent = await posts(folder, code);
        expect([code, sent.length, sent.filter(({ committed }) => committed).length]).toEqual([
          code,
          index < 4 ? 1 : 2,
          1,
        ]);
      }
    },
    PATIENCE_MS,
  );

  it(
    'or whom WinBooks never makes: the others are booked, and so are these once it does',
    async () => {
      const { id, folder, definition } = await seed({ organisations, invoices });
      await stack.twins.fault('winbooks', {
        kind: 'status',
        status: 500,
        path: `/NEW\\d/Folder/${folder}$`,
        method: 'POST',
      });
      await stack.activate([definition]);
      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === OTHERS);
      await untilIssues(id, 'CUSTOMER_FAILS');
      const sent = await Promise.all(NEW.map(async (code) => (await posts(folder, code)).length));
      expect((await stack.openIssues(id))[0]?.params).toMatchObject({ attempts: 3 });

      await stack.twins.clearFaults();
      await stack.database.asTenant(id, dueNow);
      const booked = await stack.until(id, (all) => all.length === 30 && allBooked(all));
      expect(booked.map(({ failures }) => failures)).toEqual(Array(30).fill({}));
      expect(await stack.openIssues(id)).toEqual([]);
      for (const [index, code] of NEW.entries()) {
        const all = await posts(folder, code);
        expect(all.length).toBeLessThanOrEqual((sent[index] ?? 0) + 2);
        expect(all.filter(({ committed }) => committed)).toHaveLength(1);
      }
    },
    PATIENCE_MS,
  );

  it(
    'because a newer version has stored them: the others are booked, and nothing is sent for these',
    async () => {
      const { id, folder, definition } = await seed({ organisations });
      await stack.activate([definition]);
      await stack.database.asTenant(id, (sql) => pauseTenant(sql, 'test'));
      const user = tribeUser(stack, definition);
      for (const invoice of invoices) await user.make(invoice);
      await stack.until(id, (all) => all.length === invoices.length);
      const relations = (await stack.twins.look('tribe', `relations?tenant=${id}`)) as {
        readonly id: string;
        readonly debtorNumber: string;
      }[];
      const stored = relations
        .filter(({ debtorNumber }) => NEW.some((code) => code === debtorNumber))
        .map(({ id: relation, debtorNumber }) => {
          // Half of them are looked up, half of them are about to be sent again.
          const state = debtorNumber < 'NEW5' ? 'verifying' : 'prepared';
          return `('${id}', '${relation}', '${debtorNumber}', 'create-customer', '{"writtenBy": "a newer version"}', 'x', '${state}', 1, now() - interval '1 hour')`;
        });
      await asOwner(
        `insert into vendor_writes (tenant_id, record_id, claim, kind, body, digest, state, attempt, sent_at) values ${stored.join(', ')}`,
      );
      await stack.database.asTenant(id, async (sql) => (await resumeTenant(sql)) && dueNow(sql));

      await stack.until(id, (all) => all.filter(({ state }) => state === 'booked').length === OTHERS);
      await untilIssues(id, 'ROW_NOT_UNDERSTOOD');
      const [one] = await stack.openIssues(id);
      expect(one?.params['words']).toContain('customer.code');
      for (const code of NEW) expect(await posts(folder, code)).toEqual([]);

      await asOwner(
        `update vendor_writes set state = 'prepared', attempt = 0, due_at = null where tenant_id = '${id}'`,
      );
      await stack.database.asTenant(id, dueNow);
      await stack.until(id, allBooked);
      expect(await stack.openIssues(id)).toEqual([]);
      for (const code of NEW) expect(await posts(folder, code)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'in flight without an invoice: eight that a newer version has stored keep none from being settled',
    async () => {
      const { id, definition } = await seed({ organisations: [] });
      await stack.activate([definition]);
      const newer = { writtenBy: 'a newer version' };
      const ours = {
        ...{ code: 'LATE', name: 'Company LATE', relationId: 'late', relationshipId: 'late' },
        ...{ paymentTermDays: null, vatNumber: null, website: null, address: null },
      };
      const row = (record: string, body: object, hoursDue: number) =>
        `('${id}', '${record}', '${record}', 'create-customer', '${JSON.stringify(body)}', 'x', 'verifying', 1, now() - interval '9 hours', now() - interval '${hoursDue} hours')`;
      const rows = [...NEW.map((code) => row(code, newer, 2)), row('late', ours, 1)];
      await asOwner(
        `insert into vendor_writes (tenant_id, record_id, claim, kind, body, digest, state, attempt, sent_at, due_at) values ${rows.join(', ')}`,
      );

      const states = () =>
        asOwner(
          `select state, due_at <= now() as due from vendor_writes where tenant_id = '${id}' order by record_id`,
        );
      const settled = [
        ...NEW.map(() => ({ state: 'verifying', due: false })),
        { state: 'prepared', due: null },
      ];
      for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200))
        if (JSON.stringify(await states()) === JSON.stringify(settled)) break;
      expect(await states()).toEqual(settled);
    },
    PATIENCE_MS,
  );
});
