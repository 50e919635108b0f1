import type {
  AddressRow,
  ContactRow,
  PartyRow,
  ThirdContactRow,
  ThirdRow,
  WinbooksEntity,
  WinbooksRows,
} from '../../domain/vendors/winbooks-rows';
import { firstOf, flagOf, numberOf, textOf, type VendorRecord } from '../http/loose-fields';
import {
  ADDRESSES,
  CONTACTS,
  CUSTOMERS,
  SUPPLIERS,
  THIRD_CONTACTS,
  THIRDS,
  type EntityKind,
} from './execute-criteria';
import { ADDRESS_COUNTRY, CIVILITY, VAT_COUNTRY, type CodeFinder, type CodeReference } from './folder-codes';
import { idOf, instantOf, referenceOf } from './winbooks-fields';

/** How the rows of an entity are asked for and read. */
export interface RowReading<Row> {
  readonly entity: EntityKind;
  readonly references: readonly CodeReference[];
  /** Null without an id, or without a code where there must be one. */
  readonly parse: (row: VendorRecord, codes: CodeFinder) => Row | null;
}

export const ROW_READINGS: { readonly [Entity in WinbooksEntity]: RowReading<WinbooksRows[Entity]> } = {
  customer: { entity: CUSTOMERS, references: [], parse: partyRow },
  supplier: { entity: SUPPLIERS, references: [], parse: partyRow },
  third: { entity: THIRDS, references: [VAT_COUNTRY, CIVILITY], parse: thirdRow },
  address: { entity: ADDRESSES, references: [ADDRESS_COUNTRY], parse: addressRow },
  contact: { entity: CONTACTS, references: [], parse: contactRow },
  thirdContact: { entity: THIRD_CONTACTS, references: [], parse: thirdContactRow },
};

/** winbooks-api §4.2, §4.5. */
function partyRow(row: VendorRecord): PartyRow | null {
  const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
  if (id === null || code === null) return null;
  return {
    id,
    code,
    thirdId: referenceOf(row, 'Third'),
    isLocked: flagOf(row['IsLocked']) ?? false,
    isHidden: flagOf(row['IsHidden']) ?? false,
    modifiedAt: instantOf(row['Modified']),
  };
}

/** winbooks-api §4.3. */
function thirdRow(row: VendorRecord, codes: CodeFinder): ThirdRow | null {
  const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
  if (id === null || code === null) return null;
  return {
    id,
    code,
    name: textOf(row['Name']),
    vatNumber: textOf(row['VatNumber']),
    vatCountryCode: codes(row, VAT_COUNTRY),
    website: textOf(row['WebSite']),
    civilityCode: codes(row, CIVILITY),
    modifiedAt: instantOf(row['Modified']),
  };
}

/** winbooks-api §4.4. */
function addressRow(row: VendorRecord, codes: CodeFinder): AddressRow | null {
  const id = idOf(row['Id']);
  if (id === null) return null;
  return {
    id,
    thirdId: referenceOf(row, 'Third'),
    address1: textOf(row['Address1']),
    address2: textOf(row['Address2']),
    number: textOf(row['Number']),
    box: textOf(row['Box']),
    zip: textOf(row['Zip']),
    town: textOf(row['Town']),
    countryCode: codes(row, ADDRESS_COUNTRY),
    phoneNo: textOf(row['PhoneNo']),
    sortKey: sortKey(row, id, flagOf(row['IsInvoicingDefault']) ? 0 : flagOf(row['IsInvoicing']) ? 1 : 2),
    modifiedAt: instantOf(row['Modified']),
  };
}

/** The names of these fields are assumptions (winbooks-api §4.6, §8 G11). */
function contactRow(row: VendorRecord): ContactRow | null {
  const id = idOf(row['Id']);
  if (id === null) return null;
  return {
    id,
    email: textOf(firstOf(row, ['EMail', 'EmailAddress', 'MailAddress'])),
    phoneNo: textOf(firstOf(row, ['PhoneNo', 'Phone', 'PhoneNumber'])),
    mobileNo: textOf(firstOf(row, ['MobileNo', 'Mobile', 'MobileNumber', 'GsmNo'])),
    modifiedAt: instantOf(row['Modified']),
  };
}

/** winbooks-api §4.3: contacts hang on a third by a link. */
function thirdContactRow(row: VendorRecord): ThirdContactRow | null {
  const id = idOf(row['Id']);
  if (id === null) return null;
  return {
    id,
    thirdId: referenceOf(row, 'Third'),
    contactId: referenceOf(row, 'Contact'),
    sortKey: sortKey(row, id, flagOf(row['IsDefault']) ? 0 : 1),
    modifiedAt: instantOf(row['Modified']),
  };
}

/** Rank, then the vendor's own index, then age, then id. */
function sortKey(row: VendorRecord, id: string, rank: number): string {
  const index = Math.min(Math.max(Math.trunc(numberOf(row['Index']) ?? 0), 0), 9_999);
  return [rank, String(index).padStart(4, '0'), instantOf(row['Created']) ?? '9', id].join(' ');
}
