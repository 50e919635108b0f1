import { NUMBERING_COUNTRIES, validNumbers } from './vat-number-forms';

/** A VAT number as WinBooks stores it: a country, and digits without formatting (winbooks-api §4.3, §7.2). */
export interface VatNumber {
  /** ISO 3166 alpha-2, upper case; `XI` for Northern Ireland. */
  readonly countryCode: string;
  readonly number: string;
}

/** The content of a VAT number field, with the country of the address or of the number if known. */
export interface WrittenVatNumber {
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
}

export type VatReading =
  /** The field is empty, or has words without a digit. */
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly vatNumber: VatNumber }
  /** The field has content, but no valid number, or more than one. */
  | { readonly kind: 'unusable'; readonly written: string };

/** WinBooks treats an empty country as Belgium (winbooks-api §7.2). */
const HOME = 'BE';
/** Country codes that people use beside the ISO codes. */
const OTHER_NAMES: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };

/**
 * Reads the VAT number from what people type: `BE 0000.000.196 RPR Gent`, `BTW nr. BE 0000.000.295`, `000.000.196`.
 * Case and punctuation are ignored. A number with a country prefix takes precedence over bare digits; bare digits
 * belong to the known country, else to Belgium, and never to another one. Check digits must be valid. Two different
 * numbers count as none, because nothing tells which one is right.
 */
export function readVatNumber({ vatNumber: written, vatCountryCode }: WrittenVatNumber): VatReading {
  const text = (written ?? '').normalize('NFKC').toUpperCase();
  if (!/\d/.test(text)) return { kind: 'none' };
  const prefixed = [...NUMBERING_COUNTRIES]
    .filter(([, { prefixes }]) => prefixes.some((prefix) => text.includes(prefix)))
    .flatMap(([country]) => found(text, country, 'prefixed'));
  const candidates =
    prefixed.length > 0 ? prefixed : found(text, knownCountry(vatCountryCode) ?? HOME, 'bare');
  const [only, another] = candidates;
  return only !== undefined && another === undefined
    ? { kind: 'read', vatNumber: only }
    : { kind: 'unusable', written: (written ?? '').trim() };
}

/** The number, or null if there is none. */
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
 * True when the VAT numbers of a Tribe relation and a WinBooks third cannot belong to the same party. A missing or
 * invalid number contradicts nothing.
 */
export function vatNumbersContradict(ofTribe: WrittenVatNumber, third: WrittenVatNumber): boolean {
  const ours = vatNumberIn(ofTribe);
  const theirs = ours === null ? null : vatNumberBeside(ours, third);
  return theirs !== null && !sameVatNumber(ours, theirs);
}

/** WinBooks may give the country only as an id (winbooks-api §4.3); in that case only digits are compared. */
function vatNumberBeside(ours: VatNumber, third: WrittenVatNumber): VatNumber | null {
  return third.vatCountryCode === null
    ? (vatNumberIn({ ...third, vatCountryCode: ours.countryCode }) ?? vatNumberIn(third))
    : vatNumberIn(third);
}

/** True when a third in WinBooks has this VAT number, however it is written there. */
export function hasVatNumber(third: WrittenVatNumber, ours: VatNumber): boolean {
  return sameVatNumber(ours, vatNumberBeside(ours, third));
}
