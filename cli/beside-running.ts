import { createMasterDataCache } from '../activities/master-data';
import type { ActionDependencies, Refusal } from '../actions/action';
import { readConfiguration, type Configuration } from '../configuration/configuration';
import { tenantId, type TenantId } from '../domain/ids';
import { keyRing } from '../store/database/encryption';
import { lazyClient } from '../temporal/client';
import type { Language } from '../domain/issues/texts/text-types';
import { EXIT } from './bad-input';
import { required } from './options';
import { withRunningStore } from '../local/local-environment';
import { ensureLocalKey } from '../local/provision/local-key';
import { readRunFile } from '../local/supervision/run-file';
import { refusalInWords } from './words/problem-words';

/**
 * Runs an action beside what runs here: on its store, its Temporal and its vendors. Temporal is connected to only when the
 * action calls it. Throws one sentence when nothing runs.
 */
export function withActions<T>(actor: string, work: (deps: ActionDependencies) => Promise<T>): Promise<T> {
  return withRunningStore(process.env, async (database) => {
    const env = besideRunning(process.env);
    const configuration = patient(readConfiguration(env));
    // The Temporal client reads the environment (@temporalio/envconfig).
    Object.assign(process.env, env);
    const temporal = lazyClient();
    try {
      return await work({
        database,
        temporal,
        configuration,
        keyRing: keyRing(configuration.encryptionKeys),
        masterData: createMasterDataCache(),
        stopping: new AbortController().signal,
        debugPoint: async () => undefined,
        actor,
      });
    } finally {
      await temporal.connection.close();
    }
  });
}

/**
 * A person would rather wait for a free slot of a busy connection than type the command again; an activity is repeated
 * by itself. Longer than most requests that hold a slot.
 */
function patient(configuration: Configuration): Configuration {
  const { timings } = configuration;
  const slots = { ...timings.slots, patienceMs: Math.max(timings.slots.patienceMs, 30_000) };
  return { ...configuration, timings: { ...timings, slots } };
}

/** In local mode: with the key, the Temporal server and the twins of the `npm start` that runs on the data folder. */
function besideRunning(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { mode, dataDir, temporalAddress, encryptionKeys } = readConfiguration(given);
  const env = { ...given };
  if (mode === 'production') return env;
  const running = readRunFile(dataDir)?.run;
  const temporal = running?.processes.find(({ role }) => role === 'temporal');
  if (temporalAddress === null && temporal !== undefined)
    env['TEMPORAL_ADDRESS'] = `127.0.0.1:${temporal.port}`;
  if (encryptionKeys.length === 0) env['ENCRYPTION_KEYS'] = ensureLocalKey(dataDir);
  const { tribeTwin, winbooksTwin } = running?.urls ?? {};
  if (tribeTwin !== undefined && winbooksTwin !== undefined) {
    env['TRIBE_API_URL'] = tribeTwin;
    env['TRIBE_AUTH_URL'] = new URL(tribeTwin).origin;
    env['WINBOOKS_API_URL'] = winbooksTwin;
  }
  return env;
}

/** The tenant that an option names; `example` is a whole command. */
export function tenantOption(given: string | undefined, example: string): TenantId {
  return tenantId(required('--tenant', given, example));
}

/** Says why an action was not done, and returns its exit code: 2 for what cannot be, 1 for what does not work now. */
export function exitRefused(refusal: Refusal, language: Language): number {
  process.stderr.write(`${refusalInWords(refusal, language)}\n`);
  return refusal.kind === 'bad-input' ? EXIT.badInput : EXIT.failed;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
