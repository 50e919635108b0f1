import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a Postgres that a test can close, or make mute. */
export interface PostgresProxy {
  /** The same database by this way. */
  readonly url: string;
  /** Ends every connection and takes no new one until `open`. */
  cut(): void;
  /** Passes nothing on, in silence, as a network does that has lost its route. */
  mute(): void;
  open(): void;
  close(): Promise<void>;
}

export async function startPostgresProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let way: 'open' | 'cut' | 'mute' = 'open';

  const relay = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk) => {
      if (way === 'open' && !to.destroyed) to.write(chunk);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((client) => {
    if (way === 'cut') return void client.destroy();
    const upstream = connect(Number(port), hostname);
    relay(client, upstream);
    relay(upstream, client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const destroyAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut: () => {
      way = 'cut';
      destroyAll();
    },
    mute: () => {
      way = 'mute';
    },
    open: () => {
      // What was swallowed is lost: a connection that was mute cannot go on.
      if (way === 'mute') destroyAll();
      way = 'open';
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        destroyAll();
      }),
  };
}
