import { connect, createServer } from 'node:net';
import { ToldError } from '../../domain/told-error';
import { claimPort } from './port-claim';

/** A port that nothing listens on right now. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const port = await listenOnce(host, 0);
  if (port === null) throw new Error(`No port is free on ${host}.`);
  return port;
}

/**
 * The port to listen on: the wanted one, or a free one if it is taken or claimed by another start. A port that the user
 * gave is never replaced; if it is taken, this throws one sentence that names the setting.
 */
export async function choosePort(choice: {
  readonly wanted: number;
  readonly given: boolean;
  readonly host: string;
  readonly setting: string;
}): Promise<number> {
  const { wanted, given, host, setting } = choice;
  const isFree = (await listenOnce(host, wanted)) !== null;
  if (isFree && (given || claimPort(wanted))) return wanted;
  if (given)
    throw new ToldError({
      nl: `Poort ${wanted} op ${host} is in gebruik: stop wat daar luistert, of wijzig ${setting}.`,
      fr: `Le port ${wanted} sur ${host} est utilisé\u00a0: arrêtez ce qui y écoute, ou modifiez ${setting}.`,
      en: `Port ${wanted} on ${host} is in use: stop what listens there or change ${setting}.`,
    });
  return freePort(host);
}

/** Whether something listens there now. */
export function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const answer = (listening: boolean) => (): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', answer(true)).once('error', answer(false)).once('timeout', answer(false));
  });
}

/** Listens and stops listening at once. Null when the port is taken or we may not use it. */
function listenOnce(host: string, port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(new Error(`Cannot listen on ${host}: ${error.message}`));
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : null));
    });
  });
}
