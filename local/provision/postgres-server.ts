import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { errorCode } from '../supervision/error-code';
import { lastLines } from '../supervision/log-file';
import { freePort } from '../supervision/ports';
import { spawnForeign, type RunningProcess } from '../supervision/running-process';
import { canReach, postgresAccount, type PostgresAccount } from './postgres-account';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries';
import { stopOrphanedPostgres } from './postgres-orphan';
import type { Texts } from '../../domain/issues/texts/text-types';

const HOST = '127.0.0.1';
const DATABASE = 'sync';
const READY_WITHIN_MS = 60_000;
const GRACE_MS = 20_000;
/** For tests: a power cut may lose everything, and every write is much faster. */
const NOT_DURABLE = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
];

export interface PostgresServerOptions {
  /** The cluster's own folder, for example `DATA_DIR/postgres`; created when absent. */
  readonly dataDir: string;
  /** A free port when absent. */
  readonly port?: number;
  /** False only for tests. */
  readonly durable: boolean;
  readonly logFile: string;
  readonly say: (line: Texts) => void;
}

export interface PostgresServer extends RunningProcess {
  readonly port: number;
  /** URL of the database `sync` with a superuser's password: for child processes, not for the run file or a log. */
  readonly url: string;
}

/**
 * Starts a real Postgres on loopback from the embedded binaries (else the system's), with a database `sync`, and waits
 * until it answers. A server that a killed start left behind on the same folder is stopped first. Throws with the
 * server's last log lines.
 */
export async function startPostgres(options: PostgresServerOptions): Promise<PostgresServer> {
  const { dataDir, logFile, say } = options;
  const account = postgresAccount();
  await stopOrphanedPostgres(dataDir, say);
  const binaries = findPostgresBinaries(account, majorOf(dataDir));
  const password = await ensureCluster(options, binaries, account);
  const place = nameFor(account, dataDir, binaries);
  if (place !== dataDir)
    say({
      nl: `Postgres loopt niet als root, en zijn eigen account mag niet in ${dirname(dataDir)}: het start in zijn eigen map.`,
      fr: `Postgres ne tourne pas comme root, et son propre compte ne peut pas entrer dans ${dirname(dataDir)}\u00a0: il démarre dans son propre dossier.`,
      en: `Postgres does not run as root, and its own account may not enter ${dirname(dataDir)}: it is started inside its folder.`,
    });
  const port = options.port ?? (await freePort(HOST));
  const settings = [
    `listen_addresses=${HOST}`,
    'unix_socket_directories=',
    'max_connections=200',
    ...(options.durable ? [] : NOT_DURABLE),
  ];
  const running = await spawnForeign({
    file: binaries.postgres,
    args: ['-D', place, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    logFile,
    cwd: dataDir,
    ...account,
    stopSignal: 'SIGINT',
    killSignal: 'SIGQUIT',
    graceMs: GRACE_MS,
  });
  const urlOf = (database: string): string => `postgres://postgres:${password}@${HOST}:${port}/${database}`;
  try {
    await untilReady(urlOf('postgres'), running);
  } catch (error) {
    await running.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Postgres did not start (${reason}): ${lastLines(logFile)}`, { cause: error });
  }
  return { ...running, port, url: urlOf(DATABASE) };
}

function majorOf(dataDir: string): number | null {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : null;
}

/**
 * The path by which the server's account can open its folder. If we run as root and the data are below a directory that
 * only root may enter (DATA_DIR itself, a home), there is no such path: the server is then started inside the folder
 * and uses /proc/self/cwd, so that the data stay in DATA_DIR. Versions before 16 leave their working directory too
 * early for that.
 */
function nameFor(account: PostgresAccount, directory: string, { major }: PostgresBinaries): string {
  if (account.uid === undefined || canReach(account, directory)) return directory;
  if (process.platform === 'linux' && major >= 16) return '/proc/self/cwd';
  throw new Error(
    `Postgres ${major} does not run as root, and its own account may not enter ${dirname(directory)}: ` +
      'start as another user, or choose a DATA_DIR that is open to others.',
  );
}

/**
 * Creates the cluster at first use in another folder and renames it, so that an incomplete one is never used. Returns
 * the superuser's password, which is stored beside the folder, readable only by us.
 */
async function ensureCluster(
  options: PostgresServerOptions,
  binaries: PostgresBinaries,
  account: PostgresAccount,
): Promise<string> {
  const { dataDir, durable } = options;
  const passwordFile = `${dataDir}.password`;
  if (majorOf(dataDir) !== null) {
    if (existsSync(passwordFile)) return readFileSync(passwordFile, 'utf8').trim();
    throw new Error(
      `${passwordFile} is missing: restore it, or remove ${dataDir} to begin with an empty database.`,
    );
  }
  const password = randomBytes(18).toString('hex');
  const aside = `${dataDir}.making`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  giveTo(account, aside);
  const handover = mkdtempSync(join(tmpdir(), 'tribe-winbooks-initdb-'));
  try {
    const readable = join(handover, 'password');
    writeFileSync(readable, password, { mode: 0o600 });
    giveTo(account, handover, readable);
    const access = ['-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', readable];
    const shape = ['-E', 'UTF8', '--no-locale', ...(durable ? [] : ['--no-sync'])];
    await promisify(execFile)(
      binaries.initdb,
      ['-D', nameFor(account, aside, binaries), ...access, ...shape],
      {
        ...account,
        cwd: aside,
      },
    );
  } finally {
    rmSync(handover, { recursive: true, force: true });
  }
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  renameSync(aside, dataDir);
  return password;
}

function giveTo({ uid, gid }: PostgresAccount, ...paths: readonly string[]): void {
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) chownSync(path, uid, gid);
}

/** Waits until start and crash recovery are finished, then creates our database if it does not exist. */
async function untilReady(adminUrl: string, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let ended = false;
  void running.exited.then(() => (ended = true));
  for (;;) {
    if (ended) throw new Error('it ended at once');
    try {
      await createDatabase(adminUrl);
      return;
    } catch (error) {
      if (Date.now() > deadline || isRefusal(error)) throw error;
      await sleep(50);
    }
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // a server that stops right now: the query itself fails too
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Waiting does not make a wrong password right. */
function isRefusal(error: unknown): boolean {
  return errorCode(error) === '28P01';
}
