import { NativeConnection } from '@temporalio/worker';
import { temporalSettings } from '../temporal/client';

/** The worker's own connection to the cluster that TEMPORAL_* names. */
export async function connectWorker(): Promise<{ connection: NativeConnection; namespace: string }> {
  const { namespace, connectionOptions } = temporalSettings();
  return { connection: await NativeConnection.connect(connectionOptions), namespace };
}
