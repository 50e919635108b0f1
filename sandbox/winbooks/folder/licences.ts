import { randomBytes } from 'node:crypto';
import { type DurableState, type Transaction } from '../../kernel/durable-state';

/** A folder of the vendor and the access granted to it. */
export interface Folder {
  folder: string;
  email: string;
  exchangeToken: string;
  currency: string;
  /** True when the access was deleted in the External applications screen (winbooks-api §1.2). */
  isRevoked: boolean;
}

/** The caller: one e-mail with its exchange token, valid for every folder of that licence. */
export interface Licence {
  email: string;
  exchangeToken: string;
}

interface StoredToken extends Licence {
  kind: 'access' | 'refresh';
  grant: string;
  /** Ms since 1970; null means that it does not expire. */
  expiresAt: number | null;
}

/** Folders, licences and tokens; they survive a restart, as the vendor's would. */
export class LicenceDesk {
  constructor(private readonly state: DurableState) {}

  folders(): Folder[] {
    return [...this.state.entries('folders').values()] as Folder[];
  }

  folder(code: string): Folder | null {
    return (this.state.get('folders', code) as Folder | undefined) ?? null;
  }

  saveFolder(transaction: Transaction, folder: Folder): void {
    transaction.put('folders', folder.folder, folder);
  }

  /** The live licence of an e-mail and exchange token, or null. */
  licenceOf(email: string, exchangeToken: string): Licence | null {
    const folder = this.folders().find(
      (each) => each.email === email && each.exchangeToken === exchangeToken,
    );
    return folder === undefined || folder.isRevoked ? null : { email, exchangeToken };
  }

  /** The holder of a live token of the kind, or null. */
  holderOf(token: string, kind: 'access' | 'refresh'): (Licence & { grant: string }) | null {
    const stored = this.state.get('tokens', token) as StoredToken | undefined;
    if (stored === undefined || stored.kind !== kind) return null;
    if (stored.expiresAt !== null && stored.expiresAt <= Date.now()) return null;
    return this.licenceOf(stored.email, stored.exchangeToken) === null ? null : stored;
  }

  mayEnter(licence: Licence, folder: Folder): boolean {
    return folder.email === licence.email && folder.exchangeToken === licence.exchangeToken;
  }

  /** Issues an access token that lives `seconds`, in a grant of its own unless one is given. */
  issueAccess(transaction: Transaction, licence: Licence, seconds: number, grant: string): string {
    const now = Date.now();
    for (const [token, stored] of this.tokensOf(licence)) {
      if (stored.expiresAt !== null && stored.expiresAt <= now) transaction.remove('tokens', token);
    }
    return this.issue(transaction, 'gAAAA', {
      ...plain(licence),
      kind: 'access',
      grant,
      expiresAt: now + seconds * 1000,
    });
  }

  issueRefresh(transaction: Transaction, licence: Licence, grant: string): string {
    return this.issue(transaction, 'TGe0!IAAAA', {
      ...plain(licence),
      kind: 'refresh',
      grant,
      expiresAt: null,
    });
  }

  withdraw(transaction: Transaction, token: string): void {
    transaction.remove('tokens', token);
  }

  withdrawAccessTokens(transaction: Transaction, licence: Licence): void {
    for (const [token, stored] of this.tokensOf(licence)) {
      if (stored.kind === 'access') transaction.remove('tokens', token);
    }
  }

  /** Revokes access and refresh tokens of the grant that a token belongs to; false when the token is unknown. */
  withdrawGrantOf(transaction: Transaction, token: string): boolean {
    const stored = this.state.get('tokens', token) as StoredToken | undefined;
    if (stored === undefined) return false;
    for (const [other, each] of this.tokensOf(stored)) {
      if (each.grant === stored.grant) transaction.remove('tokens', other);
    }
    return true;
  }

  private tokensOf(licence: Licence): [string, StoredToken][] {
    const all = [...this.state.entries('tokens')] as [string, StoredToken][];
    return all.filter(
      ([, stored]) => stored.email === licence.email && stored.exchangeToken === licence.exchangeToken,
    );
  }

  private issue(transaction: Transaction, prefix: string, stored: StoredToken): string {
    const token = prefix + randomBytes(30).toString('base64url');
    transaction.put('tokens', token, stored);
    return token;
  }
}

function plain({ email, exchangeToken }: Licence): Licence {
  return { email, exchangeToken };
}
