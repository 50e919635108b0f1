import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError, readConfiguration, type Configuration } from '../../configuration/configuration';
import { ToldError } from '../../domain/told-error';
import { searchAttributesProblem } from '../../temporal/search-attributes';
import { connectTemporal } from '../../temporal/client';
import { cacheDirectory } from '../provision/cache-directory';
import { ensureLocalKey } from '../provision/local-key';
import { startPostgres } from '../provision/postgres-server';
import { findTemporalBinary } from '../provision/temporal-binary';
import { startTemporal } from '../provision/temporal-server';
import { errorCode } from '../supervision/error-code';
import { claimDataDir } from '../supervision/orphans';
import { startOurProcess, type OurProcess } from '../supervision/our-process';
import { choosePort } from '../supervision/ports';
import { removeRunFile, writeRunFile, type ProcessRole, type RunningRole } from '../supervision/run-file';
import type { RunningProcess } from '../supervision/running-process';
import { supervise } from '../supervision/supervised-process';
import { migrate } from './migrate';
import { twinsAnnouncement, type TwinsAnnouncement } from './sample-tenants';
import type { Texts } from '../../domain/issues/texts/text-types';

const READY_WITHIN_MS = 60_000;
/** Longer than the longest write to a vendor and the time that a worker may need after it. */
const WORKER_GRACE_MS = 160_000;
const GRACE_MS = 10_000;
const TEMPORAL_PORT = 7233;
const TEMPORAL_UI_PORT = 8233;

export interface RunningSystem {
  readonly configuration: Configuration;
  readonly databaseUrl: string;
  readonly twins: TwinsAnnouncement | null;
  readonly urls: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface BringUpRequest {
  readonly withTwins: boolean;
  readonly say: (line: Texts) => void;
  /** Ends a running download or build of Temporal. */
  readonly signal: AbortSignal;
}

/**
 * Brings up Postgres, Temporal with its UI, the twins (if wanted), one worker and the server, each supervised, and
 * writes `DATA_DIR/run.json`. Services that the environment names are used instead of started. On failure, everything
 * that was started is stopped, and one sentence is thrown.
 */
export async function bringUp(
  given: Configuration,
  { withTwins, say, signal }: BringUpRequest,
): Promise<RunningSystem> {
  makeDataDir(given.dataDir);
  await claimDataDir(given.dataDir, say);
  const logs = path.join(given.dataDir, 'logs');
  const roles = new Map<ProcessRole, RunningRole>([['start', { role: 'start', pid: process.pid, port: 0 }]]);
  const urls: Record<string, string> = {};
  const stops: (() => Promise<void>)[] = [];
  const publish = (): void => writeRunFile(given.dataDir, { processes: [...roles.values()], urls });

  /** Supervises one process and updates the run file; processes are stopped in reverse order. */
  const keep = async <P extends RunningProcess>(
    role: ProcessRole,
    portOf: (running: P) => number,
    start: (dead: P | null) => Promise<P>,
  ): Promise<P> => {
    const kept = await supervise<P>({
      role,
      start,
      say,
      onRunning: (running) => {
        roles.set(role, { role, pid: running.pid, port: portOf(running) });
        publish();
      },
    });
    stops.push(() => kept.stop());
    return kept.current();
  };

  const stop = async (): Promise<void> => {
    for (const stopOne of stops.reverse()) await stopOne();
    stops.length = 0;
    removeRunFile(given.dataDir);
  };

  try {
    // First, so that a port that is taken is told before anything starts.
    const port = await choosePort({
      wanted: given.port,
      given: given.portGiven,
      host: given.host,
      setting: 'PORT',
    });
    const env: NodeJS.ProcessEnv = { ...process.env };
    if (given.encryptionKeys.length === 0) env['ENCRYPTION_KEYS'] = ensureLocalKey(given.dataDir);
    const [databaseUrl, temporalAddress, twins] = await allUp([
      bringUpPostgres(),
      bringUpTemporal(),
      withTwins ? bringUpTwins() : null,
    ]);
    Object.assign(env, { DATABASE_URL: databaseUrl, DATA_DIR: given.dataDir });
    if (temporalAddress !== null) env['TEMPORAL_ADDRESS'] = temporalAddress;
    if (twins !== null) {
      env['TRIBE_API_URL'] = twins.tribe.apiUrl;
      env['TRIBE_AUTH_URL'] = twins.tribe.authUrl;
      env['WINBOOKS_API_URL'] = twins.winbooks.apiUrl;
      // At a twin that was told to lose an answer, nobody should have to wait two minutes.
      env['QUIET_PERIOD_FLOOR'] = 'off';
      // As often as the sample tenants poll.
      env['TIMINGS'] ??= JSON.stringify({ upkeep: { everyMs: 5_000 } });
    }
    env['PORT'] = String(port);
    // This process is a client of the same cluster: @temporalio/envconfig reads the environment.
    Object.assign(process.env, env);
    if (given.temporalAddress !== null) await checkForeignCluster(given.temporalAddress, say);
    await allUp([bringUpWorker(env), bringUpServer(env, port)]);
    return { configuration: readConfiguration(env), databaseUrl, twins, urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function bringUpPostgres(): Promise<string> {
    if (given.databaseUrl !== null) {
      await migrate({ ...process.env });
      return given.databaseUrl;
    }
    const dataDir = path.join(given.dataDir, 'postgres');
    const postgres = await keep(
      'postgres',
      (running) => running.port,
      (dead: Awaited<ReturnType<typeof startPostgres>> | null) =>
        startPostgres({
          dataDir,
          durable: true,
          logFile: path.join(logs, 'postgres.log'),
          say,
          ...(dead === null ? {} : { port: dead.port }),
        }),
    );
    await migrate({ ...process.env, DATABASE_URL: postgres.url, DATABASE_OWNER_URL: postgres.url });
    say({
      nl: 'Postgres loopt, en zijn schema is bijgewerkt.',
      fr: 'Postgres tourne, et son schéma est à jour.',
      en: 'Postgres is up, its schema is current.',
    });
    return postgres.url;
  }

  /** Null when the environment names a cluster that is not ours. */
  async function bringUpTemporal(): Promise<string | null> {
    if (given.temporalAddress !== null) return null;
    const binary = await findTemporalBinary({ cacheDir: cacheDirectory(given.dataDir), say, signal });
    const port = await choosePort({
      wanted: TEMPORAL_PORT,
      given: false,
      host: '127.0.0.1',
      setting: 'TEMPORAL_ADDRESS',
    });
    const uiPort = await choosePort({
      wanted: TEMPORAL_UI_PORT,
      given: false,
      host: '127.0.0.1',
      setting: 'TEMPORAL_ADDRESS',
    });
    const temporal = await keep(
      'temporal',
      (running) => running.port,
      () =>
        startTemporal({
          binary,
          port,
          uiPort,
          dbFile: path.join(given.dataDir, 'temporal.db'),
          logFile: path.join(logs, 'temporal.log'),
        }),
    );
    urls['temporalUi'] = `http://127.0.0.1:${uiPort}`;
    say({
      nl: `Temporal loopt; zijn UI staat op ${urls['temporalUi']}.`,
      fr: `Temporal tourne\u00a0; son interface est à l’adresse ${urls['temporalUi']}.`,
      en: `Temporal is up, its UI is at ${urls['temporalUi']}.`,
    });
    return temporal.address;
  }

  async function bringUpTwins(): Promise<TwinsAnnouncement> {
    const ports = {
      tribe: await choosePort({ wanted: 7301, given: false, host: '127.0.0.1', setting: 'PORT' }),
      winbooks: await choosePort({ wanted: 7302, given: false, host: '127.0.0.1', setting: 'PORT' }),
    };
    const args = ['--json', '--seed', 'sample', '--data', path.join(given.dataDir, 'twins')];
    const started = await keep<OurProcess>(
      'twins',
      () => ports.winbooks,
      () =>
        startOurProcess({
          entry: 'sandbox/main',
          args: [...args, '--tribe-port', String(ports.tribe), '--winbooks-port', String(ports.winbooks)],
          env: { ...process.env },
          logFile: path.join(logs, 'twins.log'),
          announces: 'first-line',
          readyWithinMs: READY_WITHIN_MS,
          graceMs: GRACE_MS,
        }),
    );
    const twins = twinsAnnouncement.parse(started.announced);
    urls['tribeTwin'] = twins.tribe.apiUrl;
    urls['winbooksTwin'] = twins.winbooks.apiUrl;
    const { tribe, winbooks } = twins;
    say({
      nl: `De twins lopen: Tribe op ${tribe.apiUrl}, WinBooks op ${winbooks.apiUrl}.`,
      fr: `Les twins tournent\u00a0: Tribe à l’adresse ${tribe.apiUrl}, WinBooks à l’adresse ${winbooks.apiUrl}.`,
      en: `The twins are up: Tribe at ${tribe.apiUrl}, WinBooks at ${winbooks.apiUrl}.`,
    });
    return twins;
  }

  async function bringUpWorker(env: NodeJS.ProcessEnv): Promise<void> {
    await keep<OurProcess>(
      'worker',
      () => 0,
      () => ourProgram('worker', env, WORKER_GRACE_MS),
    );
    say({ nl: 'De worker loopt.', fr: 'Le worker tourne.', en: 'The worker is up.' });
  }

  async function bringUpServer(env: NodeJS.ProcessEnv, port: number): Promise<void> {
    await keep<OurProcess>(
      'server',
      () => port,
      () => ourProgram('server', env, GRACE_MS),
    );
    const isEveryHost = given.host === '0.0.0.0' || given.host === '::';
    urls['server'] = `http://${isEveryHost ? '127.0.0.1' : given.host}:${port}`;
    urls['api'] = urls['server'];
    publish();
  }

  function ourProgram(
    name: 'worker' | 'server',
    env: NodeJS.ProcessEnv,
    graceMs: number,
  ): Promise<OurProcess> {
    return startOurProcess({
      entry: 'cli/main',
      args: [name],
      env,
      logFile: path.join(logs, `${name}.log`),
      announces: 'message',
      readyWithinMs: READY_WITHIN_MS,
      graceMs,
    });
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const problem = `must be a folder that can be written, and ${dataDir} is not (${errorCode(error) ?? 'unknown error'})`;
    throw new ConfigurationError([{ name: 'DATA_DIR', problem, example: '.data' }]);
  }
}

/** Waits for all of them even if one fails, because a process that is still starting must be stopped too. */
async function allUp<T extends readonly unknown[] | []>(
  starting: T,
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

/** A cluster that is not ours must answer, and should know our search attributes. */
async function checkForeignCluster(address: string, say: (line: Texts) => void): Promise<void> {
  const { connection, namespace } = await connectTemporal().catch((error: unknown) => {
    throw new ToldError(
      {
        nl: `Temporal antwoordt niet op ${address}: controleer TEMPORAL_ADDRESS; voorbeeld: TEMPORAL_ADDRESS=127.0.0.1:7233`,
        fr: `Temporal ne répond pas à l’adresse ${address}\u00a0: vérifiez TEMPORAL_ADDRESS\u00a0; exemple\u00a0: TEMPORAL_ADDRESS=127.0.0.1:7233`,
        en: `Temporal does not answer at ${address}: check TEMPORAL_ADDRESS; example: TEMPORAL_ADDRESS=127.0.0.1:7233`,
      },
      { cause: error },
    );
  });
  try {
    const problem = await searchAttributesProblem(connection, namespace);
    // It quotes the cluster, and is mostly a command to run.
    if (problem !== null) say({ nl: problem, fr: problem, en: problem });
  } finally {
    await connection.close();
  }
}
