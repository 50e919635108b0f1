import { Client } from 'pg';
import type { TenantId } from '../../domain/ids';
import { openDatabase, type Sql } from '../../store/database/database';
import { getTenant } from '../../store/tenants/tenants';
import { found, newTenant, openStore, type StoreFixture } from './store-fixture';
import { loadBooking } from '../../store/bookings/booking-row';

let store: StoreFixture;
let tenant: TenantId;

beforeAll(async () => {
  store = await openStore();
  tenant = await newTenant(store.database);
});
afterAll(() => store.close());

describe('a transaction', () => {
  test('is rolled back when its work throws, and throws the same error', async () => {
    const problem = new Error('no');
    let written = '';
    await expect(
      store.database.asTenant(tenant, async (sql) => {
        written = await found(sql);
        throw problem;
      }),
    ).rejects.toBe(problem);
    expect(written).not.toBe('');
    const rows = await store.database.asTenant(tenant, (sql) =>
      sql.query(`select from bookings where tribe_invoice_id = $1`, [written]),
    );
    expect(rows.rowCount).toBe(0);
  });

  test('is not taken for committed when a failed statement was swallowed', async () => {
    const id = await store.database.asTenant(tenant, (sql) => found(sql));
    await expect(
      store.database.asTenant(tenant, async (sql) => {
        await sql.query(`update bookings set number = 'lost' where tribe_invoice_id = $1`, [id]);
        await sql.query('select 1 / 0').catch(() => undefined);
      }),
    ).rejects.toThrow('rolled back');
    expect(await store.database.asTenant(tenant, (sql) => loadBooking(sql, id))).not.toMatchObject({
      number: 'lost',
    });
  });

  test('cannot be used after its end', async () => {
    let kept: Sql | undefined;
    await store.database.asTenant(tenant, async (sql) => {
      kept = sql;
    });
    await expect(kept?.query('select 1')).rejects.toThrow('had ended');
  });

  test('throws serialisation errors as they are', async () => {
    const clash = store.database.asTenant(tenant, (sql) =>
      sql.query(`do $$ begin raise exception 'clash' using errcode = '40001'; end $$`),
    );
    await expect(clash).rejects.toMatchObject({ code: '40001' });
  });

  test('quotes the tenant', async () => {
    const odd = newTenantName();
    const seen = await store.database.asTenant(odd, (sql) =>
      sql.query(`select current_setting('app.tenant') as tenant`),
    );
    expect(seen.rows).toEqual([{ tenant: odd }]);
  });
});

const newTenantName = () => `o'brien\\'; drop table tenants; --` as TenantId;

describe('a lost connection', () => {
  test('is reported and replaced, both idle and in use, and does not end the process', async () => {
    const lost: Error[] = [];
    const database = openDatabase(store.url, { max: 1, onConnectionLost: (error) => lost.push(error) });
    try {
      const idle = await database.asTenant(tenant, backendOf);
      await terminate(idle);
      expect(
        await database.asTenant(tenant, getTenant).catch(() => database.asTenant(tenant, getTenant)),
      ).not.toBeNull();

      const inUse = database.asTenant(tenant, async (sql) => {
        await terminate(await backendOf(sql));
        await sql.query('select 1');
      });
      await expect(inUse).rejects.toThrow();
      expect(await database.asTenant(tenant, getTenant)).toMatchObject({ id: tenant });
      expect(lost.length).toBeGreaterThan(0);
    } finally {
      await database.close();
    }
  });

  test('that cannot be made is thrown', async () => {
    const nowhere = openDatabase('postgres://postgres@127.0.0.1:1/none', { max: 1 });
    await expect(nowhere.asControl((sql) => sql.query('select 1'))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await nowhere.close();
  });
});

async function backendOf(sql: Sql): Promise<number> {
  const { rows } = await sql.query('select pg_backend_pid() as pid');
  return (rows[0] as { pid: number }).pid;
}

async function terminate(pid: number): Promise<void> {
  const client = new Client({ connectionString: store.url });
  await client.connect();
  await client.query('select pg_terminate_backend($1, 5000)', [pid]);
  await client.end();
}
