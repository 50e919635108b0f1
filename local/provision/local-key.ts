import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The encryption key of the local mode, as a value for `ENCRYPTION_KEYS`: read from `DATA_DIR/key`, which is created at
 * first use (mode 0600). Concurrent starts get the same key. Throws when the file holds something else.
 */
export function ensureLocalKey(dataDir: string): string {
  const file = join(dataDir, 'key');
  if (!existsSync(file)) makeKey(dataDir, file);
  const value = readFileSync(file, 'utf8').trim();
  if (!/^[A-Za-z0-9_-]+:[A-Za-z0-9+/]{43}=/.test(value)) {
    throw new Error(
      `${file} does not hold an encryption key: restore it, or remove it together with the data beside it.`,
    );
  }
  chmodSync(file, 0o600);
  return value;
}

/** Written to another file and linked: a reader never sees half a key, and the first of two writers wins. */
function makeKey(dataDir: string, file: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `local:${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(aside);
  }
}
