import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../store/database/database';
import { createTenant, getTenant, listTenants } from '../../store/tenants/tenants';
import { tenantId, tribeId } from '../../domain/ids';
import { bookingFate } from '../../store/bookings/booking-transitions';
import { loadBooking } from '../../store/bookings/booking-row';
import { customerCreations } from '../../store/relations/customer-creations';
import { debtorNumbers } from '../../store/relations/debtor-numbers';
import { createTestDatabase } from '../support/servers';
import { anEntry } from './store-fixture';

const MIGRATIONS = readdirSync(path.join(__dirname, '..', '..', 'store', 'migrations')).length;
const root = path.join(__dirname, '..', '..');

let server: Awaited<ReturnType<typeof createTestDatabase>>;
const leftovers: string[] = [];

beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(async () => {
  for (const statement of leftovers.reverse()) await onServer(statement);
  await server.drop();
});

interface Ended {
  readonly code: number;
  readonly stderr: string;
}

/** The real program in its own process, as an operator runs it. */
function migrate(env: Record<string, string>, count?: number): Promise<Ended> {
  const rest = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('DATABASE_')),
  );
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [
        '--require',
        './tools/typescript.cjs',
        'store/migrate-main.ts',
        ...(count === undefined ? [] : [String(count)]),
      ],
      { cwd: root, env: { ...rest, ...env } },
      (_error, _stdout, stderr) => resolve({ code: child.exitCode ?? -1, stderr }),
    );
  });
}

async function onServer(statement: string, url = server.url): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(owner?: string): Promise<string> {
  const name = `empty_${randomBytes(5).toString('hex')}`;
  await onServer(`create database ${name} template template0 ${owner === undefined ? '' : `owner ${owner}`}`);
  leftovers.push(`drop database ${name} with (force)`);
  const url = new URL(server.url);
  url.pathname = name;
  return url.href;
}

async function login(options: string): Promise<{ name: string; as: (url: string) => string }> {
  const name = `login_${randomBytes(5).toString('hex')}`;
  await onServer(`create role ${name} login password 'pw' ${options}`);
  leftovers.push(`drop role ${name}`);
  const as = (given: string): string => {
    const url = new URL(given);
    url.username = name;
    url.password = 'pw';
    return url.href;
  };
  return { name, as };
}

const appliedIn = async (url: string): Promise<unknown> =>
  (await onServer('select count(*)::int as applied from schema_migrations', url))[0];

describe('migrations', () => {
  test('three processes at once on one database: all succeed, each migration runs once', async () => {
    const url = await emptyDatabase();
    const ended = await Promise.all([1, 2, 3].map(() => migrate({ DATABASE_URL: url })));
    expect(ended).toEqual([1, 2, 3].map(() => ({ code: 0, stderr: '' })));
    expect(await appliedIn(url)).toEqual({ applied: MIGRATIONS });
    expect(await migrate({ DATABASE_URL: url })).toEqual({ code: 0, stderr: '' });
    expect(await appliedIn(url)).toEqual({ applied: MIGRATIONS });
  });

  test('two databases of one cluster at once share the roles', async () => {
    const urls = [await emptyDatabase(), await emptyDatabase()];
    const ended = await Promise.all(urls.map((url) => migrate({ DATABASE_URL: url })));
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  });

  test('an owner without superuser migrates, and another login without rights does the work', async () => {
    const owner = await login('createrole');
    const worker = await login('noinherit');
    const url = await emptyDatabase(owner.name);
    // On a cluster where others made the roles, the owner has to be given them once.
    await onServer(`grant sync_tenant, sync_control to ${owner.name} with admin option`);
    leftovers.push(`drop owned by ${owner.name}`);

    const env = { DATABASE_OWNER_URL: owner.as(url), DATABASE_URL: worker.as(url) };
    expect(await migrate(env)).toEqual({ code: 0, stderr: '' });

    const database = openDatabase(worker.as(url), { max: 1 });
    try {
      const acme = tenantId('acme');
      expect(await database.asTenant(acme, (sql) => createTenant(sql, 'Acme'))).toBe(true);
      expect(await database.asTenant(tenantId('globex'), getTenant)).toBeNull();
      expect(await database.asControl(listTenants)).toMatchObject([{ id: 'acme', state: 'new' }]);
    } finally {
      await database.close();
    }
    // Even the owner of the tables sees no row without a tenant.
    expect(await onServer('select from tenants', owner.as(url))).toEqual([]);
    await onServer(`drop owned by ${owner.name}, ${worker.name} cascade`, url);
  });

  test('an owner without superuser sets what is booked by now to be tried again, and nothing else', async () => {
    const owner = await login('createrole');
    const url = await emptyDatabase(owner.name);
    await onServer(`grant sync_tenant, sync_control to ${owner.name} with admin option`);
    leftovers.push(`drop owned by ${owner.name}`);
    // As it was left by an older version.
    await migrate({ DATABASE_URL: owner.as(url) }, 10);
    await onServer(
      `insert into tenants (id, name) values ('acme', 'Acme');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, issue_code)
         values ('acme', 'credit', now(), 'held', 'CREDIT_INVOICE'), ('acme', 'locked', now(), 'held', 'CUSTOMER_LOCKED');
       insert into issues (tenant_id, code, record_kind, record_id)
         values ('acme', 'CREDIT_INVOICE', 'invoice', 'credit'), ('acme', 'CUSTOMER_LOCKED', 'invoice', 'locked');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, currency, gross_cents, entry)
         values ('acme', 'dollars', now(), 'held', 'USD', 10000,
                 '{"date": "2026-04-01", "lines": [{"role": "customer", "currencyAmountCents": -11000}]}'),
                ('acme', 'euros', now(), 'held', 'EUR', 10000,
                 '{"date": "2026-03-31", "lines": [{"role": "customer", "currencyAmountCents": null}]}');
       insert into watermarks (tenant_id, feed, position) values ('acme', 'tribe.invoices', '2026-10-01T00:00:00Z')`,
      url,
    );

    expect(await migrate({ DATABASE_URL: owner.as(url) })).toEqual({ code: 0, stderr: '' });

    const rows = `select tribe_invoice_id as id, state, due_at is not null as due from bookings
                   where entry is null order by id`;
    expect(await onServer(rows, url)).toEqual([
      { id: 'credit', state: 'waiting', due: true },
      { id: 'locked', state: 'held', due: false },
    ]);
    const asBooked = `select tribe_invoice_id as id, currency_gross_cents::int as gross, booked_on::text as day
                        from bookings where entry is not null order by id`;
    expect(await onServer(asBooked, url)).toEqual([
      { id: 'dollars', gross: 11_000, day: '2026-04-01' },
      { id: 'euros', gross: 10_000, day: '2026-03-31' },
    ]);
    expect(await onServer('select code from issues where closed_at is null', url)).toEqual([
      { code: 'CUSTOMER_LOCKED' },
    ]);
    expect(await onServer('select from bookings', owner.as(url))).toEqual([]);
    // What was never changed had been read up to the same moment as what was.
    const marks = 'select feed, position from watermarks order by feed';
    expect(await onServer(marks, url)).toEqual([
      { feed: 'tribe.invoices', position: new Date('2026-10-01T00:00:00Z') },
      { feed: 'tribe.invoices.untouched', position: new Date('2026-10-01T00:00:00Z') },
    ]);
    await onServer(`drop owned by ${owner.name} cascade`, url);
  });

  test('what an older version left: who skipped an invoice is told apart, and today’s bookings are looked at again', async () => {
    const owner = await login('createrole');
    const url = await emptyDatabase(owner.name);
    await onServer(`grant sync_tenant, sync_control to ${owner.name} with admin option`);
    leftovers.push(`drop owned by ${owner.name}`);
    await migrate({ DATABASE_URL: owner.as(url) }, 14);
    await onServer(
      `insert into tenants (id, name) values ('acme', 'Acme');
       insert into tenant_settings (tenant_id, version, settings)
         values ('acme', 1, '{"startDate": "2026-01-01"}'), ('acme', 2, '{"startDate": "2026-03-01"}');
       insert into watermarks (tenant_id, feed, position) values ('acme', 'tribe.invoices', now()), ('acme', 'number-gaps', null);
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, skip_reason)
         values ('acme', 'by-rule', now(), 'skipped', 'before the start date'),
                ('acme', 'by-hand', now(), 'skipped', 'booked by hand'),
                ('acme', 'by-hand-too', now(), 'skipped', 'before the start date');
       insert into audit_events (tenant_id, actor, action, record)
         values ('acme', 'cli', 'skip-invoice', 'invoice:by-hand-too');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, winbooks_id, booked_at)
         values ('acme', 'today', now(), 'booked', 'd1', now() - interval '20 hours'),
                ('acme', 'long-ago', now(), 'booked', 'd2', now() - interval '20 days');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at) values ('acme', 'new', now())`,
      url,
    );

    expect(await migrate({ DATABASE_URL: owner.as(url) })).toEqual({ code: 0, stderr: '' });

    const rows = `select tribe_invoice_id as id, skipped_by_rule as rule, look_anew as anew, recheck_at is not null as look
                    from bookings order by id`;
    expect(await onServer(rows, url)).toEqual([
      { id: 'by-hand', rule: false, anew: true, look: false },
      { id: 'by-hand-too', rule: false, anew: true, look: false },
      { id: 'by-rule', rule: true, anew: true, look: false },
      { id: 'long-ago', rule: false, anew: false, look: false },
      { id: 'new', rule: false, anew: false, look: false },
      { id: 'today', rule: false, anew: false, look: true },
    ]);
    const marks = 'select feed, start_date::text as since from watermarks order by feed';
    expect(await onServer(marks, url)).toEqual([
      { feed: 'number-gaps', since: null },
      { feed: 'tribe.invoices', since: '2026-03-01' },
      { feed: 'tribe.invoices.untouched', since: '2026-03-01' },
    ]);
    expect(await onServer('select from bookings', owner.as(url))).toEqual([]);
    const events = `select tribe_invoice_id as id, string_agg(state, ' ' order by booking_events.id) as states
                      from booking_events where tribe_invoice_id in ('by-hand', 'new', 'today') group by 1 order by 1`;
    expect(await onServer(events, url)).toEqual([
      { id: 'by-hand', states: 'waiting skipped' },
      { id: 'new', states: 'waiting' },
      { id: 'today', states: 'waiting booked' },
    ]);
    expect(await onServer('select from watermarks', owner.as(url))).toEqual([]);
    await onServer(`drop owned by ${owner.name} cascade`, url);
  });

  test('what was held for its amounts is read again, and VAT follows the new default where nobody chose', async () => {
    const url = await emptyDatabase();
    await migrate({ DATABASE_URL: url }, 18);
    await onServer(
      `insert into tenants (id, name) values ('default', 'D'), ('chosen', 'C'), ('line', 'L');
       insert into tenant_settings (tenant_id, version, settings)
         values ('default', 1, '{"vatRounding": "line", "roundingAccount": null}'),
                ('default', 2, '{"vatRounding": "document", "roundingAccount": null, "pollSeconds": 7}'),
                ('chosen', 1, '{"vatRounding": "document", "roundingAccount": "659000"}'),
                ('line', 1, '{"vatRounding": "line", "roundingAccount": null}');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, issue_code)
         values ('default', 'cent', now(), 'held', 'ROUNDING_ACCOUNT_MISSING'), ('default', 'locked', now(), 'held', 'CUSTOMER_LOCKED');
       insert into issues (tenant_id, code, record_kind, record_id)
         values ('default', 'ROUNDING_ACCOUNT_MISSING', 'invoice', 'cent'), ('default', 'CUSTOMER_LOCKED', 'invoice', 'locked')`,
      url,
    );

    expect(await migrate({ DATABASE_URL: url })).toEqual({ code: 0, stderr: '' });

    const newest = `select distinct on (tenant_id) tenant_id as id, version, settings ->> 'vatRounding' as vat,
                           settings ->> 'pollSeconds' as poll
                      from tenant_settings order by tenant_id, version desc`;
    expect(await onServer(newest, url)).toEqual([
      { id: 'chosen', version: 1, vat: 'document', poll: null },
      { id: 'default', version: 3, vat: 'as-invoiced', poll: '7' },
      { id: 'line', version: 1, vat: 'line', poll: null },
    ]);
    const states = 'select tribe_invoice_id as id, state from bookings order by id';
    expect(await onServer(states, url)).toEqual([
      { id: 'cent', state: 'waiting' },
      { id: 'locked', state: 'held' },
    ]);
    expect(await onServer('select code from issues where closed_at is null', url)).toEqual([
      { code: 'CUSTOMER_LOCKED' },
    ]);
  });

  test.each([
    [
      'no address',
      {},
      /^The database could not be migrated: neither DATABASE_OWNER_URL nor DATABASE_URL is set\.\n$/,
    ],
    [
      'nothing listens',
      { DATABASE_URL: 'postgres://u:secret-pw@127.0.0.1:1/x' },
      /^The database could not be migrated: .*ECONNREFUSED[^\n]*\.\n$/,
    ],
  ])('%s: exit 1, one sentence, no password', async (_name, env, sentence) => {
    const ended = await migrate(env);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(sentence);
    expect(ended.stderr).not.toContain('secret-pw');
  });

  test('a login without rights: exit 1, one sentence that says what is needed', async () => {
    const powerless = await login('');
    const ended = await migrate({ DATABASE_URL: powerless.as(await emptyDatabase()) });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^The database could not be migrated: .*permission denied.*owns the database.*\.\n$/,
    );
  });

  test('a store of migration 0019 with rows in every state goes on where it was, and what was in flight is looked for', async () => {
    const url = await emptyDatabase();
    await migrate({ DATABASE_URL: url }, 19);
    const entry = JSON.stringify(anEntry()).replaceAll("'", "''");
    await onServer(
      `insert into tenants (id, name) values ('acme', 'Acme');
       update tenants set state = 'active', tribe_organisation_id = 'org', winbooks_url = 'http://w', winbooks_folder = 'f';
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, due_at) values ('acme', 'waiting', now(), 'waiting', now());
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, issue_code) values ('acme', 'held', now(), 'held', 'CUSTOMER_LOCKED');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, skip_reason) values ('acme', 'skipped', now(), 'skipped', 'why');
       insert into bookings (tenant_id, tribe_invoice_id, changed_at, state, entry, digest, reference, journal_id, numbering_scope, doc_number, attempt, sent_at, winbooks_id, booked_at)
         select 'acme', s.state, now(), s.state, '${entry}', 'digest', 'ref-' || s.state, 'journal', 'Y2026', s.number,
                s.attempt, case when s.attempt > 0 then now() - interval '1 hour' end,
                case when s.state = 'booked' then 'document' end, case when s.state = 'booked' then now() end
           from (values ('prepared', 1, 0), ('posting', 2, 1), ('verifying', 3, 2), ('booked', 4, 1)) as s (state, number, attempt);
       insert into customer_creations (tenant_id, tribe_relation_id, code, body, digest, state, attempt, sent_at, winbooks_id, issue_code)
         select 'acme', s.state, 'C-' || s.state, '{"name": "Ster"}', 'digest', s.state, s.attempt,
                case when s.attempt > 0 then now() - interval '1 hour' end, case when s.state = 'created' then 'customer' end,
                case when s.state = 'held' then 'CUSTOMER_REFUSED' end
           from (values ('prepared', 0), ('posting', 1), ('verifying', 2), ('created', 1), ('held', 1)) as s (state, attempt);
       insert into debtor_numbers (tenant_id, tribe_relation_id, relation_kind, code, replaces, attempt)
         values ('acme', 'relation', 'person', 'K1', 'T1', 3)`,
      url,
    );

    expect(await migrate({ DATABASE_URL: url })).toEqual({ code: 0, stderr: '' });

    const database = openDatabase(url, { max: 1 });
    try {
      await database.asTenant(tenantId('acme'), async (sql) => {
        for (const state of ['waiting', 'held', 'skipped', 'prepared', 'posting', 'verifying', 'booked'])
          expect(await loadBooking(sql, tribeId(state))).toMatchObject({ state });
        const written = {
          prepared: 'prepared',
          posting: 'posting',
          verifying: 'verifying',
          created: 'written',
          held: 'held',
        };
        for (const [before, state] of Object.entries(written))
          expect(await customerCreations.load(sql, before)).toMatchObject({
            state,
            claim: `C-${before}`,
            body: { name: 'Ster' },
            digest: 'digest',
          });
        expect([...(await customerCreations.takeDue(sql, 10))].sort()).toEqual(['posting', 'verifying']);

        const number = await debtorNumbers.takeNext(sql);
        expect(number).toMatchObject({ recordId: 'relation', version: 1, attempt: 3 });
        expect(number && debtorNumbers.read(number)).toEqual({
          relationKind: 'person',
          code: 'K1',
          replaces: 'T1',
        });

        expect(await bookingFate.fence(sql, 'prepared', { attempt: 0, digest: 'digest' })).toMatchObject({
          attempt: 1,
        });
        expect(await bookingFate.lose(sql, 'posting', 1)).toBe(true);
        expect(await bookingFate.miss(sql, 'verifying', 2, 120)).toBe(true);
        expect(
          await customerCreations.fence(sql, 'prepared', { attempt: 0, digest: 'digest' }),
        ).not.toBeNull();
        expect(await customerCreations.lose(sql, 'posting', 1)).toBe(true);
        expect(await customerCreations.miss(sql, 'verifying', 2, 120)).toBe(true);
        const intent = { claim: 'C-held', body: {}, digest: 'new' };
        expect(await customerCreations.prepare(sql, 'held', intent)).toBe('prepared');
        expect(await customerCreations.prepare(sql, 'other', { ...intent, claim: 'C-created' })).toEqual({
          conflict: 'claim',
          other: 'created',
        });
      });
    } finally {
      await database.close();
    }
  });
});
