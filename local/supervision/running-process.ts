import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLog } from './log-file';

interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that we started and may end. */
export interface RunningProcess {
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
  /** Asks it to end, waits for its grace period, then kills it. May be called when it has ended already. */
  stop(): Promise<ProcessExit>;
}

export interface ForeignCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Both output streams are appended to this file. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  readonly killSignal?: 'SIGKILL' | 'SIGQUIT';
  readonly graceMs: number;
}

/**
 * Starts a program that is not ours. Where the system can (Linux with setpriv), it also ends when this process is
 * killed; elsewhere the next start finds it in the run file. Throws when it cannot be executed.
 */
export async function spawnForeign(command: ForeignCommand): Promise<RunningProcess> {
  const log = openLog(command.logFile);
  const [file, ...args] = dyingWithParent(command.stopSignal, [command.file, ...command.args]);
  const child = spawn(file, args, {
    cwd: command.cwd,
    ...(command.uid === undefined ? {} : { uid: command.uid }),
    ...(command.gid === undefined ? {} : { gid: command.gid }),
    stdio: ['ignore', log, log],
    detached: true, // a Ctrl-C in the terminal is for us; we end what we started in order
  });
  closeSync(log);
  return runningProcess(child, command);
}

/** Wraps a child that was just spawned. Throws when the spawn itself failed. */
export async function runningProcess(
  child: ChildProcess,
  ending: Pick<ForeignCommand, 'stopSignal' | 'killSignal' | 'graceMs'>,
): Promise<RunningProcess> {
  let hasExited = false;
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      hasExited = true;
      resolve({ code, signal });
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
  const stop = async (): Promise<ProcessExit> => {
    if (hasExited) return exited;
    child.kill(ending.stopSignal);
    const patience = setTimeout(() => child.kill(ending.killSignal ?? 'SIGKILL'), ending.graceMs);
    try {
      return await exited;
    } finally {
      clearTimeout(patience);
    }
  };
  return { pid, exited, stop };
}

let deathSignals: boolean | null = null;

/** A command that gets `signal` from the kernel when this process dies for any reason; the pid stays the same. */
export function dyingWithParent(
  signal: NodeJS.Signals,
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  deathSignals ??=
    process.platform === 'linux' &&
    spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0;
  return deathSignals
    ? ['setpriv', '--pdeathsig', signal.replace('SIG', ''), '--', ...command]
    : [...command];
}
