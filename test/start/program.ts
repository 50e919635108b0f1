import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../local/supervision/project-root';
import { processFacts } from '../../local/supervision/process-facts';
import { readRunFile, type ProcessRole, type RunningRole } from '../../local/supervision/run-file';
import { configurationVariables } from '../../configuration/configuration-variables';

/** A program of ours under test, as a person starts it. */
export interface Program {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until what it printed for people matches; throws with its last lines. */
  until(words: RegExp, withinMs?: number): Promise<void>;
}

/** What a program that ended left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PATIENCE_MS = 150_000;

/** `npm run cli -- ARGS`, without npm between: signals reach the program itself. */
export function startProgram(args: readonly string[], env: NodeJS.ProcessEnv): Program {
  return watch(
    spawn(process.execPath, ['--require', './tools/typescript.cjs', 'cli/main.ts', ...args], optionsFor(env)),
  );
}

/** `npm start -- ARGS`, npm and all. */
export function npmStart(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return toEnd(watch(spawn('npm', ['start', '--', ...args], optionsFor(env))));
}

export function runProgram(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return toEnd(startProgram(args, env));
}

/** An environment in which nothing of ours is set but what is given: no PORT, no servers of this test run. */
export function environment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(configurationVariables)) delete env[name];
  return { ...env, ...given };
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'start-'));

/** Ends what still runs on a data folder, listed there or given, and removes the folder. */
export async function clearAway(
  dataDir: string,
  ...programs: readonly (Program | undefined)[]
): Promise<void> {
  for (const program of programs) {
    program?.process.kill('SIGKILL');
    await program?.ended;
  }
  killAll(listed(dataDir));
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
}

export const listed = (dataDir: string): readonly RunningRole[] => readRunFile(dataDir)?.run.processes ?? [];

export function processOf(dataDir: string, role: ProcessRole): RunningRole {
  const found = listed(dataDir).find((process) => process.role === role);
  if (found === undefined) throw new Error(`${role} is not in the run file`);
  return found;
}

export function urlsOf(dataDir: string): Readonly<Record<string, string>> {
  return readRunFile(dataDir)?.run.urls ?? {};
}

/** kill -9 of each, one right after the other. */
export function killAll(processes: readonly RunningRole[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

/** Waits until none of these processes is alive. */
export async function untilGone(processes: readonly RunningRole[], withinMs = 60_000): Promise<void> {
  const alive = (): ProcessRole[] =>
    processes.filter(({ pid }) => processFacts(pid) !== null).map(({ role }) => role);
  await until(
    () => alive().length === 0,
    () => `${alive().join(', ')} still alive`,
    withinMs,
  );
}

/** Waits for something to become true; `words` tells what is the case when it does not. */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  words: () => string,
  withinMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s: ${words()}`);
    await sleep(100);
  }
}

function optionsFor(env: NodeJS.ProcessEnv) {
  return { cwd: projectRoot(), env, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
}

function watch(child: ReturnType<typeof spawn>): Program {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true;
      resolve(code);
    });
  });
  const lastWords = (): string => `${stdout}\n${stderr}`.split('\n').slice(-40).join('\n');
  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    until: async (words, withinMs = PATIENCE_MS) => {
      await until(
        () => {
          if (words.test(stdout) || words.test(stderr)) return true;
          if (hasEnded) throw new Error(`It ended without ${words}:\n${lastWords()}`);
          return false;
        },
        () => `${words}:\n${lastWords()}`,
        withinMs,
      );
    },
  };
}

async function toEnd(program: Program): Promise<Ended> {
  const code = await program.ended;
  return { code, stdout: program.stdout(), stderr: program.stderr() };
}
