import { getAlpha2Codes, getAlpha3Codes, getNames, registerLocale } from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json';
import french from 'i18n-iso-countries/langs/fr.json';
import dutch from 'i18n-iso-countries/langs/nl.json';
import { folded } from './plain-text';

/** The country of a field that names none (winbooks-api §7.2). */
export const HOME_COUNTRY = 'BE';

/** Codes beside those of ISO 3166: of VAT numbers, and of cars. */
const OTHER_CODES: Readonly<Record<string, string>> = {
  el: 'GR',
  uk: 'GB',
  b: 'BE',
  d: 'DE',
  f: 'FR',
  l: 'LU',
};

const COUNTRIES: ReadonlyMap<string, string> = countriesByWord();

/** Codes take precedence over names, because some names are short. */
function countriesByWord(): ReadonlyMap<string, string> {
  const byWord = new Map<string, string>();
  for (const locale of [dutch, french, english]) {
    registerLocale(locale);
    for (const [code, names] of Object.entries(getNames(locale.locale, { select: 'all' })))
      for (const name of names) byWord.set(folded(name), code);
  }
  for (const [word, code] of Object.entries(OTHER_CODES)) byWord.set(word, code);
  for (const [code3, code] of Object.entries(getAlpha3Codes())) byWord.set(code3.toLowerCase(), code);
  for (const code of Object.keys(getAlpha2Codes())) byWord.set(code.toLowerCase(), code);
  return byWord;
}

/**
 * ISO 3166 alpha-2 of a country, by its code of two or three letters or its name in Dutch, French or English; null when
 * there is no such country.
 */
export const countryCodeIn = (written: string): string | null => COUNTRIES.get(folded(written)) ?? null;
