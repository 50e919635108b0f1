import { spawn } from 'node:child_process';
import path from 'node:path';
import { once } from 'node:events';
import { projectRoot } from '../../local/supervision/project-root';
import { BadInput, EXIT } from '../bad-input';
import { runningTwins } from './running-twins';
import { TWIN_ACTIONS } from './twin-actions';

/**
 * `sandbox ACTION …`: does at the twins of a running start what a person would do at the vendors. `sandbox` without an action:
 * the two twins alone.
 */
export async function sandboxCommand(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name.startsWith('-')) return twinsAlone(args);
  const action = Object.hasOwn(TWIN_ACTIONS, name) ? TWIN_ACTIONS[name] : undefined;
  if (action === undefined)
    throw new BadInput(
      `"${name}" is nothing that the twins do; they do: ${Object.keys(TWIN_ACTIONS).join(', ')}.`,
    );
  process.stdout.write(`${await action(runningTwins(process.env), rest)}\n`);
  return EXIT.ok;
}

/** A process of its own: the product shares no code with the twins. */
async function twinsAlone(args: string[]): Promise<number> {
  const isCompiled = __filename.endsWith('.js');
  const program = isCompiled
    ? [path.join(__dirname, '../../sandbox/main.js')]
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
