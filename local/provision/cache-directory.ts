import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where what is fetched or built once is kept: a folder that all clones of one user share, or one below `dataDir` when
 * the home directory cannot be written. The folder exists afterwards.
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

/** Tried, not asked: access bits say nothing about a read-only file system, and root passes them all. */
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
