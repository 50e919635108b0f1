import type { WinbooksId } from '../../domain/ids';
import type { VendorRecord } from '../http/loose-fields';
import { ZERO_GUID } from './winbooks-fields';
import { withoutEmpty } from './write-bodies';

/**
 * A customer or supplier to create, with its Third (winbooks-api §4.2, §4.3, §4.5). The caller checks lengths
 * (winbooks-api §7.7).
 */
export interface NewParty {
  /** Also the code of the Third. */
  readonly code: string;
  /** The Third that it already has in the other role: name and all that follows is then not sent. */
  readonly thirdId?: WinbooksId | null;
  readonly name: string;
  /** Digits without the country (winbooks-api §7.2). */
  readonly vatNumber?: string | null;
  readonly vatCountryCode?: string | null;
  readonly website?: string | null;
  readonly languageCode?: string | null;
  readonly currencyCode?: string | null;
  /** 0 undefined, 1 subject, 2 exempt, 3 not subject. */
  readonly vatApplicable?: 0 | 1 | 2 | 3 | null;
  readonly address?: NewAddress | null;
  readonly contact?: NewContact | null;
}

/** winbooks-api §4.6; only where the folder has contacts. */
export interface NewContact {
  readonly name?: string | null;
  readonly email?: string | null;
  readonly phoneNo?: string | null;
  readonly mobileNo?: string | null;
}

/** winbooks-api §4.4. */
export interface NewAddress {
  readonly address1: string;
  readonly address2?: string | null;
  readonly number?: string | null;
  readonly box?: string | null;
  readonly zip?: string | null;
  readonly town?: string | null;
  /** ISO 3166 alpha-2. */
  readonly countryCode?: string | null;
  readonly phoneNo?: string | null;
}

/** The body of winbooks-api §4.2 (create example). */
export function partyBody(party: NewParty): VendorRecord {
  const own = { Code: party.code, ...withoutEmpty({ VatApplicable: party.vatApplicable }) };
  if (party.thirdId) return { TotalLevel: 1, ...own, Third_Id: party.thirdId };
  const { address, contact } = party;
  const levelsOfThird = contact ? 4 : address ? 3 : 2;
  const third = {
    TotalLevel: levelsOfThird,
    Code: party.code,
    Name: party.name,
    ...withoutEmpty({
      VatNumber: party.vatNumber,
      VatCountryCode: party.vatCountryCode,
      WebSite: party.website,
      LanguageCode: party.languageCode,
      CurrencyCode: party.currencyCode,
    }),
    ...(address ? { Addresses: [addressBody(address)] } : {}),
    ...(contact ? { Contacts: [contactLinkBody(contact)] } : {}),
  };
  return { TotalLevel: levelsOfThird + 1, ...own, Third: third };
}

/** A Third has its contacts through a link (winbooks-api §4.3). */
const contactLinkBody = (contact: NewContact): VendorRecord => ({
  TotalLevel: 2,
  Contact: {
    TotalLevel: 1,
    ...withoutEmpty({
      Name: contact.name,
      EMail: contact.email,
      PhoneNo: contact.phoneNo,
      MobileNo: contact.mobileNo,
    }),
  },
});

/** A contact added to a Third that exists, together with the link. */
export const addedContactBody = (contact: NewContact): VendorRecord => ({
  TotalLevel: 3,
  Contacts: [contactLinkBody(contact)],
});

const addressBody = (address: NewAddress): VendorRecord => ({
  TotalLevel: 2,
  Index: 0,
  Address1: address.address1,
  ...withoutEmpty({
    Address2: address.address2,
    Number: address.number,
    Box: address.box,
    Zip: address.zip,
    Town: address.town,
    CountryCode: address.countryCode,
    PhoneNo: address.phoneNo,
  }),
});

/** An address added to a Third that has none: the one for its invoices (winbooks-api §4.4). */
export const addedAddressBody = (thirdId: WinbooksId, address: NewAddress): VendorRecord => ({
  ...addressBody(address),
  Third_Id: thirdId,
  IsInvoicing: true,
  IsInvoicingDefault: true,
});

/** Fields of a Third to write; null empties one, and what is absent stays. */
export interface ThirdChange {
  readonly name?: string;
  readonly vatNumber?: string | null;
  readonly vatCountryCode?: string | null;
  readonly website?: string | null;
}
/** The same of a customer or supplier: 0 undefined, 1 subject, 2 exempt, 3 not subject. */
export interface PartyChange {
  readonly vatApplicable?: 0 | 1 | 2 | 3;
}
export type AddressPartsChange = { readonly [Part in keyof NewAddress]?: NewAddress[Part] | null };
export type ContactChange = Omit<NewContact, 'name'>;

export const thirdChangeBody = (change: ThirdChange): VendorRecord => ({
  TotalLevel: 2,
  ...changed({ Name: change.name, VatNumber: change.vatNumber, WebSite: change.website }),
  ...countryChange('VatCountry', change.vatCountryCode),
});

export const partyChangeBody = (change: PartyChange): VendorRecord => ({
  TotalLevel: 1,
  ...changed({ VatApplicable: change.vatApplicable }),
});

export const addressChangeBody = (id: WinbooksId, change: AddressPartsChange): VendorRecord => ({
  TotalLevel: 2,
  Id: id,
  ...changed({
    Address1: change.address1,
    Address2: change.address2,
    Number: change.number,
    Box: change.box,
    Zip: change.zip,
    Town: change.town,
    PhoneNo: change.phoneNo,
  }),
  ...countryChange('Country', change.countryCode),
});

export const contactChangeBody = (id: WinbooksId, change: ContactChange): VendorRecord => ({
  TotalLevel: 1,
  Id: id,
  ...changed({ EMail: change.email, PhoneNo: change.phoneNo, MobileNo: change.mobileNo }),
});

/** How a text is emptied: it is not known whether null empties a field or counts as not sent. */
const EMPTY_TEXT = '';

const changed = (fields: VendorRecord): VendorRecord =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ?? EMPTY_TEXT]),
  );

/** By its code; emptied as WinBooks writes an empty reference (winbooks-api §4.0). */
function countryChange(name: string, code: string | null | undefined): VendorRecord {
  if (code === undefined) return {};
  return code === null ? { [`${name}_Id`]: ZERO_GUID } : { [`${name}Code`]: code };
}
