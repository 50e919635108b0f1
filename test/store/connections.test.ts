import { randomUUID } from 'node:crypto';
import type { TenantId } from '../../domain/ids';
import {
  loadCheckedConnections,
  loadConnection,
  recordConnectionCheck,
  saveConnection,
  type Credentials,
} from '../../store/connections/connections';
import {
  leaseTokens,
  readTokens,
  releaseTokens,
  storeTokens,
} from '../../store/connections/connection-tokens';
import { DecryptionError, keyRing } from '../../store/database/encryption';
import { newTenant, openStore, type StoreFixture } from './store-fixture';

const ring = keyRing([{ id: 'k', key: Buffer.alloc(32, 7) }]);
const winbooks: Credentials = {
  vendor: 'winbooks',
  apiUrl: 'https://rapi.test',
  folder: 'DEMO',
  email: 'api@acme.example',
  exchangeToken: 'xt-acme',
};
const tribe: Credentials = {
  vendor: 'tribe',
  apiUrl: 'https://api.test/v1',
  authUrl: 'https://auth.test',
  clientId: 'cc-acme',
  clientSecret: 'secret-acme',
};

let store: StoreFixture;
let tenant: TenantId;
beforeAll(async () => {
  store = await openStore();
});
beforeEach(async () => {
  tenant = await newTenant(store.database);
});
afterAll(() => store.close());

const save = (credentials: Credentials, by: TenantId = tenant) =>
  store.database.asTenant(by, (sql) => saveConnection(sql, ring, { credentials, concurrency: 2 }));
const fingerprintOf = async (credentials: Credentials): Promise<string | undefined> => {
  const other = await newTenant(store.database);
  await save(credentials, other);
  return (await store.database.asTenant(other, (sql) => loadConnection(sql, ring, credentials.vendor)))
    ?.fingerprint;
};

describe('a stored connection', () => {
  test('comes back as it was given; the newest version counts and the older ones stay', async () => {
    expect(await save(winbooks)).toBe(1);
    expect(await save({ ...winbooks, exchangeToken: 'xt-new' })).toBe(2);
    expect(await save(tribe)).toBe(1);
    await store.database.asTenant(tenant, async (sql) => {
      expect(await loadConnection(sql, ring, 'winbooks')).toMatchObject({
        version: 2,
        credentials: { exchangeToken: 'xt-new' },
      });
      expect(await loadConnection(sql, ring, 'winbooks', 1)).toMatchObject({
        version: 1,
        credentials: winbooks,
        concurrency: 2,
      });
      expect(await loadConnection(sql, ring, 'tribe')).toMatchObject({ credentials: tribe, checkedAt: null });
      expect(await loadConnection(sql, ring, 'winbooks', 3)).toBeNull();
    });
  });

  test('numbers versions without a gap when several are saved at once', async () => {
    const versions = await Promise.all([1, 2, 3, 4].map(() => save(winbooks)));
    expect(versions.sort()).toEqual([1, 2, 3, 4]);
  });

  test('shows no secret in the table and cannot be opened for another tenant', async () => {
    await save(winbooks);
    const other = await newTenant(store.database);
    const { rows } = await store.database.asTenant(tenant, (sql) =>
      sql.query(`select fingerprint, secrets, details::text from connections where tenant_id = $1`, [tenant]),
    );
    const row = rows[0] as { fingerprint: string; secrets: Buffer; details: string };
    expect(row.secrets.includes('xt-acme')).toBe(false);
    expect(row.secrets.includes('acme.example')).toBe(false);
    await store.database.asTenant(other, async (sql) => {
      await sql.query(
        `insert into connections (tenant_id, vendor, version, fingerprint, secrets, concurrency) values ($1, 'winbooks', 1, $2, $3, 2)`,
        [other, row.fingerprint, row.secrets],
      );
      await expect(loadConnection(sql, ring, 'winbooks')).rejects.toThrow(DecryptionError);
    });
  });

  test('remembers what a live check found, beside what it knew', async () => {
    await save(tribe);
    const check = (found: Record<string, string>) =>
      store.database.asTenant(tenant, (sql) => recordConnectionCheck(sql, 'tribe', 1, found));
    expect(await check({ invoiceDateField: 'InvoiceDate' })).toBe(true);
    expect(await check({ edition: 'x' })).toBe(true);
    const loaded = await store.database.asTenant(tenant, (sql) => loadConnection(sql, ring, 'tribe'));
    expect(loaded?.details).toEqual({ invoiceDateField: 'InvoiceDate', edition: 'x' });
    expect(loaded?.checkedAt).toBeInstanceOf(Date);
  });

  test('that was entered again and not checked yet stands behind the one that was', async () => {
    await save(tribe);
    const checked = async () =>
      (await store.database.asTenant(tenant, (sql) => loadCheckedConnections(sql, ring))).tribe;
    expect(await checked()).toBeNull();
    await store.database.asTenant(tenant, (sql) => recordConnectionCheck(sql, 'tribe', 1));
    await save(tribe);
    expect((await checked())?.version).toBe(1);
    await store.database.asTenant(tenant, (sql) => recordConnectionCheck(sql, 'tribe', 2));
    expect((await checked())?.version).toBe(2);
  });

  test('has one fingerprint per licence or application, whatever the folder and the tenant', async () => {
    const licence = await fingerprintOf(winbooks);
    expect(await fingerprintOf({ ...winbooks, folder: 'OTHER', apiUrl: 'https://rapi.test/' })).toBe(licence);
    expect(await fingerprintOf({ ...winbooks, exchangeToken: 'other' })).not.toBe(licence);
    expect(await fingerprintOf({ ...winbooks, apiUrl: 'https://elsewhere.test' })).not.toBe(licence);
    const application = await fingerprintOf(tribe);
    expect(await fingerprintOf({ ...tribe, clientSecret: 'guessed' })).not.toBe(application);
    const consent = { ...tribe, refreshToken: 'of one organisation' };
    expect(await fingerprintOf({ ...consent, clientSecret: 'renewed' })).toBe(await fingerprintOf(consent));
    expect(await fingerprintOf({ ...tribe, refreshToken: 'of another' })).not.toBe(
      await fingerprintOf(consent),
    );
    expect(await fingerprintOf(consent)).not.toBe(application);
    expect(await fingerprintOf({ ...tribe, clientId: 'other' })).not.toBe(application);
  });
});

describe('the tokens of a connection', () => {
  const tokens = { accessToken: 'access-1', refreshToken: 'refresh-1', expiresAt: 1_790_000_000_123 };
  const control = <T>(work: Parameters<typeof store.database.asControl<T>>[0]) =>
    store.database.asControl(work);

  test('are stored only over the version that was read', async () => {
    const name = randomUUID();
    expect(await control((sql) => readTokens(sql, ring, name))).toBeNull();
    expect(await control((sql) => storeTokens(sql, ring, name, tokens, 3))).toBe(false);
    expect(await control((sql) => storeTokens(sql, ring, name, tokens, 0))).toBe(true);
    expect(await control((sql) => storeTokens(sql, ring, name, { ...tokens, accessToken: 'late' }, 0))).toBe(
      false,
    );
    expect(await control((sql) => readTokens(sql, ring, name))).toEqual({ ...tokens, version: 1 });
    expect(await control((sql) => storeTokens(sql, ring, name, { ...tokens, refreshToken: null }, 1))).toBe(
      true,
    );
    expect(await control((sql) => readTokens(sql, ring, name))).toEqual({
      ...tokens,
      refreshToken: null,
      version: 2,
    });
  });

  test('of two stores of the same version at once, one wins', async () => {
    const name = randomUUID();
    await control((sql) => storeTokens(sql, ring, name, tokens, 0));
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => control((sql) => storeTokens(sql, ring, name, tokens, 1))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  test('are leased to one holder at a time, before the first tokens too', async () => {
    const name = randomUUID();
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((holder) => control((sql) => leaseTokens(sql, name, holder, 60_000))),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await control((sql) => readTokens(sql, ring, name))).toBeNull();
  });

  test('can be leased again once released by their holder, or lapsed', async () => {
    const name = randomUUID();
    expect(await control((sql) => leaseTokens(sql, name, 'a', 60_000))).toBe(true);
    expect(await control((sql) => leaseTokens(sql, name, 'b', 60_000))).toBe(false);
    expect(await control((sql) => releaseTokens(sql, name, 'b'))).toBe(false);
    expect(await control((sql) => releaseTokens(sql, name, 'a'))).toBe(true);
    expect(await control((sql) => leaseTokens(sql, name, 'b', 0))).toBe(true);
    expect(await control((sql) => leaseTokens(sql, name, 'c', 60_000))).toBe(true);
  });

  test('cannot be moved to another connection', async () => {
    const [from, to] = [randomUUID(), randomUUID()];
    await control((sql) => storeTokens(sql, ring, from, tokens, 0));
    await control((sql) =>
      sql.query(
        `insert into connection_tokens (fingerprint, version, access_token, expires_at)
         select $2, version, access_token, expires_at from connection_tokens where fingerprint = $1`,
        [from, to],
      ),
    );
    await expect(control((sql) => readTokens(sql, ring, to))).rejects.toThrow(DecryptionError);
  });
});
