import type { Day } from '../../domain/ids';
import type { Language } from '../../domain/issues/texts/text-types';

const LOCALES = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' } as const satisfies Record<Language, string>;
const TIME_ZONE = 'Europe/Brussels';

/** `05/11/2026` in Dutch and French, `05 Nov 2026` in English. */
export const dayInWords = (day: Day, language: Language): string =>
  dayOfMoment(new Date(`${day}T12:00:00Z`), language);

/** `05/11/2026 14:03:10` in Dutch and French, `05 Nov 2026 14:03:10` in English: in Brussels, and of one width in a language. */
export const momentInWords = (at: Date, language: Language): string =>
  `${dayOfMoment(at, language)} ${clock.format(at)}`;

function dayOfMoment(at: Date, language: Language): string {
  const day = new Intl.DateTimeFormat(LOCALES[language], {
    day: '2-digit',
    month: language === 'en' ? 'short' : '2-digit',
    year: 'numeric',
    timeZone: TIME_ZONE,
  });
  // `Sept` is the one month of four letters.
  return day.format(at).replace('Sept', 'Sep');
}

/** `2026-11-05 14:03:10` in Brussels: a spreadsheet of any language reads it as a moment. */
export function momentForSheet(at: Date): string {
  return `${new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: TIME_ZONE }).format(at)} ${clock.format(at)}`;
}

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: TIME_ZONE });
