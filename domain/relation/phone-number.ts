import { isSupportedCountry, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/min';
import { HOME_COUNTRY } from './country-codes';
import { LONGEST } from './winbooks-lengths';

/**
 * Whether two texts are the same phone number. What is no valid number is compared by its digits and letters.
 *
 * @param countryCode of a number without a prefix, for each of the two
 */
export function samePhone(
  a: string | null,
  b: string | null,
  countryCode: { readonly a: string; readonly b: string },
): boolean {
  if (a === null || b === null) return a === b;
  return a === b || phoneKey(a, countryCode.a) === phoneKey(b, countryCode.b);
}

/**
 * The number as somebody typed it, if it is the same number in the country of the other side; else with its prefix. A
 * number that was typed too long for WinBooks loses its spaces.
 */
export function phoneFor(typed: string, countryCode: string, otherCountryCode: string): string {
  const written =
    phoneKey(typed, countryCode) === phoneKey(typed, otherCountryCode)
      ? typed
      : (parsed(typed, countryCode)?.formatInternational() ?? typed);
  return written.length > LONGEST.phone ? shortest(written, countryCode) : written;
}

function shortest(typed: string, countryCode: string): string {
  const number = parsed(typed, countryCode);
  return number === null || number.ext !== undefined ? typed : number.number;
}

function phoneKey(typed: string, countryCode: string): string {
  const number = parsed(typed, countryCode);
  return number === null
    ? typed.toLowerCase().replaceAll(/[^\p{L}\p{N}+]/gu, '')
    : `${number.number};${number.ext ?? ''}`;
}

function parsed(typed: string, countryCode: string): PhoneNumber | null {
  const defaultCountry = isSupportedCountry(countryCode) ? countryCode : HOME_COUNTRY;
  const number = parsePhoneNumberFromString(typed, { defaultCountry, extract: false });
  return number?.isValid() ? number : null;
}
