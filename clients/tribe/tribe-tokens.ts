import { requestTokens } from '../access-token';
import type { HeldTokens, Tokens, TribeConnection } from '../connection';
import { ok, type Outcome } from '../outcome';

const DEFAULT_SCOPE = 'read write';
const ASSUMED_LIFETIME_S = 3_600;

/**
 * New tokens by the connection's grant: the refresh token of a user's consent, else client credentials.
 *
 * @param held the tokens in the vault; their refresh token takes precedence over the connection's own, which is for
 *   an empty vault
 */
export const obtainTribeTokens = (
  connection: TribeConnection,
  held: HeldTokens | null,
): Promise<Outcome<Tokens>> =>
  connection.refreshToken === undefined
    ? byClientCredentials(connection)
    : byRefreshToken(connection, held?.refreshToken ?? connection.refreshToken);

/**
 * Tribe rotates refresh tokens and treats the reuse of an old one as an attack, so each is sent once per renewal and
 * the new one is stored before use (tribe-api §1.4). No scope is sent: the scope of the consent stays. `invalid_grant`
 * is final: `refused` about the grant.
 */
async function byRefreshToken(connection: TribeConnection, refreshToken: string): Promise<Outcome<Tokens>> {
  const refreshed = await ask(connection, { grant_type: 'refresh_token', refresh_token: refreshToken });
  if (refreshed.kind === 'ok')
    return ok({ ...refreshed.value, refreshToken: refreshed.value.refreshToken ?? refreshToken });
  const isGrantDead = refreshed.kind === 'refused' && /\binvalid_grant\b/.test(refreshed.words);
  return isGrantDead ? { ...refreshed, about: 'grant' } : refreshed;
}

/**
 * Client credentials in the body; this flow has no refresh token (tribe-api §1.3). A scope that the application lacks
 * is refused as `invalid_scope` or `invalid_grant`; the request is then sent once more without a scope, as in the
 * vendor's tutorial.
 */
async function byClientCredentials(connection: TribeConnection): Promise<Outcome<Tokens>> {
  const grant = { grant_type: 'client_credentials' };
  const asked = await ask(connection, { ...grant, scope: connection.scope ?? DEFAULT_SCOPE });
  const isScopeRefused = asked.kind === 'refused' && /\binvalid_(scope|grant)\b/.test(asked.words);
  return isScopeRefused ? ask(connection, grant) : asked;
}

function ask(connection: TribeConnection, form: Readonly<Record<string, string>>): Promise<Outcome<Tokens>> {
  return requestTokens({
    url: `${connection.authUrl.replace(/\/+$/, '')}/oauth2/token`,
    headers: {},
    form: { ...form, client_id: connection.clientId, client_secret: connection.clientSecret },
    connection,
    lifetimeSeconds: ASSUMED_LIFETIME_S,
  });
}
