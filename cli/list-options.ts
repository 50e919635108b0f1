import { LARGEST_PAGE } from '../actions/page';
import { parseDay } from '../domain/brussels-day';
import { BadInput, notOfTheForm } from './bad-input';

/** `--from 2026-01-01` and the like. Throws `BadInput` for a day that no calendar has. */
export function dayOption(option: string, given: string | undefined): string | undefined {
  if (given !== undefined && parseDay(given) === null)
    throw notOfTheForm(given, 'YYYY-MM-DD', `${option} 2026-01-01`);
  return given;
}

/** `--limit 50`: one page of that many; without it, the whole list. Throws `BadInput`. */
export function limitOption(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^\d{1,3}$/.test(given) && Number(given) >= 1 && Number(given) <= LARGEST_PAGE) return Number(given);
  throw new BadInput({
    nl: `--limit is een getal van 1 tot ${LARGEST_PAGE}; voorbeeld: --limit 50`,
    fr: `--limit est un nombre de 1 à ${LARGEST_PAGE}\u00a0; exemple\u00a0: --limit 50`,
    en: `--limit is a number from 1 to ${LARGEST_PAGE}; example: --limit 50`,
  });
}
