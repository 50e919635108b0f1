import { intraCommunityCode, isOfAnotherMemberState, vatKind } from '../../domain/vat-kind';
import { vatMapEntry } from '../../domain/vat-map';
import { splitVatNumber } from '../../domain/vat-number';
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

describe('intraCommunityCode', () => {
  const intra = vatCode(0, { code: 'IC', internalCode: '221000' });
  const line = { accountCode: '700000', ratePercent: 0, netCents: 100, foreignNetCents: null };
  const planWith = (...codes: readonly (typeof intra)[]) => ({
    revenue: codes.map((code) => ({ ...line, vatCodeId: code.id, vatCode: code.code })),
  });

  it('finds the code among others', () => {
    const codes = [vatCode(21), intra];
    expect(intraCommunityCode(planWith(vatCode(21), intra), codes, [])).toBe('IC');
    expect(intraCommunityCode(planWith(vatCode(21)), codes, [])).toBeNull();
  });

  it('knows it by the name of the group that is mapped to it', () => {
    const nameless = vatCode(0, { name: null });
    const map = [vatMapEntry(vatGroup(0, { name: 'EU - intracommunautair' }), nameless)];
    expect(intraCommunityCode(planWith(nameless), [nameless], map)).toBe(nameless.code);
    expect(intraCommunityCode(planWith(nameless), [nameless], [])).toBeNull();
  });
});

describe('a VAT number of another member state', () => {
  it.each([
    ['NL000000012B01', null, true],
    ['000000012B01', 'NL', true],
    ['EL123456789', null, true],
    ['123456789', 'EL', true],
    ['XI123456789', null, true],
    ['BE0000000196', null, false],
    ['0000000196', null, false],
    ['GB123456789', null, false],
    ['CHE123456789', null, false],
    ['123456789', 'US', false],
    ['', 'NL', false],
    [null, null, false],
  ])('%p of %p: %p', (text, country, expected) => {
    expect(isOfAnotherMemberState(splitVatNumber(text, country))).toBe(expected);
  });
});
