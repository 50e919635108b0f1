import { createInterface } from 'node:readline';
import type { Texts } from '../domain/issues/texts/text-types';
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
    if (variable !== undefined)
      return present(env[variable], {
        nl: `--${option}: ${variable} is niet ingesteld.`,
        fr: `--${option}\u00a0: ${variable} n’est pas défini.`,
        en: `--${option}: ${variable} is not set.`,
      });
    if (given !== '-') return given;
    if ('isTTY' in stdin && stdin.isTTY === true) process.stderr.write(`${option}: `);
    lines ??= createInterface({ input: stdin })[Symbol.asyncIterator]();
    const next = await lines.next();
    return present(next.done === true ? undefined : next.value, {
      nl: `--${option} -: er kwam geen lijn voor op standard input.`,
      fr: `--${option} -\u00a0: aucune ligne n’est arrivée pour cela sur standard input.`,
      en: `--${option} -: no line for it came on standard input.`,
    });
  };
}

function present(value: string | undefined, problem: Texts): string {
  const secret = value?.trim() ?? '';
  if (secret === '') throw new BadInput(problem);
  return secret;
}
