import { sameVatNumber } from '../vat/vat-number';
import { addressHeld, alikeAddress, carriedOver, sameAddress } from './canonical-address';
import { sameEmail } from './email-address';
import { phoneFor, samePhone } from './phone-number';
import { folded } from './plain-text';
import type { FieldValues, RelationField } from './relation-form';
import { sameWebsite } from './website';
import { cutFor, LONGEST } from './winbooks-lengths';

/** Two values and the countries of the forms that they are from. */
export interface Pair<Value> {
  readonly a: Value;
  readonly b: Value;
  readonly countryCode: { readonly a: string; readonly b: string };
}

/** How one field is compared, and written to the other side. */
export interface FieldRule<Value> {
  /** The same value; what differs only in how it is typed is the same. */
  readonly same: (pair: Pair<Value>) => boolean;
  /** Close enough that two records that meet for the first time are both left as they are. */
  readonly alike: (a: NonNullable<Value>, b: NonNullable<Value>) => boolean;
  /** What WinBooks will show of a value that is written there. */
  readonly held: (value: NonNullable<Value>) => Value;
  /** The part of a value that is too long for WinBooks and may not be cut; null when it fits. */
  readonly tooLong: (value: NonNullable<Value>) => string | null;
  /** The value `b` in the way it is written to the side that shows `a`. */
  readonly written: (pair: Pair<Value>) => Value;
  /** What becomes of the other side when somebody empties the field: emptied too, left, or it fills the field again. */
  readonly emptied: 'travels' | 'stays' | 'is-filled';
}

const longerThan =
  (longest: number) =>
  (value: string): string | null =>
    value.length > longest ? value : null;
const never = () => null;

const likeText = (a: string, b: string): boolean => folded(a) === folded(b) && folded(a) !== '';

/** Most fields are held as they are. */
const text: FieldRule<string | null> = {
  same: ({ a, b }) => a === b,
  alike: likeText,
  held: (value) => value,
  tooLong: never,
  written: ({ b }) => b,
  emptied: 'travels',
};

const phone: FieldRule<string | null> = {
  ...text,
  same: ({ a, b, countryCode }) => samePhone(a, b, countryCode),
  tooLong: longerThan(LONGEST.phone),
  written: ({ b, countryCode }) => b && phoneFor(b, countryCode.b, countryCode.a),
};

export const FIELD_RULES: { readonly [Field in RelationField]: FieldRule<FieldValues[Field]> } = {
  name: { ...text, held: (name) => cutFor('name', name), emptied: 'is-filled' },
  number: {
    ...text,
    same: ({ a, b }) => a?.toLowerCase() === b?.toLowerCase(),
    alike: (a, b) => a.toLowerCase() === b.toLowerCase(),
    emptied: 'is-filled',
  },
  vatNumber: {
    same: ({ a, b }) => (a === null && b === null) || sameVatNumber(a, b),
    alike: sameVatNumber,
    held: (vatNumber) => vatNumber,
    tooLong: never,
    written: ({ b }) => b,
    emptied: 'travels',
  },
  address: {
    same: ({ a, b }) => sameAddress(a, b),
    alike: alikeAddress,
    held: addressHeld,
    tooLong: ({ postalCode }) => postalCode && longerThan(LONGEST.zip)(postalCode),
    written: ({ a, b }) => b && carriedOver(a, b),
    // An address that is removed is a deletion, and deletions do not sync.
    emptied: 'stays',
  },
  website: { ...text, same: ({ a, b }) => sameWebsite(a, b) },
  // The beginning of an e-mail address is another one.
  email: { ...text, same: ({ a, b }) => sameEmail(a, b), tooLong: longerThan(LONGEST.email) },
  phone,
  mobile: phone,
};
