import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from './error-code';

const PROCESS_ROLES = ['start', 'worker', 'server', 'temporal', 'postgres', 'twins'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

const runFile = z.object({
  processes: z.array(
    z.object({ role: z.enum(PROCESS_ROLES), pid: z.int().positive(), port: z.int().min(0) }),
  ),
  urls: z.record(z.string(), z.string()),
});

/**
 * The processes of a local start: for the CLI, for tests and for the next start. Port 0 means that a process listens on
 * none. It contains no secrets.
 */
export type RunFile = z.infer<typeof runFile>;
export type RunningRole = RunFile['processes'][number];

/** The run file and when it was last written (ms since 1970); null when there is none. A damaged file lists nothing. */
export function readRunFile(dataDir: string): { readonly run: RunFile; readonly writtenAt: number } | null {
  const file = runFilePath(dataDir);
  let text: string;
  let writtenAt: number;
  try {
    writtenAt = statSync(file).mtimeMs;
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return { run: runFile.parse(JSON.parse(text)), writtenAt };
  } catch {
    return { run: { processes: [], urls: {} }, writtenAt };
  }
}

/** Replaces the run file in one step: a reader sees the old one or the new one. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  renameSync(writeAside(dataDir, run), runFilePath(dataDir));
}

/** Creates the run file if there is none. False when another start was faster. */
export function createRunFile(dataDir: string, run: RunFile): boolean {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const aside = writeAside(dataDir, run);
  try {
    linkSync(aside, runFilePath(dataDir));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * Called on a clean stop. With `writtenAt`, it removes only the old file that was read, and not the new file of another
 * start.
 */
export function removeRunFile(dataDir: string, writtenAt?: number): void {
  const file = runFilePath(dataDir);
  if (writtenAt !== undefined && readRunFile(dataDir)?.writtenAt !== writtenAt) return;
  rmSync(file, { force: true });
}

const runFilePath = (dataDir: string): string => join(dataDir, 'run.json');

function writeAside(dataDir: string, run: RunFile): string {
  const aside = `${runFilePath(dataDir)}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(run)}\n`, { mode: 0o600 });
  return aside;
}
