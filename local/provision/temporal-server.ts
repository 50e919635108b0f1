import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { SEARCH_ATTRIBUTES } from '../../domain/steps/workflow-names';
import { lastLines } from '../supervision/log-file';
import { accepts, freePort } from '../supervision/ports';
import { spawnForeign, type RunningProcess } from '../supervision/running-process';

const HOST = '127.0.0.1';
const RETENTION = '30 days';
const READY_WITHIN_MS = 30_000;
/** Without these two a database file makes the server about three times slower; synchronous=1 is safe with WAL. */
const FAST_FILE = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=1'];
const GRACE_MS = 10_000;

export interface TemporalServerOptions {
  /** See `findTemporalBinary`. */
  readonly binary: string;
  /** A free port when absent. */
  readonly port?: number;
  /** Null means no UI. A free port when absent. */
  readonly uiPort?: number | null;
  /** Null means in memory, lost when the process ends. */
  readonly dbFile: string | null;
  readonly logFile: string;
}

export interface TemporalServer extends RunningProcess {
  readonly port: number;
  readonly uiPort: number | null;
  /** `host:port`, for TEMPORAL_ADDRESS. */
  readonly address: string;
}

/**
 * Starts a Temporal dev server on this machine with our search attributes, namespace `default` with 30 days of retention
 * and fairness on, and waits until it answers. Throws with the server's last words when it does not.
 */
export async function startTemporal(options: TemporalServerOptions): Promise<TemporalServer> {
  const port = options.port ?? (await freePort(HOST));
  const uiPort = options.uiPort === undefined ? await freePort(HOST) : options.uiPort;
  const running = await spawnForeign({
    file: options.binary,
    args: startArguments(options, port, uiPort),
    logFile: options.logFile,
    stopSignal: 'SIGTERM',
    graceMs: GRACE_MS,
  });
  const address = `${HOST}:${port}`;
  try {
    await untilReady(port, running);
  } catch (error) {
    await running.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Temporal did not start (${reason}): ${lastLines(options.logFile)}`, { cause: error });
  }
  return { ...running, port, uiPort, address };
}

function startArguments(options: TemporalServerOptions, port: number, uiPort: number | null): string[] {
  const { dbFile } = options;
  return [
    ...[
      'server',
      'start-dev',
      '--ip',
      HOST,
      '--port',
      String(port),
      '--log-level',
      'warn',
      '--namespace',
      'default',
    ],
    ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(dbFile === null ? [] : ['--db-filename', dbFile, ...FAST_FILE]),
    ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...['--dynamic-config-value', 'matching.enableFairness=true'],
    ...['--dynamic-config-value', 'matching.useNewMatcher=true'],
  ];
}

async function untilReady(port: number, running: RunningProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let ended = false;
  void running.exited.then(() => (ended = true));
  for (;;) {
    if (ended) throw new Error('it ended at once');
    try {
      // A gRPC connection waits a second before its next attempt if the port is not open yet.
      if (await accepts(HOST, port)) return await setRetention(`${HOST}:${port}`);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline) throw new Error(`it did not answer within ${READY_WITHIN_MS / 1000} s`);
    await sleep(50);
  }
}

/** The dev server's default is one day. The call also shows whether the namespace exists. */
async function setRetention(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.updateNamespace({
        namespace: 'default',
        config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
      }),
    );
  } finally {
    await connection.close();
  }
}
