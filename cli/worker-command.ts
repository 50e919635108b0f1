import { readConfiguration } from '../configuration/configuration';
import { createLogger } from '../observability/logging';
import { startWorker } from '../workers/worker';
import { announceReady, untilStopped } from '../local/supervision/child-side';

/** One worker process. Failure tests stop it at named points through DEBUG_POINTS, which production refuses. */
export async function workerCommand(): Promise<number> {
  const configuration = readConfiguration(process.env);
  const log = createLogger('worker', configuration.logLevel);
  const debugDirectory = process.env['DEBUG_POINTS'] ?? null;
  if (debugDirectory !== null && configuration.mode === 'production')
    throw new Error('DEBUG_POINTS is for failure tests and is refused in production.');
  const worker = await startWorker(configuration, log, debugDirectory);
  announceReady({ port: 0 });
  log.info({ taskQueue: configuration.taskQueue }, 'Worker is running');
  const reason = await Promise.race([untilStopped(), worker.finished.then(() => 'it finished')]);
  log.info({ reason }, 'Worker stops: what is under way may finish');
  await worker.stop();
  return 0;
}
