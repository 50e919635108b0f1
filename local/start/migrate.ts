import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../supervision/project-root';

/** Migrates the schema in a process of its own (`store/migrate-main`); throws the sentence that it prints. */
export async function migrate(env: NodeJS.ProcessEnv): Promise<void> {
  const isCompiled = __filename.endsWith('.js');
  const program = isCompiled
    ? [path.join(__dirname, '../../store/migrate-main.js')]
    : [
        '--require',
        path.join(projectRoot(), 'tools/typescript.cjs'),
        path.join(projectRoot(), 'store/migrate-main.ts'),
      ];
  try {
    await promisify(execFile)(process.execPath, program, { env, cwd: projectRoot() });
  } catch (error) {
    const words = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(words === '' ? 'The database schema could not be brought up to date.' : words, {
      cause: error,
    });
  }
}
