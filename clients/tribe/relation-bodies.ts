import type { TribeId } from '../../domain/ids';
import type { TribeAddress, TribeRelation } from '../../domain/vendors/tribe-records';
import { numberOf, type VendorRecord } from '../http/loose-fields';

/** The fields of a relation that are written, under their names on the wire (tribe-api §3.3, §3.4). */
const FIELDS = {
  name: 'Name',
  firstName: 'FirstName',
  middleName: 'MiddleName',
  lastName: 'LastName',
  debtorNumber: 'DebtorNumber',
  creditorNumber: 'CreditorNumber',
  vatNumber: 'VATNumber',
  website: 'Website',
  emailAddress: 'EmailAddress',
  phoneNumber: 'PhoneNumber',
  mobilePhoneNumber: 'MobilePhoneNumber',
} as const satisfies Partial<Record<keyof TribeRelation, string>>;

/**
 * Fields to write; null empties one, and what is absent stays. A person has the parts of a name, an organisation a
 * `name`.
 */
export type RelationChange = { readonly [Field in keyof typeof FIELDS]?: TribeRelation[Field] | null };

export function relationBody(change: RelationChange): VendorRecord {
  const fields = Object.entries(FIELDS) as [keyof RelationChange, string][];
  return Object.fromEntries(
    fields.flatMap(([field, name]) => (change[field] === undefined ? [] : [[name, change[field]]])),
  );
}

/** Parts of an address to write, of which `houseNumber` is a number (tribe-api §3.8). */
export type AddressChange = { readonly [Part in keyof TribeAddress]?: TribeAddress[Part] };

/** @param countryId the id of `countryCode`; null empties the country */
export function addressBody(change: AddressChange, countryId: TribeId | null): VendorRecord {
  const told: VendorRecord = {
    Street: change.street,
    HouseNumber: change.houseNumber === undefined ? undefined : numberOf(change.houseNumber),
    HouseNumberSuffix: change.houseNumberSuffix,
    Extra: change.extra,
    Postalcode: change.postalCode,
    City: change.city,
    Country: change.countryCode === undefined ? undefined : countryId && { ID: countryId },
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
