import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../supervision/error-code';
import type { Texts } from '../../domain/issues/texts/text-types';

const BEAT_MS = 2_000;
const STALE_AFTER_MS = 30_000;
const REMIND_EVERY_MS = 30_000;

/**
 * Runs `work` while no other process on this cache does. Other processes wait and are told so. The lock of a dead
 * holder is taken over: at once if its process no longer exists on this machine, otherwise when the file has not been
 * touched for 30 s.
 */
export async function withBuildLock<T>(
  lockFile: string,
  say: (line: Texts) => void,
  work: () => Promise<T>,
): Promise<T> {
  let saidAt = 0;
  while (!tryLock(lockFile)) {
    if (isStale(lockFile)) {
      removeStale(lockFile);
      continue;
    }
    if (Date.now() - saidAt > REMIND_EVERY_MS) {
      saidAt = Date.now();
      say({
        nl: 'Een andere start maakt Temporal klaar; daarop wordt gewacht.',
        fr: 'Un autre start prépare Temporal\u00a0; on l’attend.',
        en: 'Another start is preparing Temporal; waiting for it.',
      });
    }
    await sleep(500);
  }
  const beat = setInterval(() => touch(lockFile), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lockFile, { force: true });
  }
}

function tryLock(lockFile: string): boolean {
  try {
    const file = openSync(lockFile, 'wx');
    writeSync(file, JSON.stringify({ host: hostname(), pid: process.pid }));
    closeSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function isStale(lockFile: string): boolean {
  try {
    if (Date.now() - statSync(lockFile).mtimeMs > STALE_AFTER_MS) return true;
    const holder = JSON.parse(readFileSync(lockFile, 'utf8')) as { host?: unknown; pid?: unknown };
    return holder.host === hostname() && typeof holder.pid === 'number' && !isAlive(holder.pid);
  } catch {
    return false; // gone, or not yet written: the next round knows
  }
}

/**
 * Renamed before it is removed, so that only one of several waiters removes it. A lock that is lost to this race costs
 * a second build and does no harm.
 */
function removeStale(lockFile: string): void {
  const aside = `${lockFile}.stale-${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // taken over after a long suspension: the work itself ends in a rename and stays correct
  }
}
