import { customerCode } from '../../domain/customer-code';
import { sameVatNumber, splitVatNumber, vatNumbersContradict } from '../../domain/vat-number';

describe('customerCode', () => {
  it.each(['C1001', '7', 'ABCDEFGHIJ', ' K201 '])('keeps the debtor number %p', (number) => {
    expect(customerCode(number)).toEqual({ ok: true, code: number.trim() });
  });

  it.each(['c1001', 'ABCDEFGHIJK', 'C-1001', 'HÉLOÏSE', 'A B'])(
    'holds %p, which WinBooks might change',
    (number) => {
      expect(customerCode(number)).toEqual({
        ok: false,
        issue: { code: 'CUSTOMER_NUMBER_UNUSABLE', params: { number } },
      });
    },
  );

  it.each([null, '', '   '])('holds a debtor without number: %p', (number) => {
    expect(customerCode(number)).toMatchObject({ ok: false, issue: { code: 'CUSTOMER_WITHOUT_NUMBER' } });
  });
});

describe('VAT numbers', () => {
  it.each([
    ['BE0000000196', null, 'BE', '0000000196'],
    ['BE 0123.456.789', null, 'BE', '0123456789'],
    ['BTW BE-0123.456.789', 'NL', 'BE', '0123456789'],
    ['0000000196', 'BE', 'BE', '0000000196'],
    ['123456789', null, 'BE', '0123456789'],
    ['be 123.456.789', null, 'BE', '0123456789'],
    ['1012345678', null, 'BE', '1012345678'],
    ['NL123456789B01', 'BE', 'NL', '123456789B01'],
    ['123456789B01', 'nl', 'NL', '123456789B01'],
    ['FRAB123456789', null, 'FR', 'AB123456789'],
    ['EL123456789', null, 'GR', '123456789'],
    ['ATU12345678', null, 'AT', 'U12345678'],
  ])('reads %p with country %p as %s %s', (text, country, countryCode, number) => {
    expect(splitVatNumber(text, country)).toEqual({ countryCode, number });
  });

  it.each([null, '', '  ', 'geen', 'BE'])('finds no number in %p', (text) => {
    expect(splitVatNumber(text, 'BE')).toBeNull();
  });

  it('knows the same number in both ways of writing', () => {
    expect(sameVatNumber(splitVatNumber('BE0000000196'), splitVatNumber('0000000196', 'BE'))).toBe(true);
    expect(sameVatNumber(splitVatNumber('BE000.000.196'), splitVatNumber('0000000196', ''))).toBe(true);
  });

  it('keeps other numbers, other countries and empty ones apart', () => {
    expect(sameVatNumber(splitVatNumber('BE0000000196'), splitVatNumber('BE0000000295'))).toBe(false);
    expect(sameVatNumber(splitVatNumber('BE0000000196'), splitVatNumber('0000000196', 'FR'))).toBe(false);
    expect(sameVatNumber(null, null)).toBe(false);
  });

  it.each([
    ['NL000000012B01', '000000012B01', null, false],
    ['NL000000012B01', '000000012B01', 'NL', false],
    ['NL000000012B01', '000000012B01', 'BE', true],
    ['NL000000012B01', '000000029B01', null, true],
    ['NL000000012B01', 'BE000000012', null, true],
    ['BE0000000196', '000000196', null, false],
    ['BE0000000196', null, null, false],
    [null, '0000000196', null, false],
  ])(
    'holds %p of Tribe against %p, country %p: contradiction %p',
    (ofTribe, vatNumber, vatCountryCode, expected) => {
      expect(vatNumbersContradict(ofTribe, { vatNumber, vatCountryCode })).toBe(expected);
    },
  );
});
