import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError, readConfiguration } from '../../configuration/configuration';
import { TIMINGS } from '../../domain/timings';
import { configurationVariables, nearestVariable } from '../../configuration/configuration-variables';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('an empty environment is the local mode with the vendors own addresses', () => {
  expect(readConfiguration({})).toEqual({
    mode: 'local',
    tribeApiUrl: 'https://api.tribecrm.nl/v1',
    tribeAuthUrl: 'https://auth.tribecrm.nl',
    winbooksApiUrl: 'https://rapi.winbooksonweb.be',
    dataDir: resolve('.data'),
    host: '127.0.0.1',
    port: 8080,
    portGiven: false,
    databaseUrl: null,
    databaseOwnerUrl: null,
    encryptionKeys: [],
    logLevel: 'info',
    taskQueue: 'tribe-winbooks',
    temporalAddress: null,
    hasQuietPeriodFloor: true,
    timings: TIMINGS,
  });
});

test('a blank value counts as absent and an unrelated variable is left alone', () => {
  expect(
    readConfiguration({
      PORT: ' ',
      LOG_LEVEL: '',
      HOME: '/home/x',
      DATABASE_HOST: 'db',
      APP_HOME: '/app',
      POST: 'x',
    }),
  ).toEqual(readConfiguration({}));
});

test.each([
  ['http://127.0.0.1:4100/v1/', 'http://127.0.0.1:4100/v1'],
  ['https://gateway.example/winbooks//', 'https://gateway.example/winbooks'],
  ['https://RAPI.winbooksonweb.be', 'https://rapi.winbooksonweb.be'],
])('the address %s is kept as %s', (given, kept) => {
  expect(readConfiguration({ WINBOOKS_API_URL: given }).winbooksApiUrl).toBe(kept);
});

test('the owner address follows the database address unless it is given', () => {
  const databaseUrl = 'postgres://app@db/sync';
  expect(readConfiguration({ DATABASE_URL: databaseUrl }).databaseOwnerUrl).toBe(databaseUrl);
  const owner = readConfiguration({
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: 'postgresql://owner@db/sync',
  });
  expect([owner.databaseUrl, owner.databaseOwnerUrl]).toEqual([databaseUrl, 'postgresql://owner@db/sync']);
});

test('the key ring keeps the order: the first key writes', () => {
  const { encryptionKeys } = readConfiguration({ ENCRYPTION_KEYS: `new:${key(2)}, old:${key(1)}` });
  expect(encryptionKeys).toEqual([
    { id: 'new', key: Buffer.alloc(32, 2) },
    { id: 'old', key: Buffer.alloc(32, 1) },
  ]);
});

test.each([
  ['a short key', `a:${Buffer.alloc(16).toString('base64')}`],
  ['no id', key(1)],
  ['the same id twice', `a:${key(1)},a:${key(2)}`],
  ['an empty entry', `a:${key(1)},`],
])('a key ring with %s is refused and not repeated in the message', (_, ring) => {
  const [line, ...more] = problemsOf({ ENCRYPTION_KEYS: ring });
  expect(line).toMatch(/^ENCRYPTION_KEYS must be id:base64 of 32 bytes/);
  expect(line).not.toContain(ring);
  expect(more).toEqual([]);
});

test('production names each variable that is missing, all at once', () => {
  expect(problemsOf({ APP_MODE: 'production' }).map((line) => line.split(';')[0])).toEqual([
    'DATABASE_URL is required when APP_MODE=production',
    'TEMPORAL_ADDRESS is required when APP_MODE=production',
    'ENCRYPTION_KEYS is required when APP_MODE=production',
  ]);
  const complete = {
    DATABASE_URL: 'postgres://a@b/c',
    TEMPORAL_ADDRESS: 'c:7233',
    ENCRYPTION_KEYS: `a:${key(1)}`,
  };
  expect(readConfiguration({ APP_MODE: 'production', ...complete }).mode).toBe('production');
});

test.each([
  [{ APP_MODE: 'prod' }, 'APP_MODE must be local or production; example: APP_MODE=production'],
  [{ PORT: '70000' }, 'PORT must be a number from 1 to 65535; example: PORT=8080'],
  [{ PORT: '80a' }, 'PORT must be a number from 1 to 65535; example: PORT=8080'],
  [
    { TRIBE_API_URL: 'api.tribecrm.nl' },
    'TRIBE_API_URL must be an http or https address without a query; example: TRIBE_API_URL=https://api.tribecrm.nl/v1',
  ],
])('%j gives one line with name, problem and example', (env, line) => {
  expect(problemsOf(env as Record<string, string>)).toEqual([line]);
});

test('a database address is refused without showing its password', () => {
  const [line] = problemsOf({ DATABASE_URL: 'mysql://u:hunter2@db/x' });
  expect(line).toMatch(/^DATABASE_URL must be a postgres:\/\/ address/);
  expect(line).not.toContain('hunter2');
});

test.each([
  ['TRIBE_API_ULR', 'TRIBE_API_URL'],
  ['WINBOOKS_API_URI', 'WINBOOKS_API_URL'],
  ['WINBOOK_API_URL', 'WINBOOKS_API_URL'],
  ['DATABASE_ULR', 'DATABASE_URL'],
  ['ENCRYPTION_KEY', 'ENCRYPTION_KEYS'],
  ['TEMPORAL_ADRES', 'TEMPORAL_ADDRESS'],
  ['DATA_DRI', 'DATA_DIR'],
])('the misspelt name %s is refused: did you mean %s', (misspelt, meant) => {
  expect(problemsOf({ [misspelt]: 'x' })[0]).toContain(`${misspelt} is not known, did you mean ${meant}?`);
});

test.each([
  'DATABASE_HOST',
  'DATABASE_USER',
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_API_KEY',
  'APP_HOME',
  'APP_NAME',
  'LOG_FILE',
  'HOST_NAME',
])('%s belongs to somebody else and is left alone', (name) => {
  expect(nearestVariable(name)).toBeNull();
});

describe('the floor of the quiet period', () => {
  const twin = { QUIET_PERIOD_FLOOR: 'off', WINBOOKS_API_URL: 'http://127.0.0.1:4200' };

  test('is taken away for the twins of this machine alone', () => {
    expect(readConfiguration(twin).hasQuietPeriodFloor).toBe(false);
    expect(readConfiguration({ ...twin, QUIET_PERIOD_FLOOR: 'on' }).hasQuietPeriodFloor).toBe(true);
  });

  test.each([
    ['in production', { ...configurationVariables, ...twin }],
    ['with the real vendor', { QUIET_PERIOD_FLOOR: 'off' }],
    ['with another machine', { ...twin, WINBOOKS_API_URL: 'https://127.0.0.1.example/winbooks' }],
    ['by another word', { ...twin, QUIET_PERIOD_FLOOR: '0' }],
  ])('cannot be taken away %s', (_name, env) => {
    expect(problemsOf(env)).toEqual([
      expect.stringMatching(/^QUIET_PERIOD_FLOOR .*; example: QUIET_PERIOD_FLOOR=on$/),
    ]);
  });
});

describe('timings', () => {
  const twin = { WINBOOKS_API_URL: 'http://127.0.0.1:4200' };
  const shorter = { TIMINGS: '{"dispatch":{"lookAgainMs":20}}' };

  test('are shortened for the twins of this machine alone', () => {
    expect(readConfiguration({ ...twin, ...shorter }).timings).toEqual({
      ...TIMINGS,
      dispatch: { ...TIMINGS.dispatch, lookAgainMs: 20 },
    });
  });

  test.each([
    ['in production', { ...configurationVariables, ...twin, ...shorter }],
    ['with the real vendor', shorter],
    ['with a name that nobody knows', { ...twin, TIMINGS: '{"dispatch":{"lookAgainSeconds":20}}' }],
    ['with a duration that is none', { ...twin, TIMINGS: '{"dispatch":{"lookAgainMs":0}}' }],
    ['where two contradict each other', { ...twin, TIMINGS: '{"slots":{"renewMs":15000}}' }],
    ['without JSON', { ...twin, TIMINGS: '20 ms' }],
  ])('are refused %s', (_name, env) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(/^TIMINGS is .*; example: TIMINGS=\{\}$/)]);
  });

  test('cannot be changed once they are read', () => {
    expect(Object.isFrozen(TIMINGS) && Object.values(TIMINGS).every(Object.isFrozen)).toBe(true);
  });
});

test('every example is a valid value', () => {
  expect(() => readConfiguration(configurationVariables)).not.toThrow();
});

test('.env.example documents exactly the variables that are read', () => {
  const text = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
  const documented = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  expect(documented.sort()).toEqual(Object.keys(configurationVariables).sort());
});
