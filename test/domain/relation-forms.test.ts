import { readParty } from '../../domain/relation/read-party';
import { readTribe } from '../../domain/relation/read-tribe';
import type { TribeRelation } from '../../domain/vendors/tribe-records';
import type { WinbooksParty } from '../../domain/vendors/winbooks-records';
import { contact, organisation, party, person, tribeAddress, winbooksAddress } from './relation-records';

describe('what both sides show of a relation', () => {
  const vatNumber = { countryCode: 'BE', number: '0000000196' };
  const address = {
    street: 'Vuchtlaan',
    houseNumber: '78',
    box: null,
    extra: null,
    postalCode: '9000',
    city: 'Gent',
    countryCode: 'BE',
  };
  const fields = {
    name: 'Peeters Hout BV',
    number: 'K17',
    vatNumber,
    address,
    website: 'https://peeters.example',
    email: 'info@peeters.example',
    phone: '09 234 56 78',
  };

  it('is the same of an organisation', () => {
    const form = { kind: 'organisation', countryCode: 'BE', withoutRecord: [], fields };
    expect(readTribe(organisation(), 'customer')).toEqual({ form, problems: [] });
    expect(readParty(party(), 'organisation')).toEqual({ form, problems: [] });
  });

  it('is of a person without address, VAT number and website', () => {
    const { name, number, email, phone } = {
      ...fields,
      name: 'Jan van den Berg',
    };
    const form = { name, number, email, phone, mobile: '0475 12 34 56' };
    expect(readTribe(person(), 'customer').form.fields).toEqual(form);
    const customer = party({ name, contact: contact({ mobileNo: '0475 12 34 56' }) });
    expect(readParty(customer, 'person').form.fields).toEqual(form);
  });

  it('has the number of the role', () => {
    const both = organisation({ creditorNumber: 'L4' });
    expect(readTribe(both, 'customer').form.fields.number).toBe('K17');
    expect(readTribe(both, 'supplier').form.fields.number).toBe('L4');
  });

  it('has single spaces and one form of accents', () => {
    const relation = organisation({ name: ' Café \u00a0 de\n Ster ' });
    expect(readTribe(relation, 'customer').form.fields.name).toBe('Café de Ster');
    expect(readTribe(organisation({ website: ' \t' }), 'customer').form.fields.website).toBeNull();
  });

  it.each([
    ['the house number in the first line', { address1: 'Vuchtlaan 78', number: null }],
    ['a country by its name', { countryCode: 'Belgique' }],
  ])('finds in WinBooks %s', (_, given) => {
    expect(readParty(party({ address: winbooksAddress(given) }), 'organisation').form.fields.address).toEqual(
      address,
    );
  });

  it('takes an address with nothing but a country for none', () => {
    const nothing = { street: null, houseNumber: null, postalCode: null, city: null };
    const relation = organisation({ invoiceAddress: tribeAddress(nothing) });
    expect(readTribe(relation, 'customer').form.fields.address).toBeNull();
    expect(readTribe(organisation({ invoiceAddress: null }), 'customer').form.fields.address).toBeNull();
  });

  it('leaves alone what a folder without contacts cannot hold', () => {
    const { fields: shown, withoutRecord } = readParty(party({ contact: undefined }), 'organisation').form;
    expect(withoutRecord).toEqual(['email', 'mobile']);
    expect(Object.keys(shown)).not.toContain('email');
    expect(shown.phone).toBe('09 234 56 78');
    const bare = readParty(party({ contact: undefined, address: null }), 'person').form.fields;
    expect(Object.keys(bare)).toEqual(['name', 'number']);
    expect(readParty(party({ contact: null }), 'organisation').form.fields.email).toBeNull();
  });

  it('has the phone number of the contact when the address has none', () => {
    const customer = party({
      address: winbooksAddress({ phoneNo: null }),
      contact: contact({ phoneNo: '02 123 45 67' }),
    });
    expect(readParty(customer, 'organisation').form.fields.phone).toBe('02 123 45 67');
  });

  it('takes a VAT number without a country for one of the country of the address, else of Belgium', () => {
    const there = winbooksAddress({ countryCode: 'LU' });
    const read = (written: string) =>
      readParty(party({ vatNumber: written, vatCountryCode: null, address: there }), 'organisation').form
        .fields.vatNumber;
    expect(read('15027442')).toEqual({ countryCode: 'LU', number: '15027442' });
    expect(read('0000000196')).toEqual(vatNumber);
  });
});

describe('a field with bad data is left alone, and the others are read', () => {
  it.each<[keyof TribeRelation, Partial<TribeRelation>, string, string]>([
    ['vatNumber', { vatNumber: 'BE 0000.000.197' }, 'VAT_NUMBER_INVALID', 'BE 0000.000.197'],
    [
      'emailAddress',
      { emailAddress: 'a@x.example; b@x.example' },
      'EMAIL_INVALID',
      'a@x.example; b@x.example',
    ],
    ['emailAddress', { emailAddress: 'niet bekend' }, 'EMAIL_INVALID', 'niet bekend'],
    ['phoneNumber', { phoneNumber: 'a@x.example' }, 'PHONE_IS_EMAIL', 'a@x.example'],
    [
      'invoiceAddress',
      { invoiceAddress: tribeAddress({ countryCode: null, writtenCountry: 'Vlaanderen' }) },
      'COUNTRY_UNKNOWN',
      'Vlaanderen',
    ],
    ['name', { name: 'Peeters \u0092t Hout' }, 'TEXT_UNREADABLE', 'Peeters �t Hout'],
  ])('%s %j of Tribe', (_, given, code, written) => {
    const whole = readTribe(organisation(), 'customer').form.fields;
    const { form, problems } = readTribe(organisation(given), 'customer');
    expect(problems).toEqual([
      {
        field: expect.any(String) as string,
        issue: { code, params: expect.objectContaining({ customer: 'K17', written }) as object },
      },
    ]);
    const [field = 'name'] = problems.map((problem) => problem.field);
    expect(form.fields).toEqual(Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field)));
  });

  it.each<[Partial<WinbooksParty>, string]>([
    [{ vatNumber: '0000000197' }, 'WINBOOKS_VAT_NUMBER_INVALID'],
    [{ contact: contact({ email: 'a b' }) }, 'EMAIL_INVALID'],
    [{ address: winbooksAddress({ phoneNo: 'a@x.example' }) }, 'PHONE_IS_EMAIL'],
    [{ address: winbooksAddress({ countryCode: 'ZZ' }) }, 'COUNTRY_UNKNOWN'],
  ])('%j of WinBooks', (given, code) => {
    const { problems } = readParty(party(given), 'organisation');
    expect(problems.map(({ issue }) => issue.code)).toEqual([code]);
  });

  it('of a person says nothing about fields that a person does not have', () => {
    expect(readTribe(person({ vatNumber: '?1' }), 'customer').problems).toEqual([]);
  });

  it('is found again without a number by its name', () => {
    const relation = organisation({ debtorNumber: null, emailAddress: '?' });
    expect(readTribe(relation, 'customer').problems.map(({ issue }) => issue.params)).toEqual([
      { customer: 'Peeters Hout BV', vendor: 'Tribe', written: '?' },
    ]);
  });
});
