import { escapeLiteral, Pool, types } from 'pg';
import type { TenantId } from '../../domain/ids';
import { TIMINGS, type Timings } from '../../domain/timings';
import { openNotices, type Notices } from './notices';
import { poolLine, type PoolLine } from './pool-line';
import { inTransaction, type Query } from './transaction';

/** One open transaction. It is usable until the callback that received it returns. */
export interface Sql {
  readonly query: Query;
}

/** A transaction that sees the rows of one tenant. */
export interface TenantSql extends Sql {
  readonly role: 'tenant';
  readonly tenantId: TenantId;
}

/**
 * A transaction of the reconciler, the budgets and the tokens: it sees few columns of every tenant, no entry and no
 * secret.
 */
export interface ControlSql extends Sql {
  readonly role: 'control';
}

export interface Database {
  /**
   * Runs `work` in one transaction that sees only this tenant's rows, and commits it. Throws what `work` throws, and
   * connection, serialisation and time-out errors as `pg` gives them. If the commit itself throws, it is unknown
   * whether it took place. When every connection is in use, it waits up to half a minute. Do not nest: each call takes
   * a connection.
   */
  asTenant<T>(tenant: TenantId, work: (sql: TenantSql) => Promise<T>): Promise<T>;
  /** The same under the narrow role that crosses tenants. */
  asControl<T>(work: (sql: ControlSql) => Promise<T>): Promise<T>;
  /** Messages from other processes on this database. */
  readonly notices: Notices;
  /** `work` returns to the database what this process holds there; `close` waits for it. It must not throw. */
  beforeClose(work: () => Promise<void>): void;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The most connections for transactions; one more is used for listening, if anything listens. */
  readonly max: number;
  /** Those that differ from the usual ones. */
  readonly times?: Partial<Timings['database']>;
  /** Called when a connection breaks outside a query; the pool replaces it. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** Opens a pool on `url`, whose login must be a member of `sync_tenant` and `sync_control` (or a superuser). */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const times = { ...TIMINGS.database, ...options.times };
  const pool = new Pool({
    connectionString: url,
    max: options.max,
    connectionTimeoutMillis: times.connectMs,
    types: { getTypeParser: columnParser },
  });
  const onLost = (error: Error): void => options.onConnectionLost?.(error);
  pool.on('error', onLost);
  // The pool handles errors of idle connections only; an error of a connection in use would end the process.
  pool.on('connect', (client) => client.on('error', onLost));
  // The pool's own queue has the short time limit of a connection attempt, so callers wait here instead.
  const line = poolLine(options.max, times.waitMs);
  const transactions = { pool, line, answerMs: times.answerMs };
  const notices = openNotices(url, times, onLost);
  const lastWork: (() => Promise<void>)[] = [];

  return {
    asTenant: (tenant, work) =>
      inTurn(transactions, preludeFor('sync_tenant', tenant, times.transactionMs), (query) =>
        work({ role: 'tenant', tenantId: tenant, query }),
      ),
    asControl: (work) =>
      inTurn(transactions, preludeFor('sync_control', '', times.transactionMs), (query) =>
        work({ role: 'control', query }),
      ),
    notices,
    beforeClose: (work) => void lastWork.push(work),
    close: async () => {
      await Promise.all(lastWork.map((work) => work()));
      await notices.close();
      await pool.end();
    },
  };
}

const neverCommittingOnes = new WeakMap<Database, Database>();

/**
 * The same database for a question that must change nothing: a tenant's transaction sees its own writes, and is then
 * rolled back. What crosses tenants (tokens, request slots) does commit, because a question costs a request like any
 * other. Always the same object per database, because a process has one place per database in the queue for slots.
 */
export function neverCommitting(database: Database): Database {
  const known = neverCommittingOnes.get(database);
  if (known) return known;
  const made: Database = {
    ...database,
    asTenant: async <T>(tenant: TenantId, work: (sql: TenantSql) => Promise<T>): Promise<T> => {
      const answers: T[] = [];
      const rolledBack = new Error('Rolled back, as it should be');
      try {
        await database.asTenant(tenant, async (sql) => {
          answers.push(await work(sql));
          throw rolledBack;
        });
      } catch (error) {
        if (error !== rolledBack) throw error;
      }
      const [answer] = answers;
      return answer as T;
    },
  };
  neverCommittingOnes.set(database, made);
  return made;
}

/** Everything before the caller's first statement, in one round trip. */
function preludeFor(role: 'sync_tenant' | 'sync_control', tenant: string, longestMs: number): string {
  const settings: readonly (readonly [string, string])[] = [
    ['role', role],
    ['app.tenant', tenant],
    ['statement_timeout', String(longestMs)],
    ['idle_in_transaction_session_timeout', String(longestMs)],
  ];
  const each = settings.map(([name, value]) => `set_config('${name}', ${escapeLiteral(value)}, true)`);
  return `begin; select ${each.join(', ')}`;
}

interface Transactions {
  readonly pool: Pool;
  readonly line: PoolLine;
  readonly answerMs: number;
}

async function inTurn<T>(
  { pool, line, answerMs }: Transactions,
  prelude: string,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const leave = await line.enter();
  try {
    const client = await pool.connect();
    return await inTransaction(client, answerMs, prelude, work);
  } finally {
    leave();
  }
}

/** Postgres' codes of the types whose default parsing by `pg` loses information. */
const INT8: number = types.builtins.INT8;
const DATE: number = types.builtins.DATE;

/** A `date` stays text, so that no time zone shifts it; a `bigint` becomes a number if that is exact. */
function columnParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE) return (value) => value;
  if (oid === INT8) return exactInteger;
  return types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown;
}

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The integer ${text} of a column is too large to be exact.`);
  return value;
}
