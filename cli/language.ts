import { LANGUAGES, type Language } from '../domain/issues/texts/text-types';
import { notOneOf } from './bad-input';

/** The language that `--lang` names, English without it, and the arguments that are left. Throws `BadInput`. */
export function takeLanguage(given: readonly string[]): {
  readonly language: Language;
  readonly args: string[];
} {
  const args: string[] = [];
  let wanted: string | undefined;
  for (let index = 0; index < given.length; index += 1) {
    const arg = given[index] ?? '';
    if (arg === '--lang') {
      index += 1;
      wanted = given[index] ?? '';
    } else if (arg.startsWith('--lang=')) wanted = arg.slice('--lang='.length);
    else args.push(arg);
  }
  const language = LANGUAGES.find((known) => known === (wanted ?? 'en'));
  if (language === undefined) throw notOneOf('--lang', wanted ?? '', LANGUAGES);
  return { language, args };
}
