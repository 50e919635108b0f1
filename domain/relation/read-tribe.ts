import type { TribeAddress, TribeRelation, TribeStoredAddress } from '../vendors/tribe-records';
import type { PartyRole } from '../vendors/winbooks-records';
import { addressOfTribe } from './canonical-address';
import { countryCodeIn, HOME_COUNTRY } from './country-codes';
import { type FieldReading, together, usable } from './field-problem';
import { type FormReading, formOf } from './form-reading';
import { joinedName } from './person-name';
import { readCountry, readEmail, readPhone, readPlain, readVat, type Reader } from './read-fields';
import type { CanonicalAddress } from './relation-form';

/** What Tribe shows of a relation in one role (tribe-api §5.1, §5.2). */
export function readTribe(relation: TribeRelation, role: PartyRole): FormReading {
  const number = numberIn(relation, role);
  const address = relation.invoiceAddress;
  const countryCode = (address && countryCodeIn(writtenCountry(address) ?? '')) ?? HOME_COUNTRY;
  const reader: Reader = { side: 'tribe', customer: number ?? relation.name };
  const vatNumber = { vatNumber: relation.vatNumber, vatCountryCode: countryCode };
  const form = { kind: relation.kind, countryCode, withoutRecord: [] };
  return formOf(form, {
    name: readPlain(nameOf(relation), reader),
    number: readPlain(number, reader),
    vatNumber: readVat(vatNumber, reader),
    address: address === null ? usable(null) : readAddress(address, reader),
    website: readPlain(relation.website, reader),
    email: readEmail(relation.emailAddress, reader),
    phone: readPhone(relation.phoneNumber, reader),
    mobile: readPhone(relation.mobilePhoneNumber, reader),
  });
}

/** Tribe's number of a relation in a role. */
export const numberIn = (
  { debtorNumber, creditorNumber }: Pick<TribeRelation, 'debtorNumber' | 'creditorNumber'>,
  role: PartyRole,
): string | null => (role === 'customer' ? debtorNumber : creditorNumber);

const nameOf = (relation: TribeRelation): string =>
  relation.kind === 'person' ? (joinedName(relation) ?? relation.name) : relation.name;

const writtenCountry = (address: TribeStoredAddress): string | null =>
  address.countryCode ?? address.writtenCountry;

function readAddress(address: TribeStoredAddress, reader: Reader): FieldReading<CanonicalAddress | null> {
  const parts = together<TribeAddress>({
    street: readPlain(address.street, reader),
    houseNumber: readPlain(address.houseNumber, reader),
    houseNumberSuffix: readPlain(address.houseNumberSuffix, reader),
    extra: readPlain(address.extra, reader),
    postalCode: readPlain(address.postalCode, reader),
    city: readPlain(address.city, reader),
    countryCode: readCountry(writtenCountry(address), reader),
  });
  return parts.ok ? usable(addressOfTribe(parts.value)) : parts;
}
