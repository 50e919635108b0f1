import { Client, type QueryResult } from 'pg';
import { openDatabase, type Database, type Sql, type TenantSql } from '../../store/database/database';
import type { Schedule } from './schedule';
import { actors } from './virtual-time';

/**
 * In this database `now()` and `clock_timestamp()` are what the session variable `explore.now` says: the search path
 * names a schema of ours before Postgres' own. Quiet periods and leases then pass in virtual time, with the product's own statements.
 */
const VIRTUAL_NOW = `
  create schema virtual;
  grant usage on schema virtual to sync_tenant, sync_control;
  create function virtual.now() returns timestamptz language sql stable
    as $$ select current_setting('explore.now')::timestamptz $$;
  create function virtual.clock_timestamp() returns timestamptz language sql stable
    as $$ select current_setting('explore.now')::timestamptz $$;
  do $$
  declare each record;
  begin
    for each in
      select table_name, column_name from information_schema.columns
       where table_schema = 'public' and column_default = 'now()'
    loop
      execute format('alter table public.%I alter column %I set default virtual.now()', each.table_name, each.column_name);
    end loop;
    execute format('alter database %I set search_path = virtual, public, pg_catalog', current_database());
  end $$`;

export async function makeTimeVirtual(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(VIRTUAL_NOW);
  } finally {
    await client.end();
  }
}

type Query = (text: string, values?: unknown[]) => Promise<unknown>;

/**
 * Each transaction tells the database the time as it begins, and its commit travels with the begin of the next one: on a single
 * connection nobody can tell the difference, and an interleaving makes some hundred round trips fewer.
 *
 * @param now the time in an interleaving
 */
function shortenTransactions(now: () => number): void {
  const owing = new WeakSet<Client>();
  const send = Reflect.get(Client.prototype, 'query') as unknown as Query;
  const query: Query = async function (this: Client, text, values) {
    if (text === 'commit') {
      owing.add(this);
      return { command: 'COMMIT' };
    }
    if (typeof text !== 'string' || !text.startsWith('begin')) return send.call(this, text, values);
    const time = `select set_config('explore.now', '${new Date(now()).toISOString()}', true)`;
    const [first] = (await send.call(this, `${owing.delete(this) ? 'commit; ' : ''}${text}; ${time}`)) as [
      QueryResult,
    ];
    if (first.command === 'ROLLBACK')
      throw new Error('A transaction had failed, and its caller believed in it.');
    return first;
  };
  Client.prototype.query = query as unknown as typeof Client.prototype.query;
}

/** Sees each statement of a tenant's transaction, and may answer in its stead. */
export type Statements = (sql: TenantSql, query: Sql['query']) => Sql['query'];

/** The real store on one connection, for everybody in this process. */
export class VirtualStore {
  private readonly database: Database;
  private now = 0;

  /** Changes `pg` for this process. */
  constructor(databaseUrl: string) {
    shortenTransactions(() => this.now);
    this.database = openDatabase(databaseUrl, { max: 1 });
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** For the harness itself: at once. */
  asTenant<Result>(
    schedule: Schedule,
    tenant: TenantSql['tenantId'],
    work: (sql: TenantSql) => Promise<Result>,
  ): Promise<Result> {
    return this.run(schedule, () => this.database.asTenant(tenant, work));
  }

  asControl: <Result>(
    schedule: Schedule,
    work: Parameters<typeof this.database.asControl<Result>>[0],
  ) => Promise<Result> = (schedule, work) => this.run(schedule, () => this.database.asControl(work));

  /**
   * The store as one worker process has it: an identity of its own, so that it keeps its own request slots and tokens, and a gate
   * before each transaction of a tenant. What crosses tenants (slots, tokens) is not scheduled.
   */
  ofProcess(schedule: Schedule, statements: Statements = (_, query) => query): Database {
    return {
      asTenant: async (tenant, work) => {
        const actor = actors.getStore();
        if (actor === undefined) throw new Error('A transaction outside of any activity.');
        await schedule.pass(actor, 'store');
        return this.run(schedule, () =>
          this.database.asTenant(tenant, (sql) => {
            const query: Sql['query'] = (text, values) => sql.query(text, values);
            return work({ ...sql, query: statements(sql, query) });
          }),
        );
      },
      asControl: (work) => this.run(schedule, () => this.database.asControl(work)),
      // All that there is to hear has been heard: these are the only processes, and no vendor asks for silence.
      notices: { listen: () => undefined, heardSince: () => 0 },
      // A lane ends with its process.
      beforeClose: () => undefined,
      close: () => Promise.resolve(),
    };
  }

  private run<Result>(schedule: Schedule, work: () => Promise<Result>): Promise<Result> {
    this.now = schedule.clock.now;
    return schedule.during(() => actors.exit(work));
  }
}
