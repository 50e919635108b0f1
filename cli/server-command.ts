import { readConfiguration } from '../configuration/configuration';
import { createLogger } from '../observability/logging';
import { startServer } from '../server/server';
import { createMasterDataCache } from '../activities/master-data';
import { keyRing } from '../store/database/encryption';
import { openDatabase } from '../store/database/database';
import { connectClient } from '../temporal/client';
import { announceReady, untilStopped } from '../local/supervision/child-side';

/** The HTTP server process. */
export async function serverCommand(): Promise<number> {
  const configuration = readConfiguration(process.env);
  const log = createLogger('server', configuration.logLevel);
  if (configuration.databaseUrl === null)
    throw new Error('DATABASE_URL is not set: the server has no store.');
  const database = openDatabase(configuration.databaseUrl, {
    max: 5,
    onConnectionLost: (error) =>
      log.warn({ err: error }, 'A database connection was lost; the pool replaces it'),
  });
  const temporal = await connectClient();
  const stopping = new AbortController();
  const app = await startServer({
    host: configuration.host,
    port: configuration.port,
    log,
    deps: {
      database,
      temporal,
      configuration,
      keyRing: keyRing(configuration.encryptionKeys),
      masterData: createMasterDataCache(),
      stopping: stopping.signal,
      debugPoint: async () => undefined,
    },
    checkTemporal: async () => {
      await temporal.workflowService.getSystemInfo({});
    },
  });
  announceReady({ port: configuration.port });
  log.info({ port: configuration.port }, 'Server is listening');
  await untilStopped();
  stopping.abort();
  await app.close();
  await temporal.connection.close();
  await database.close();
  return 0;
}
