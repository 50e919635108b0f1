import { tribeId, winbooksId } from '../../domain/ids';
import type { TribeRelation, TribeStoredAddress } from '../../domain/vendors/tribe-records';
import type { WinbooksAddress, WinbooksContact, WinbooksParty } from '../../domain/vendors/winbooks-records';

export const tribeAddress = (given: Partial<TribeStoredAddress> = {}): TribeStoredAddress => ({
  id: tribeId('address'),
  street: 'Vuchtlaan',
  houseNumber: '78',
  houseNumberSuffix: null,
  extra: null,
  postalCode: '9000',
  city: 'Gent',
  countryCode: 'BE',
  writtenCountry: 'BE',
  ...given,
});

export const organisation = (given: Partial<TribeRelation> = {}): TribeRelation => ({
  relationId: tribeId('relation'),
  kind: 'organisation',
  name: 'Peeters Hout BV',
  firstName: null,
  middleName: null,
  lastName: null,
  debtorNumber: 'K17',
  creditorNumber: null,
  vatNumber: 'BE 0000.000.196',
  website: 'https://peeters.example',
  emailAddress: 'info@peeters.example',
  phoneNumber: '09 234 56 78',
  mobilePhoneNumber: null,
  invoiceAddress: tribeAddress(),
  customer: { relationshipId: tribeId('customer'), isFormer: false, paymentTermDays: 30 },
  supplier: null,
  changedAt: '2026-11-05T10:00:00Z',
  ...given,
});

export const person = (given: Partial<TribeRelation> = {}): TribeRelation => ({
  ...organisation(),
  kind: 'person',
  name: 'Jan van den Berg',
  firstName: 'Jan',
  middleName: 'van den',
  lastName: 'Berg',
  vatNumber: null,
  website: null,
  mobilePhoneNumber: '0475 12 34 56',
  ...given,
});

export const winbooksAddress = (given: Partial<WinbooksAddress> = {}): WinbooksAddress => ({
  id: winbooksId('address'),
  address1: 'Vuchtlaan',
  address2: null,
  number: '78',
  box: null,
  zip: '9000',
  town: 'Gent',
  countryCode: 'BE',
  phoneNo: '09 234 56 78',
  ...given,
});

export const contact = (given: Partial<WinbooksContact> = {}): WinbooksContact => ({
  id: winbooksId('contact'),
  email: 'info@peeters.example',
  phoneNo: null,
  mobileNo: null,
  ...given,
});

export const party = (given: Partial<WinbooksParty> = {}): WinbooksParty => ({
  role: 'customer',
  id: winbooksId('party'),
  code: 'K17',
  thirdId: winbooksId('third'),
  name: 'Peeters Hout BV',
  vatNumber: '0000000196',
  vatCountryCode: 'BE',
  website: 'https://peeters.example',
  address: winbooksAddress(),
  contact: contact(),
  isLocked: false,
  isHidden: false,
  civilityCode: 'BV',
  modifiedAt: '2026-11-05T10:00:00Z',
  ...given,
});
