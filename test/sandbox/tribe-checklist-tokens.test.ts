import { awkwardSeed, sampleSeed } from '../../sandbox/tribe/tribe-twin';
import { ask, clientOf, form, only, startTribe, type TribeStack } from './tribe-fixture';

/** Line 1 of the checklist of tribe-api §7. */

let stack: TribeStack;

beforeAll(async () => {
  stack = await startTribe({
    tenants: [
      ...(sampleSeed.tenants ?? []),
      ...(awkwardSeed.tenants ?? []),
      { id: 'strict', name: 'Strikt NV', clientId: 'strict-client', clientSecret: 'strict-secret' },
    ],
    applications: sampleSeed.applications,
  });
});
afterAll(() => stack.close());

describe('1 authorization', () => {
  const authorize = (parameters: Record<string, string>) =>
    ask(
      `${stack.base}/oauth2/auth?${new URLSearchParams({
        client_id: 'marketplace-client',
        redirect_uri: 'http://127.0.0.1:45678/oauth/callback',
        response_type: 'code',
        scope: 'read write offline',
        state: '12345678',
        ...parameters,
      }).toString()}`,
    );
  const consent = async (location: string, tenant: string, decision: string) => {
    const challenge = new URL(location, stack.base).searchParams.get('consent_challenge') ?? '';
    const body = new URLSearchParams({ consent_challenge: challenge, tenant, decision });
    const answer = await ask(`${stack.base}/oauth2/consent`, { method: 'POST', body });
    return new URL(answer.headers.get('location') ?? '');
  };
  const code = async (tenant: string) => {
    const begun = await authorize({});
    return (
      (await consent(begun.headers.get('location') ?? '', tenant, 'allow')).searchParams.get('code') ?? ''
    );
  };
  const tokenFor = (more: Record<string, string>) =>
    form(stack.base, { client_id: 'marketplace-client', client_secret: 'marketplace-secret', ...more });
  const redeem = async (tenant: string) =>
    tokenFor({
      grant_type: 'authorization_code',
      redirect_uri: 'http://127.0.0.1:45678/oauth/callback',
      code: await code(tenant),
    });

  test('a state below eight characters is refused', async () => {
    const answer = await authorize({ state: '1234567' });
    expect(new URL(answer.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_state');
  });

  test('a redirect address that is not registered is refused without a redirect', async () => {
    const answer = await authorize({ redirect_uri: 'https://evil.example/cb' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
  });

  test('the consent page offers the organisations; a denial travels back with the state', async () => {
    const begun = await authorize({});
    const location = begun.headers.get('location') ?? '';
    const page = await ask(`${stack.base}${location}`);
    expect(page.text).toContain('Lindeboom Interieur BV');
    const back = await consent(location, 'lindeboom', 'deny');
    expect([back.searchParams.get('error'), back.searchParams.get('state')]).toEqual([
      'access_denied',
      '12345678',
    ]);
  });

  test('a code buys lower-case bearer and refresh tokens for the tenant that consented, once', async () => {
    const bought = await code('moulin');
    const redirect_uri = 'http://127.0.0.1:45678/oauth/callback';
    const first = await tokenFor({ grant_type: 'authorization_code', redirect_uri, code: bought });
    expect(first.body).toMatchObject({
      token_type: 'bearer',
      expires_in: 86_400,
      refresh_token: expect.any(String) as string,
    });
    const identity = await only(
      clientOf(stack.base, String(first.body['access_token'])),
      'odata/Relationship_Organization_Identity',
    );
    expect(identity['Name']).toBe('Moulin Blanc SRL');
    const second = await tokenFor({ grant_type: 'authorization_code', redirect_uri, code: bought });
    expect([second.status, second.body['error']]).toEqual([400, 'invalid_grant']);
  });

  test('a refresh rotates; the old token is refused and takes the chain with it', async () => {
    const first = await redeem('lindeboom');
    const refresh = (token: unknown) =>
      tokenFor({ grant_type: 'refresh_token', refresh_token: String(token) });
    const second = await refresh(first.body['refresh_token']);
    expect(second.body['refresh_token']).not.toBe(first.body['refresh_token']);
    expect((await refresh(first.body['refresh_token'])).body['error']).toBe('invalid_grant');
    expect((await refresh(second.body['refresh_token'])).status).toBe(400);
  });

  test('without scope offline there is no refresh token', async () => {
    const begun = await authorize({ scope: 'read write' });
    const back = await consent(begun.headers.get('location') ?? '', 'lindeboom', 'allow');
    const answer = await tokenFor({
      grant_type: 'authorization_code',
      redirect_uri: 'http://127.0.0.1:45678/oauth/callback',
      code: back.searchParams.get('code') ?? '',
    });
    expect([answer.status, answer.body['refresh_token']]).toEqual([200, undefined]);
  });

  test('a service account takes its credentials from the body, and no refresh token', async () => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: 'lindeboom-client',
      client_secret: 'lindeboom-secret',
      scope: 'read write',
    };
    const answer = await form(stack.base, fields);
    expect(answer.body).toMatchObject({ token_type: 'bearer', scope: 'read write' });
    expect(answer.body).not.toHaveProperty('refresh_token');
    const inHeader = await ask(`${stack.base}/oauth2/token`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from('lindeboom-client:lindeboom-secret').toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(inHeader.status).toBe(401);
  });

  test('errors are the JSON of Hydra', async () => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: 'lindeboom-client',
      client_secret: 'wrong',
    };
    expect((await form(stack.base, fields)).body).toEqual({
      error: 'invalid_client',
      error_description: expect.stringContaining('Client authentication failed') as string,
      error_hint: expect.any(String) as string,
      status_code: 401,
    });
  });

  test('a sample client is one of the authorization-code flow too, on any address of this machine', async () => {
    const own = (redirectUri: string) =>
      authorize({ client_id: 'lindeboom-client', redirect_uri: redirectUri });
    expect((await own('http://localhost:53123/cb')).status).toBe(302);
    expect((await own('https://elsewhere.example/cb')).status).toBe(400);
  });

  test('scope offline is refused when the client is not configured for it', async () => {
    const ofTenant = (id: string) =>
      form(stack.base, {
        grant_type: 'client_credentials',
        client_id: `${id}-client`,
        client_secret: `${id}-secret`,
        scope: 'read write offline',
      });
    const [without, configured] = await Promise.all([ofTenant('strict'), ofTenant('awkward')]);
    expect([without.status, without.body['error']]).toEqual([400, 'invalid_scope']);
    expect(configured.status).toBe(200);
  });

  test('organization_id breaks the server, as it does at Tribe', async () => {
    expect((await authorize({ organization_id: 'x' })).status).toBe(500);
  });
});
