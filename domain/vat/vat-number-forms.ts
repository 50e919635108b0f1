import { checkVAT, countries, type Country } from 'jsvat-next';

/**
 * What VAT numbers look like behind their prefix: `#` a digit, `&` a letter, `@` either, anything else itself. Check digits are
 * the library's matter; these forms say where in a text a number begins and ends.
 */
interface NumberingCountry {
  /** As it is written before the number. */
  readonly prefixes: readonly string[];
  readonly forms: readonly string[];
  /** Under which code the library knows it; its prefix there is the first one. */
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
 * Every member state, Northern Ireland (XI), Great Britain and Switzerland, by ISO 3166 alpha-2. Norway is not among them: `NO`
 * is what people write for "number". Numbers of other countries have no check digits that we could rely on.
 */
export const NUMBERING_COUNTRIES: ReadonlyMap<string, NumberingCountry> = new Map([
  country('AT', 'U########'),
  // Nine digits are the old numbers: a 0 comes before them.
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

/** Words that are written right before a number, sometimes without a space. */
const LABELS = '(?:BTW|TVA|VAT|MWST|UST|IVA|NR|NO|N|KBO|BCE|RPR|RPM|ON|ID)';
/** Between the characters of a number, and between its prefix and the number. */
const GAP = '[\\s.\\-/()_,:·‐-―]{0,3}';
const CLASSES: Readonly<Record<string, string>> = { '#': '[0-9]', '&': '[A-Z]', '@': '[A-Z0-9]' };
/** Two letters before a bare number speak of another country than the one that is assumed, unless they are words. */
const NAMED_ELSEWHERE = [...NUMBERING_COUNTRIES.values()]
  .flatMap(({ prefixes }) => prefixes)
  .filter((prefix) => prefix !== 'DE')
  .join('|');
const AT_ITS_BEGINNING = `(?<![\\p{L}\\p{N}])(?:${LABELS})*`;
const BARE_BEGINNING = `(?<![\\p{L}\\p{N}]|\\+|[0-9][.\\-/])(?<!(?<!\\p{L})(?:${NAMED_ELSEWHERE})${GAP})(?:${LABELS})*`;

/** Neither a longer number nor a longer word; after digits a word may be stuck to them, as in `0123456789RPRGENT`. */
function atItsEnd(form: string): string {
  return form.endsWith('#') ? '(?!\\p{N}|[.\\-/][0-9]|\\p{L}+[0-9])' : '(?![\\p{L}\\p{N}]|[.\\-/][0-9])';
}

function pattern(beginning: string, form: string): RegExp {
  const characters = [...form].map((each) => CLASSES[each] ?? each).join(GAP);
  // Inside a look-ahead: a number may begin within what another form has matched.
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
 * The valid numbers of one country in a text in capitals, without their prefix and gaps, each once. Where a shorter one stands inside
 * a longer one, the longer one is meant.
 *
 * @param how `prefixed`: the country stands before them; `bare`: it is known from elsewhere
 */
export function validNumbers(text: string, countryCode: string, how: keyof Patterns): readonly string[] {
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
