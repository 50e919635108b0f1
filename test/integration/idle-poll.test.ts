import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActionDependencies } from '../../actions/action';
import { keepUp } from '../../activities/tenant-sync/keep-up';
import { watchInvoices } from '../../activities/tenant-sync/watch-invoices';
import type { Database } from '../../store/database/database';
import { readWatermark } from '../../store/tenants/watermarks';
import { actionsOf } from '../actions/stack-actions';
import { allBooked, seedTenant, startStack, type Stack } from '../support/stack';

const PATIENCE_MS = 180_000;

/** Counts the transactions of a database: those of the tenant, and those of the connection that all its tenants share. */
function counting(database: Database): {
  readonly database: Database;
  readonly taken: () => { readonly ofTenant: number; readonly ofConnection: number };
} {
  let [ofTenant, ofConnection] = [0, 0];
  return {
    database: {
      ...database,
      asTenant: (id, work) => {
        ofTenant += 1;
        return database.asTenant(id, work);
      },
      asControl: (work) => {
        ofConnection += 1;
        return database.asControl(work);
      },
    },
    taken: () => ({ ofTenant, ofConnection }),
  };
}

/** As far as our activities use it. */
const context = {
  heartbeat: () => undefined,
  info: { attempt: 1 },
  cancellationSignal: new AbortController().signal,
} as unknown as Context;

/** What Temporal is told at the end of an attempt. */
async function attempt(work: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await asyncLocalStorage.run(context, work));
  } catch (error) {
    if (error instanceof ApplicationFailure) return String(error.type);
    throw error;
  }
}

describe('while nothing happens to a tenant', () => {
  let stack: Stack;
  let tenant: Awaited<ReturnType<typeof seedTenant>>;
  beforeAll(async () => {
    stack = await startStack();
    tenant = await seedTenant(stack, { invoices: 1 });
    await stack.startWorker();
    await stack.activate([tenant.definition]);
    await stack.until(tenant.id, allBooked);
    await stack.killWorkers();
  }, PATIENCE_MS);
  afterAll(() => stack.stop(), 60_000);

  const take = async (look: (deps: ActionDependencies) => Promise<unknown>) => {
    const { database, taken } = counting(stack.database);
    const told = await attempt(() => look({ ...actionsOf(stack), database }));
    return { told, ...taken() };
  };

  it('a poll opens two transactions, besides those for its slot and its token', async () => {
    const input = { tenant: tenant.id, isUpkeepApart: true };
    const poll = await take((deps) => watchInvoices(deps, input));
    expect(poll).toEqual({ told: 'NothingNew', ofTenant: 2, ofConnection: expect.any(Number) as number });
    expect(poll.ofConnection).toBeLessThanOrEqual(5);
  });

  it('a round of upkeep opens one, and asks no vendor', async () => {
    const input = { tenant: tenant.id };
    // The first one looks for number gaps, which is due once an hour.
    await take((deps) => keepUp(deps, input));
    expect(await take((deps) => keepUp(deps, input))).toEqual({
      told: 'NothingDue',
      ofTenant: 1,
      ofConnection: 0,
    });
  });

  it('a poll of a run that an earlier version began does the upkeep too', async () => {
    await stack.database.asTenant(tenant.id, (sql) =>
      sql.query(`update watermarks set polled_at = now() - interval '2 hours' where tenant_id = $1`, [
        sql.tenantId,
      ]),
    );
    const gapsReadAt = async (): Promise<number> => {
      const mark = await stack.database.asTenant(tenant.id, (sql) => readWatermark(sql, 'number-gaps'));
      return mark?.polledAt?.getTime() ?? 0;
    };
    const before = await gapsReadAt();
    expect((await take((deps) => watchInvoices(deps, { tenant: tenant.id }))).told).toBe('NothingNew');
    expect(await gapsReadAt()).toBeGreaterThan(before);
  });
});
