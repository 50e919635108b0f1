import type { TokenVault } from '../../clients/connection';
import { leaseTokens, readTokens, releaseTokens, storeTokens } from '../../store/connection-tokens';
import type { Database } from '../../store/database';
import type { Dependencies } from '../dependencies';

/** What the tokens and the budget of a connection need of a process. */
export type VaultDependencies = Pick<Dependencies, 'database' | 'keyRing' | 'debugPoint'>;

/** One vault per connection and process: whoever renews here is waited for by all others here (see access-token.ts). */
const vaults = new WeakMap<Database, Map<string, TokenVault>>();

/** The stored tokens of one connection, shared by every worker and every tenant of the licence. */
export function tokenVault(deps: VaultDependencies, fingerprint: string): TokenVault {
  const known = vaults.get(deps.database) ?? new Map<string, TokenVault>();
  vaults.set(deps.database, known);
  const vault = known.get(fingerprint) ?? storedVault(deps, fingerprint);
  known.set(fingerprint, vault);
  return vault;
}

function storedVault({ database, keyRing, debugPoint }: VaultDependencies, fingerprint: string): TokenVault {
  return {
    read: () => database.asControl((sql) => readTokens(sql, keyRing, fingerprint)),
    lease: (holder, ms) => database.asControl((sql) => leaseTokens(sql, fingerprint, holder, ms)),
    store: async (tokens, expectedVersion) => {
      await debugPoint('before-token-store');
      return database.asControl((sql) => storeTokens(sql, keyRing, fingerprint, tokens, expectedVersion));
    },
    release: async (holder) => {
      await database.asControl((sql) => releaseTokens(sql, fingerprint, holder));
    },
  };
}
