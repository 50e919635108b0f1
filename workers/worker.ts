import { Worker } from '@temporalio/worker';
import { createActivities } from '../activities';
import { debugPoints } from '../activities/debug-points';
import { createMasterDataCache } from '../activities/master-data';
import type { Configuration } from '../configuration/configuration';
import type { Logger } from '../observability/logging';
import { openDatabase } from '../store/database/database';
import { keyRing } from '../store/database/encryption';
import { startReconciler } from './reconciler';
import { logThrough } from './runtime-logging';
import { connectClient } from '../temporal/client';
import { connectWorker } from './worker-connection';
import { workflowBundle } from './workflow-bundle';

/** Longer than the longest write to a vendor: a worker that is stopped lets its writes finish. */
const SHUTDOWN_GRACE = '150 seconds';

export interface RunningWorker {
  /** Rejects when the worker fails for good. */
  readonly finished: Promise<void>;
  /** Lets running work finish, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts one worker: workflows, activities and the reconciler on the configured task queue. Several may run at once.
 *
 * @param debugDirectory where failure tests stop activities at named points; null outside tests
 */
export async function startWorker(
  configuration: Configuration,
  log: Logger,
  debugDirectory: string | null,
): Promise<RunningWorker> {
  if (configuration.databaseUrl === null)
    throw new Error('DATABASE_URL is not set: the worker has no store.');
  logThrough(log);
  const database = openDatabase(configuration.databaseUrl, {
    max: 20,
    times: configuration.timings.database,
    onConnectionLost: (error) =>
      log.warn({ err: error }, 'A database connection was lost; the pool replaces it'),
  });
  const temporal = await connectClient((sentence) => log.warn(sentence));
  const { connection, namespace } = await connectWorker();
  const stopping = new AbortController();
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: configuration.taskQueue,
    workflowBundle: await workflowBundle(log),
    activities: createActivities({
      database,
      keyRing: keyRing(configuration.encryptionKeys),
      configuration,
      temporal,
      masterData: createMasterDataCache(configuration.timings.masterData),
      debugPoint: debugPoints(debugDirectory),
      stopping: stopping.signal,
    }),
    shutdownGraceTime: SHUTDOWN_GRACE,
    maxConcurrentActivityTaskExecutions: 200,
    maxConcurrentLocalActivityExecutions: 50,
  });
  const reconciler = startReconciler({
    database,
    temporal,
    taskQueue: configuration.taskQueue,
    times: configuration.timings.reconciler,
    log,
  });
  const finished = worker.run().finally(async () => {
    reconciler.stop();
    await temporal.connection.close();
    await connection.close();
    await database.close();
  });
  return {
    finished,
    stop: async () => {
      stopping.abort();
      reconciler.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await finished;
    },
  };
}
