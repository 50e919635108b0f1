import { vatMapEntry } from '../../domain/vat/vat-map';
import { resolveVatMap, suggestVatMap } from '../../domain/vat/vat-suggestion';
import type { TribeVatGroup } from '../../domain/vendors/tribe-records';
import type { VatCode } from '../../domain/vendors/winbooks-records';
import { winbooksId } from '../../domain/ids';
import { vatCode, vatGroup } from './sample-records';

const unmapped = { mapped: false };
const other = (rate: number, changes = {}) =>
  vatCode(rate, {
    id: winbooksId(`10000000-0000-4000-8000-0000000001${rate}`),
    code: `B${rate}`,
    ...changes,
  });

describe('suggestVatMap', () => {
  it('maps each group to the only sales code of its rate', () => {
    const codes = [vatCode(21), vatCode(6), vatCode(0)];
    expect(suggestVatMap([vatGroup(21), vatGroup(6), vatGroup(0)], codes)).toEqual([
      vatMapEntry(vatGroup(21), vatCode(21)),
      vatMapEntry(vatGroup(6), vatCode(6)),
      vatMapEntry(vatGroup(0), vatCode(0)),
    ]);
  });

  it('leaves a group alone when two codes fit', () => {
    expect(suggestVatMap([vatGroup(21)], [vatCode(21), other(21)])).toMatchObject([unmapped]);
  });

  it('passes over purchase codes, codes of unknown use and locked codes', () => {
    const codes = [other(21, { isSale: false }), other(21, { isSale: null }), other(21, { isLocked: true })];
    expect(suggestVatMap([vatGroup(21)], codes)).toMatchObject([unmapped]);
    expect(suggestVatMap([vatGroup(21)], [...codes, vatCode(21)])).toMatchObject([
      { mapped: true, vatCode: '21' },
    ]);
  });

  it('maps 0 % only in a folder with a single such sales code, locked ones counted', () => {
    expect(suggestVatMap([vatGroup(0)], [vatCode(0), other(0)])).toMatchObject([unmapped]);
    expect(suggestVatMap([vatGroup(0)], [vatCode(0), other(0, { isLocked: true })])).toMatchObject([
      unmapped,
    ]);
    expect(suggestVatMap([vatGroup(0)], [vatCode(0), other(0, { isSale: false })])).toMatchObject([
      { vatCode: '0' },
    ]);
  });

  it('leaves a group without rate, and a code without rate, alone', () => {
    expect(suggestVatMap([vatGroup(21, { percentage: null })], [vatCode(21)])).toMatchObject([unmapped]);
    expect(suggestVatMap([vatGroup(21)], [vatCode(null)])).toMatchObject([unmapped]);
  });

  it.each(['NL - 21%', 'FR-21', 'EU: 21%', 'LU 21%'])('never maps a group of another country: %s', (name) => {
    expect(suggestVatMap([vatGroup(21, { name })], [vatCode(21)])).toMatchObject([unmapped]);
  });

  it.each(['BE - 21%', '21%', 'Hoog tarief', 'BTW 21%', 'TVA 21'])('maps a domestic group: %s', (name) => {
    expect(suggestVatMap([vatGroup(21, { name })], [vatCode(21)])).toMatchObject([{ vatCode: '21' }]);
  });
});

describe('resolveVatMap', () => {
  const groups = [vatGroup(21), vatGroup(6)];
  const codes = [vatCode(21), vatCode(6)];

  it.each([vatGroup(21).id, 'BE21', 'be - 21%'])('finds the group by id, code or name: %s', (key) => {
    expect(resolveVatMap({ [key]: ' 21 ' }, groups, codes)).toEqual({
      map: [vatMapEntry(vatGroup(21), vatCode(21)), vatMapEntry(vatGroup(6), null)],
      problems: [],
    });
  });

  it.each<[string, Record<string, string>, TribeVatGroup[], VatCode[], RegExp]>([
    ['an unknown group', { BE12: '21' }, groups, codes, /names no VAT group.*BE - 21%, BE - 6%/],
    ['an unknown code', { BE21: 'X' }, groups, codes, /X is not in the WinBooks folder; it has: 21, 6/],
    ['a locked code', { BE21: '21' }, groups, [vatCode(21, { isLocked: true })], /locked/],
    ['a purchase code', { BE21: '21' }, groups, [vatCode(21, { isSale: false })], /not a sales code/],
    ['another rate', { BE21: '6' }, groups, codes, /has 6 %.*has 21 %/],
    ['a code that exists twice', { BE21: '21' }, groups, [vatCode(21), other(21, { code: '21' })], /2 times/],
    [
      'a name of two groups',
      { Hoog: '21' },
      [vatGroup(21, { name: 'Hoog' }), vatGroup(12, { name: 'hoog' })],
      codes,
      /names 2 VAT groups/,
    ],
  ])('reports %s and maps nothing for it', (_, given, itsGroups, itsCodes, problem) => {
    const resolved = resolveVatMap(given, itsGroups, itsCodes);
    expect(resolved.map.every((entry) => !entry.mapped)).toBe(true);
    expect(resolved.problems.map((found) => found.key)).toEqual(Object.keys(given));
    expect(resolved.problems[0]?.problem).toMatch(problem);
  });

  it('reports a group that is given two codes, and keeps the first', () => {
    const twice = resolveVatMap({ BE21: '21', 'BE - 21%': 'B21' }, [vatGroup(21)], [vatCode(21), other(21)]);
    expect(twice.problems.map((found) => found.key)).toEqual(['BE - 21%']);
    expect(twice.problems[0]?.problem).toMatch(/second VAT code/);
    expect(twice.map).toMatchObject([{ vatCode: '21' }]);
  });

  it('takes the same answer given twice for one', () => {
    expect(resolveVatMap({ BE21: '21', 'BE - 21%': '21' }, groups, codes).problems).toEqual([]);
  });
});
