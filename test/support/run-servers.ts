import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { cacheDirectory } from '../../local/provision/cache-directory';
import { startPostgres } from '../../local/provision/postgres-server';
import { projectRoot } from '../../local/supervision/project-root';
import { findTemporalBinary } from '../../local/provision/temporal-binary';
import { startTemporal } from '../../local/provision/temporal-server';
import { TEMPLATE_DATABASE } from './servers';
import type { Texts } from '../../domain/issues/texts/text-types';

/** The servers of one run, started at most once each however many tiers ask for them. They forget everything at its end. */
interface RunServers {
  readonly folder: string;
  readonly running: { stop(): Promise<unknown> }[];
  postgres: Promise<void> | null;
  temporal: Promise<void> | null;
}

declare global {
  // Each tier loads this file anew.
  var runServers: RunServers | undefined;
}

/** One Postgres with a migrated template database, its address in `TEST_DATABASE_URL`. */
export async function ensurePostgres(): Promise<void> {
  const servers = await runServers();
  await (servers.postgres ??= startTestPostgres(servers));
}

/** One Temporal server, its address in `TEST_TEMPORAL_ADDRESS`. */
export async function ensureTemporal(): Promise<void> {
  const servers = await runServers();
  await (servers.temporal ??= startTestTemporal(servers));
}

/** Stops what was started. Harmless when nothing was. */
export async function stopServers(): Promise<void> {
  const servers = globalThis.runServers;
  globalThis.runServers = undefined;
  if (servers === undefined) return;
  await Promise.all(servers.running.map((server) => server.stop()));
  await rm(servers.folder, { recursive: true, force: true });
}

async function runServers(): Promise<RunServers> {
  const folder = globalThis.runServers?.folder ?? (await mkdtemp(join(tmpdir(), 'tribe-winbooks-test-')));
  return (globalThis.runServers ??= { folder, running: [], postgres: null, temporal: null });
}

const say = (line: Texts): void => void process.stderr.write(`${line.en}\n`);

async function startTestPostgres({ folder, running }: RunServers): Promise<void> {
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    logFile: join(folder, 'postgres.log'),
    say: () => undefined,
  });
  running.push(server);
  await migrateTemplate(server.url);
  process.env['TEST_DATABASE_URL'] = server.url;
}

/** A machine without a Temporal CLI downloads or builds one first, once, which may take minutes. */
async function startTestTemporal({ folder, running }: RunServers): Promise<void> {
  const binary = await findTemporalBinary({ cacheDir: cacheDirectory(join(projectRoot(), '.data')), say });
  const server = await startTemporal({
    binary,
    dbFile: null,
    uiPort: null,
    logFile: join(folder, 'temporal.log'),
  });
  running.push(server);
  process.env['TEST_TEMPORAL_ADDRESS'] = server.address;
}

/** As an operator migrates: the real program, in its own process. */
async function migrateTemplate(serverUrl: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = TEMPLATE_DATABASE;
  const env = { ...process.env, DATABASE_URL: url.href, DATABASE_OWNER_URL: url.href };
  const migrate = join(projectRoot(), 'store', 'migrate-main.ts');
  await promisify(execFile)(process.execPath, ['--require', './tools/typescript.cjs', migrate], {
    cwd: projectRoot(),
    env,
  });
}
