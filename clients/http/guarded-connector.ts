import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './public-address';

/** The address behind a user's URL is not on the public internet; nothing was sent. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

type ResolveAll = (
  hostname: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export interface Guard {
  /** Resolves a name to all its addresses; the system's resolver when absent. */
  readonly resolveAll?: ResolveAll;
  /** `isPublicAddress` when absent. */
  readonly mayConnect?: (address: string) => boolean;
  readonly timeoutMs: number;
}

/**
 * Connects to public addresses only, for URLs that users supply. A literal address is checked before connecting. A name
 * is checked by all its addresses in the very look-up that the socket uses, so that a second look-up cannot give
 * another result. The address at the other end of the socket is checked once more before a byte of HTTP is written.
 */
export function guardedConnector({
  resolveAll = resolveBySystem,
  mayConnect = isPublicAddress,
  timeoutMs,
}: Guard): buildConnector.connector {
  const lookup = guardedLookup(resolveAll, mayConnect);
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false, lookup });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !mayConnect(host)) return callback(refusal(), null);
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error !== null) return callback(error, null);
      if (mayConnect(socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(refusal(), null);
    });
  };
}

const refusal = (): AddressRefused => new AddressRefused('the address is not on the public internet');

const resolveBySystem: ResolveAll = (hostname, answer) => systemLookup(hostname, { all: true }, answer);

/** One address that is not public refuses the whole name: there is no good reason to mix them. */
function guardedLookup(resolveAll: ResolveAll, mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveAll(hostname, (error, addresses) => {
      if (error) return callback(error, [], 0);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => mayConnect(address)))
        return callback(refusal(), [], 0);
      if (options.all === true) return callback(null, [...addresses]);
      callback(null, first.address, first.family);
    });
  };
}
