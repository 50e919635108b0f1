import { accessToken } from '../../clients/access-token';
import { checkTribeCredentials, probeEmployee } from '../../clients/tribe';
import { checkWinbooksCredentials, probeFolder, prepareWrite } from '../../clients/winbooks';
import { winbooksAccess } from '../../clients/winbooks/winbooks-session';
import { tribeConnection, winbooksConnection } from './support/memory-connection';
import {
  freshTokens,
  isTokenRequest,
  ScriptedVendor,
  withTokens,
  type Script,
} from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script): Promise<string> => {
  vendor = await ScriptedVendor.start(script);
  return vendor.origin;
};
const refusal = { status: 400, body: { error: 'invalid_grant' } };
const formOf = (body: string) => Object.fromEntries(new URLSearchParams(body));

describe('WinBooks', () => {
  test('exchanges the exchange token with the e-mail alone in the header, and stores before use', async () => {
    const connection = winbooksConnection(await serve(withTokens(() => ({ body: [] }))));
    expect(await probeFolder(connection)).toEqual({ kind: 'ok', value: null });
    const [call] = vendor.tokenCalls;
    expect(call?.url).toBe('/OAuth20/Token');
    expect(Buffer.from(call?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe(
      'api@acme.example',
    );
    expect(formOf(call?.body ?? '')).toEqual({ grant_type: 'exchange_token', code: 'xt-acme' });
    expect(vendor.calls[0]?.headers.authorization).toBe(`Bearer ${connection.tokens.held?.accessToken}`);
  });

  test('refreshes with the parameter code, and keeps the new refresh token', async () => {
    const connection = winbooksConnection(await serve(withTokens(() => ({ body: [] }))));
    connection.tokens.held = { accessToken: 'old', refreshToken: 'rt-old', expiresAt: 0, version: 7 };
    await probeFolder(connection);
    expect(vendor.tokenCalls.map((call) => formOf(call.body))).toEqual([
      { grant_type: 'refresh_token', code: 'rt-old' },
    ]);
    expect(connection.tokens.held.version).toBe(8);
    expect(connection.tokens.held.refreshToken).toMatch(/^rt-\d/);
  });

  test('a refresh token that is no longer accepted is tried once, then the exchange token', async () => {
    const origin = await serve((request) => {
      if (!isTokenRequest(request)) return { body: [] };
      return request.body.includes('refresh_token') ? refusal : freshTokens();
    });
    const connection = winbooksConnection(origin);
    connection.tokens.held = { accessToken: 'old', refreshToken: 'rt-old', expiresAt: 0, version: 1 };
    expect((await probeFolder(connection)).kind).toBe('ok');
    expect(vendor.tokenCalls.map((call) => formOf(call.body)['grant_type'])).toEqual([
      'refresh_token',
      'exchange_token',
    ]);
  });

  test('an outage at the refresh is no reason to give the refresh token up', async () => {
    const origin = await serve(() => ({ status: 503, body: '' }));
    const connection = winbooksConnection(origin);
    connection.tokens.held = { accessToken: 'old', refreshToken: 'rt-old', expiresAt: 0, version: 1 };
    expect((await probeFolder(connection)).kind).toBe('unknown');
    expect(vendor.seen).toHaveLength(1);
    expect(connection.tokens.held.refreshToken).toBe('rt-old');
  });

  test('wrong credentials are refused with the vendor’s words, as a matter of configuration', async () => {
    const origin = await serve(() => ({ status: 401, body: { Message: 'unknown e-mail' } }));
    const expected = { kind: 'refused', status: 401, words: 'unknown e-mail', about: 'credentials' };
    expect(await checkWinbooksCredentials(winbooksConnection(origin))).toEqual(expected);
    expect(await probeFolder(winbooksConnection(origin))).toEqual(expected);
    expect(await prepareWrite(winbooksConnection(origin))).toEqual(expected);
  });

  test('a token endpoint that answers with a page, or without a token, is no answer', async () => {
    const connection = winbooksConnection(await serve(() => ({ body: '<html>' })));
    expect((await checkWinbooksCredentials(connection)).kind).toBe('unknown');
    vendor.script = () => ({ body: { token_type: 'bearer' } });
    expect((await checkWinbooksCredentials(connection)).kind).toBe('unknown');
  });

  test('a token endpoint that is away is unavailable', async () => {
    const connection = winbooksConnection(await serve(() => ({})));
    await vendor.close();
    expect((await probeFolder(connection)).kind).toBe('unavailable');
    vendor = await ScriptedVendor.start(() => ({}));
  });
});

describe('a token', () => {
  test('is renewed a minute early, or at half of a short life', async () => {
    let lifetime = 900;
    const origin = await serve(() => freshTokens(lifetime));
    const usedFor = async (): Promise<number> => {
      const connection = winbooksConnection(origin);
      await checkWinbooksCredentials(connection);
      return (connection.tokens.held?.expiresAt ?? 0) - Date.now();
    };
    expect(await usedFor()).toBeGreaterThan(838_000);
    expect(await usedFor()).toBeLessThanOrEqual(840_000);
    lifetime = 4;
    const short = await usedFor();
    expect(short).toBeGreaterThan(1_000);
    expect(short).toBeLessThanOrEqual(2_000);
  });

  test('is renewed once however many ask at once', async () => {
    const connection = winbooksConnection(await serve(withTokens(() => ({ body: [] }))));
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => accessToken(winbooksAccess(connection))),
    );
    expect(new Set(tokens.map((token) => token.kind === 'ok' && token.value)).size).toBe(1);
    expect(vendor.tokenCalls).toHaveLength(1);
    expect(connection.tokens.leaseRequests).toBe(1);
  });

  test('that another process is renewing is waited for', async () => {
    const connection = winbooksConnection(await serve(withTokens(() => ({ body: [] }))));
    await connection.tokens.lease('another process', 10_000);
    const asked = accessToken(winbooksAccess(connection));
    await connection.tokens.store(
      { accessToken: 'theirs', refreshToken: null, expiresAt: Date.now() + 9e5 },
      0,
    );
    expect(await asked).toEqual({ kind: 'ok', value: 'theirs' });
    expect(vendor.seen).toHaveLength(0);
  });

  test('whose lease lapsed without a result is renewed by the next', async () => {
    const connection = winbooksConnection(await serve(withTokens(() => ({ body: [] }))));
    await connection.tokens.lease('a process that died', 300);
    expect((await accessToken(winbooksAccess(connection))).kind).toBe('ok');
    expect(vendor.tokenCalls).toHaveLength(1);
  });

  test('is waited for only so long', async () => {
    const connection = winbooksConnection(await serve(withTokens(() => ({ body: [] }))));
    await connection.tokens.lease('a slow process', 60_000);
    expect((await accessToken(winbooksAccess(connection))).kind).toBe('throttled');
  });

  test('that lost the race to the vault gives way to the stored one', async () => {
    const connection = winbooksConnection(
      await serve((request) => {
        if (isTokenRequest(request)) {
          connection.tokens.held = {
            accessToken: 'faster',
            refreshToken: null,
            expiresAt: Date.now() + 9e5,
            version: 1,
          };
        }
        return freshTokens();
      }),
    );
    expect(await accessToken(winbooksAccess(connection))).toEqual({ kind: 'ok', value: 'faster' });
  });
});

describe('a read answered with 401', () => {
  test('is repeated once with a renewed token', async () => {
    const origin = await serve(
      withTokens((request) =>
        request.headers.authorization === 'Bearer killed' ? { status: 401, body: {} } : { body: [] },
      ),
    );
    const connection = winbooksConnection(origin);
    connection.tokens.held = {
      accessToken: 'killed',
      refreshToken: 'rt',
      expiresAt: Date.now() + 9e5,
      version: 1,
    };
    expect((await probeFolder(connection)).kind).toBe('ok');
    expect(vendor.calls).toHaveLength(2);
    expect(vendor.tokenCalls).toHaveLength(1);
  });

  test('takes a newer token from the vault before it asks for one', async () => {
    const connection = winbooksConnection(
      await serve(
        withTokens((request) => {
          if (request.headers.authorization === 'Bearer newer') return { body: [] };
          connection.tokens.held = {
            accessToken: 'newer',
            refreshToken: null,
            expiresAt: Date.now() + 9e5,
            version: 2,
          };
          return { status: 401, body: {} };
        }),
      ),
    );
    connection.tokens.held = {
      accessToken: 'older',
      refreshToken: null,
      expiresAt: Date.now() + 9e5,
      version: 1,
    };
    expect((await probeFolder(connection)).kind).toBe('ok');
    expect(vendor.tokenCalls).toHaveLength(0);
  });

  test('twice is unauthorised, with the words', async () => {
    const connection = winbooksConnection(
      await serve(withTokens(() => ({ status: 401, body: { Message: 'no rights' } }))),
    );
    expect(await probeFolder(connection)).toEqual({ kind: 'unauthorised', words: 'no rights' });
    expect(vendor.calls).toHaveLength(2);
  });
});

describe('Tribe', () => {
  test('asks with client credentials in the body and the scope read write', async () => {
    const connection = tribeConnection(await serve(withTokens(() => ({ body: { ID: 'x' } }))));
    expect((await probeEmployee(connection)).kind).toBe('ok');
    const [call] = vendor.tokenCalls;
    expect(call?.url).toBe('/oauth2/token');
    expect(call?.body).toContain('scope=read%20write');
    expect(formOf(call?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'cc-acme',
      client_secret: 'secret-acme',
      scope: 'read write',
    });
  });

  test.each(['invalid_scope', 'invalid_grant'])(
    'a scope refused as %s is tried once without',
    async (error) => {
      const origin = await serve((request) =>
        request.body.includes('scope=') ? { status: 400, body: { error } } : freshTokens(),
      );
      expect((await checkTribeCredentials(tribeConnection(origin))).kind).toBe('ok');
      expect(vendor.tokenCalls).toHaveLength(2);
    },
  );

  test('wrong credentials are not tried twice', async () => {
    const origin = await serve(() => ({
      status: 401,
      body: { error: 'invalid_client', error_description: 'Client authentication failed' },
    }));
    expect(await checkTribeCredentials(tribeConnection(origin))).toEqual({
      kind: 'refused',
      status: 401,
      words: 'invalid_client: Client authentication failed',
      about: 'credentials',
    });
    expect(vendor.seen).toHaveLength(1);
  });

  test('a stale token is replaced by a new one: this flow has no refresh token', async () => {
    const connection = tribeConnection(await serve(withTokens(() => ({ body: { ID: 'x' } }))));
    connection.tokens.held = { accessToken: 'old', refreshToken: 'rt', expiresAt: 0, version: 3 };
    await probeEmployee(connection);
    expect(formOf(vendor.tokenCalls[0]?.body ?? '')['grant_type']).toBe('client_credentials');
  });
});
