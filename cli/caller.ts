import { userInfo } from 'node:os';
import { LANGUAGES, type Language } from '../domain/issues/texts/text-types';
import { BadInput, notOneOf } from './bad-input';

/** Who runs a command, and in which language they read its words. */
export interface Caller {
  readonly language: Language;
  /** For the audit trail: `cli:` and the name that `--as` gives, else that of the user of this machine. */
  readonly actor: string;
}

/** The options that every command takes. */
const OPTIONS = ['--lang', '--as'] as const;
const LONGEST_NAME = 60;

/** The caller that `--lang` (English without it) and `--as` tell, and the arguments that are left. Throws `BadInput`. */
export function takeCaller(given: readonly string[]): { readonly caller: Caller; readonly args: string[] } {
  const args: string[] = [];
  const taken = new Map<string, string>();
  for (let index = 0; index < given.length; index += 1) {
    const arg = given[index] ?? '';
    const option = OPTIONS.find((known) => arg === known || arg.startsWith(`${known}=`));
    if (option === undefined) args.push(arg);
    else if (arg === option) taken.set(option, given[(index += 1)] ?? '');
    else taken.set(option, arg.slice(option.length + 1));
  }
  return {
    caller: { language: languageOf(taken.get('--lang')), actor: `cli:${nameOf(taken.get('--as'))}` },
    args,
  };
}

function languageOf(wanted = 'en'): Language {
  const language = LANGUAGES.find((known) => known === wanted);
  if (language === undefined) throw notOneOf('--lang', wanted, LANGUAGES);
  return language;
}

function nameOf(wanted: string | undefined): string {
  const name = (wanted ?? userOfMachine()).trim();
  if (name !== '' && name.length <= LONGEST_NAME) return name;
  throw new BadInput({
    nl: `--as neemt een naam van 1 tot ${LONGEST_NAME} tekens; voorbeeld: --as anna`,
    fr: `--as prend un nom de 1 à ${LONGEST_NAME} caractères\u00a0; exemple\u00a0: --as anna`,
    en: `--as takes a name of 1 to ${LONGEST_NAME} characters; example: --as anna`,
  });
}

/** A container may run under a number that has no name. */
function userOfMachine(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
