import { userInfo } from 'node:os';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../local/supervision/project-root';
import { runProgram, type Ended } from '../start/program';
import type { Stack } from '../support/stack';

/** Who acts by it, in the audit trail. */
export const ACTOR = `cli:${userInfo().username}`;

/** The command line as an operator uses it beside a stack: `cli ARGS`. */
export function commandOf(stack: Stack, more: NodeJS.ProcessEnv = {}) {
  const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, { ...stack.env, ...more });
  return {
    run,
    /** The same with lines on its standard input. */
    runWith: async (input: string, ...args: readonly string[]): Promise<Ended> => {
      const child = spawn(process.execPath, ['--require', './tools/typescript.cjs', 'cli/main.ts', ...args], {
        cwd: projectRoot(),
        env: { ...stack.env, ...more },
      });
      child.stdin.end(input);
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return { code: await ended, stdout, stderr };
    },
    /** What it printed with --json; throws unless its exit code is 0. */
    json: async (...args: readonly string[]): Promise<unknown> => {
      const { code, stdout, stderr } = await run(...args, '--json');
      if (code !== 0) throw new Error(`${args.join(' ')}: exit code ${code}: ${stderr}`);
      return JSON.parse(stdout) as unknown;
    },
  };
}
