import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processFacts } from '../supervision/process-facts';
import type { Texts } from '../../domain/issues/texts/text-types';

const FAST_MS = 15_000;

/**
 * Ends a Postgres that a killed start left running on this data folder (found by its postmaster.pid), so that ours can
 * start. If the pid now belongs to another program, that program is left alone and the stale file is removed. The file
 * of a dead Postgres stays: from the shared memory that it names, Postgres sees whether a child process still writes.
 */
export async function stopOrphanedPostgres(dataDir: string, say: (line: Texts) => void): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!servesFolder(pid, dataDir)) {
    if (!Number.isInteger(pid) || pid <= 1 || processFacts(pid) !== null) rmSync(file, { force: true });
    else await outliveZombie(pid, dataDir, file);
    return;
  }
  say({
    nl: `De Postgres die een vorige start achterliet (proces ${pid}) wordt gestopt.`,
    fr: `Arrêt du Postgres laissé par un start précédent (processus ${pid}).`,
    en: `Stopping the Postgres that an earlier start left behind (process ${pid}).`,
  });
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + FAST_MS;
  while (servesFolder(pid, dataDir)) {
    if (Date.now() > deadline)
      throw new Error(`Postgres process ${pid} on ${dataDir} does not stop: end it and start again.`);
    await sleep(100);
  }
}

/**
 * A dead postmaster whose parent was killed too, and that nobody has waited for, still counts as running for Postgres.
 * Waits until its children, which also work in the folder, have ended, and removes the file: after that nothing writes
 * any more.
 */
async function outliveZombie(pid: number, dataDir: string, file: string): Promise<void> {
  for (const deadline = Date.now() + FAST_MS; exists(pid) && Date.now() < deadline; await sleep(100))
    if (process.platform === 'linux' && !allPids().some((each) => servesFolder(each, dataDir)))
      return rmSync(file, { force: true });
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const allPids = (): readonly number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

/**
 * A postmaster's working directory is its data folder; where that is not visible, its command line names the folder.
 */
function servesFolder(pid: number, dataDir: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
    } catch {
      return false;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').includes(dataDir);
}
