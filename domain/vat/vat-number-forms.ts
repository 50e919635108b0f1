import { checkVAT, countries, type Country } from 'jsvat-next';

/**
 * The form of VAT numbers after their prefix: `#` is a digit, `&` a letter, `@` either, anything else is literal. The
 * forms say where a number begins and ends in a text; the library verifies check digits.
 */
interface NumberingCountry {
  /** The prefixes that people write before the number. */
  readonly prefixes: readonly string[];
  readonly forms: readonly string[];
  /** The library's code for the country; its prefix there is the first one. */
  readonly libraryCode: string;
}

const country = (
  code: string,
  forms: string,
  more: Partial<NumberingCountry> = {},
): readonly [string, NumberingCountry] => [
  code,
  { prefixes: [code], forms: forms.split(' '), libraryCode: code, ...more },
];

/**
 * Every member state, Northern Ireland (XI), Great Britain and Switzerland, by ISO 3166 alpha-2. Norway is left out
 * because people write `NO` for "number". Numbers of other countries have no reliable check digits.
 */
export const NUMBERING_COUNTRIES: ReadonlyMap<string, NumberingCountry> = new Map([
  country('AT', 'U########'),
  // Old numbers have nine digits and get a leading 0.
  country('BE', '########## #########'),
  country('BG', '########## #########'),
  country('CY', '########&'),
  country('CZ', '########## ######### ########'),
  country('DE', '#########'),
  country('DK', '########'),
  country('EE', '#########'),
  country('ES', '@#######@'),
  country('FI', '########'),
  country('FR', '@@#########'),
  country('GR', '#########', { prefixes: ['EL', 'GR'] }),
  country('HR', '###########'),
  country('HU', '########'),
  country('IE', '#######&& #@#####& #######&'),
  country('IT', '###########'),
  country('LT', '############ #########'),
  country('LU', '########'),
  country('LV', '###########'),
  country('MT', '########'),
  country('NL', '#########B##'),
  country('PL', '##########'),
  country('PT', '#########'),
  country('RO', '########## ######### ######## ####### ###### ##### ####'),
  country('SE', '############'),
  country('SI', '########'),
  country('SK', '##########'),
  country('XI', '############ ######### GD### HA###', { libraryCode: 'GB' }),
  country('GB', '############ ######### GD### HA###'),
  country('CH', 'E#########'),
]);

const byLibraryCode = new Map<string, Country>(countries.map((each) => [each.codes[0] ?? '', each]));

/** Words that people write right before a number, sometimes without a space. */
const LABELS = '(?:BTW|TVA|VAT|MWST|UST|IVA|NR|NO|N|KBO|BCE|RPR|RPM|ON|ID)';
/** Separators between the characters of a number, and between its prefix and the number. */
const GAP = '[\\s.\\-/()_,:·‐-―]{0,3}';
const CLASSES: Readonly<Record<string, string>> = { '#': '[0-9]', '&': '[A-Z]', '@': '[A-Z0-9]' };
/**
 * Two letters before a bare number name a country other than the assumed one, unless they are one of the words above.
 */
const NAMED_ELSEWHERE = [...NUMBERING_COUNTRIES.values()]
  .flatMap(({ prefixes }) => prefixes)
  .filter((prefix) => prefix !== 'DE')
  .join('|');
const AT_ITS_BEGINNING = `(?<![\\p{L}\\p{N}])(?:${LABELS})*`;
const BARE_BEGINNING = `(?<![\\p{L}\\p{N}]|\\+|[0-9][.\\-/])(?<!(?<!\\p{L})(?:${NAMED_ELSEWHERE})${GAP})(?:${LABELS})*`;

/**
 * Requires that no longer number or word continues the match. A word may follow digits directly, as in
 * `0123456789RPRGENT`.
 */
function atItsEnd(form: string): string {
  return form.endsWith('#') ? '(?!\\p{N}|[.\\-/][0-9]|\\p{L}+[0-9])' : '(?![\\p{L}\\p{N}]|[.\\-/][0-9])';
}

function pattern(beginning: string, form: string): RegExp {
  const characters = [...form].map((each) => CLASSES[each] ?? each).join(GAP);
  // A look-ahead, because a number may begin inside the match of another form.
  return new RegExp(`(?=${beginning}(${characters})${atItsEnd(form)})`, 'dgu');
}

interface Patterns {
  readonly prefixed: readonly RegExp[];
  readonly bare: readonly RegExp[];
}
const PATTERNS: ReadonlyMap<string, Patterns> = new Map(
  [...NUMBERING_COUNTRIES].map(([code, { prefixes, forms }]): [string, Patterns] => {
    const prefix = `${AT_ITS_BEGINNING}(?:${prefixes.join('|')})${GAP}`;
    return [
      code,
      {
        prefixed: forms.map((form) => pattern(prefix, form)),
        bare: forms.map((form) => pattern(BARE_BEGINNING, form)),
      },
    ];
  }),
);

/**
 * The valid numbers of one country in a text in capitals, without prefix and separators, each once. If a shorter one is
 * part of a longer one, the longer one counts.
 *
 * @param how `prefixed`: the country precedes the number; `bare`: the country is known from elsewhere
 */
export function validNumbers(text: string, countryCode: string, how: keyof Patterns): readonly string[] {
  const { prefixes = [] } = NUMBERING_COUNTRIES.get(countryCode) ?? {};
  if (how === 'prefixed' && !prefixes.some((prefix) => text.includes(prefix))) return [];
  const written = (PATTERNS.get(countryCode)?.[how] ?? [])
    .flatMap((form) => [...text.matchAll(form)].map((match) => placed(match, countryCode)))
    .filter(({ number }) => isValid(number, countryCode))
    .toSorted((a, b) => b.end - b.start - (a.end - a.start));
  const kept: Placed[] = [];
  for (const one of written)
    if (!kept.some(({ start, end }) => one.start < end && start < one.end)) kept.push(one);
  return [...new Set(kept.map(({ number }) => number))];
}

interface Placed {
  readonly number: string;
  readonly start: number;
  readonly end: number;
}

function placed(match: RegExpMatchArray, countryCode: string): Placed {
  const [, found = ''] = match;
  const [start, end] = match.indices?.[1] ?? [0, 0];
  return { number: completed(found.replaceAll(/[^A-Z0-9]/g, ''), countryCode), start, end };
}

function completed(number: string, countryCode: string): string {
  return countryCode === 'BE' && number.length === 9 ? `0${number}` : number;
}

/** Whether the check digits are right. */
function isValid(number: string, countryCode: string): boolean {
  const numbering = NUMBERING_COUNTRIES.get(countryCode);
  const known = byLibraryCode.get(numbering?.libraryCode ?? '');
  if (!numbering || !known) return false;
  const prefix = countryCode === 'XI' ? 'GB' : (numbering.prefixes[0] ?? '');
  return checkVAT(`${prefix}${number}`, [known]).isValid;
}
