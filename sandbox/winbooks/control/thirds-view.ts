import { type FolderRecords, type Row } from '../folder/folder-records';

/** One third as an office reads it from its screens: in its roles, with its addresses and contacts. */
export interface ThirdEntry {
  id: string;
  code: string;
  name: string | null;
  vatNumber: string | null;
  website: string | null;
  roles: { id: string; role: 'customer' | 'supplier'; code: string; isInactive: boolean }[];
  addresses: Record<'id' | 'street' | 'zip' | 'town' | 'phone', string | null>[];
  contacts: Record<'id' | 'email' | 'phone' | 'mobile', string | null>[];
}

/** Every third of a folder in the order of its making, by which tests judge what stands in WinBooks. */
export function thirdsOf(records: FolderRecords): ThirdEntry[] {
  return [...records.all('Third')].map((third) => ({
    id: third.Id,
    code: textIn(third, 'Code') ?? '',
    name: textIn(third, 'Name'),
    vatNumber: textIn(third, 'VatNumber'),
    website: textIn(third, 'WebSite'),
    roles: (['customer', 'supplier'] as const).flatMap((role) =>
      records.where(role === 'customer' ? 'Customer' : 'Supplier', 'Third_Id', third.Id).map((party) => ({
        id: party.Id,
        role,
        code: textIn(party, 'Code') ?? '',
        isInactive: party['IsLocked'] === true || party['IsHidden'] === true,
      })),
    ),
    addresses: records.where('Address', 'Third_Id', third.Id).map((address) => ({
      id: address.Id,
      street: textIn(address, 'Address1'),
      zip: textIn(address, 'Zip'),
      town: textIn(address, 'Town'),
      phone: textIn(address, 'PhoneNo'),
    })),
    contacts: records.where('Third_Contact', 'Third_Id', third.Id).flatMap((join) => {
      const contact = records.byId('Contact', join['Contact_Id']);
      if (contact === null) return [];
      return {
        id: contact.Id,
        email: textIn(contact, 'EMail'),
        phone: textIn(contact, 'PhoneNo'),
        mobile: textIn(contact, 'MobileNo'),
      };
    }),
  }));
}

function textIn(row: Row, field: string): string | null {
  const value = row[field];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
