import { spawn } from 'node:child_process';
import path from 'node:path';
import { once } from 'node:events';
import { projectRoot } from '../local/supervision/project-root';

/** The two twins alone, as a process of their own: the product shares no code with them. */
export async function sandboxCommand(args: string[]): Promise<number> {
  const isCompiled = __filename.endsWith('.js');
  const program = isCompiled
    ? [path.join(__dirname, '../sandbox/main.js')]
    : [
        '--require',
        path.join(projectRoot(), 'tools/typescript.cjs'),
        path.join(projectRoot(), 'sandbox/main.ts'),
      ];
  const child = spawn(process.execPath, [...program, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
