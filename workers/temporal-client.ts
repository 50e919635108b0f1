import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';

const LOCAL_ADDRESS = '127.0.0.1:7233';

function settings() {
  const { namespace, connectionOptions } = loadClientConnectConfig();
  return {
    namespace: namespace ?? 'default',
    connectionOptions: { ...connectionOptions, address: connectionOptions.address ?? LOCAL_ADDRESS },
  };
}

/** A connection to the cluster that TEMPORAL_* names (see @temporalio/envconfig), and its namespace. */
export async function connectTemporal(): Promise<{ connection: Connection; namespace: string }> {
  const { namespace, connectionOptions } = settings();
  return { connection: await Connection.connect(connectionOptions), namespace };
}

/** A client of that cluster. The caller closes its connection. */
export async function connectClient(): Promise<Client> {
  return new Client(await connectTemporal());
}

/** A client that connects at its first call, so that what needs no cluster works without one. */
export function lazyClient(): Client {
  const { namespace, connectionOptions } = settings();
  return new Client({ connection: Connection.lazy(connectionOptions), namespace });
}

/** The worker's own connection to the same cluster. */
export async function connectWorker(): Promise<{ connection: NativeConnection; namespace: string }> {
  const { namespace, connectionOptions } = settings();
  return { connection: await NativeConnection.connect(connectionOptions), namespace };
}
