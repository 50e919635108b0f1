import { Connection, type Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { searchableClient } from './search-attributes';

const LOCAL_ADDRESS = '127.0.0.1:7233';

/** The settings in TEMPORAL_* (see @temporalio/envconfig), with the address of a local server as the default. */
export function temporalSettings() {
  const { namespace, connectionOptions } = loadClientConnectConfig();
  return {
    namespace: namespace ?? 'default',
    connectionOptions: { ...connectionOptions, address: connectionOptions.address ?? LOCAL_ADDRESS },
  };
}

/** A connection to the cluster that TEMPORAL_* names (see @temporalio/envconfig), and its namespace. */
export async function connectTemporal(): Promise<{ connection: Connection; namespace: string }> {
  const { namespace, connectionOptions } = temporalSettings();
  return { connection: await Connection.connect(connectionOptions), namespace };
}

/**
 * A client of that cluster, which registers our search attributes if the cluster lets it. The caller closes its
 * connection.
 *
 * @param warn called once if runs are started without search attributes, with what to do about it
 */
export async function connectClient(warn?: (sentence: string) => void): Promise<Client> {
  const { connection, namespace } = await connectTemporal();
  try {
    const { client, areUsable } = searchableClient(connection, namespace, warn);
    await areUsable();
    return client;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** A client that connects at its first call, so that commands that need no cluster work without one. */
export function lazyClient(): Client {
  const { namespace, connectionOptions } = temporalSettings();
  return searchableClient(Connection.lazy(connectionOptions), namespace).client;
}
