import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code';
import { processFacts } from './process-facts';
import { createRunFile, readRunFile, removeRunFile, type ProcessRole, type RunningRole } from './run-file';
import { ToldError } from '../../domain/told-error';
import type { Texts } from '../../domain/issues/texts/text-types';

const GRACE_MS = 10_000;
/** Allows for a clock that was set back slightly, and for the coarse start time of a process. */
const CLOCK_SLACK_MS = 3_000;

/** How the command line of each role is recognised: a pid alone may belong to another program. */
const COMMANDS: Record<ProcessRole, RegExp> = {
  start: /\bcli\/(main|start)\b/,
  worker: /\b(cli\/main|workers\/)/,
  server: /\b(cli\/main|server\/)/,
  temporal: /\bserver start-dev\b/,
  postgres: /\bpostgres\b.* -D /,
  twins: /\bsandbox\/main\b/,
};

/** Processes that use others end first. */
const ENDING_ORDER: readonly ProcessRole[] = ['worker', 'server', 'twins', 'temporal', 'postgres'];

/**
 * Makes this process the only start on a data folder and writes its run file. Processes that a killed start left
 * running are ended, each only if it is provably ours. Throws one sentence when another start is alive there.
 */
export async function claimDataDir(dataDir: string, say: (line: Texts) => void): Promise<void> {
  const own = { processes: [{ role: 'start' as const, pid: process.pid, port: 0 }], urls: {} };
  while (!createRunFile(dataDir, own)) {
    const before = readRunFile(dataDir);
    if (!before) continue; // it went away just now
    const alive = before.run.processes.filter((listed) => isOurs(listed, before.writtenAt));
    const start = alive.find(({ role }) => role === 'start');
    if (start) {
      throw new ToldError({
        nl: `Op ${dataDir} loopt al een start (proces ${start.pid}): stop die, of kies een andere DATA_DIR.`,
        fr: `Un autre start (processus ${start.pid}) tourne sur ${dataDir}\u00a0: arrêtez-le, ou choisissez un autre DATA_DIR.`,
        en: `Another start (process ${start.pid}) is running on ${dataDir}: stop it, or choose another DATA_DIR.`,
      });
    }
    await endOrphans(alive, before.writtenAt, say);
    removeRunFile(dataDir, before.writtenAt);
  }
}

async function endOrphans(
  orphans: readonly RunningRole[],
  writtenAt: number,
  say: (line: Texts) => void,
): Promise<void> {
  const ordered = [...orphans].sort(
    (one, other) => ENDING_ORDER.indexOf(one.role) - ENDING_ORDER.indexOf(other.role),
  );
  for (const orphan of ordered) {
    say({
      nl: `Het proces ${orphan.role} dat een vorige start achterliet (${orphan.pid}) wordt gestopt.`,
      fr: `Arrêt du processus ${orphan.role} laissé par un start précédent (${orphan.pid}).`,
      en: `Ending the ${orphan.role} that an earlier start left behind (process ${orphan.pid}).`,
    });
    // On SIGTERM Postgres waits for its clients; on SIGINT it does not.
    signal(orphan, orphan.role === 'postgres' ? 'SIGINT' : 'SIGTERM');
    const deadline = Date.now() + GRACE_MS;
    while (isOurs(orphan, writtenAt)) {
      if (Date.now() > deadline) signal(orphan, 'SIGKILL');
      await sleep(100);
    }
  }
}

/** The process is alive, started before the file that lists it was written, and has the command line of its role. */
function isOurs({ role, pid }: RunningRole, writtenAt: number): boolean {
  if (pid === process.pid) return false;
  const facts = processFacts(pid);
  return (
    facts !== null && facts.startedAt <= writtenAt + CLOCK_SLACK_MS && COMMANDS[role].test(facts.command)
  );
}

function signal({ role, pid }: RunningRole, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return; // it ended by itself
    throw new ToldError(
      {
        nl: `Deze gebruiker mag het proces ${role} dat een vorige start achterliet (${pid}) niet stoppen.`,
        fr: `Cet utilisateur ne peut pas arrêter le processus ${role} laissé par un start précédent (${pid}).`,
        en: `The ${role} that an earlier start left behind (process ${pid}) may not be ended by this user.`,
      },
      { cause: error },
    );
  }
}
