import { Client } from 'pg';
import type { TenantId } from '../../domain/ids';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { listBookings, loadBooking } from '../../store/bookings/booking-row';
import { saveConnection } from '../../store/connections/connections';
import { keyRing } from '../../store/database/encryption';
import { createLink } from '../../store/relations/links';
import { openIssue } from '../../store/issues/issues';
import { noteFailing } from '../../store/connections/outages';
import { beginRun } from '../../store/tie-out/tie-out-runs';
import { saveTenantSettings } from '../../store/tenants/tenant-settings';
import { saveVatMap } from '../../store/tenants/vat-maps';
import { advanceWatermark } from '../../store/tenants/watermarks';
import { customerCreations } from '../../store/relations/customer-creations';
import { wantDebtorNumber } from '../../store/relations/debtor-numbers';
import type { TenantSql } from '../../store/database/database';
import { tenantId } from '../../domain/ids';
import {
  found,
  newActiveTenant,
  newTribeId,
  newWinbooksId,
  openStore,
  prepared,
  type StoreFixture,
} from './store-fixture';

const ring = keyRing([{ id: 'k', key: Buffer.alloc(32, 1) }]);
const TENANT_TABLES = [
  'audit_events',
  'booking_events',
  'bookings',
  'changed_thirds',
  'connections',
  'vendor_writes',
  'vendor_updates',
  'issues',
  'links',
  'outages',
  'payment_history',
  'payments',
  'relation_history',
  'relation_matches',
  'relation_queue',
  'relation_sync',
  'tenant_settings',
  'tie_out_differences',
  'tie_out_documents',
  'tie_out_invoices',
  'tie_out_lines',
  'tie_out_months',
  'tie_out_runs',
  'third_parts',
  'tribe_relations',
  'vat_maps',
  'watermarks',
  'winbooks_parties',
  'winbooks_rows',
] as const;
const CONTROL_TABLES = [
  'api_answers',
  'api_keys',
  'connection_pauses',
  'connection_slots',
  'connection_tokens',
] as const;

let store: StoreFixture;
let acme: TenantId;
let globex: TenantId;

beforeAll(async () => {
  store = await openStore();
  acme = await fillTenant();
  globex = await fillTenant();
});
afterAll(() => store.close());

/** A tenant with a row in every table. */
async function fillTenant(): Promise<TenantId> {
  const id = await newActiveTenant(store.database);
  await store.database.asTenant(id, async (sql) => {
    await prepared(sql);
    await saveConnection(sql, ring, {
      credentials: {
        vendor: 'tribe',
        apiUrl: 'http://t',
        authUrl: 'http://a',
        clientId: 'c',
        clientSecret: 's',
      },
      concurrency: 4,
    });
    await createLink(sql, {
      kind: 'customer',
      tribeRelationId: newTribeId(),
      tribeRelationshipId: newTribeId(),
      winbooksId: newWinbooksId(),
      code: 'C1',
      paymentTermDays: null,
      origin: 'created',
    });
    await openIssue(sql, 'CUSTOMER_MISSING', { kind: 'invoice', id: 'x' });
    await noteFailing(sql, 'tribe', { host: 'h', cause: 'c' });
    await saveTenantSettings(sql, {});
    await saveVatMap(sql, []);
    await advanceWatermark(sql, 'invoices', '2026-01-01T00:00:00Z', 0, null);
    await recordAuditEvent(sql, { actor: 'test', action: 'fill', record: 'tenant' });
    await customerCreations.prepare(sql, newTribeId(), { claim: 'C1', body: {}, digest: 'd' });
    await wantDebtorNumber(sql, newTribeId(), { relationKind: 'organisation', code: 'K1', current: 'C1' });
    await fillRelations(sql);
    await fillPayments(sql);
    await fillTieOut(sql);
  });
  return id;
}

async function fillRelations(sql: TenantSql): Promise<void> {
  const rows = {
    changed_thirds: { third_id: 'third' },
    relation_history: { relation_id: 'r', role: 'customer', side: 'tribe', field: 'name', cause: 'change' },
    relation_matches: {
      ...{ role: 'customer', relation_id: 'r', party_id: 'p' },
      ...{ evidence: '[]', score: 1, verdict: 'clear' },
    },
    relation_queue: { side: 'tribe', role: 'customer', record_id: 'r' },
    relation_sync: {},
    third_parts: { third_id: 'third', part: 'address', sent_at: '2026-01-01' },
    tribe_relations: { relation_id: 'r', record: '{}' },
    winbooks_parties: { role: 'customer', party_id: 'p', third_id: 'third', code: 'C1', record: '{}' },
    winbooks_rows: { entity: 'third', row_id: 'third', record: '{}' },
  };
  for (const [table, row] of Object.entries(rows)) await insertRow(sql, table, row);
}

async function fillTieOut(sql: TenantSql): Promise<void> {
  const { id: run_id } = await beginRun(sql, null);
  const rows = {
    tie_out_differences: { month: '2026-01', place: 0, code: 'missing', difference: '{}' },
    tie_out_documents: { run_id, document_id: 'd', is_ours: true },
    tie_out_invoices: { run_id, invoice_id: 'i', reference: 'r', side: '{}' },
    tie_out_lines: { run_id, line_id: 'l', cents: 1 },
    tie_out_months: { month: '2026-01', run_id, digest: 'd', totals: '[]' },
  };
  for (const [table, row] of Object.entries(rows)) await insertRow(sql, table, row);
}

async function insertRow(sql: TenantSql, table: string, row: object): Promise<void> {
  const columns = ['tenant_id', ...Object.keys(row)];
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  await sql.query(`insert into ${table} (${columns.join(', ')}) values (${places})`, [
    sql.tenantId,
    ...(Object.values(row) as unknown[]),
  ]);
}

/** A booked invoice has its row of payments from the moment on that it is booked. */
async function fillPayments(sql: TenantSql): Promise<void> {
  const invoice = newTribeId();
  await sql.query(
    `insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, winbooks_id, booked_at)
     values ($1, $2, now(), 'booked', $3, now())`,
    [sql.tenantId, invoice, newWinbooksId()],
  );
  await sql.query(
    `insert into payment_history (tenant_id, tribe_invoice_id, state, gross_cents, open_cents, allocations)
     values ($1, $2, 'open', 1, 1, '[]')`,
    [sql.tenantId, invoice],
  );
}

async function asOwner<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: store.url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('row-level security', () => {
  test('every table has it, forced upon its owner too', async () => {
    const tables = await asOwner((client) =>
      client.query<{ relname: string; safe: boolean }>(
        `select relname, relrowsecurity and relforcerowsecurity as safe from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations'
          order by relname`,
      ),
    );
    expect(tables.rows.filter((table) => !table.safe)).toEqual([]);
    expect(tables.rows.map((table) => table.relname)).toEqual(
      [...TENANT_TABLES, ...CONTROL_TABLES, 'tenants'].sort(),
    );
  });

  test('the roles can neither log in nor bypass it, and own nothing', async () => {
    const roles = await asOwner((client) =>
      client.query(
        `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole,
                (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned
           from pg_roles where rolname in ('sync_tenant', 'sync_control') order by rolname`,
      ),
    );
    const powerless = {
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      owned: 0,
    };
    expect(roles.rows).toEqual([
      { rolname: 'sync_control', ...powerless },
      { rolname: 'sync_tenant', ...powerless },
    ]);
  });

  test.each([...TENANT_TABLES, 'tenants'])('no tenant, no row of %s', async (table) => {
    const rows = await asOwner(async (client) => {
      const all = await client.query(`select from ${table}`);
      await client.query('begin; set local role sync_tenant');
      const seen = await client.query(`select from ${table}`);
      await client.query('rollback');
      return { all: all.rowCount, seen: seen.rowCount };
    });
    expect(rows.all).toBeGreaterThanOrEqual(2);
    expect(rows.seen).toBe(0);
    expect(
      (await store.database.asTenant(tenantId(''), (sql) => sql.query(`select from ${table}`))).rowCount,
    ).toBe(0);
  });

  test.each(TENANT_TABLES)('a tenant reads its own rows of %s and nobody else’s', async (table) => {
    const result = await store.database.asTenant(acme, (sql) =>
      sql.query(`select distinct tenant_id from ${table}`),
    );
    expect(result.rows).toEqual([{ tenant_id: acme }]);
  });

  test('the tenant does not stay set on the pooled connection', async () => {
    const one = await openStore(1);
    try {
      const tenant = await newActiveTenant(one.database);
      await one.database.asTenant(tenant, (sql) => found(sql));
      const after = await one.database.asControl((sql) =>
        sql.query(`select current_setting('app.tenant', true) as tenant, current_user as role`),
      );
      expect(after.rows).toEqual([{ tenant: '', role: 'sync_control' }]);
    } finally {
      await one.close();
    }
  });

  test('another tenant’s row is neither read nor written by its key', async () => {
    const theirs = await store.database.asTenant(
      globex,
      async (sql) => (await listBookings(sql))[0]?.tribeInvoiceId,
    );
    if (theirs === undefined) throw new Error('Globex has no booking.');
    await store.database.asTenant(acme, async (sql) => {
      expect(await loadBooking(sql, theirs)).toBeNull();
      for (const statement of [
        `update bookings set state = 'skipped' where tenant_id = $1`,
        `update bookings set number = 'X' where tribe_invoice_id is not null and tenant_id = $1`,
      ]) {
        expect((await sql.query(statement, [globex])).rowCount).toBe(0);
      }
      expect((await sql.query(`update tenants set name = 'Mine' where id = $1`, [globex])).rowCount).toBe(0);
    });
  });

  test.each([
    [
      'an inserted booking',
      `insert into bookings (tenant_id, tribe_invoice_id, changed_at) values ($1, 'x', now())`,
    ],
    [
      'an inserted link',
      `insert into links (tenant_id, kind, tribe_relation_id, tribe_relationship_id, winbooks_id, code, origin) values ($1, 'customer', 'a', 'b', 'c', 'd', 'created')`,
    ],
    [
      'an inserted issue',
      `insert into issues (tenant_id, code, record_kind, record_id) values ($1, 'X', 'tenant', 'x')`,
    ],
    [
      'an inserted audit event',
      `insert into audit_events (tenant_id, actor, action, record) values ($1, 'x', 'x', 'x')`,
    ],
    [
      'an inserted connection',
      `insert into connections (tenant_id, vendor, version, fingerprint, secrets, concurrency) values ($1, 'tribe', 99, 'f', '', 1)`,
    ],
    ['an inserted tenant', `insert into tenants (id, name) values ($1 || '-evil', 'x')`],
    ['its own booking given away', `update bookings set tenant_id = $1`],
    ['its own link given away', `update links set tenant_id = $1`],
    ['its own watermark given away', `update watermarks set tenant_id = $1`],
    ['its own tenant renamed to another', `update tenants set id = $1 || '-other'`],
  ])('%s with a foreign tenant is refused', async (_name, statement) => {
    await expect(store.database.asTenant(acme, (sql) => sql.query(statement, [globex]))).rejects.toThrow(
      /row-level security|foreign key/,
    );
  });

  test.each([
    ['change the audit trail', `update audit_events set actor = 'nobody'`],
    ['delete from the audit trail', `delete from audit_events`],
    ['delete a booking', `delete from bookings`],
    ['change stored secrets', `update connections set secrets = ''`],
    ['read tokens', `select from connection_tokens`],
    ['read slots', `select from connection_slots`],
    ['read the migrations', `select from schema_migrations`],
    ['make a table', `create table evil (id int)`],
  ])('the tenant role may not %s', async (_name, statement) => {
    await expect(store.database.asTenant(acme, (sql) => sql.query(statement))).rejects.toMatchObject({
      code: '42501',
    });
  });

  test.each([
    ['entries', `select entry from bookings`],
    ['whole bookings', `select * from bookings`],
    ['customers’ names', `select customer_name from bookings`],
    ['tenants’ names', `select name from tenants`],
    ['secrets', `select secrets from connections`],
    ['links', `select from links`],
    ['issues', `select from issues`],
    ['customers to be created', `select from vendor_writes`],
  ])('the control role cannot read %s', async (_name, statement) => {
    await expect(store.database.asControl((sql) => sql.query(statement))).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('the control role lists every tenant’s work and changes none of it', async () => {
    const result = await store.database.asControl((sql) =>
      sql.query(`select distinct tenant_id from bookings`),
    );
    expect(result.rows).toEqual(expect.arrayContaining([{ tenant_id: acme }, { tenant_id: globex }]));
    for (const statement of [
      `update bookings set state = 'skipped'`,
      `update tenants set state = 'active'`,
    ]) {
      await expect(store.database.asControl((sql) => sql.query(statement))).rejects.toMatchObject({
        code: '42501',
      });
    }
  });
});
