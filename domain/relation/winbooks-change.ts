import type { WinbooksAddress, WinbooksContact, WinbooksParty } from '../vendors/winbooks-records';
import { toWinbooksAddress, addressOfWinbooks, type WinbooksAddressParts } from './canonical-address';
import { differing } from './differing';
import type { CanonicalAddress, FormFields } from './relation-form';
import { lineKey } from './street-line';
import { cutFor } from './winbooks-lengths';

/**
 * What is written to a customer or supplier in WinBooks, apart per record, because the third, its address and its
 * contact are updated by their own ids (winbooks-api §5.b). Only fields that change; null empties one. A record that the
 * third does not have yet is created.
 */
export interface WinbooksChange {
  readonly third?: Partial<
    Pick<WinbooksParty, 'vatNumber' | 'vatCountryCode' | 'website'> & { readonly name: string }
  >;
  readonly address?: Partial<Omit<WinbooksAddress, 'id'>>;
  readonly contact?: Partial<Omit<WinbooksContact, 'id'>>;
}

/** The current party as far as it decides what is written; null for one that is to be created. */
type Current = Pick<WinbooksParty, 'address' | 'contact'> | null;

/**
 * WinBooks' fields for values that are written to it, cut to what it holds. The number is not among them: a reference
 * does not change (winbooks-api §5.b).
 */
export function changeForWinbooks(values: FormFields, current: Current): WinbooksChange {
  const { name, vatNumber, website, email, mobile } = values;
  const third = {
    ...(name ? { name: cutFor('name', name) } : {}),
    ...(vatNumber === undefined
      ? {}
      : { vatNumber: vatNumber?.number ?? null, vatCountryCode: vatNumber?.countryCode ?? null }),
    ...(website === undefined ? {} : { website }),
  };
  const phone = phoneFields(values, current);
  const address = {
    ...(values.address ? addressParts(values.address, current?.address ?? null) : {}),
    ...phone.address,
  };
  const contact = {
    ...(email === undefined ? {} : { email }),
    ...(mobile === undefined ? {} : { mobileNo: mobile }),
    ...phone.contact,
  };
  return {
    ...(isEmpty(third) ? {} : { third }),
    ...(isEmpty(address) ? {} : { address }),
    ...(isEmpty(contact) ? {} : { contact }),
  };
}

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0;

/** The phone number is written where it is shown, else to the address; an emptied one must show nowhere. */
function phoneFields(
  { phone, address }: FormFields,
  current: Current,
): Pick<WinbooksChange, 'address' | 'contact'> {
  if (phone === undefined) return {};
  const [ofAddress, ofContact] = [current?.address?.phoneNo ?? null, current?.contact?.phoneNo ?? null];
  const toAddress = { address: { phoneNo: phone } };
  const toContact = { contact: { phoneNo: phone } };
  if (phone === null)
    return { ...(ofAddress === null ? {} : toAddress), ...(ofContact === null ? {} : toContact) };
  if (ofAddress === null && ofContact !== null) return toContact;
  const hasAddress = Boolean(current?.address ?? address);
  return hasAddress ? toAddress : toContact;
}

/** First line, number and box are one line, and change together. */
function addressParts(
  address: CanonicalAddress,
  shown: WinbooksAddress | null,
): Partial<WinbooksAddressParts> {
  const wanted = toWinbooksAddress(address);
  if (shown === null) return wanted;
  const { address1, number, box, ...others } = wanted;
  const [line, lineShown] = [addressOfWinbooks(wanted), addressOfWinbooks(shown)];
  const isSameLine = line !== null && lineShown !== null && lineKey(line) === lineKey(lineShown);
  return { ...(isSameLine ? {} : { address1, number, box }), ...differing(others, shown) };
}
