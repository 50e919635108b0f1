/** A VAT number as WinBooks keeps it: country apart, digits without formatting (winbooks-api §4.3, §7.2). */
export interface VatNumber {
  /** ISO 3166 alpha-2, upper case. */
  readonly countryCode: string;
  readonly number: string;
}

/** Prefixes that VAT numbers are written with; Greece writes EL, Northern Ireland XI. */
const PREFIXES = new Set(
  'AT BE BG CH CY CZ DE DK EE EL ES FI FR GB GR HR HU IE IT LT LU LV MT NL NO PL PT RO SE SI SK XI'.split(
    ' ',
  ),
);
/** WinBooks reads an empty country as Belgium (winbooks-api §7.2). */
const HOME = 'BE';

/**
 * Splits a VAT number as people write it (`BE 0123.456.789`, `BTW BE0123456789`, `123456789`) into country and bare
 * number. A prefix in the text wins over the country given; without either it is Belgian. Old Belgian numbers of nine
 * digits get their leading zero. Null when there is nothing that could be a number. Check digits are not judged.
 */
export function splitVatNumber(text: string | null, countryCode: string | null = null): VatNumber | null {
  const bare = (text ?? '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .replace(/^(BTW|TVA|VAT)/, '');
  if (!/\d/.test(bare)) return null;
  const prefix = bare.slice(0, 2);
  const hasPrefix = PREFIXES.has(prefix) && /\d/.test(bare.slice(2));
  const country = isoCountry(hasPrefix ? prefix : (countryCode ?? '').trim().toUpperCase());
  const number = hasPrefix ? bare.slice(2) : bare;
  return { countryCode: country, number: country === 'BE' && /^\d{9}$/.test(number) ? `0${number}` : number };
}

/** True when both texts are VAT numbers and name the same one. Two empty ones are not the same. */
export function sameVatNumber(a: VatNumber | null, b: VatNumber | null): boolean {
  return a !== null && b !== null && a.countryCode === b.countryCode && a.number === b.number;
}

/**
 * True when the VAT number of a Tribe relation and that of a WinBooks third cannot be of the same party. A missing number
 * contradicts nothing. WinBooks may show the country as an id alone (winbooks-api §4.3): then only the numbers are compared.
 */
export function vatNumbersContradict(
  ofTribe: string | null,
  third: { readonly vatNumber: string | null; readonly vatCountryCode: string | null },
): boolean {
  const ours = splitVatNumber(ofTribe);
  if (ours === null) return false;
  const theirs = splitVatNumber(third.vatNumber, third.vatCountryCode ?? ours.countryCode);
  return theirs !== null && !sameVatNumber(ours, theirs);
}

function isoCountry(code: string): string {
  if (code === 'EL') return 'GR';
  return code === '' ? HOME : code;
}
