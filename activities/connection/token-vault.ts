import type { TokenVault } from '../../clients/connection';
import {
  leaseTokens,
  readTokens,
  releaseTokens,
  storeTokens,
} from '../../store/connections/connection-tokens';
import type { Database } from '../../store/database/database';
import type { Dependencies } from '../dependencies';

/** The dependencies of a connection's tokens and budget. */
export type VaultDependencies = Pick<Dependencies, 'database' | 'keyRing' | 'debugPoint' | 'configuration'>;

/** One vault per connection and process: all callers here wait for the one that renews (see access-token.ts). */
const vaults = new WeakMap<Database, Map<string, TokenVault>>();

/** The stored tokens of one connection, shared by every worker and every tenant of the licence. */
export function tokenVault(deps: VaultDependencies, fingerprint: string): TokenVault {
  const known = vaults.get(deps.database) ?? new Map<string, TokenVault>();
  vaults.set(deps.database, known);
  const vault = known.get(fingerprint) ?? storedVault(deps, fingerprint);
  known.set(fingerprint, vault);
  return vault;
}

function storedVault(deps: VaultDependencies, fingerprint: string): TokenVault {
  const { database, keyRing, debugPoint } = deps;
  return {
    read: () => database.asControl((sql) => readTokens(sql, keyRing, fingerprint)),
    lease: (holder, ms) => database.asControl((sql) => leaseTokens(sql, fingerprint, holder, ms)),
    store: async (tokens, expectedVersion) => {
      await debugPoint('before-token-store');
      return database.asControl((sql) => storeTokens(sql, keyRing, fingerprint, tokens, expectedVersion));
    },
    release: (holder) => releaseLease(deps, fingerprint, holder, RELEASE_ATTEMPTS),
  };
}

/** Enough attempts to reach the end of the lease. */
const RELEASE_ATTEMPTS = 40;

/**
 * Returns the lease even if the store was unavailable for a while: until its end, nobody else could renew the tokens.
 */
async function releaseLease(
  deps: VaultDependencies,
  fingerprint: string,
  holder: string,
  attemptsLeft: number,
): Promise<void> {
  try {
    await deps.database.asControl((sql) => releaseTokens(sql, fingerprint, holder));
  } catch {
    const again = (): void => void releaseLease(deps, fingerprint, holder, attemptsLeft - 1);
    if (attemptsLeft > 1) setTimeout(again, deps.configuration.timings.tokens.releaseAgainMs).unref();
  }
}
