import { countryCodeIn } from '../../domain/relation/country-codes';
import { phoneFor, samePhone } from '../../domain/relation/phone-number';
import { joinedName, renamed, splitName } from '../../domain/relation/person-name';
import { lineKey, lineOfTribe, splitLine, tribePartsOf } from '../../domain/relation/street-line';
import { sameWebsite } from '../../domain/relation/website';

const BE = { a: 'BE', b: 'BE' };

describe('a phone number', () => {
  it.each([
    ['02 123 45 67', '+32 2 123 45 67'],
    ['02/123.45.67', '0032 2 123 45 67'],
    ['0475/12.34.56', '+32 (0)475 12 34 56'],
    ['02 123 45 67 ext. 5', '+32 2 123 45 67 x5'],
    ['binnenlijn 12', 'Binnenlijn 12'],
  ])('is the same however it is typed: %s and %s', (a, b) => {
    expect(samePhone(a, b, BE)).toBe(true);
  });

  it.each([
    ['02 123 45 67', '02 123 45 68'],
    ['02 123 45 67', '02 123 45 67 ext. 5'],
    ['02 123 45 67', null],
  ])('is another one: %s and %s', (a, b) => {
    expect(samePhone(a, b, BE)).toBe(false);
  });

  it('belongs to the country of its address', () => {
    expect(samePhone('020 123 4567', '+31 20 123 4567', { a: 'NL', b: 'BE' })).toBe(true);
    expect(samePhone('020 123 4567', '+31 20 123 4567', BE)).toBe(false);
  });

  it('travels as it is typed, and with its prefix to a record of another country', () => {
    expect(phoneFor('02/123.45.67', 'BE', 'BE')).toBe('02/123.45.67');
    expect(phoneFor('020 123 4567', 'NL', 'BE')).toBe('+31 20 123 4567');
    expect(phoneFor('binnenlijn 12', 'NL', 'BE')).toBe('binnenlijn 12');
  });

  it('is never cut', () => {
    expect(phoneFor('+32 (0) 2 / 123 . 45 . 67', 'BE', 'BE')).toBe('+3221234567');
    expect(phoneFor('02 123 45 67 of 02 123 45 68', 'BE', 'BE')).toBe('02 123 45 67 of 02 123 45 68');
  });
});

describe('a website', () => {
  it.each([
    ['https://peeters.example/', 'peeters.example'],
    ['HTTP://Peeters.Example/Winkel/', 'peeters.example/Winkel'],
  ])('is the same: %s and %s', (a, b) => {
    expect(sameWebsite(a, b)).toBe(true);
  });

  it.each([
    ['peeters.example/Winkel', 'peeters.example/winkel'],
    ['peeters.example', 'www.peeters.example'],
    ['peeters.example', null],
  ])('is another one: %s and %s', (a, b) => {
    expect(sameWebsite(a, b)).toBe(false);
  });
});

describe('a country', () => {
  it.each([
    ['BE', 'be', 'BEL', 'België', 'belgie', 'Belgique', 'Belgium', 'Koninkrijk België', 'B'],
    ['NL', 'nld', 'Nederland', 'Pays-Bas', 'The Netherlands'],
    ['GB', 'UK', 'Royaume-Uni', 'Verenigd Koninkrijk', 'United Kingdom'],
    ['GR', 'EL', 'Griekenland'],
    ['XK', 'Kosovo'],
  ])('%s is known by its codes and by its names in three languages', (code, ...written) => {
    expect(written.map(countryCodeIn)).toEqual(written.map(() => code));
  });

  it.each(['', 'ZZ', 'Vlaanderen'])('%p is none', (written) => {
    expect(countryCodeIn(written)).toBeNull();
  });
});

describe('the name of a person', () => {
  it.each([
    ['Jan', 'van den', 'Berg', 'Jan van den Berg'],
    [null, null, 'Berg', 'Berg'],
    ['Jan ', ' ', ' van  den Berg', 'Jan van den Berg'],
    [null, ' ', null, null],
  ])('joins %p, %p and %p with single spaces', (firstName, middleName, lastName, name) => {
    expect(joinedName({ firstName, middleName, lastName })).toBe(name);
  });

  it.each([
    ['Jan van den Berg', 'Jan', 'van den', 'Berg'],
    ['Jan Berg', 'Jan', null, 'Berg'],
    ['Berg', null, null, 'Berg'],
  ])(
    '%s is split into first word, last word and what is between',
    (name, firstName, middleName, lastName) => {
      expect(splitName(name)).toEqual({ firstName, middleName, lastName });
    },
  );

  const parts = { firstName: 'Jan', middleName: 'van den', lastName: 'Berg Peeters' };
  it.each([
    ['Jan van den Berg Peeters', null],
    ['Jan van den Berg Claes', { ...parts, lastName: 'Berg Claes' }],
    ['Jan Karel van den Berg Peeters', { ...parts, firstName: 'Jan Karel' }],
    ['Piet Claes', { firstName: 'Piet', middleName: null, lastName: 'Claes' }],
  ])('of somebody who exists keeps the parts that still stand: %s', (name, changed) => {
    expect(renamed(parts, name)).toEqual(changed);
  });
});

describe('a line of an address', () => {
  it.each([
    ['Vuchtlaan 78', 'Vuchtlaan', '78', null],
    ['Vuchtlaan, 78', 'Vuchtlaan', '78', null],
    ['Vuchtlaan nr. 78', 'Vuchtlaan', '78', null],
    ['Kerkstraat 78A bus 3', 'Kerkstraat', '78A', '3'],
    ['Kerkstraat 78 A, bte 3', 'Kerkstraat', '78 A', '3'],
    ['Rue de la Loi, 78/3', 'Rue de la Loi', '78', '3'],
    ['78, rue de la Loi', 'rue de la Loi', '78', null],
    ['Rue du 11 Novembre 5', 'Rue du 11 Novembre', '5', null],
    ['Steenweg 12-14', 'Steenweg', '12-14', null],
    ['Laan 12 bis boîte A', 'Laan', '12 bis', 'A'],
  ])('%s is split', (line, street, houseNumber, box) => {
    expect(splitLine(line)).toEqual({ street, houseNumber, box });
  });

  it.each([
    'Kerkstraat',
    'Kerkstraat Z/N',
    'Industriezone Noord 4 gebouw B',
    '12 rue de la Loi',
    '2e Dwarsstraat',
    `${'a '.repeat(100)}1`,
  ])('%s stays whole', (line) => {
    expect(splitLine(line)).toEqual({ street: line, houseNumber: null, box: null });
  });

  it.each([
    ['78', 'A', '78A', null],
    ['78', 'bus 3', '78', '3'],
    ['78', 'A bus 3', '78A', '3'],
    ['78', 'A/3', '78A', '3'],
    ['78', '-80', '78-80', null],
    ['78', '3', '78', '3'],
    ['78', 'achteraan', '78', 'achteraan'],
  ])('in Tribe, house number %s with suffix %p is %s, box %p', (number, suffix, houseNumber, box) => {
    expect(lineOfTribe('Laan', number, suffix)).toEqual({ street: 'Laan', houseNumber, box });
  });

  it.each([
    ['Laan', '78A', '3', 'Laan', '78', 'A/3'],
    ['Laan', '78', '3', 'Laan', '78', '3'],
    ['Laan', '78', null, 'Laan', '78', null],
    ['Laan', 'Z/N', '3', 'Laan Z/N 3', null, null],
    ['Laan', null, null, 'Laan', null, null],
    ['Laan', '007', null, 'Laan 007', null, null],
  ])('%s %s box %p becomes street %p, number %p, suffix %p of Tribe', (street, number, box, ...expected) => {
    const parts = tribePartsOf({ street, houseNumber: number, box });
    expect([parts.street, parts.houseNumber, parts.houseNumberSuffix]).toEqual(expected);
  });

  const line = (street: string | null, houseNumber: string | null = null, box: string | null = null) =>
    lineKey({ street, houseNumber, box });

  it('is the same wherever it is split', () => {
    expect(line('Kerkstraat 78a bus 3')).toBe(line('Kerkstraat', '78', 'A/3'));
    expect(line('Kerkstraat', '78', 'bte 3')).toBe(line('Kerkstraat', '78/3'));
    expect(line('Kerkstraat', '7', '83')).not.toBe(line('Kerkstraat', '78', '3'));
    expect(line('Busstraat', '7')).not.toBe(line('straat', '7'));
    expect(line('kerkstraat', '7')).not.toBe(line('Kerkstraat', '7'));
  });
});
