import type { RelationSighting } from '../../domain/vendors/relation-sightings';
import type {
  TribeAddress,
  TribeRelation,
  TribeRole,
  TribeStoredAddress,
} from '../../domain/vendors/tribe-records';
import { flagOf, numberOf, recordOf, recordsOf, textOf, type VendorRecord } from '../http/loose-fields';
import { changedAtOf, idOf } from './tribe-fields';

export type RelationKind = TribeRelation['kind'];

/** The sets of the relations themselves (tribe-api §3.2). */
export const RELATION_SETS: Readonly<Record<RelationKind, string>> = {
  organisation: 'Relation_Organization',
  person: 'Relation_Person',
};

/** The navigation from a relationship, or from an address, to its relation (tribe-api §3.5, §3.8). */
export const RELATION_NAVIGATIONS: Readonly<Record<RelationKind, string>> = {
  organisation: 'Organization',
  person: 'Person',
};

/**
 * What to expand on a relation to have its address, largest first. It is a navigation property, or an address of a
 * type, because the reference does not know which (tribe-api §6 G15). Of persons only `Address` is documented
 * (tribe-api §3.4).
 */
export const RELATION_EXPANDS: Readonly<Record<RelationKind, readonly [string, ...string[]]>> = {
  organisation: [
    'InvoiceAddress($expand=Country)',
    'Addresses($expand=AddressType,Country)',
    'InvoiceAddress',
    '',
  ],
  person: ['Address($expand=Country)', 'Address', ''],
};

/** The same from a record that leads to the relation. */
export function expandsVia(kind: RelationKind): readonly [string, ...string[]] {
  const via = (expand: string): string =>
    expand === '' ? RELATION_NAVIGATIONS[kind] : `${RELATION_NAVIGATIONS[kind]}($expand=${expand})`;
  const [first, ...smaller] = RELATION_EXPANDS[kind];
  return [via(first), ...smaller.map(via)];
}

const LONG_AGO = '1970-01-01T00:00:00Z';

/** An organisation or person (tribe-api §3.3, §3.4); null without an id. */
export function relationOf(record: VendorRecord, kind: RelationKind): RelationSighting['relation'] | null {
  const relationId = idOf(record);
  if (relationId === null) return null;
  const isPerson = kind === 'person';
  const ofPerson = (field: string): string | null => (isPerson ? textOf(record[field]) : null);
  const ofOrganisation = (field: string): string | null => (isPerson ? null : textOf(record[field]));
  const address = invoiceAddressRecord(record);
  return {
    relationId,
    kind,
    name: (isPerson ? personName(record) : textOf(record['Name'])) ?? textOf(record['_Name']) ?? '',
    firstName: ofPerson('FirstName'),
    middleName: ofPerson('MiddleName'),
    lastName: ofPerson('LastName'),
    debtorNumber: textOf(record['DebtorNumber']),
    creditorNumber: ofOrganisation('CreditorNumber'),
    vatNumber: ofOrganisation('VATNumber'),
    website: ofOrganisation('Website'),
    emailAddress: textOf(record['EmailAddress']),
    phoneNumber: textOf(record['PhoneNumber']),
    mobilePhoneNumber: ofPerson('MobilePhoneNumber'),
    invoiceAddress: storedAddressOf(address),
    changedAt: latestChange([record, address]),
  };
}

/** The latest date of several records; long ago if none has a date. */
export const latestChange = (records: readonly (VendorRecord | null)[]): string =>
  records
    .map((record) => (record === null ? null : changedAtOf(record)))
    .filter((date) => date !== null)
    .toSorted((one, other) => Date.parse(other) - Date.parse(one))[0] ?? LONG_AGO;

/** A customer or supplier relationship (tribe-api §3.5, §3.6); null without an id. */
export function roleOf(relationship: VendorRecord): TribeRole | null {
  const relationshipId = idOf(relationship);
  if (relationshipId === null) return null;
  return {
    relationshipId,
    isFormer: flagOf(relationship['IsFormer']) ?? false,
    paymentTermDays: numberOf(relationship['PaymentTermInDays']),
  };
}

/** First, middle and last name, separated by single spaces (tribe-api §5.2). */
function personName(person: VendorRecord): string | null {
  const parts = [person['FirstName'], person['MiddleName'], person['LastName']].map(textOf);
  return textOf(parts.filter((part) => part !== null).join(' '));
}

/** The address for invoices of an expanded relation: by its navigation, else by its type. */
function invoiceAddressRecord(relation: VendorRecord): VendorRecord | null {
  const navigated = recordOf(relation['InvoiceAddress']) ?? recordOf(relation['Address']);
  if (navigated !== null) return navigated;
  const ofType = (recordsOf(relation['Addresses']) ?? []).filter((address) =>
    isInvoiceAddressType(recordOf(address['AddressType'])),
  );
  return ofType.toSorted((one, other) => ((idOf(one) ?? '') < (idOf(other) ?? '') ? -1 : 1))[0] ?? null;
}

/** A type of address for invoices, by its code or name in any of the languages (tribe-api §3.8). */
export const isInvoiceAddressType = (type: VendorRecord | null): boolean =>
  [type?.['Code'], type?.['Name']].some((word) => /invoice|factu|billing|rechnung/i.test(textOf(word) ?? ''));

/** The address for invoices of an expanded organisation or person; null when it has none. */
export function invoiceAddressOf(relation: VendorRecord): TribeAddress | null {
  const address = invoiceAddressRecord(relation);
  return address === null ? null : addressOf(address);
}

function storedAddressOf(address: VendorRecord | null): TribeStoredAddress | null {
  const id = idOf(address);
  if (address === null || id === null) return null;
  const country = recordOf(address['Country']);
  const writtenCountry = textOf(country?.['Code']) ?? textOf(country?.['Name']) ?? textOf(country?.['_Name']);
  return { ...addressOf(address), id, writtenCountry };
}

/** tribe-api §3.8; `HouseNumber` is a Double. */
function addressOf(address: VendorRecord): TribeAddress {
  const code = textOf(recordOf(address['Country'])?.['Code'])?.toUpperCase() ?? null;
  return {
    street: textOf(address['Street']),
    houseNumber: textOf(numberOf(address['HouseNumber']) ?? address['HouseNumber']),
    houseNumberSuffix: textOf(address['HouseNumberSuffix']),
    extra: textOf(address['Extra']),
    postalCode: textOf(address['Postalcode']),
    city: textOf(address['City']),
    countryCode: code !== null && /^[A-Z]{2}$/.test(code) ? code : null,
  };
}
