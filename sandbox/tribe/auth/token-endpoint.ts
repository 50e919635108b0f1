import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { type SwitchBoard } from '../switches/switch-board';
import { type Application, type Applications } from './applications';
import { type Grant, type Grants } from './grants';
import { oauthError, type OAuthErrorCode } from './oauth-error';

/** The parts of the authorization server. */
export interface AuthServer {
  applications: Applications;
  grants: Grants;
  switches: SwitchBoard;
}

/**
 * `POST /oauth2/token`: client credentials, authorization code and refresh token, with the credentials in the body
 * (tribe-api §1.3–1.5).
 */
export function answerToken(server: AuthServer, request: TwinRequest, now: number): TwinAnswer {
  if (request.method !== 'POST')
    return { status: 405, body: { error: 'method_not_allowed' }, committed: false };
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded'))
    return oauthError('invalid_request', 'The body must be a form.');
  const form = new URLSearchParams(request.body);
  if (form.has('organization_id')) {
    return {
      status: 500,
      body: { error: 'server_error', error_description: 'unexpected parameter', status_code: 500 },
      committed: false,
    };
  }
  const application = server.applications.find(form.get('client_id') ?? '');
  if (application === null || application.clientSecret !== form.get('client_secret')) {
    return oauthError('invalid_client', 'Unknown client, or wrong secret. Credentials belong in the body.');
  }
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return clientCredentials(server, application, form, now);
    case 'authorization_code':
      return authorizationCode(server, application, form, now);
    case 'refresh_token':
      return refreshToken(server, application, form, now);
    default:
      return oauthError('unsupported_grant_type', `Unknown grant_type '${form.get('grant_type') ?? ''}'.`);
  }
}

/** The error for a scope that the application may not ask for (switch scope-error), or null. */
export function refusedScope(
  server: AuthServer,
  application: Application,
  scope: string,
): { code: OAuthErrorCode; hint: string } | null {
  const refused = scope.split(' ').find((name) => name !== '' && !application.scopes.includes(name));
  if (refused === undefined) return null;
  const code =
    server.switches.position('scope-error', null) === 'invalid_grant' ? 'invalid_grant' : 'invalid_scope';
  return { code, hint: `The OAuth 2.0 Client is not allowed to request scope '${refused}'.` };
}

function clientCredentials(
  server: AuthServer,
  application: Application,
  form: URLSearchParams,
  now: number,
): TwinAnswer {
  if (application.tenant === null)
    return oauthError('unauthorized_client', 'The application has no organisation of its own.');
  const scope = form.get('scope') ?? '';
  const refusal = refusedScope(server, application, scope);
  if (refusal !== null) return oauthError(refusal.code, refusal.hint);
  return tokens(server, server.grants.add(application.tenant, application.clientId, scope), false, now);
}

function authorizationCode(
  server: AuthServer,
  application: Application,
  form: URLSearchParams,
  now: number,
): TwinAnswer {
  const grant = server.grants.redeemCode(form.get('code') ?? '', form.get('redirect_uri') ?? '', now);
  if (grant?.clientId !== application.clientId)
    return oauthError(
      'invalid_grant',
      'The authorization code is not known, was used, or belongs to another redirect_uri.',
    );
  return tokens(server, grant, hasOffline(grant), now);
}

function refreshToken(
  server: AuthServer,
  application: Application,
  form: URLSearchParams,
  now: number,
): TwinAnswer {
  const token = form.get('refresh_token') ?? '';
  const found = server.grants.readRefreshToken(token);
  if (found?.grant.clientId !== application.clientId)
    return oauthError('invalid_grant', 'The refresh token is not known or was revoked.');
  const rule = server.switches.position('G11', found.grant.tenant);
  if (found.used && rule !== 'accept') {
    if (rule === 'revoke-chain') server.grants.revoke(found.grant.id);
    return oauthError('invalid_grant', 'The refresh token was used before.');
  }
  server.grants.spendRefreshToken(token, found.grant);
  return tokens(server, found.grant, true, now);
}

/** Scope `offline` adds a refresh token (tribe-api §1.4); Hydra also knows it as `offline_access`. */
function hasOffline(grant: Grant): boolean {
  return grant.scope.split(' ').some((scope) => scope === 'offline' || scope === 'offline_access');
}

function tokens(server: AuthServer, grant: Grant, withRefresh: boolean, now: number): TwinAnswer {
  const lifetimeSeconds = Number(server.switches.position('G10', grant.tenant));
  const body: Record<string, unknown> = {
    access_token: server.grants.issueAccessToken(grant, lifetimeSeconds, now),
    expires_in: lifetimeSeconds,
    scope: grant.scope,
    token_type: 'bearer',
  };
  if (withRefresh) body['refresh_token'] = server.grants.issueRefreshToken(grant);
  return { status: 200, headers: { 'Cache-Control': 'no-store' }, body };
}
