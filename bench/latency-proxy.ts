import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A relay on loopback that makes a server on this machine as far away as a vendor. */
export interface LatencyProxy {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Applies to bytes that arrive from now on; change it while nothing is under way. */
  setRoundTrip(ms: number): void;
  close(): Promise<void>;
}

/**
 * Relays TCP to `target` and holds every chunk back for half a round trip, on its way there and on its way back. Opening a
 * connection costs nothing extra: both contestants keep theirs.
 */
export async function startLatencyProxy(target: string): Promise<LatencyProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let oneWayMs = 0;

  const later = (act: () => void): void => {
    if (oneWayMs === 0) act();
    else setTimeout(act, oneWayMs);
  };
  const relay = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk) => later(() => !to.destroyed && to.write(chunk)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      later(() => to.destroy());
    });
  };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    relay(client, upstream);
    relay(upstream, client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setRoundTrip: (ms) => {
      oneWayMs = ms / 2;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
