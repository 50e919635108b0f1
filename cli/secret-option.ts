import { createInterface } from 'node:readline';
import { BadInput } from './bad-input';

/** Reads the value of an option that is a secret; undefined where the option was not given. */
export type SecretReader = (option: string, given: string | undefined) => Promise<string | undefined>;

/**
 * Whoever lists processes sees their arguments, so a secret may be given elsewhere: `-` is the next line of standard input,
 * `env:NAME` an environment variable. Anything else is the secret itself. Throws `BadInput` when nothing is there.
 */
export function secretReader(stdin: NodeJS.ReadableStream, env: NodeJS.ProcessEnv): SecretReader {
  let lines: AsyncIterator<string> | null = null;
  return async (option, given) => {
    if (given === undefined) return undefined;
    const variable = /^env:(.+)$/.exec(given)?.[1];
    if (variable !== undefined) return present(env[variable], `--${option}: ${variable} is not set.`);
    if (given !== '-') return given;
    if ('isTTY' in stdin && stdin.isTTY === true) process.stderr.write(`${option}: `);
    lines ??= createInterface({ input: stdin })[Symbol.asyncIterator]();
    const next = await lines.next();
    return present(
      next.done === true ? undefined : next.value,
      `--${option} -: no line for it came on standard input.`,
    );
  };
}

function present(value: string | undefined, problem: string): string {
  const secret = value?.trim() ?? '';
  if (secret === '') throw new BadInput(problem);
  return secret;
}
