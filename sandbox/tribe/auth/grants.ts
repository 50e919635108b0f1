import { randomBytes } from 'node:crypto';
import { type DurableState } from '../../kernel/durable-state';

/** The grant of a user or an application: one tenant, one client, a chain of tokens (tribe-api §1.4). */
export interface Grant {
  id: string;
  tenant: string;
  clientId: string;
  scope: string;
  revoked: boolean;
}

interface AccessToken {
  grant: string;
  expiresAt: number;
}

interface RefreshToken {
  grant: string;
  used: boolean;
}

interface AuthorizationCode {
  grant: string;
  redirectUri: string;
  expiresAt: number;
}

const codeLifetimeMs = 600_000;
const keptAfterExpiryMs = 3_600_000;

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

/** An opaque token in the form of the RS256 JWT that Tribe issues (tribe-api §1.3); its signature is meaningless. */
function tokenText(grant: Grant, issuedAt: number, expiresAt: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: grant.clientId,
    scp: grant.scope.split(' '),
    iat: Math.floor(issuedAt / 1000),
    exp: Math.floor(expiresAt / 1000),
    jti: secret(12),
  };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${secret(64)}`;
}

/** Grants, codes and tokens, kept with the twin's state. */
export class Grants {
  constructor(private readonly state: DurableState) {
    const stale = [...state.entries('access-tokens')].filter(
      ([, token]) => (token as AccessToken).expiresAt < Date.now() - keptAfterExpiryMs,
    );
    state.transaction((transaction) => stale.forEach(([key]) => transaction.remove('access-tokens', key)));
  }

  add(tenant: string, clientId: string, scope: string): Grant {
    const grant: Grant = { id: secret(9), tenant, clientId, scope, revoked: false };
    this.put('grants', grant.id, grant);
    return grant;
  }

  find(id: string): Grant | null {
    return (this.state.get('grants', id) as Grant | undefined) ?? null;
  }

  issueAccessToken(grant: Grant, lifetimeSeconds: number, now: number): string {
    const expiresAt = now + lifetimeSeconds * 1000;
    const token = tokenText(grant, now, expiresAt);
    this.put('access-tokens', token, { grant: grant.id, expiresAt } satisfies AccessToken);
    return token;
  }

  issueRefreshToken(grant: Grant): string {
    const token = secret(48);
    this.put('refresh-tokens', token, { grant: grant.id, used: false } satisfies RefreshToken);
    return token;
  }

  issueCode(grant: Grant, redirectUri: string, now: number): string {
    const code = secret(32);
    this.put('codes', code, {
      grant: grant.id,
      redirectUri,
      expiresAt: now + codeLifetimeMs,
    } satisfies AuthorizationCode);
    return code;
  }

  /** The grant behind a live access token, or null. */
  grantOfAccessToken(token: string, now: number): Grant | null {
    const found = this.state.get('access-tokens', token) as AccessToken | undefined;
    return found === undefined || found.expiresAt <= now ? null : this.live(found.grant);
  }

  /** The grant of a refresh token and whether the token was used before; null when unknown or revoked. */
  readRefreshToken(token: string): { grant: Grant; used: boolean } | null {
    const found = this.state.get('refresh-tokens', token) as RefreshToken | undefined;
    const grant = found === undefined ? null : this.live(found.grant);
    return found === undefined || grant === null ? null : { grant, used: found.used };
  }

  spendRefreshToken(token: string, grant: Grant): void {
    this.put('refresh-tokens', token, { grant: grant.id, used: true } satisfies RefreshToken);
  }

  /** Redeems a code, which then no longer exists; null when it is unknown, too old or meant for another address. */
  redeemCode(code: string, redirectUri: string, now: number): Grant | null {
    const found = this.state.get('codes', code) as AuthorizationCode | undefined;
    if (found === undefined) return null;
    this.state.transaction((transaction) => transaction.remove('codes', code));
    return found.redirectUri === redirectUri && found.expiresAt > now ? this.live(found.grant) : null;
  }

  /** Revokes a grant with all its tokens; false when the access token is unknown. */
  revokeByAccessToken(token: string): boolean {
    const found = this.state.get('access-tokens', token) as AccessToken | undefined;
    if (found === undefined) return false;
    this.revoke(found.grant);
    return true;
  }

  revoke(grantId: string): void {
    const grant = this.find(grantId);
    if (grant !== null) this.put('grants', grantId, { ...grant, revoked: true });
  }

  /** Expires every access token of a tenant (or of all); refresh tokens stay valid. */
  expireAccessTokens(tenant: string | null): number {
    const live = [...this.state.entries('access-tokens')] as [string, AccessToken][];
    const struck = live.filter(([, token]) => tenant === null || this.find(token.grant)?.tenant === tenant);
    this.state.transaction((transaction) =>
      struck.forEach(([key, token]) => transaction.put('access-tokens', key, { ...token, expiresAt: 0 })),
    );
    return struck.length;
  }

  private live(grantId: string): Grant | null {
    const grant = this.find(grantId);
    return grant?.revoked === false ? grant : null;
  }

  private put(collection: string, key: string, value: object): void {
    this.state.transaction((transaction) => transaction.put(collection, key, value));
  }
}
