import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from './error-code';

/** After this time, the holder of the claim listens on the port or has given up. */
const LAPSES_AFTER_MS = 60_000;

/**
 * Claims a port between choosing it and listening on it, which takes a server a second or two. Without a claim, two
 * concurrent starts would choose the same port, and one would use the other's Temporal as its own. False when another
 * start has claimed it. A claim expires after a minute, and with its process.
 */
export function claimPort(port: number): boolean {
  const file = join(tmpdir(), `tribe-winbooks-port-${port}`);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o644 });
      process.once('exit', () => rmSync(file, { force: true }));
      return true;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return true; // no place for claims: as if there were no other start
    }
    if (!hasLapsed(file)) return false;
    setAside(file);
  }
  return false;
}

function hasLapsed(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > LAPSES_AFTER_MS) return true;
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && !isAlive(pid);
  } catch {
    return true; // it went away just now
  }
}

/** Renamed before it is removed, so that only one of several starts removes it. */
function setAside(file: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another start was faster, or the file belongs to another user; the next attempt finds out.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
