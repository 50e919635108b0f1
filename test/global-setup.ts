import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { cacheDirectory } from '../local/provision/cache-directory';
import { startPostgres, type PostgresServer } from '../local/provision/postgres-server';
import { projectRoot } from '../local/provision/project-root';
import { findTemporalBinary } from '../local/provision/temporal-binary';
import { startTemporal, type TemporalServer } from '../local/provision/temporal-server';
import { TEMPLATE_DATABASE } from './support/servers';

declare global {
  var stopTestServers: (() => Promise<void>) | undefined;
}

/** One Postgres with a migrated template database and one Temporal server for the whole run; both forget everything at its end. */
export default async function globalSetup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tribe-winbooks-test-'));
  const started: { stop(): Promise<unknown> }[] = [];
  globalThis.stopTestServers = async () => {
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  const remember = <Server extends { stop(): Promise<unknown> }>(server: Server): Server => {
    started.push(server);
    return server;
  };
  const outcomes = await Promise.allSettled([
    startTestPostgres(folder).then(remember).then(migrateTemplate),
    startTestTemporal(folder).then(remember),
  ]);
  const [postgres, temporal] = outcomes;
  if (postgres.status === 'rejected' || temporal.status === 'rejected') {
    await globalThis.stopTestServers();
    throw outcomes.find((outcome) => outcome.status === 'rejected')?.reason;
  }
  process.env['TEST_DATABASE_URL'] = postgres.value.url;
  process.env['TEST_TEMPORAL_ADDRESS'] = temporal.value.address;
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function startTestPostgres(folder: string): Promise<PostgresServer> {
  const dataDir = join(folder, 'postgres');
  return startPostgres({
    dataDir,
    durable: false,
    logFile: join(folder, 'postgres.log'),
    say: () => undefined,
  });
}

async function startTestTemporal(folder: string): Promise<TemporalServer> {
  const binary = await findTemporalBinary({ cacheDir: cacheDirectory(join(projectRoot(), '.data')), say });
  return startTemporal({ binary, dbFile: null, uiPort: null, logFile: join(folder, 'temporal.log') });
}

/** As an operator migrates: the real program, in its own process. */
async function migrateTemplate(server: PostgresServer): Promise<PostgresServer> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = TEMPLATE_DATABASE;
  const env = { ...process.env, DATABASE_URL: url.href, DATABASE_OWNER_URL: url.href };
  const migrate = join(projectRoot(), 'store', 'migrate-main.ts');
  await promisify(execFile)(process.execPath, ['--require', 'tsx/cjs', migrate], { cwd: projectRoot(), env });
  return server;
}
