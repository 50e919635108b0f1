import type { NewParty } from '../../clients/winbooks';
import { winbooksId } from '../../domain/ids';
import type { PartyRole, WinbooksParty } from '../../domain/vendors/winbooks-records';

/**
 * A customer or supplier as WinBooks would show it if it kept everything that is sent to create it.
 *
 * @param hasContacts false when the folder has no contacts, or that is not known
 */
export function partyAsSent(
  role: PartyRole,
  { code, name, vatNumber, vatCountryCode, website, address, contact }: NewParty,
  hasContacts: boolean,
): WinbooksParty {
  const none = winbooksId('');
  return {
    role,
    ...{ id: none, code, thirdId: none, name, civilityCode: null, modifiedAt: null },
    ...{ isLocked: false, isHidden: false },
    vatNumber: vatNumber ?? null,
    vatCountryCode: vatCountryCode ?? null,
    website: website ?? null,
    address: address
      ? {
          id: none,
          address1: address.address1,
          address2: address.address2 ?? null,
          number: address.number ?? null,
          box: address.box ?? null,
          zip: address.zip ?? null,
          town: address.town ?? null,
          countryCode: address.countryCode ?? null,
          phoneNo: address.phoneNo ?? null,
        }
      : null,
    contact: contact
      ? {
          id: none,
          email: contact.email ?? null,
          phoneNo: contact.phoneNo ?? null,
          mobileNo: contact.mobileNo ?? null,
        }
      : hasContacts
        ? null
        : undefined,
  };
}
