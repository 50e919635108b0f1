import { NUMBERING_COUNTRIES, validNumbers } from './vat-number-forms';

/** A VAT number as WinBooks keeps it: country apart, digits without formatting (winbooks-api §4.3, §7.2). */
export interface VatNumber {
  /** ISO 3166 alpha-2, upper case; `XI` for Northern Ireland. */
  readonly countryCode: string;
  readonly number: string;
}

/** What stands in a field for a VAT number, with the country that is known beside it: of the address, or of the number. */
export interface WrittenVatNumber {
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
}

export type VatReading =
  /** Empty, or words without a digit. */
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly vatNumber: VatNumber }
  /** Something is there, and it is no valid number, or more than one. */
  | { readonly kind: 'unusable'; readonly written: string };

/** WinBooks reads an empty country as Belgium (winbooks-api §7.2). */
const HOME = 'BE';
/** What else countries are called by than by their ISO code. */
const OTHER_NAMES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };

/**
 * Reads the VAT number out of what people type: `BE 0000.000.196 RPR Gent`, `BTW nr. BE 0000.000.295`, `000.000.196`. Case and
 * punctuation say nothing. A number with its country before it wins over bare digits; bare digits are of the country that is
 * known, else of Belgium, and never of another one. Only a number whose check digits are right is read; two different ones are
 * none, as nothing tells which one counts.
 */
export function readVatNumber({ vatNumber: written, vatCountryCode }: WrittenVatNumber): VatReading {
  const text = (written ?? '').normalize('NFKC').toUpperCase();
  if (!/\d/.test(text)) return { kind: 'none' };
  const prefixed = [...NUMBERING_COUNTRIES.keys()].flatMap((country) => found(text, country, 'prefixed'));
  const candidates =
    prefixed.length > 0 ? prefixed : found(text, knownCountry(vatCountryCode) ?? HOME, 'bare');
  const [only, another] = candidates;
  return only !== undefined && another === undefined
    ? { kind: 'read', vatNumber: only }
    : { kind: 'unusable', written: (written ?? '').trim() };
}

/** The number that is read, or null. */
export function vatNumberIn(written: WrittenVatNumber): VatNumber | null {
  const reading = readVatNumber(written);
  return reading.kind === 'read' ? reading.vatNumber : null;
}

function found(text: string, countryCode: string, how: 'prefixed' | 'bare'): VatNumber[] {
  return validNumbers(text, countryCode, how).map((number) => ({ countryCode, number }));
}

function knownCountry(code: string | null): string | null {
  const country = (code ?? '').trim().toUpperCase();
  return country === '' ? null : (OTHER_NAMES[country] ?? country);
}

/** True when both are VAT numbers and the same one. Two empty ones are not the same. */
export function sameVatNumber(a: VatNumber | null, b: VatNumber | null): boolean {
  return a !== null && b !== null && a.countryCode === b.countryCode && a.number === b.number;
}

/**
 * True when the VAT number of a Tribe relation and that of a WinBooks third cannot be of the same party. One that is missing, or
 * that is no valid number, contradicts nothing.
 */
export function vatNumbersContradict(ofTribe: WrittenVatNumber, third: WrittenVatNumber): boolean {
  const ours = vatNumberIn(ofTribe);
  const theirs = ours === null ? null : vatNumberBeside(ours, third);
  return theirs !== null && !sameVatNumber(ours, theirs);
}

/** WinBooks may show the country as an id alone (winbooks-api §4.3): bare digits are then compared as digits. */
function vatNumberBeside(ours: VatNumber, third: WrittenVatNumber): VatNumber | null {
  return third.vatCountryCode === null
    ? (vatNumberIn({ ...third, vatCountryCode: ours.countryCode }) ?? vatNumberIn(third))
    : vatNumberIn(third);
}

/** True when a third in WinBooks has this very number, however it is written there. */
export function hasVatNumber(third: WrittenVatNumber, ours: VatNumber): boolean {
  return sameVatNumber(ours, vatNumberBeside(ours, third));
}
