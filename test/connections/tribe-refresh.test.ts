import { checkTribeCredentials, probeEmployee } from '../../clients/tribe';
import { probeFolder } from '../../clients/winbooks';
import { tribeConnection, winbooksConnection } from '../clients/support/memory-connection';
import {
  freshTokens,
  isTokenRequest,
  ScriptedVendor,
  withTokens,
  type Script,
} from '../clients/support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());
const serve = async (script: Script): Promise<string> => {
  vendor = await ScriptedVendor.start(script);
  return vendor.origin;
};
const formOf = (body: string) => Object.fromEntries(new URLSearchParams(body));
const grantsAsked = () => vendor.tokenCalls.map(({ body }) => formOf(body));
const employee: Script = withTokens(() => ({ body: { ID: 'x' } }));
const deadGrant = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'The refresh token was used before.' },
};

describe('a Tribe connection by a consent', () => {
  test('begins with its own refresh token, without a scope, and stores the new one before use', async () => {
    let heldAtFirstUse: string | null | undefined;
    const connection = tribeConnection(
      await serve((request) => {
        if (isTokenRequest(request)) return freshTokens();
        heldAtFirstUse = connection.tokens.held?.refreshToken;
        return { body: { ID: 'x' } };
      }),
      { refreshToken: 'seed' },
    );
    expect((await probeEmployee(connection)).kind).toBe('ok');
    expect(grantsAsked()).toEqual([
      {
        grant_type: 'refresh_token',
        refresh_token: 'seed',
        client_id: 'cc-acme',
        client_secret: 'secret-acme',
      },
    ]);
    expect(heldAtFirstUse).toMatch(/^rt-\d/);
  });

  test('goes on with the vault’s refresh token, whatever its own was', async () => {
    const connection = tribeConnection(await serve(employee), { refreshToken: 'seed' });
    connection.tokens.held = { accessToken: 'old', refreshToken: 'rotated', expiresAt: 0, version: 4 };
    await probeEmployee(connection);
    expect(grantsAsked().map(({ refresh_token: token }) => token)).toEqual(['rotated']);
    expect(connection.tokens.held.version).toBe(5);
  });

  test('keeps the refresh token of a server that does not rotate', async () => {
    const origin = await serve((request) =>
      isTokenRequest(request) ? { body: { access_token: 'at', expires_in: 60 } } : { body: { ID: 'x' } },
    );
    const connection = tribeConnection(origin, { refreshToken: 'seed' });
    await probeEmployee(connection);
    expect(connection.tokens.held?.refreshToken).toBe('seed');
  });

  test('that is dead is refused about the grant, told of, and not asked for again at once', async () => {
    const told: unknown[] = [];
    const connection = tribeConnection(await serve(() => deadGrant), {
      refreshToken: 'seed',
      onCredentialsRefused: async (refusal) => void told.push(refusal),
    });
    const refusal = {
      kind: 'refused',
      status: 400,
      words: 'invalid_grant: The refresh token was used before.',
      about: 'grant',
    };
    expect(await probeEmployee(connection)).toEqual(refusal);
    expect(await probeEmployee(connection)).toEqual(refusal);
    expect(told).toEqual([refusal, refusal]);
    expect(vendor.seen).toHaveLength(1);
  });

  test('is asked for again by a live check, and works once the vendor accepts it', async () => {
    const connection = tribeConnection(await serve(() => deadGrant), { refreshToken: 'seed' });
    await probeEmployee(connection);
    vendor.script = employee;
    expect((await probeEmployee(connection)).kind).toBe('refused');
    expect((await checkTribeCredentials(connection)).kind).toBe('ok');
    expect((await probeEmployee(connection)).kind).toBe('ok');
  });

  test.each([
    ['a wrong secret', { status: 401, body: { error: 'invalid_client' } }, 'refused', 'credentials'],
    ['an outage', { status: 502, body: '' }, 'unknown', undefined],
  ])('%s does not make the grant dead', async (_, answer, kind, about) => {
    const connection = tribeConnection(await serve(() => answer), { refreshToken: 'seed' });
    const outcome = await probeEmployee(connection);
    expect([outcome.kind, outcome.kind === 'refused' ? outcome.about : undefined]).toEqual([kind, about]);
  });
});

test('WinBooks credentials that are refused rest as well: no request while they do', async () => {
  const connection = winbooksConnection(
    await serve(() => ({ status: 400, body: { error: 'invalid_grant' } })),
  );
  for (let n = 0; n < 20; n += 1) expect((await probeFolder(connection)).kind).toBe('refused');
  expect(grantsAsked()).toEqual([{ grant_type: 'exchange_token', code: 'xt-acme' }]);
});

test('a token that another process stored ends the rest', async () => {
  const connection = winbooksConnection(
    await serve((request) => (isTokenRequest(request) ? deadGrant : { body: [] })),
  );
  expect((await probeFolder(connection)).kind).toBe('refused');
  await connection.tokens.store(
    { accessToken: 'theirs', refreshToken: null, expiresAt: Date.now() + 9e5 },
    0,
  );
  expect((await probeFolder(connection)).kind).toBe('ok');
});
