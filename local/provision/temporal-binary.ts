import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withBuildLock } from './build-lock';
import { buildTemporal } from './temporal-build';
import { TEMPORAL_CLI_VERSION, type TemporalBinarySearch } from './temporal-binary-search';
import { downloadTemporal } from './temporal-download';
import type { Texts } from '../../domain/issues/texts/text-types';

const OLDEST_USABLE: readonly [number, number] = [1, 3];
const VERSION_TIMEOUT_MS = 10_000;

/**
 * A usable `temporal` program, in this order: on the PATH, built or downloaded before, downloaded from the vendor,
 * built from its Go module. Throws one sentence when none of them works. Concurrent starts share one build.
 */
export async function findTemporalBinary(search: TemporalBinarySearch): Promise<string> {
  const env = search.env ?? process.env;
  const installed = await findOnPath(env, search.say);
  if (installed) return installed;
  const target = join(search.cacheDir, `temporal-${TEMPORAL_CLI_VERSION}`);
  if (await isUsable(target)) return target;
  mkdirSync(search.cacheDir, { recursive: true });
  return withBuildLock(`${target}.lock`, search.say, async () => {
    if (await isUsable(target)) return target;
    return obtain(target, { ...search, env });
  });
}

async function obtain(
  target: string,
  search: TemporalBinarySearch & { env: NodeJS.ProcessEnv },
): Promise<string> {
  const failures: string[] = [];
  for (const way of [downloadTemporal, buildTemporal]) {
    try {
      await way(target, search);
      if (await isUsable(target)) return target;
      failures.push(`${target} does not run`);
    } catch (error) {
      search.signal?.throwIfAborted();
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(
    `No Temporal server was found or could be made (${failures.join('; ')}): install the Temporal CLI ` +
      '(https://docs.temporal.io/cli) or Go 1.26 or newer, or set TEMPORAL_ADDRESS to a cluster.',
  );
}

async function findOnPath(env: NodeJS.ProcessEnv, say: (line: Texts) => void): Promise<string | null> {
  for (const directory of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const candidate = join(directory, 'temporal');
    if (!existsSync(candidate)) continue;
    if (await isUsable(candidate)) return candidate;
    const oldest = OLDEST_USABLE.join('.');
    say({
      nl: `${candidate} is geen Temporal CLI van versie ${oldest} of nieuwer: het wordt niet gebruikt.`,
      fr: `${candidate} n’est pas un Temporal CLI de version ${oldest} ou plus récente\u00a0: il n’est pas utilisé.`,
      en: `${candidate} is not a Temporal CLI of version ${oldest} or newer: it is not used.`,
    });
  }
  return null;
}

/** Whether `binary` runs and reports a version with all the options that we need. */
async function isUsable(binary: string): Promise<boolean> {
  if (!existsSync(binary)) return false;
  const output = await new Promise<string>((resolve) => {
    execFile(binary, ['--version'], { timeout: VERSION_TIMEOUT_MS }, (error, stdout) =>
      resolve(error ? '' : stdout),
    );
  });
  const [, major, minor] = /temporal version v?(\d+)\.(\d+)/.exec(output) ?? [];
  if (major === undefined || minor === undefined) return false;
  const [oldestMajor, oldestMinor] = OLDEST_USABLE;
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
}
