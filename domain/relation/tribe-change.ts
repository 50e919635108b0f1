import type { TribeAddress, TribeRelation } from '../vendors/tribe-records';
import type { PartyRole } from '../vendors/winbooks-records';
import type { VatNumber } from '../vat/vat-number';
import { toTribeAddress } from './canonical-address';
import { differing } from './differing';
import { joinedName, type NameParts, renamed, splitName } from './person-name';
import type { CanonicalAddress, FormFields, RelationKind } from './relation-form';
import { lineKey, lineOfTribe } from './street-line';

/**
 * What is written to a relation in Tribe: only the fields that change. Fields are named as in `TribeRelation`; null
 * empties one.
 */
export type TribeChange = Partial<
  Pick<
    TribeRelation,
    | 'debtorNumber'
    | 'creditorNumber'
    | 'vatNumber'
    | 'website'
    | 'emailAddress'
    | 'phoneNumber'
    | 'mobilePhoneNumber'
  > &
    NameParts & {
      readonly name: string;
      /** Only the parts that change. */
      readonly invoiceAddress: Partial<TribeAddress>;
    }
>;

/** The current relation as far as its parts decide what is written; null for one that is to be created. */
type Current = Pick<TribeRelation, 'firstName' | 'middleName' | 'lastName' | 'invoiceAddress'> | null;

/** Tribe's fields for values that are written to it. */
export function changeForTribe(
  values: FormFields,
  kind: RelationKind,
  role: PartyRole,
  current: Current,
): TribeChange {
  const { name, number, vatNumber, address, website, email, phone, mobile } = values;
  return {
    ...(name ? nameFields(name, kind, current) : {}),
    ...(number === undefined ? {} : { [role === 'customer' ? 'debtorNumber' : 'creditorNumber']: number }),
    ...(vatNumber === undefined ? {} : { vatNumber: vatNumber && vatNumberForTribe(vatNumber) }),
    ...(address ? { invoiceAddress: addressParts(address, current) } : {}),
    ...(website === undefined ? {} : { website }),
    ...(email === undefined ? {} : { emailAddress: email }),
    ...(phone === undefined ? {} : { phoneNumber: phone }),
    ...(mobile === undefined ? {} : { mobilePhoneNumber: mobile }),
  };
}

function nameFields(name: string, kind: RelationKind, current: Current): TribeChange {
  if (kind === 'organisation') return { name };
  return current === null || joinedName(current) === null ? splitName(name) : (renamed(current, name) ?? {});
}

/** `BE0000000196`; Greek numbers begin with `EL`. */
const vatNumberForTribe = ({ countryCode, number }: VatNumber): string =>
  `${countryCode === 'GR' ? 'EL' : countryCode}${number}`;

/** Street, house number and suffix are one line, and change together. */
function addressParts(address: CanonicalAddress, current: Current): Partial<TribeAddress> {
  const wanted = toTribeAddress(address);
  const shown = current?.invoiceAddress ?? null;
  if (shown === null) return wanted;
  const isSameLine =
    lineKey(lineOfTribe(shown.street, shown.houseNumber, shown.houseNumberSuffix)) === lineKey(address);
  const { street, houseNumber, houseNumberSuffix, ...others } = wanted;
  return {
    ...(isSameLine ? {} : { street, houseNumber, houseNumberSuffix }),
    ...differing(others, shown),
  };
}
