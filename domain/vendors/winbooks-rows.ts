import type { WinbooksId } from '../ids';
import type { PartyRole, WinbooksAddress, WinbooksContact, WinbooksParty } from './winbooks-records';

/**
 * The rows of which a party consists, as WinBooks lists them: customer or supplier, third, address, contact, and the
 * link between third and contact (winbooks-api §4.2–4.6). Each is read and kept by itself, because a change of one does
 * not change the date of the others (winbooks-api §5.a).
 */

interface DatedRow {
  readonly id: WinbooksId;
  /** ISO 8601 in UTC, the vendor's clock; null when the row has no date. */
  readonly modifiedAt: string | null;
}

/** A customer or a supplier. */
export interface PartyRow extends DatedRow {
  readonly code: string;
  /** Null where the row does not say it: party and third then have the same code. */
  readonly thirdId: WinbooksId | null;
  readonly isLocked: boolean;
  readonly isHidden: boolean;
}

export interface ThirdRow extends DatedRow {
  readonly code: string;
  readonly name: string | null;
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
  readonly website: string | null;
  readonly civilityCode: string | null;
}

/** A row of which a third may have several. */
interface ChosenRow {
  /**
   * ASCII text: of a third's rows, the one with the smallest key counts. It does not depend on anything that the
   * integration writes.
   */
  readonly sortKey: string;
}

export interface AddressRow extends DatedRow, ChosenRow, WinbooksAddress {
  readonly id: WinbooksId;
  readonly thirdId: WinbooksId | null;
}

export interface ContactRow extends DatedRow, WinbooksContact {
  readonly id: WinbooksId;
}

export interface ThirdContactRow extends DatedRow, ChosenRow {
  readonly thirdId: WinbooksId | null;
  readonly contactId: WinbooksId | null;
}

export interface WinbooksRows {
  readonly customer: PartyRow;
  readonly supplier: PartyRow;
  readonly third: ThirdRow;
  readonly address: AddressRow;
  readonly contact: ContactRow;
  readonly thirdContact: ThirdContactRow;
}
export type WinbooksEntity = keyof WinbooksRows;

export interface PartyParts {
  readonly role: PartyRole;
  readonly party: PartyRow;
  readonly third: ThirdRow;
  readonly address: AddressRow | null;
  /** Undefined when the folder has no contacts. */
  readonly contact: ContactRow | null | undefined;
}

/** The party that these rows make up. */
export function partyOf({ role, party, third, address, contact }: PartyParts): WinbooksParty {
  return {
    role,
    id: party.id,
    code: party.code,
    thirdId: third.id,
    name: third.name,
    vatNumber: third.vatNumber,
    vatCountryCode: third.vatCountryCode,
    website: third.website,
    address: address && {
      id: address.id,
      address1: address.address1,
      address2: address.address2,
      number: address.number,
      box: address.box,
      zip: address.zip,
      town: address.town,
      countryCode: address.countryCode,
      phoneNo: address.phoneNo,
    },
    contact: contact && {
      id: contact.id,
      email: contact.email,
      phoneNo: contact.phoneNo,
      mobileNo: contact.mobileNo,
    },
    isLocked: party.isLocked,
    isHidden: party.isHidden,
    civilityCode: third.civilityCode,
    modifiedAt: latestOf([party, third, address, contact]),
  };
}

const latestOf = (rows: readonly (DatedRow | null | undefined)[]): string | null =>
  rows
    .map((row) => row?.modifiedAt ?? null)
    .filter((date) => date !== null)
    .toSorted()
    .at(-1) ?? null;

/** Of several rows of a third, the one that counts. */
export const chosenOf = <Row extends ChosenRow>(rows: readonly Row[]): Row | null =>
  rows.toSorted((one, other) => (one.sortKey < other.sortKey ? -1 : 1))[0] ?? null;
