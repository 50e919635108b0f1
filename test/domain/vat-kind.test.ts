import { codeOfKind, isBelgian, isOfAnotherMemberState, vatKind } from '../../domain/vat/vat-kind';
import { vatMapEntry } from '../../domain/vat/vat-map';
import { vatNumberIn } from '../../domain/vat/vat-number';
import { vatCode, vatGroup } from './sample-records';

describe('vatKind', () => {
  it.each([
    ['211100', 'domestic'],
    ['214000', 'co-contractor'],
    ['221000', 'intra-community'],
    ['231000', 'export'],
    ['244300', 'exempt'],
    ['2443000', 'exempt'],
    ['244600', 'exempt'],
  ])('reads the internal code %s as %s, whatever it is called', (internalCode, kind) => {
    expect(vatKind(vatCode(0, { internalCode, name: 'Export' }), ['intra'])).toBe(kind);
  });

  it.each([
    ['Intracommunautaire leveringen', 'intra-community'],
    ['Livraisons intracommunautaires', 'intra-community'],
    ['ECEE', 'intra-community'],
    ['ETRI', 'intra-community'],
    ['IC 0 %', 'intra-community'],
    ['Uitvoer buiten de EU', 'export'],
    ['Exportations hors UE', 'export'],
    ['IEXP', 'export'],
    ['Medecontractant', 'co-contractor'],
    ['Cocontractant', 'co-contractor'],
    ['Btw verlegd', 'co-contractor'],
    ['Vrijgesteld art. 44', 'exempt'],
    ['Exonéré', 'exempt'],
    ['Verkoop binnenland 0 %', 'unknown'],
    ['Intracommunautair, btw verlegd', 'unknown'],
    ['0', 'unknown'],
  ])('reads %p as %s, as a code or as a group', (name, kind) => {
    expect(vatKind(vatCode(0, { name }))).toBe(kind);
    expect(vatKind(vatCode(0, { name: null }), [name])).toBe(kind);
  });

  it('believes the code before the group', () => {
    expect(vatKind(vatCode(0, { name: 'Export' }), ['Intracommunautair'])).toBe('export');
  });

  it('is domestic wherever there is a rate', () => {
    expect(vatKind(vatCode(21, { internalCode: '221000', name: 'Intracommunautair' }))).toBe('domestic');
  });
});

describe('codeOfKind', () => {
  const intra = vatCode(0, { code: 'IC', internalCode: '221000' });
  const line = { accountCode: '700000', ratePercent: 0, netCents: 100, foreignNetCents: null };
  const planWith = (...codes: readonly (typeof intra)[]) => ({
    revenue: codes.map((code) => ({ ...line, vatCodeId: code.id, vatCode: code.code })),
  });

  it('finds the code among others', () => {
    const codes = [vatCode(21), intra];
    expect(codeOfKind('intra-community', planWith(vatCode(21), intra), codes, [])).toBe('IC');
    expect(codeOfKind('intra-community', planWith(vatCode(21)), codes, [])).toBeNull();
    expect(codeOfKind('co-contractor', planWith(vatCode(21), intra), codes, [])).toBeNull();
  });

  it('knows it by the name of the group that is mapped to it', () => {
    const nameless = vatCode(0, { name: null });
    const map = [vatMapEntry(vatGroup(0, { name: 'EU - intracommunautair' }), nameless)];
    expect(codeOfKind('intra-community', planWith(nameless), [nameless], map)).toBe(nameless.code);
    expect(codeOfKind('intra-community', planWith(nameless), [nameless], [])).toBeNull();
  });
});

describe('a VAT number', () => {
  it.each([
    ['NL000000012B01', null, 'elsewhere'],
    ['000000012B01', 'NL', 'elsewhere'],
    ['EL094259216', null, 'elsewhere'],
    ['094259216', 'EL', 'elsewhere'],
    ['XI110305878', null, 'elsewhere'],
    ['BE0000000196', null, 'Belgian'],
    ['0000000196', null, 'Belgian'],
    ['BE 0000.000.196 RPR Gent', 'NL', 'Belgian'],
    ['NL123456789B01', null, 'neither'],
    ['BE0000000197', null, 'neither'],
    ['GB980780684', null, 'neither'],
    ['CHE107787577', null, 'neither'],
    ['123456789', 'US', 'neither'],
    ['', 'NL', 'neither'],
    [null, null, 'neither'],
  ])('%p of %p is of another member state, Belgian, or neither: %s', (text, country, expected) => {
    const number = vatNumberIn({ vatNumber: text, vatCountryCode: country });
    expect([isOfAnotherMemberState(number), isBelgian(number)]).toEqual([
      expected === 'elsewhere',
      expected === 'Belgian',
    ]);
  });
});
