import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from './project-root';
import { lastLines, openLog } from './log-file';
import { runningProcess, type RunningProcess } from './running-process';

export interface OurCommand {
  /**
   * Relative to the project folder, without extension: `cli/main`. It runs from the sources or from `dist`, as this
   * process does.
   */
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** How it announces that it is ready: by `announceReady`, or by a first line of JSON on stdout. */
  readonly announces: 'message' | 'first-line';
  readonly readyWithinMs: number;
  /** Time between SIGTERM and SIGKILL: longer than its longest piece of work. */
  readonly graceMs: number;
}

export interface OurProcess extends RunningProcess {
  /** Its announcement when it was ready, not yet checked. */
  readonly announced: unknown;
}

/**
 * Starts one of our own programs with a channel to us, by which it notices our death, and waits until it is ready.
 * Throws with the last lines of its log when it ends or stays silent.
 */
export async function startOurProcess(command: OurCommand): Promise<OurProcess> {
  const log = openLog(command.logFile);
  const onStdout = command.announces === 'first-line';
  const child = spawn(process.execPath, [...program(command.entry), ...command.args], {
    cwd: projectRoot(),
    env: command.env,
    stdio: ['ignore', onStdout ? 'pipe' : log, log, 'ipc'],
    detached: true, // a Ctrl-C in the terminal is for us; we end what we started in order
  });
  closeSync(log);
  const announcement = onStdout ? firstLine(child, command.logFile) : firstMessage(child);
  const running = await runningProcess(child, { stopSignal: 'SIGTERM', graceMs: command.graceMs });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it was not ready in ${command.readyWithinMs / 1000} s`)),
      command.readyWithinMs,
    );
  });
  const end = running.exited.then(({ code, signal }): never => {
    throw new Error(`it ended with ${signal ?? code}`);
  });
  try {
    return { ...running, announced: await Promise.race([announcement, end, silence]) };
  } catch (error) {
    await running.stop();
    const reason = error instanceof Error ? error.message : String(error);
    const name = [command.entry, ...command.args].join(' ');
    throw new Error(`${name} did not start, ${reason}: ${lastLines(command.logFile)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function program(entry: string): string[] {
  if (__filename.endsWith('.js')) return [join(projectRoot(), 'dist', `${entry}.js`)];
  return ['--require', join(projectRoot(), 'tools/typescript.cjs'), join(projectRoot(), `${entry}.ts`)];
}

function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('message', resolve));
}

function firstLine(child: ChildProcess, logFile: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { stdout } = child;
    if (!stdout) return reject(new Error('it has no stdout'));
    stdout.pipe(createWriteStream(logFile, { flags: 'a', mode: 0o600 }));
    createInterface({ input: stdout }).once('line', (line) => {
      try {
        resolve(JSON.parse(line));
      } catch {
        reject(new Error('its first line is not JSON'));
      }
    });
  });
}
