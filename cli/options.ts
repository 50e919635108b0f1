import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { nearestWord } from '../domain/nearest-word';
import { BadInput, missing } from './bad-input';

/** Options that every command takes besides its own. */
const OF_EVERY_COMMAND = ['lang', 'as', 'help'];

/** As `parseArgs` of Node, in the words of people: throws `BadInput`, which names the option that was probably meant. */
export function readOptions<Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw optionProblem(error, Object.keys(config.options ?? {})) ?? error;
  }
}

/** The value of an option that a command needs. Throws `BadInput`. */
export function required(option: string, given: string | undefined, example: string): string {
  if (!given) throw missing(option, example);
  return given;
}

const refusalOfNode = z.object({ code: z.string(), message: z.string() });

/** Null for what is not an error of `parseArgs`. */
function optionProblem(error: unknown, known: readonly string[]): BadInput | null {
  const { data: refusal } = refusalOfNode.safeParse(error);
  if (refusal === undefined) return null;
  const given = /'([^' ]+)[^']*'/.exec(refusal.message)?.[1] ?? '';
  switch (refusal.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return unknownOption(given, known);
    case 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL':
      return new BadInput({
        nl: `"${given}" is te veel; --help toont wat het commando neemt.`,
        fr: `«\u00a0${given}\u00a0» est de trop\u00a0; --help montre ce que prend la commande.`,
        en: `"${given}" is not expected here; --help shows what the command takes.`,
      });
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return valueProblem(given, refusal.message.includes('does not take an argument'));
    default:
      return null;
  }
}

function unknownOption(given: string, known: readonly string[]): BadInput {
  const meant = nearestWord(given.replace(/^-+/, ''), [...known, ...OF_EVERY_COMMAND]);
  const hint = (words: string): string => (meant === null ? '' : ` ${words}`);
  return new BadInput({
    nl: `De optie "${given}" bestaat niet.${hint(`Bedoelt u --${meant}?`)} --help toont de opties.`,
    fr: `L’option «\u00a0${given}\u00a0» n’existe pas.${hint(`Pensez-vous à --${meant}\u00a0?`)} --help montre les options.`,
    en: `Unknown option "${given}".${hint(`Did you mean --${meant}?`)} --help shows the options.`,
  });
}

function valueProblem(option: string, takesNone: boolean): BadInput {
  return takesNone
    ? new BadInput({
        nl: `${option} neemt geen waarde.`,
        fr: `${option} ne prend pas de valeur.`,
        en: `${option} takes no value.`,
      })
    : new BadInput({
        nl: `Na ${option} ontbreekt een waarde. Begint die met een streepje, schrijf dan ${option}=WAARDE.`,
        fr: `Il manque une valeur après ${option}. Si elle commence par un tiret, écrivez ${option}=VALEUR.`,
        en: `A value is missing after ${option}. If it begins with a hyphen, write ${option}=VALUE.`,
      });
}
