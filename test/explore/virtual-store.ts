import type { Writable } from 'node:stream';
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

type Send = (statement: unknown, values?: unknown[]) => Promise<QueryResult>;

/** They ask nothing, and fail only together with what comes after them. */
const TRAVELS_WITH_THE_NEXT = /^(begin|savepoint|release|commit)\b/;

/**
 * Round trips are what an interleaving costs most. So what only opens or closes something goes out together with the next statement:
 * on a single connection nobody can tell the difference. The database is told the time as a transaction begins, and each
 * statement is planned once in a lane.
 *
 * @param now the time in an interleaving
 */
function shortenRoundTrips(now: () => number): void {
  const waiting = new WeakMap<Client, string>();
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return name;
  };
  const send = Reflect.get(Client.prototype, 'query') as unknown as Send;
  const query: Send = async function (this: Client, text, values) {
    if (typeof text !== 'string') return send.call(this, text, values);
    const before = waiting.get(this) ?? '';
    const [, command = ''] = TRAVELS_WITH_THE_NEXT.exec(text) ?? [];
    if (command !== '') {
      const time = `select set_config('explore.now', '${new Date(now()).toISOString()}', true)`;
      waiting.set(this, `${before}${text}; ${command === 'begin' ? `${time}; ` : ''}`);
      return { command: command.toUpperCase() } as QueryResult;
    }
    const statement = values === undefined ? text : { name: nameOf(text), text, values };
    if (before === '') return send.call(this, statement);
    waiting.delete(this);
    Reflect.set(this, 'pipeline', true);
    const { stream } = Reflect.get(this, 'connection') as { readonly stream: Writable };
    stream.cork();
    const answers = Promise.all([send.call(this, before), send.call(this, statement)]);
    stream.uncork();
    const [done, result] = await answers;
    if ([done].flat().some((each) => each.command === 'ROLLBACK'))
      throw new Error('A transaction had failed, and its caller believed in it.');
    return result;
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
    shortenRoundTrips(() => this.now);
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
