import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { dyingWithParent } from '../supervision/running-process';
import { projectRoot } from '../supervision/project-root';
import { TEMPORAL_CLI_VERSION, type TemporalBinarySearch } from './temporal-binary-search';
import type { Texts } from '../../domain/issues/texts/text-types';

const PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
const USUAL_GO = '/usr/local/go/bin';
const PACKAGES_ABOUT = 2_900;
const PROGRESS_EVERY_MS = 15_000;

/**
 * Builds the server from its published Go module (tools/temporal holds the versions and their checksums) into `target`:
 * three to six minutes with empty caches, seconds with warm ones. Throws with the compiler's last lines, and leaves
 * nothing incomplete behind.
 */
export async function buildTemporal(
  target: string,
  search: TemporalBinarySearch & { env: NodeJS.ProcessEnv },
): Promise<void> {
  const { env, say, signal } = search;
  const go = [...(env['PATH'] ?? '').split(delimiter), USUAL_GO]
    .map((place) => join(place, 'go'))
    .find((file) => existsSync(file));
  if (!go) throw new Error('Go is not installed to build it');
  say({
    nl: `Temporal ${TEMPORAL_CLI_VERSION} wordt met Go gebouwd; dat gebeurt één keer en duurt ongeveer vijf minuten.`,
    fr: `Construction de Temporal ${TEMPORAL_CLI_VERSION} avec Go\u00a0; cela n’arrive qu’une fois et prend environ cinq minutes.`,
    en: `Building Temporal ${TEMPORAL_CLI_VERSION} with Go; this happens once and takes about five minutes.`,
  });
  const aside = `${target}.build-${process.pid}`;
  const startedAt = Date.now();
  try {
    await compile(go, aside, env, say, signal);
    await chmod(aside, 0o755);
    await rename(aside, target);
  } finally {
    await rm(aside, { force: true });
  }
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  say({
    nl: `Temporal is gebouwd in ${seconds} s.`,
    fr: `Temporal a été construit en ${seconds} s.`,
    en: `Built Temporal in ${seconds} s.`,
  });
}

async function compile(
  go: string,
  output: string,
  env: NodeJS.ProcessEnv,
  say: (line: Texts) => void,
  signal?: AbortSignal,
): Promise<void> {
  const flags = ['-mod=readonly', '-trimpath', '-buildvcs=false', '-v'];
  const linking = `-ldflags=-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${TEMPORAL_CLI_VERSION}`;
  const [file, ...args] = dyingWithParent('SIGTERM', [go, 'build', ...flags, linking, '-o', output, PACKAGE]);
  const child = spawn(file, args, {
    cwd: join(projectRoot(), 'tools', 'temporal'),
    env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal ? { signal } : {}),
  });
  const progress = buildProgress(say);
  createInterface({ input: child.stderr }).on('line', progress.line);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the Go build failed: ${progress.lastWords()}`);
}

/** Go prints one line per downloaded module and one per compiled package; people get a line every now and then. */
function buildProgress(say: (line: Texts) => void): {
  line: (line: string) => void;
  lastWords: () => string;
} {
  let modules = 0;
  let packages = 0;
  let saidAt = Date.now();
  let recent: string[] = [];
  const line = (text: string): void => {
    if (text.startsWith('go: downloading')) modules += 1;
    else if (/^[\w./~-]+$/.test(text)) packages += 1;
    else recent = [...recent, text].slice(-3);
    if (Date.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = Date.now();
    say(
      packages === 0
        ? {
            nl: `Tot nu toe ${modules} Go-modules opgehaald.`,
            fr: `${modules} modules Go obtenus jusqu’ici.`,
            en: `Fetched ${modules} Go modules so far.`,
          }
        : {
            nl: `${packages} van ongeveer ${PACKAGES_ABOUT} pakketten gebouwd.`,
            fr: `${packages} paquets sur environ ${PACKAGES_ABOUT} construits.`,
            en: `Built ${packages} of about ${PACKAGES_ABOUT} packages.`,
          },
    );
  };
  return { line, lastWords: () => recent.join(' ') || 'it said nothing' };
}
