import { issue } from '../issues/issue-catalogue';
import { readVatNumber, type VatNumber, type WrittenVatNumber } from '../vat/vat-number';
import { countryCodeIn } from './country-codes';
import { isEmail } from './email-address';
import { type FieldReading, unusable, usable } from './field-problem';
import { readText } from './plain-text';
import type { Side } from './relation-form';

/** Where a field was read, for the texts of its issues. */
export interface Reader {
  readonly side: Side;
  /** The number of the relation, else its name. */
  readonly customer: string;
}

const VENDORS = { tribe: 'Tribe', winbooks: 'WinBooks' } as const satisfies Record<Side, string>;

type TextIssue = 'TEXT_UNREADABLE' | 'EMAIL_INVALID' | 'PHONE_IS_EMAIL' | 'COUNTRY_UNKNOWN';
const problem = (code: TextIssue, { side, customer }: Reader, written: string): FieldReading<never> =>
  unusable(issue(code, { customer, vendor: VENDORS[side], written }));

/** Any text. */
export function readPlain(written: string | null, reader: Reader): FieldReading<string | null> {
  const reading = readText(written);
  return reading.kind === 'text'
    ? usable(reading.value)
    : problem('TEXT_UNREADABLE', reader, reading.written);
}

/** Exactly one e-mail address. */
export function readEmail(written: string | null, reader: Reader): FieldReading<string | null> {
  const text = readPlain(written, reader);
  if (!text.ok || text.value === null) return text;
  return isEmail(text.value) ? text : problem('EMAIL_INVALID', reader, text.value);
}

/** A phone number as it was typed. */
export function readPhone(written: string | null, reader: Reader): FieldReading<string | null> {
  const text = readPlain(written, reader);
  if (!text.ok || text.value === null) return text;
  return text.value.includes('@') ? problem('PHONE_IS_EMAIL', reader, text.value) : text;
}

/** The code of a country that is written as a code or a name. */
export function readCountry(written: string | null, reader: Reader): FieldReading<string | null> {
  const text = readPlain(written, reader);
  if (!text.ok || text.value === null) return text;
  const code = countryCodeIn(text.value);
  return code === null ? problem('COUNTRY_UNKNOWN', reader, text.value) : usable(code);
}

/** A valid VAT number. */
export function readVat(
  written: WrittenVatNumber,
  { side, customer }: Reader,
): FieldReading<VatNumber | null> {
  const reading = readVatNumber(written);
  switch (reading.kind) {
    case 'none':
      return usable(null);
    case 'read':
      return usable(reading.vatNumber);
    case 'unusable': {
      const code = side === 'tribe' ? 'VAT_NUMBER_INVALID' : 'WINBOOKS_VAT_NUMBER_INVALID';
      return unusable(issue(code, { customer, written: reading.written }));
    }
  }
}
