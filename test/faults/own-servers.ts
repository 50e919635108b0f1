import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { cacheDirectory } from '../../local/provision/cache-directory';
import { startPostgres, type PostgresServer } from '../../local/provision/postgres-server';
import { projectRoot } from '../../local/supervision/project-root';
import { findTemporalBinary } from '../../local/provision/temporal-binary';
import { startTemporal, type TemporalServer } from '../../local/provision/temporal-server';
import { freePort } from '../../local/supervision/ports';
import { createTestDatabase } from '../support/servers';
import type { StackServers } from '../support/stack';
import type { RunPlan } from './scenario';

/** Servers that one run may restart, wipe and restore. */
export interface OwnServers {
  readonly servers: StackServers;
  /** Stops the Temporal server and starts it on the same port; `wiped`: it has forgotten everything. */
  restartTemporal(wiped: boolean): Promise<void>;
  /** Stops Postgres (a crash, or an orderly stop that cuts every connection) and starts it on the same port. */
  restartPostgres(how: 'crash' | 'stop'): Promise<void>;
  /** The same, and `meanwhile` happens while there is none. */
  withoutPostgres(how: 'crash' | 'stop', meanwhile: () => Promise<void>): Promise<void>;
  /** Keeps the database as it is now. Cuts every connection. */
  backUp(): Promise<void>;
  /** The database is again what it was at `backUp`. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts what the plan asks for; null when the shared servers do. */
export async function startOwnServers(kind: RunPlan['servers']): Promise<OwnServers | null> {
  if (kind === 'shared') return null;
  const directory = mkdtempSync(path.join(tmpdir(), 'own-servers-'));
  let temporal: TemporalServer | null = null;
  let postgres: PostgresServer | null = null;
  let temporalPort: number | null = null;
  const dbFile = path.join(directory, 'temporal.db');
  const startOwnTemporal = async (): Promise<TemporalServer> => {
    temporalPort ??= await freePort('127.0.0.1');
    const binary = await findTemporalBinary({
      cacheDir: cacheDirectory(path.join(projectRoot(), '.data')),
      say: () => undefined,
    });
    const logFile = path.join(directory, 'temporal.log');
    return startTemporal({ binary, dbFile, port: temporalPort, uiPort: null, logFile });
  };
  // With every guarantee of production: what was committed survives a crash.
  const startOwnPostgres = (port?: number): Promise<PostgresServer> =>
    startPostgres({
      dataDir: path.join(directory, 'postgres'),
      durable: true,
      logFile: path.join(directory, 'postgres.log'),
      say: () => undefined,
      ...(port === undefined ? {} : { port }),
    });

  const withoutPostgres: OwnServers['withoutPostgres'] = async (how, meanwhile) => {
    if (postgres === null) throw new Error('This run has no Postgres of its own');
    const { port, pid, exited } = postgres;
    if (how === 'crash') {
      process.kill(pid, 'SIGQUIT'); // an immediate shutdown: nothing is flushed, the next start recovers
      await exited;
    } else await postgres.stop();
    await meanwhile();
    postgres = await startOwnPostgres(port);
  };

  let servers: StackServers = {};
  if (kind === 'own-temporal') {
    temporal = await startOwnTemporal();
    servers = { temporalAddress: temporal.address };
  }
  if (kind === 'own-postgres') {
    postgres = await startOwnPostgres();
    await migrate(postgres.url);
    servers = { database: { url: postgres.url, drop: async () => undefined } };
  }
  const database = kind === 'own-database' ? await createTestDatabase() : null;
  if (database !== null) servers = { database };

  return {
    servers,
    restartTemporal: async (wiped) => {
      await temporal?.stop();
      if (wiped) for (const suffix of ['', '-wal', '-shm']) rmSync(`${dbFile}${suffix}`, { force: true });
      temporal = await startOwnTemporal();
    },
    restartPostgres: (how) => withoutPostgres(how, async () => undefined),
    withoutPostgres,
    backUp: () => copyDatabase(database?.url, 'backup'),
    restore: () => copyDatabase(database?.url, 'restore'),
    stop: async () => {
      await temporal?.stop();
      await postgres?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function migrate(url: string): Promise<void> {
  const env = { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: url };
  const program = path.join(projectRoot(), 'store', 'migrate-main.ts');
  await promisify(execFile)(process.execPath, ['--require', './tools/typescript.cjs', program], {
    cwd: projectRoot(),
    env,
  });
}

/** A copy inside the server stands for a dump and its restore: rows, sequences and rights are the same. */
async function copyDatabase(url: string | undefined, direction: 'backup' | 'restore'): Promise<void> {
  if (url === undefined) throw new Error('This run has no database of its own');
  const server = new URL(url);
  const name = server.pathname.slice(1);
  const [from, to] = direction === 'backup' ? [name, `${name}_backup`] : [`${name}_backup`, name];
  server.pathname = 'postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`drop database if exists ${to} with (force)`);
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [from]);
    await client.query(`create database ${to} template ${from} strategy file_copy`);
  } finally {
    await client.end();
  }
}
