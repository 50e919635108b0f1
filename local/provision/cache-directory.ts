import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder for programs that are downloaded or built once: shared by all clones of one user, or below `dataDir` when
 * the home directory cannot be written to. The folder exists afterwards.
 */
export function cacheDirectory(dataDir: string, env: NodeJS.ProcessEnv = process.env): string {
  const shared = join(
    env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'),
    'tribe-winbooks-sync',
  );
  if (isWritable(shared)) return shared;
  const own = join(dataDir, 'cache');
  mkdirSync(own, { recursive: true });
  return own;
}

/** Tested by writing: access bits do not show a read-only file system, and root passes all of them. */
function isWritable(directory: string): boolean {
  const probe = join(directory, `.probe-${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
    return true;
  } catch {
    return false;
  }
}
