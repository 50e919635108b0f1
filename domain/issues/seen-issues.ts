import type { IssueCode } from './issue-catalogue';

/**
 * The issues of an invoice that is booked and stays booked: a person looks, does in WinBooks what is needed, and marks
 * them as seen. The most serious first.
 */
export const SEEABLE_CODES = [
  'BOOKED_TWICE',
  'BOOKING_GONE',
  'BOOKING_DIFFERS',
  'INVOICE_GONE',
  'INVOICE_CHANGED',
] as const satisfies readonly IssueCode[];
export type SeeableCode = (typeof SEEABLE_CODES)[number];

/** Whether `seen` closes issues of this code. */
export function isSeeable(code: string): code is SeeableCode {
  return SEEABLE_CODES.some((known) => known === code);
}

type Details = Readonly<Record<string, unknown>>;

/**
 * Whether a later look shows nothing beyond what a person has seen: the same content in Tribe (`statedDigest`), no
 * further document, no further difference. Fewer findings than before are not new. Details without these fields never
 * count as seen.
 */
export function showsNothingNew(code: SeeableCode, seen: Details, now: Details): boolean {
  switch (code) {
    case 'INVOICE_CHANGED':
      return isWithin(partsOf(now['statedDigest'], ', '), partsOf(seen['statedDigest'], ', '));
    case 'BOOKED_TWICE':
      return isWithin(partsOf(now['documents'], ', '), partsOf(seen['documents'], ', '));
    case 'BOOKING_GONE':
      return isWithin(partsOf(now['documentId'], ', '), partsOf(seen['documentId'], ', '));
    case 'INVOICE_GONE':
      // Once the invoice is back in Tribe, what was seen is forgotten, so a second deletion is new.
      return (
        now['docNumber'] !== undefined &&
        now['docNumber'] === seen['docNumber'] &&
        now['journal'] === seen['journal']
      );
    case 'BOOKING_DIFFERS':
      return isWithin(partsOf(now['differences'], '; '), partsOf(seen['differences'], '; '));
  }
}

function partsOf(words: unknown, separator: string): readonly string[] {
  return typeof words === 'string' ? words.split(separator).filter((part) => part !== '') : [];
}

function isWithin(now: readonly string[], seen: readonly string[]): boolean {
  return now.length > 0 && now.every((part) => seen.includes(part));
}
