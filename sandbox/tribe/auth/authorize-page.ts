import { randomBytes } from 'node:crypto';
import { type TwinAnswer, type TwinRequest } from '../../kernel/twin';
import { type Tenant } from '../records/tenant';
import { acceptsRedirect, type Application } from './applications';
import { oauthError, type OAuthErrorCode } from './oauth-error';
import { refusedScope, type AuthServer } from './token-endpoint';

/** The parameters with which a browser was sent to the consent page. */
interface Challenge {
  clientId: string;
  redirectUri: string;
  state: string;
  scope: string;
}

const shortestState = 8;
const mostChallenges = 1_000;

/** The two pages of the authorization-code flow, with the consents that are in progress (tribe-api §1.4). */
export class AuthorizePages {
  private readonly challenges = new Map<string, Challenge>();

  constructor(
    private readonly server: AuthServer,
    private readonly tenants: () => Tenant[],
  ) {}

  /** `/oauth2/auth` and `/oauth2/consent`; null = neither. */
  answer(request: TwinRequest, now: number): TwinAnswer | null {
    const route = `${request.method} ${request.path}`;
    if (route === 'GET /oauth2/auth') return this.begin(new URLSearchParams(request.rawQuery));
    if (route === 'GET /oauth2/consent') return this.showConsent(new URLSearchParams(request.rawQuery));
    if (route === 'POST /oauth2/consent') return this.decide(new URLSearchParams(request.body), now);
    return null;
  }

  /** Errors before the redirect address is trusted are shown here; later ones are sent to it. */
  private begin(query: URLSearchParams): TwinAnswer {
    if (query.has('organization_id'))
      return page(500, 'Something went wrong', '<p>Internal Server Error</p>');
    const application = this.server.applications.find(query.get('client_id') ?? '');
    if (application === null)
      return oauthError('invalid_client', 'The requested OAuth 2.0 Client does not exist.');
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!acceptsRedirect(application, redirectUri)) {
      return oauthError(
        'invalid_request',
        "The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls.",
      );
    }
    const state = query.get('state') ?? '';
    const scope = query.get('scope') ?? '';
    const refusal = this.refusal(application, query.get('response_type'), state, scope);
    if (refusal !== null) {
      return redirect(redirectUri, { error: refusal.code, error_description: refusal.hint, state });
    }
    const key = randomBytes(16).toString('hex');
    this.challenges.set(key, { clientId: application.clientId, redirectUri, state, scope });
    const [oldest] = this.challenges.keys();
    if (this.challenges.size > mostChallenges && oldest !== undefined) this.challenges.delete(oldest);
    return { status: 302, headers: { Location: `/oauth2/consent?consent_challenge=${key}` } };
  }

  private refusal(
    application: Application,
    responseType: string | null,
    state: string,
    scope: string,
  ): { code: OAuthErrorCode | 'invalid_state' | 'unsupported_response_type'; hint: string } | null {
    if (responseType !== 'code') {
      return { code: 'unsupported_response_type', hint: 'The response type must be code.' };
    }
    if (state.length < shortestState) {
      return {
        code: 'invalid_state',
        hint: `The state is missing or does not have enough characters and is therefore considered too weak. It needs ${shortestState}.`,
      };
    }
    if (scope === '') return { code: 'invalid_request', hint: 'The scope is missing.' };
    return refusedScope(this.server, application, scope);
  }

  private showConsent(query: URLSearchParams): TwinAnswer {
    const key = query.get('consent_challenge') ?? '';
    const challenge = this.challenges.get(key);
    if (challenge === undefined)
      return page(404, 'Unknown consent', '<p>Start again at the application.</p>');
    const name = this.server.applications.find(challenge.clientId)?.name ?? challenge.clientId;
    const choices = this.tenants().map(
      ({ facts }, index) =>
        `<label><input type="radio" name="tenant" value="${escape(facts.id)}"${index === 0 ? ' checked' : ''}> ${escape(facts.name)}</label><br>`,
    );
    return page(
      200,
      `${name} asks for access`,
      `<p>${escape(name)} wants: ${escape(challenge.scope)}</p><form method="post" action="/oauth2/consent">
<input type="hidden" name="consent_challenge" value="${escape(key)}">${choices.join('\n')}
<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form>`,
    );
  }

  private decide(form: URLSearchParams, now: number): TwinAnswer {
    const key = form.get('consent_challenge') ?? '';
    const challenge = this.challenges.get(key);
    if (challenge === undefined)
      return page(404, 'Unknown consent', '<p>Start again at the application.</p>');
    this.challenges.delete(key);
    const { clientId, redirectUri, scope, state } = challenge;
    const tenant = this.tenants().find(({ id }) => id === form.get('tenant'));
    if (form.get('decision') !== 'allow' || tenant === undefined) {
      const description = 'The resource owner denied the request';
      return redirect(redirectUri, { error: 'access_denied', error_description: description, state });
    }
    const grant = this.server.grants.add(tenant.id, clientId, scope);
    const code = this.server.grants.issueCode(grant, redirectUri, now);
    return redirect(redirectUri, { code, scope, state });
  }
}

function redirect(address: string, parameters: Record<string, string>): TwinAnswer {
  const target = new URL(address);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return { status: 302, headers: { Location: target.href } };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function page(status: number, title: string, body: string): TwinAnswer {
  const html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><h1>${escape(title)}</h1>${body}</body></html>`;
  return { status, body: html, contentType: 'text/html; charset=utf-8' };
}
