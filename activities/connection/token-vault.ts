import type { TokenVault } from '../../clients/connection';
import { leaseTokens, readTokens, releaseTokens, storeTokens } from '../../store/connection-tokens';
import type { Dependencies } from '../dependencies';

/** The stored tokens of one connection, shared by every worker and every tenant of the licence. */
export function tokenVault({ database, keyRing }: Dependencies, fingerprint: string): TokenVault {
  return {
    read: () => database.asControl((sql) => readTokens(sql, keyRing, fingerprint)),
    lease: (holder, ms) => database.asControl((sql) => leaseTokens(sql, fingerprint, holder, ms)),
    store: (tokens, expectedVersion) =>
      database.asControl((sql) => storeTokens(sql, keyRing, fingerprint, tokens, expectedVersion)),
    release: async (holder) => {
      await database.asControl((sql) => releaseTokens(sql, fingerprint, holder));
    },
  };
}
