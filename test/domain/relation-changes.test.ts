import { changeForTribe } from '../../domain/relation/tribe-change';
import { changeForWinbooks } from '../../domain/relation/winbooks-change';
import type { CanonicalAddress } from '../../domain/relation/relation-form';
import { contact, organisation, party, person, winbooksAddress } from './relation-records';

const address = (given: Partial<CanonicalAddress> = {}): CanonicalAddress => ({
  street: 'Vuchtlaan',
  houseNumber: '78',
  box: null,
  extra: null,
  postalCode: '9000',
  city: 'Gent',
  countryCode: 'BE',
  ...given,
});

describe('what is written to Tribe', () => {
  it('has the names of its fields', () => {
    const values = {
      name: 'Janssens',
      vatNumber: { countryCode: 'GR', number: '094259216' },
      website: null,
      email: 'a@x.example',
      phone: '02 123 45 67',
      mobile: '0475 12 34 56',
    };
    expect(changeForTribe(values, 'organisation', 'customer', organisation())).toEqual({
      name: 'Janssens',
      vatNumber: 'EL094259216',
      website: null,
      emailAddress: 'a@x.example',
      phoneNumber: '02 123 45 67',
      mobilePhoneNumber: '0475 12 34 56',
    });
    expect(changeForTribe({ vatNumber: null }, 'organisation', 'customer', null)).toEqual({
      vatNumber: null,
    });
  });

  it('has the number of the role', () => {
    const number = 'K17';
    expect(changeForTribe({ number }, 'organisation', 'customer', null)).toEqual({ debtorNumber: number });
    expect(changeForTribe({ number }, 'organisation', 'supplier', null)).toEqual({ creditorNumber: number });
  });

  it.each([
    ['Jan Claes', { firstName: 'Jan', middleName: null, lastName: 'Claes' }],
    ['Jan van den Berg', {}],
    ['Jan van den Bergh', { firstName: 'Jan', middleName: 'van den', lastName: 'Bergh' }],
  ])('splits the name of a person only if it is another one: %s', (name, change) => {
    expect(changeForTribe({ name }, 'person', 'customer', person())).toEqual(change);
  });

  it.each<[string, Partial<CanonicalAddress>, object]>([
    ['the postal code', { postalCode: '9050' }, { postalCode: '9050' }],
    ['the country', { countryCode: 'NL' }, { countryCode: 'NL' }],
    [
      'the line',
      { houseNumber: '78A', box: '3' },
      { street: 'Vuchtlaan', houseNumber: '78', houseNumberSuffix: 'A/3' },
    ],
    [
      'nothing of a line that is only split in another way',
      { street: 'Vuchtlaan 78', houseNumber: null, city: 'Aalst' },
      { city: 'Aalst' },
    ],
  ])('of an address is only what changes: %s', (_, given, invoiceAddress) => {
    expect(changeForTribe({ address: address(given) }, 'organisation', 'customer', organisation())).toEqual({
      invoiceAddress,
    });
  });

  it('of an address that Tribe does not have is the whole of it', () => {
    const change = changeForTribe(
      { address: address() },
      'organisation',
      'customer',
      organisation({ invoiceAddress: null }),
    );
    expect(change).toEqual({
      invoiceAddress: {
        street: 'Vuchtlaan',
        houseNumber: '78',
        houseNumberSuffix: null,
        extra: null,
        postalCode: '9000',
        city: 'Gent',
        countryCode: 'BE',
      },
    });
  });
});

describe('what is written to WinBooks', () => {
  it('is apart per record, and never the reference', () => {
    const values = {
      name: 'Metaalconstructies Vanden Bossche-Deprez en Zonen',
      number: 'K18',
      vatNumber: { countryCode: 'BE', number: '0000000295' },
      website: 'x.example',
      address: address({ city: 'Aalst' }),
      email: 'a@x.example',
      phone: '02 123 45 67',
    };
    expect(changeForWinbooks(values, party())).toEqual({
      third: {
        name: 'Metaalconstructies Vanden Bossche-Deprez',
        vatNumber: '0000000295',
        vatCountryCode: 'BE',
        website: 'x.example',
      },
      address: { town: 'Aalst', phoneNo: '02 123 45 67' },
      contact: { email: 'a@x.example' },
    });
    expect(changeForWinbooks({ number: 'K18' }, party())).toEqual({});
  });

  it('of an address is the whole line, or none of it', () => {
    const there = party({ address: winbooksAddress({ address1: 'Vuchtlaan 78', number: null }) });
    expect(changeForWinbooks({ address: address({ postalCode: '9050' }) }, there)).toEqual({
      address: { zip: '9050' },
    });
    expect(changeForWinbooks({ address: address({ houseNumber: '80' }) }, there)).toEqual({
      address: { address1: 'Vuchtlaan', number: '80', box: null },
    });
  });

  const phone = '02 123 45 67';
  const noPhone = winbooksAddress({ phoneNo: null });
  it.each([
    ['to the address that has one', party(), phone, { address: { phoneNo: phone } }],
    [
      'to the address when neither has one',
      party({ address: noPhone }),
      phone,
      { address: { phoneNo: phone } },
    ],
    [
      'to the contact that has one',
      party({ address: noPhone, contact: contact({ phoneNo: '1' }) }),
      phone,
      { contact: { phoneNo: phone } },
    ],
    [
      'to a contact when there is no address',
      party({ address: null, contact: null }),
      phone,
      { contact: { phoneNo: phone } },
    ],
    ['nowhere when it is emptied and there is none', party({ address: noPhone }), null, {}],
    [
      'to both when it is emptied',
      party({ contact: contact({ phoneNo: '1' }) }),
      null,
      { address: { phoneNo: null }, contact: { phoneNo: null } },
    ],
  ])('a phone number goes %s', (_, there, value, change) => {
    expect(changeForWinbooks({ phone: value }, there)).toEqual(change);
  });
});
