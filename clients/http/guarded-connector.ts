import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './public-address';

/** The address that a user's URL leads to is not on the public internet: nothing was sent there. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

type ResolveAll = (
  hostname: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export interface Guard {
  /** Every address of a name; the system's resolver when absent. */
  readonly resolveAll?: ResolveAll;
  /** `isPublicAddress` when absent. */
  readonly mayConnect?: (address: string) => boolean;
  readonly timeoutMs: number;
}

/**
 * Connects to public addresses only, for URLs that users supply (architecture, "The two vendors"). A literal address is
 * checked before connecting; a name by all its answers in the very look-up that the socket uses, so that no second look-up
 * can tell otherwise; and the address at the other end of the socket once more, before a byte of HTTP is written.
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

/** One answer that is not public refuses the name: whoever mixes them has no good reason to. */
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
