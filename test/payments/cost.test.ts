import { randomUUID } from 'node:crypto';
import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { syncPayments } from '../../activities/payments/sync-payments';
import { watchPayments } from '../../activities/payments/watch-payments';
import type { ActionDependencies } from '../../actions/action';
import { listPaymentPage } from '../../store/payments/listed-payments';
import { actionsOf } from '../actions/stack-actions';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

/** As far as our activities use it. */
const context = {
  heartbeat: () => undefined,
  info: { attempt: 1 },
  cancellationSignal: new AbortController().signal,
} as unknown as Context;

const INVOICES = 1_000;

/** What payments cost while nothing happens to them. The judge is the journal of the twin. */
jest.setTimeout(120_000);

describe('a thousand open invoices', () => {
  let stack: Stack;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;
  beforeAll(async () => {
    stack = await startStack();
    tenant = await seedTenant(stack, { invoices: 1, settings: { syncPayments: true } });
    await stack.startWorker();
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, allBooked);
    await stack.killWorkers();
    await bookByHand(INVOICES - 1);
  }, 300_000);
  afterAll(() => stack.stop(), 60_000);

  /** Documents of the ledger, and the rows of invoices that are booked as them. */
  async function bookByHand(count: number): Promise<void> {
    const documents: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const order = { journal: 'VEN', docNumber: 20270000 + index, date: '2026-10-05', customer: 'C1' };
      const { folder } = tenant;
      const made = await stack.twins.act('winbooks', 'book', { folder, ...order, gross: 121, net: 100 });
      documents.push((made as { id: string }).id);
    }
    await stack.database.asTenant(tenant.id, (sql) =>
      sql.query(
        `insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, winbooks_id, booked_at, booked_on)
         select $1, invoice, now(), 'booked', document, now(), '2026-10-05' from unnest($2::text[], $3::text[]) as made (invoice, document)`,
        [tenant.id, documents.map(() => randomUUID()), documents],
      ),
    );
  }

  /** Runs one attempt of an activity; what Temporal is told, and what it cost. */
  async function take(work: (deps: ActionDependencies) => Promise<unknown>) {
    const before = (await stack.twins.journal('winbooks')).at(-1)?.seq ?? 0;
    let transactions = 0;
    const database = {
      ...stack.database,
      asTenant: ((id, each) => {
        transactions += 1;
        return stack.database.asTenant(id, each);
      }) as typeof stack.database.asTenant,
    };
    const told = await asyncLocalStorage
      .run(context, () => work({ ...actionsOf(stack), database }))
      .then((result) => JSON.stringify(result))
      .catch((error: unknown) => {
        if (error instanceof ApplicationFailure) return String(error.type);
        throw error;
      });
    const asked = (await stack.twins.journal('winbooks', before)).filter(({ path }) => !/Token/.test(path));
    return { told, transactions, calls: asked.length };
  }

  it('are read in pages the first time, and once more when all of them are due', async () => {
    const input = { tenant: tenant.id };
    const first = await take((deps) => syncPayments(deps, input));
    expect(first.told).toBe(`{"started":${INVOICES},"open":0,"due":0}`);
    expect(first.calls).toBeLessThanOrEqual(INVOICES / 50 + 5);
    const listed = await stack.database.asTenant(tenant.id, (sql) =>
      listPaymentPage(sql, { after: null, limit: INVOICES }),
    );
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['open']));
    expect(listed).toHaveLength(INVOICES);
    await stack.database.asTenant(tenant.id, (sql) =>
      sql.query(`update payments set look_at = now() where tenant_id = $1`, [tenant.id]),
    );
    const again = await take((deps) => syncPayments(deps, input));
    expect(again.calls).toBeLessThanOrEqual(INVOICES / 50 + 5);
    const history = await stack.database.asTenant(tenant.id, (sql) =>
      sql.query(`select from payment_history where tenant_id = $1`, [tenant.id]),
    );
    expect(history.rowCount).toBe(INVOICES);
  });

  it('that nothing happens to: a poll ends as benign after one question and two transactions', async () => {
    const input = { tenant: tenant.id };
    // The lines of the thousand bookings are new to the first poll; a poll after they have settled reads none of them.
    while ((await take((deps) => watchPayments(deps, input))).told !== 'NothingNew')
      await take((deps) => syncPayments(deps, input));
    await stack.database.asTenant(tenant.id, (sql) =>
      sql.query(`update watermarks set moved_at = now() - interval '1 hour' where tenant_id = $1`, [
        tenant.id,
      ]),
    );
    const idle = await take((deps) => watchPayments(deps, input));
    expect(idle).toEqual({ told: 'NothingNew', transactions: 2, calls: 1 });
  });
});
