import { type TwinAnswer } from '../../kernel/twin';

const descriptions = {
  invalid_client: {
    status: 401,
    text: 'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)',
  },
  invalid_grant: {
    status: 400,
    text: 'The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client',
  },
  invalid_scope: { status: 400, text: 'The requested scope is invalid, unknown, or malformed' },
  invalid_request: {
    status: 400,
    text: 'The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed',
  },
  unsupported_grant_type: {
    status: 400,
    text: 'The authorization grant type is not supported by the authorization server',
  },
  unauthorized_client: {
    status: 400,
    text: 'The client is not authorized to request a token using this method',
  },
} as const;

export type OAuthErrorCode = keyof typeof descriptions;

/** The error JSON of ORY Hydra 1.5 (tribe-api §1.5). */
export function oauthError(code: OAuthErrorCode, hint: string): TwinAnswer {
  const { status, text } = descriptions[code];
  return {
    status,
    headers: { 'Cache-Control': 'no-store' },
    body: { error: code, error_description: text, error_hint: hint, status_code: status },
    committed: false,
  };
}
