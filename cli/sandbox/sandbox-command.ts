import { spawn } from 'node:child_process';
import path from 'node:path';
import { once } from 'node:events';
import type { Texts } from '../../domain/issues/texts/text-types';
import { nearestWord } from '../../domain/nearest-word';
import { projectRoot } from '../../local/supervision/project-root';
import { BadInput, EXIT } from '../bad-input';
import { runningTwins } from './running-twins';
import type { Caller } from '../caller';
import { TWIN_ACTIONS } from './twin-actions';

/**
 * `sandbox ACTION …`: does at the twins of a running start what a person would do at the vendors. `sandbox` without an action:
 * the two twins alone.
 */
export async function sandboxCommand(args: string[], { language }: Caller): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name.startsWith('-')) return twinsAlone(args);
  const done = await actAtTwins(name, rest);
  process.stdout.write(`${done[language]}\n`);
  return EXIT.ok;
}

/** What a person does at the vendors, at the twins of a running start; returns a sentence on what was done. */
export async function actAtTwins(name: string, args: string[]): Promise<Texts> {
  const action = Object.hasOwn(TWIN_ACTIONS, name) ? TWIN_ACTIONS[name] : undefined;
  if (action === undefined) throw unknownAction(name);
  return action(runningTwins(process.env), args);
}

function unknownAction(name: string): BadInput {
  const known = Object.keys(TWIN_ACTIONS);
  const meant = nearestWord(name, known);
  const hint = (words: string): string => (meant === null ? '' : ` ${words}`);
  const actions = known.join(', ');
  return new BadInput({
    nl: `"${name}" doen de twins niet.${hint(`Bedoelt u "${meant}"?`)} Wat ze wel doen: ${actions}.`,
    fr: `Les twins ne font pas «\u00a0${name}\u00a0».${hint(`Pensez-vous à «\u00a0${meant}\u00a0»\u00a0?`)} Ce qu’ils font\u00a0: ${actions}.`,
    en: `"${name}" is nothing that the twins do.${hint(`Did you mean "${meant}"?`)} They do: ${actions}.`,
  });
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
