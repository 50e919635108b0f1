import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the system knows of a process: enough to tell whether a pid in an old file is still the same process. */
export interface ProcessFacts {
  readonly startedAt: number;
  readonly command: string;
}

/** Clock ticks per second in /proc: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Facts of a living process, with `startedAt` in ms since 1970, accurate to about a second; null when there is none or
 * it is a zombie.
 */
export function processFacts(pid: number): ProcessFacts | null {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): ProcessFacts | null {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    // The second field is the name in brackets and may contain anything, brackets included.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const bootedAt = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
    if (fields[0] === 'Z' || command === '') return null;
    return { startedAt: (Number(bootedAt) + Number(fields[19]) / TICKS_PER_SECOND) * 1000, command };
  } catch {
    return null;
  }
}

function fromPs(pid: number): ProcessFacts | null {
  const env = { ...process.env, LC_ALL: 'C' };
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env,
  });
  const [, started, command] = /^\s*(\w{3} \w{3} +\d+ [\d:]+ \d{4}) +(.*)$/s.exec(stdout ?? '') ?? [];
  if (status !== 0 || started === undefined || command === undefined) return null;
  return { startedAt: Date.parse(started), command: command.trim() };
}
