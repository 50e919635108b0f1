import { resolve } from 'node:path';
import { z } from 'zod';
import { parseTimings, TIMINGS, type Timings } from '../domain/timings';
import { configurationVariables, nearestVariable, type VariableName } from './configuration-variables';

/** A key of the ring: its name is stored with each ciphertext, its 32 bytes never leave the process. */
interface EncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that the environment decides, checked once. URLs have no trailing slash. */
export interface Configuration {
  readonly mode: 'local' | 'production';
  readonly tribeApiUrl: string;
  readonly tribeAuthUrl: string;
  readonly winbooksApiUrl: string;
  /** Absolute. Only the local mode keeps data there. */
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** True when PORT was given: no other port may replace it. */
  readonly portGiven: boolean;
  readonly databaseUrl: string | null;
  /** Migrations run under this URL; it equals `databaseUrl` unless given. */
  readonly databaseOwnerUrl: string | null;
  /** The first key encrypts, all of them decrypt. Empty only in local mode: see `ensureLocalKey`. */
  readonly encryptionKeys: readonly EncryptionKey[];
  readonly logLevel: LogLevel;
  readonly taskQueue: string;
  /** Null when no cluster is given and the local mode starts its own server. The SDK reads the rest of TEMPORAL_*. */
  readonly temporalAddress: string | null;
  /**
   * False when tests against the twins shorten the quiet period. Refused in production, and for vendors on another
   * machine.
   */
  readonly hasQuietPeriodFloor: boolean;
  /** Tests against the twins shorten them; refused like the above. */
  readonly timings: Timings;
}

export interface ConfigurationProblem {
  readonly name: string;
  readonly problem: string;
  readonly example: string;
}

/**
 * The environment cannot be used. The message has one line per problem: name, problem, example. It contains no secret
 * values.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(
      problems
        .map(({ name, problem, example }) => `${name} ${problem}; example: ${name}=${example}`)
        .join('\n'),
    );
  }
}

const httpUrl = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash || url.username) {
    context.addIssue({ code: 'custom', message: 'must be an http or https address without a query' });
    return z.NEVER;
  }
  return url.href.replace(/\/+$/, '');
});

const databaseUrl = z
  .string()
  .refine((value) => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol), {
    message: 'must be a postgres:// address',
  });

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'must be a number from 1 to 65535');

const keyRing = z.string().transform((value, context): EncryptionKey[] => {
  const keys: EncryptionKey[] = [];
  for (const entry of value.split(',').map((part) => part.trim())) {
    const [, id, encoded] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=?)$/.exec(entry) ?? [];
    const key = Buffer.from(encoded ?? '', 'base64');
    if (id === undefined || key.length !== 32 || keys.some((other) => other.id === id)) {
      context.addIssue({
        code: 'custom',
        message: 'must be id:base64 of 32 bytes, separated by commas, each id once',
      });
      return z.NEVER;
    }
    keys.push({ id, key });
  }
  return keys;
});

const timings = z.string().transform((value, context): Timings => {
  const parsed = parseTimings(value);
  if (parsed.ok) return parsed.timings;
  context.addIssue({ code: 'custom', message: `is not usable: ${parsed.problem}` });
  return z.NEVER;
});

const environment = z.object({
  APP_MODE: z.enum(['local', 'production'], 'must be local or production').default('local'),
  TRIBE_API_URL: httpUrl.default('https://api.tribecrm.nl/v1'),
  TRIBE_AUTH_URL: httpUrl.default('https://auth.tribecrm.nl'),
  WINBOOKS_API_URL: httpUrl.default('https://rapi.winbooksonweb.be'),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  ENCRYPTION_KEYS: keyRing.default([]),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  TASK_QUEUE: z.string().default('tribe-winbooks'),
  TEMPORAL_ADDRESS: z.string().optional(),
  QUIET_PERIOD_FLOOR: z.enum(['on', 'off'], 'must be on or off').default('on'),
  TIMINGS: timings.default(TIMINGS),
} satisfies Record<VariableName, z.ZodType>);

const DEFAULT_PORT = 8080;
const REQUIRED_IN_PRODUCTION: readonly VariableName[] = [
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'ENCRYPTION_KEYS',
];

/**
 * Reads the configuration from an environment. A blank value counts as absent. A name that nearly matches one of ours
 * is refused, because it would otherwise be silently ignored. Throws `ConfigurationError` with every problem at once.
 */
export function readConfiguration(env: Record<string, string | undefined>): Configuration {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
  const problems = [...misspeltNames(Object.keys(given)), ...missingNames(given), ...forTestsAlone(given)];
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(problemOf(String(issue.path[0]), issue.message));
  }
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  const values = parsed.data;
  return {
    mode: values.APP_MODE,
    tribeApiUrl: values.TRIBE_API_URL,
    tribeAuthUrl: values.TRIBE_AUTH_URL,
    winbooksApiUrl: values.WINBOOKS_API_URL,
    dataDir: resolve(values.DATA_DIR),
    host: values.HOST,
    port: values.PORT ?? DEFAULT_PORT,
    portGiven: values.PORT !== undefined,
    databaseUrl: values.DATABASE_URL ?? null,
    databaseOwnerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL ?? null,
    encryptionKeys: values.ENCRYPTION_KEYS,
    logLevel: values.LOG_LEVEL,
    taskQueue: values.TASK_QUEUE,
    temporalAddress: values.TEMPORAL_ADDRESS ?? null,
    hasQuietPeriodFloor: values.QUIET_PERIOD_FLOOR === 'on',
    timings: values.TIMINGS,
  };
}

function misspeltNames(names: readonly string[]): ConfigurationProblem[] {
  return names.flatMap((name) => {
    const meant = nearestVariable(name);
    if (meant === null) return [];
    return [
      { name, problem: `is not known, did you mean ${meant}?`, example: configurationVariables[meant] },
    ];
  });
}

function missingNames(given: Record<string, string>): ConfigurationProblem[] {
  if (given['APP_MODE'] !== 'production') return [];
  return REQUIRED_IN_PRODUCTION.filter((name) => given[name] === undefined).map((name) =>
    problemOf(name, 'is required when APP_MODE=production'),
  );
}

const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])$/;

/**
 * Without the floor a lost answer of a real vendor could be sent again while it is still being carried out, and with other
 * timings a real vendor would be asked more often than it bears.
 */
function forTestsAlone(given: Record<string, string>): ConfigurationProblem[] {
  const url = given['WINBOOKS_API_URL'] ?? '';
  const hostname = URL.canParse(url) ? new URL(url).hostname : '';
  if (given['APP_MODE'] !== 'production' && LOOPBACK.test(hostname)) return [];
  const isFor = 'is for tests against the twins of this machine alone and must be';
  return [
    ...(given['QUIET_PERIOD_FLOOR'] === 'off' ? [problemOf('QUIET_PERIOD_FLOOR', `${isFor} on`)] : []),
    ...((given['TIMINGS'] ?? '{}') === '{}' ? [] : [problemOf('TIMINGS', `${isFor} empty`)]),
  ];
}

function problemOf(name: string, problem: string): ConfigurationProblem {
  const example = Object.entries(configurationVariables).find(([known]) => known === name)?.[1] ?? '';
  return { name, problem, example };
}
