import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { TEMPORAL_CLI_VERSION, type TemporalBinarySearch } from './temporal-binary-search';

const VENDOR = 'https://temporal.download';
const CONNECT_TIMEOUT_MS = 4_000;
const SILENCE_TIMEOUT_MS = 8_000;
const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Downloads the vendor's own build into `target`. Gives up after seconds without data, because many machines cannot
 * reach it. Throws with a reason; an interrupted download leaves nothing behind.
 */
export async function downloadTemporal(target: string, search: TemporalBinarySearch): Promise<void> {
  const platform = PLATFORMS[process.platform];
  const architecture = ARCHITECTURES[process.arch];
  if (!platform || !architecture)
    throw new Error(`no download exists for ${process.platform} ${process.arch}`);
  const url = `${search.archives ?? VENDOR}/cli/archive/v${TEMPORAL_CLI_VERSION}?platform=${platform}&arch=${architecture}`;
  const aside = await mkdtemp(`${target}.download-`);
  try {
    await fetchTo(url, join(aside, 'archive.tar.gz'), search);
    await promisify(execFile)('tar', ['-xzf', 'archive.tar.gz', 'temporal'], { cwd: aside });
    await chmod(join(aside, 'temporal'), 0o755);
    await rename(join(aside, 'temporal'), target);
    search.say({
      nl: `Temporal ${TEMPORAL_CLI_VERSION} is gedownload naar ${dirname(target)}; dat gebeurt één keer.`,
      fr: `Temporal ${TEMPORAL_CLI_VERSION} a été téléchargé dans ${dirname(target)}\u00a0; cela n’arrive qu’une fois.`,
      en: `Temporal ${TEMPORAL_CLI_VERSION} was downloaded to ${dirname(target)}; this happens once.`,
    });
  } catch (error) {
    throw new Error(`the download from ${new URL(url).host} failed: ${reasonOf(error)}`, { cause: error });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function fetchTo(url: string, file: string, { signal }: TemporalBinarySearch): Promise<void> {
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: SILENCE_TIMEOUT_MS,
    bodyTimeout: SILENCE_TIMEOUT_MS,
  });
  try {
    const response = await fetch(url, { dispatcher, ...(signal ? { signal } : {}) });
    if (!response.ok || !response.body) throw new Error(`it answered ${response.status}`);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  } finally {
    await dispatcher.destroy();
  }
}

/** `fetch` only says "fetch failed"; the reason is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
