import { vatNumberIn, type WrittenVatNumber } from '../vat/vat-number';
import type { WinbooksAddress, WinbooksParty } from '../vendors/winbooks-records';
import { addressOfWinbooks, type WinbooksAddressParts } from './canonical-address';
import { countryCodeIn, HOME_COUNTRY } from './country-codes';
import { type FieldReading, together, usable } from './field-problem';
import { type FieldReadings, type FormReading, formOf } from './form-reading';
import { readCountry, readEmail, readPhone, readPlain, readVat, type Reader } from './read-fields';
import type { CanonicalAddress, RelationField, RelationKind } from './relation-form';

/**
 * What WinBooks shows of a customer or supplier (tribe-api §5.1, §5.2). E-mail address and mobile number are fields of a
 * contact, which a folder may not have.
 *
 * @param kind of the relation that it is linked to
 */
export function readParty(party: WinbooksParty, kind: RelationKind): FormReading {
  const { address } = party;
  const countryCode = countryCodeIn(address?.countryCode ?? '') ?? HOME_COUNTRY;
  const reader: Reader = { side: 'winbooks', customer: party.code };
  const form = { kind, countryCode, withoutRecord: withoutRecord(party) };
  return formOf(form, {
    name: readPlain(party.name, reader),
    number: readPlain(party.code, reader),
    vatNumber: readVat(writtenVatNumber(party, countryCode), reader),
    address: address === null ? usable(null) : readAddress(address, reader),
    website: readPlain(party.website, reader),
    ...readReach(party, reader),
  });
}

/** A number without its country is of the country of the address if it is valid there, else of Belgium. */
function writtenVatNumber(party: WinbooksParty, countryCode: string): WrittenVatNumber {
  const { vatNumber, vatCountryCode } = party;
  if (vatCountryCode !== null) return { vatNumber, vatCountryCode };
  const thereof = { vatNumber, vatCountryCode: countryCode };
  return vatNumberIn(thereof) === null ? { vatNumber, vatCountryCode } : thereof;
}

/**
 * The phone number of the address (winbooks-api §4.4), else of the contact. A party with neither address nor contacts
 * has no place for one.
 */
function readReach({ address, contact }: WinbooksParty, reader: Reader): FieldReadings {
  const phone =
    address === null && contact === undefined
      ? {}
      : { phone: readPhone(address?.phoneNo ?? contact?.phoneNo ?? null, reader) };
  if (contact === undefined) return phone;
  return {
    ...phone,
    email: readEmail(contact?.email ?? null, reader),
    mobile: readPhone(contact?.mobileNo ?? null, reader),
  };
}

const withoutRecord = ({ address, contact }: WinbooksParty): readonly RelationField[] => [
  ...(address ? [] : (['phone'] as const)),
  ...(contact ? [] : (['email', 'mobile'] as const)),
];

function readAddress(address: WinbooksAddress, reader: Reader): FieldReading<CanonicalAddress | null> {
  const parts = together<WinbooksAddressParts>({
    address1: readPlain(address.address1, reader),
    address2: readPlain(address.address2, reader),
    number: readPlain(address.number, reader),
    box: readPlain(address.box, reader),
    zip: readPlain(address.zip, reader),
    town: readPlain(address.town, reader),
    countryCode: readCountry(address.countryCode, reader),
  });
  return parts.ok ? usable(addressOfWinbooks(parts.value)) : parts;
}
