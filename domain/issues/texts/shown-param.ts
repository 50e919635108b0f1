import { FOLDER_CURRENCY } from '../../money/money';
import { differencesIn } from './difference-texts';
import { FIELD_WORDS, isField } from './field-texts';
import { isState, STATE_WORDS } from './state-texts';
import type { Language } from './text-types';

/** The locale whose notation each language uses. */
const LOCALES = { nl: 'nl-BE', fr: 'fr-BE', en: 'en-GB' } as const satisfies Record<Language, string>;

const UNKNOWN = '–';
const ANY_BOOK_YEAR = '*';
const ANY = { nl: 'alle', fr: 'tous', en: 'all' } as const satisfies Record<Language, string>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** ISO 8601, or `2026-11-05 13:03 UTC`. */
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z| UTC)$/;
const COUNTS: ReadonlySet<string> = new Set([
  'attempts',
  'failures',
  'seconds',
  'leastSeconds',
  'digits',
  'count',
]);

/**
 * One param of an issue in a language's notation, decided by its name: money for `…Cents`, a calendar day for `…date`, a
 * Brussels time for an instant, the words of a state for `…State`, percentages for `rates`. Numbers of documents and lines are never grouped. A missing
 * param is a dash, because rows of earlier versions may lack it.
 *
 * @param params all params of the issue; an amount is in the `currency` among them, else in euro
 */
export function shownParam(
  name: string,
  params: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  const value = params[name];
  if (typeof value !== 'string' && typeof value !== 'number') return UNKNOWN;
  const text = String(value).trim();
  if (text === '') return UNKNOWN;
  if (name.endsWith('Cents')) return amounts(text, params['currency'], language);
  if (name.endsWith('State') && isState(text)) return STATE_WORDS[text][language];
  if (name === 'field' && isField(text)) return FIELD_WORDS[text][language];
  if (/date$/i.test(name) && DAY.test(text)) return dayIn(text, language);
  if (INSTANT.test(text)) return instantIn(text, language);
  if (name === 'rates') return rates(text, language);
  if (name === 'differences') return differencesIn(text, language, inNotation(language));
  if (name === 'bookYear' && text === ANY_BOOK_YEAR) return ANY[language];
  return COUNTS.has(name) && Number.isFinite(Number(text)) ? count(Number(text), language) : text;
}

/** A count with the word that agrees with it: `{seconds|second|seconds}` is `1 second`, `2 seconds`. */
export function withNoun(
  shown: string,
  value: unknown,
  one: string,
  other: string,
  language: Language,
): string {
  const isOne = new Intl.PluralRules(LOCALES[language]).select(Number(value)) === 'one';
  return `${shown} ${isOne ? one : other}`;
}

/** Several amounts are separated by `;` in the param, and by ` / ` for people. */
function amounts(text: string, currency: unknown, language: Language): string {
  const format = moneyFormat(typeof currency === 'string' ? currency : FOLDER_CURRENCY, language);
  return text
    .split(';')
    .map((cents) => (Number.isFinite(Number(cents)) ? format.format(Number(cents) / 100) : cents))
    .join(' / ');
}

/** `€ 1.210,00` in Dutch, `1 210,00 €` in French, `€1,210.00` in English. A code that ISO 4217 cannot have gets no sign. */
function moneyFormat(currency: string, language: Language): Intl.NumberFormat {
  return /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency })
    : plainFormat(language);
}

const plainFormat = (language: Language): Intl.NumberFormat =>
  new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const count = (value: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language]).format(value);

/** `21 % / 6 %` as it was stored, in the notation of a language: `21% / 6%` in Dutch and English. */
function rates(text: string, language: Language): string {
  const percent = new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 4 });
  return text.replaceAll(/(\d+(?:\.\d+)?) %/g, (_, rate: string) => percent.format(Number(rate) / 100));
}

/** `05/11/2026` in Dutch and French, `5 Nov 2026` in English. */
function dayIn(day: string, language: Language): string {
  return dayFormat(language, 'UTC').format(new Date(`${day}T00:00:00Z`));
}

/** `05/11/2026 14:03`, in Brussels. */
function instantIn(text: string, language: Language): string {
  const at = new Date(text.replace(' UTC', 'Z').replace(' ', 'T'));
  const time = new Intl.DateTimeFormat(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: BRUSSELS,
  });
  return `${dayFormat(language, BRUSSELS).format(at)} ${time.format(at)}`;
}

const BRUSSELS = 'Europe/Brussels';

function dayFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], {
    day: language === 'en' ? 'numeric' : '2-digit',
    month: language === 'en' ? 'short' : '2-digit',
    year: 'numeric',
    timeZone,
  });
}

/** Amounts and days inside a longer text, which are written with a point and in ISO 8601 there. */
const inNotation =
  (language: Language) =>
  (text: string): string =>
    text
      .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayIn(day, language))
      .replaceAll(/-?\b\d+\.\d{2}\b/g, (amount) => plainFormat(language).format(Number(amount)));
