import { runProgram, type Ended } from '../start/program';
import type { Stack } from '../support/stack';

/** The command line as an operator uses it beside a stack: `cli ARGS`. */
export function commandOf(stack: Stack, more: NodeJS.ProcessEnv = {}) {
  const run = (...args: readonly string[]): Promise<Ended> => runProgram(args, { ...stack.env, ...more });
  return {
    run,
    /** What it printed with --json; throws unless its exit code is 0. */
    json: async (...args: readonly string[]): Promise<unknown> => {
      const { code, stdout, stderr } = await run(...args, '--json');
      if (code !== 0) throw new Error(`${args.join(' ')}: exit code ${code}: ${stderr}`);
      return JSON.parse(stdout) as unknown;
    },
  };
}
