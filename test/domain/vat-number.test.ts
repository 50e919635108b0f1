import fc from 'fast-check';
import { readVatNumber, sameVatNumber, vatNumberIn, vatNumbersContradict } from '../../domain/vat/vat-number';

const read = (vatNumber: string | null, vatCountryCode: string | null = null) =>
  readVatNumber({ vatNumber, vatCountryCode });
const numberIn = (vatNumber: string | null, vatCountryCode: string | null = null) =>
  vatNumberIn({ vatNumber, vatCountryCode });

describe('a VAT number is read out of what people type', () => {
  it.each([
    ['BE 0000.000.196 RPR Gent', '0000000196'],
    ['BTW nr. BE 0000.000.295', '0000000295'],
    ['RPM Bruxelles 0000.000.097', '0000000097'],
    ['0000000196RPRGENT', '0000000196'],
    ['NRBE0000000295', '0000000295'],
    ['BTWBE0000000295', '0000000295'],
    ['be0000000196', '0000000196'],
    ['BTW-BE-0000.000.196', '0000000196'],
    ['BE 0000 000 196', '0000000196'],
    ['BE\u00a00000\u2011000\u2011196', '0000000196'],
    ['N° BE 0000 000 196', '0000000196'],
    ['TVA de 0000.000.196', '0000000196'],
    ['TVA no 0000.000.196', '0000000196'],
    ['BE 0000.000.196 9000 Gent', '0000000196'],
    ['BE0000000196 (0000.000.196)', '0000000196'],
    ['BE0000000196, tel. 02 123 45 67', '0000000196'],
    ['BE 0403.170.701', '0403170701'],
    ['BE 1000.000.120', '1000000120'],
  ])('%p is %s of Belgium', (text, number) => {
    expect(read(text)).toEqual({ kind: 'read', vatNumber: { countryCode: 'BE', number } });
  });

  it.each(['BE000.000.196', '000.000.196', 'be 000 000 196', '(0)000.000.196', '000000196'])(
    'the old number of nine digits gets its 0: %p',
    (text) => {
      expect(numberIn(text)).toEqual({ countryCode: 'BE', number: '0000000196' });
    },
  );

  it.each([null, '', '  ', 'geen', 'BE', 'niet btw-plichtig', 'en demande', '–'])('none in %p', (text) => {
    expect(read(text)).toEqual({ kind: 'none' });
  });

  it.each([
    ['check digits that are wrong', 'BE 0123.456.789'],
    ['check digits that are wrong, without a country', '0123456789'],
    ['a number that Belgium does not give out', 'BE 5349.429.343'],
    ['a digit too many', 'BE 0000.000.1961'],
    ['a digit too few', 'BE 00.000.196'],
    ['two numbers, and nothing tells which one counts', 'BE0000000196 / BE0000000295'],
    ['two numbers of two countries', 'BE0000000196 NL000000012B01'],
    ['two numbers without a country', '0000.000.196 of 0000.000.295'],
    ['an account number', 'BE68 5390 0754 7034'],
    ['a number of another country, wrongly', 'FR 0000.000.196'],
    ['a Belgian form with more behind it', '0000000196B01'],
    ['words and a year', 'in aanvraag 2024'],
  ])('%s: unusable, shown as it is written', (_, text) => {
    expect(read(` ${text} `)).toEqual({ kind: 'unusable', written: text });
  });

  it('bare digits are of the country that is known, and of no other', () => {
    expect(numberIn('000000012B01', 'nl')).toEqual({ countryCode: 'NL', number: '000000012B01' });
    expect(numberIn('094259216', 'EL')).toEqual({ countryCode: 'GR', number: '094259216' });
    expect(numberIn('094259216', 'GR')).toEqual({ countryCode: 'GR', number: '094259216' });
    expect(numberIn('980780684', 'UK')).toEqual({ countryCode: 'GB', number: '980780684' });
    expect(read('0000000196', 'NL')).toMatchObject({ kind: 'unusable' });
    expect(read('0000000196', 'US')).toMatchObject({ kind: 'unusable' });
    expect(numberIn('BE0000000196', 'NL')).toEqual({ countryCode: 'BE', number: '0000000196' });
  });

  it.each([
    ['ATU13585627', 'AT', 'U13585627'],
    ['AT U 1358 5627', 'AT', 'U13585627'],
    // An older company number, which begins with 8.
    ['BG831642181', 'BG', '831642181'],
    ['CY-10259033P', 'CY', '10259033P'],
    ['CZ 25123891', 'CZ', '25123891'],
    ['DE 136 695 976', 'DE', '136695976'],
    ['USt-IdNr. DE136695976', 'DE', '136695976'],
    ['DK 13 58 56 28', 'DK', '13585628'],
    ['EE 100 931 558', 'EE', '100931558'],
    ['EL 094259216', 'GR', '094259216'],
    ['GR094259216', 'GR', '094259216'],
    ['ES B-58378431', 'ES', 'B58378431'],
    ['ES54362315K', 'ES', '54362315K'],
    ['FI 20774740', 'FI', '20774740'],
    ['FR 40 303 265 045', 'FR', '40303265045'],
    ['FR K7399859412', 'FR', 'K7399859412'],
    ['HR33392005961', 'HR', '33392005961'],
    ['HU-12892312', 'HU', '12892312'],
    ['IE 6433435F', 'IE', '6433435F'],
    ['IE6433435OA', 'IE', '6433435OA'],
    ['IT 00743110157', 'IT', '00743110157'],
    ['LT 119511515', 'LT', '119511515'],
    ['LU 100 003 56', 'LU', '10000356'],
    ['LV 4000 3521 600', 'LV', '40003521600'],
    ['MT 1167-9112', 'MT', '11679112'],
    ['NL 0000.00.012.B.01', 'NL', '000000012B01'],
    ['NL000099998B57', 'NL', '000099998B57'],
    ['PL 856-734-62-15', 'PL', '8567346215'],
    ['PT 501 964 843', 'PT', '501964843'],
    ['RO 185 472 90', 'RO', '18547290'],
    ['SE 123456789701', 'SE', '123456789701'],
    ['SI 5022 3054', 'SI', '50223054'],
    ['SK 202 274 96 19', 'SK', '2022749619'],
    ['XI 110305878', 'XI', '110305878'],
    ['GB 980 7806 84', 'GB', '980780684'],
    ['CHE-107.787.577 MWST', 'CH', 'E107787577'],
  ])('%p is of %s: %s', (text, countryCode, number) => {
    expect(numberIn(text)).toEqual({ countryCode, number });
  });

  it('numbers of Norway are not read: NO is what people write for "number"', () => {
    expect(read('NO 995 525 828 MVA')).toMatchObject({ kind: 'unusable' });
  });
});

/** A Belgian number whose last two digits are right (winbooks-api §7.2). */
const belgian = fc.integer({ min: 1, max: 19_999_999 }).map((front) => {
  const check = String(97 - (front % 97)).padStart(2, '0');
  return `${String(front).padStart(8, '0')}${check}`;
});
const words = fc.string({ unit: fc.constantFrom(...'abcXYZ éàü.-/ ()°:,'), maxLength: 30 });
const gap = fc.constantFrom('', ' ', '.', '-', '\u00a0', '. ');

describe('whatever stands around it', () => {
  it('a valid number with its country is read, whole and once', () => {
    fc.assert(
      fc.property(
        belgian,
        words,
        words,
        fc.array(gap, { minLength: 9, maxLength: 9 }),
        fc.boolean(),
        (number, before, after, gaps, isLower) => {
          const spread = [...number].map((digit, index) => `${gaps[index - 1] ?? ''}${digit}`).join('');
          const text = `${before} BE ${spread} ${after}`;
          expect(numberIn(isLower ? text.toLowerCase() : text)).toEqual({ countryCode: 'BE', number });
        },
      ),
    );
  });

  it('garbage is never read as a number that does not stand in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 .-/BENLFRU'), maxLength: 40 }), (text) => {
        const reading = read(text);
        expect(reading.kind === 'none').toBe(!/\d/.test(text));
        if (reading.kind !== 'read') return;
        const { countryCode, number } = reading.vatNumber;
        const bare = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
        expect(bare).toContain(countryCode === 'BE' ? number.replace(/^0/, '') : number);
        if (countryCode === 'BE')
          expect(97 - (Number(number.slice(0, 8)) % 97)).toBe(Number(number.slice(8)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('words without a digit are none', () => {
    fc.assert(fc.property(words, (text) => expect(read(text)).toEqual({ kind: 'none' })));
  });
});

describe('VAT numbers of Tribe and WinBooks', () => {
  it('keeps other numbers, other countries and empty ones apart', () => {
    expect(sameVatNumber(numberIn('BE0000000196'), numberIn('0000000196', 'BE'))).toBe(true);
    expect(sameVatNumber(numberIn('BE0000000196'), numberIn('BE0000000295'))).toBe(false);
    expect(sameVatNumber(null, null)).toBe(false);
  });

  it.each([
    ['NL000000012B01', null, '000000012B01', null, false],
    ['NL000000012B01', null, '000000012B01', 'NL', false],
    ['000000012B01', 'NL', '000000012B01', 'NL', false],
    ['NL000000012B01', null, '004495445B01', null, true],
    ['NL000000012B01', null, 'BE0000000196', null, true],
    ['NL000000012B01', null, '0000000196', null, true],
    ['BE0000000196', null, '000000196', null, false],
    ['BE 0000.000.196 RPR Gent', null, '0000000196', 'BE', false],
    ['BE0000000196', null, '0000000196RPRGENT', 'BE', false],
    ['BTW nr. BE 0000.000.295', null, 'NRBE0000000295', 'BE', false],
    ['BE0000000196', null, '0000000295', 'BE', true],
    ['BE0000000196', null, null, null, false],
    [null, null, '0000000196', null, false],
    // Not valid on one side: it says nothing about who it is.
    ['BE0123456789', null, '0000000196', 'BE', false],
    ['BE0000000196', null, '0123456789', 'BE', false],
    ['in aanvraag', null, '0000000196', 'BE', false],
  ])(
    '%p of Tribe, country %p, against %p, country %p: contradiction %p',
    (ofTribe, tribeCountry, vatNumber, vatCountryCode, expected) => {
      const ours = { vatNumber: ofTribe, vatCountryCode: tribeCountry };
      expect(vatNumbersContradict(ours, { vatNumber, vatCountryCode })).toBe(expected);
    },
  );
});
