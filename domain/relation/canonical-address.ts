import type { TribeAddress } from '../vendors/tribe-records';
import type { WinbooksAddress } from '../vendors/winbooks-records';
import { HOME_COUNTRY } from './country-codes';
import { folded } from './plain-text';
import type { CanonicalAddress } from './relation-form';
import { lineKey, lineOfTribe, splitLine, tribePartsOf } from './street-line';
import { cutFor } from './winbooks-lengths';

/** The parts of WinBooks' address that travel. */
export type WinbooksAddressParts = Omit<WinbooksAddress, 'id' | 'phoneNo'>;

/** Tribe's address in the common parts; null when it has no part but a country. Texts are those of `readText`. */
export function addressOfTribe(address: TribeAddress): CanonicalAddress | null {
  const { street, houseNumber, houseNumberSuffix, extra, postalCode, city, countryCode } = address;
  const line = lineOfTribe(street, houseNumber, houseNumberSuffix);
  return filled({ ...line, extra, postalCode, city, countryCode });
}

/** The same of WinBooks' address, which may have the house number in its first line. */
export function addressOfWinbooks(address: WinbooksAddressParts): CanonicalAddress | null {
  const { address1, address2, number, box, zip, town, countryCode } = address;
  const split = number === null ? splitLine(address1) : { street: address1, houseNumber: number, box: null };
  return filled({
    ...split,
    box: box ?? split.box,
    extra: address2,
    postalCode: zip,
    city: town,
    countryCode,
  });
}

/** Null when it says nothing but its country. */
const filled = (address: CanonicalAddress): CanonicalAddress | null =>
  Object.values({ ...address, countryCode: null }).every((part) => part === null) ? null : address;

/** Tribe's fields of an address. */
export const toTribeAddress = (address: CanonicalAddress): TribeAddress => ({
  ...tribePartsOf(address),
  extra: address.extra,
  postalCode: address.postalCode,
  city: address.city,
  countryCode: address.countryCode,
});

/** WinBooks' fields of an address, cut to what it holds. */
export const toWinbooksAddress = (address: CanonicalAddress): WinbooksAddressParts => ({
  address1: cutFor('street', address.street),
  address2: cutFor('street', address.extra),
  number: address.houseNumber,
  box: address.box,
  zip: address.postalCode,
  town: cutFor('town', address.city),
  countryCode: address.countryCode,
});

/** What WinBooks will show of an address that is written there. */
export const addressHeld = (address: CanonicalAddress): CanonicalAddress | null =>
  addressOfWinbooks(toWinbooksAddress(address));

/** The same address, wherever its line is split; a missing country is Belgium. */
export const sameAddress = (a: CanonicalAddress | null, b: CanonicalAddress | null): boolean =>
  a === null || b === null ? a === b : addressKey(a) === addressKey(b);

/** The same for somebody who reads it: case, accents and punctuation make no difference. */
export const alikeAddress = (a: CanonicalAddress, b: CanonicalAddress): boolean =>
  folded(addressKey(a)) === folded(addressKey(b));

function addressKey(address: CanonicalAddress): string {
  const { extra, postalCode, city, countryCode } = address;
  return [lineKey(address), extra ?? '', zipKey(postalCode), city ?? '', countryKey(countryCode)].join('\n');
}

const countryKey = (countryCode: string | null): string => countryCode ?? HOME_COUNTRY;

/** `B-1000` is `1000`, `1012 AB` is `1012AB`. */
export const zipKey = (postalCode: string | null): string =>
  (postalCode ?? '')
    .toUpperCase()
    .replace(/^[A-Z]{1,2}\s*-\s*/, '')
    .replaceAll(' ', '');

/**
 * An address as it is written to the side that shows another one. A part that is the same there stays as that side has
 * it, because it may be split or typed in another way, or be longer than WinBooks holds.
 */
export function carriedOver(shown: CanonicalAddress | null, coming: CanonicalAddress): CanonicalAddress {
  const held = shown && addressHeld(shown);
  if (held === null) return coming;
  const source = (isSame: boolean): CanonicalAddress => (isSame ? (shown ?? coming) : coming);
  const line = source(lineKey(held) === lineKey(coming));
  return {
    street: line.street,
    houseNumber: line.houseNumber,
    box: line.box,
    extra: source(held.extra === coming.extra).extra,
    postalCode: source(zipKey(held.postalCode) === zipKey(coming.postalCode)).postalCode,
    city: source(held.city === coming.city).city,
    countryCode: source(countryKey(held.countryCode) === countryKey(coming.countryCode)).countryCode,
  };
}
