import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import type { Timings } from '../../domain/timings';

/** Processes notify each other on this channel of what they also write to the store. */
export const NOTICE_CHANNEL = 'sync_notices';

/**
 * Receives the notices of other processes. A notice is only a shortcut: the store holds the same information for a
 * process that was not listening.
 */
export interface Notices {
  /** Calls `onNotice` for each notice from now on. The first listener opens the connection. */
  listen(onNotice: (notice: string) => void): void;
  /**
   * Since when every notice has been received, on the monotonic clock (`performance.now()`); null when some may be
   * missed.
   */
  heardSince(): number | null;
}

/**
 * Listens on a connection of its own, and reopens it when it is lost. It counts as listening only after it has received
 * a notice of its own, because a connection through a transaction pooler accepts LISTEN and receives nothing.
 */
export function openNotices(
  connectionString: string,
  times: Pick<Timings['database'], 'connectMs' | 'reconnectAfterMs' | 'keepAliveMs'>,
  onLost: (error: Error) => void,
): Notices & { close(): Promise<void> } {
  const listeners: ((notice: string) => void)[] = [];
  let current: Client | null = null;
  let since: number | null = null;
  let isClosed = false;
  let again: NodeJS.Timeout | undefined;

  return {
    listen: (onNotice) => {
      listeners.push(onNotice);
      if (listeners.length === 1) void connect();
    },
    heardSince: () => since,
    close: async () => {
      isClosed = true;
      clearTimeout(again);
      const client = current;
      forget(client);
      await client?.end().catch(() => undefined);
    },
  };

  async function connect(): Promise<void> {
    if (isClosed) return;
    const proof = randomUUID();
    const client = new Client({
      connectionString,
      connectionTimeoutMillis: times.connectMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: times.keepAliveMs,
    });
    current = client;
    client.on('error', (error) => lost(client, error));
    client.on('end', () => lost(client));
    client.on('notification', ({ payload = '' }) => {
      if (current !== client) return;
      if (payload === proof) since = performance.now();
      else for (const onNotice of listeners) onNotice(payload);
    });
    try {
      await client.connect();
      await client.query(`listen ${NOTICE_CHANNEL}`);
      await client.query('select pg_notify($1, $2)', [NOTICE_CHANNEL, proof]);
    } catch (error) {
      lost(client, error instanceof Error ? error : undefined);
    }
  }

  function lost(client: Client, error?: Error): void {
    if (current !== client) return;
    forget(client);
    if (isClosed) return;
    if (error) onLost(error);
    void client.end().catch(() => undefined);
    again = setTimeout(() => void connect(), times.reconnectAfterMs);
    again.unref();
  }

  function forget(client: Client | null): void {
    if (current === client) current = null;
    since = null;
  }
}
