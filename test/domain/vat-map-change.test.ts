import { tribeId, winbooksId } from '../../domain/ids';
import type { TribeVatGroup } from '../../domain/vendors/tribe-records';
import { vatMapEntry, type VatMap } from '../../domain/vat/vat-map';
import { vatMapChanges, withChosenCodes } from '../../domain/vat/vat-map-change';
import type { VatCode } from '../../domain/vendors/winbooks-records';

const group = (code: string, percentage: number): TribeVatGroup => ({
  id: tribeId(`group-${code}`),
  code,
  name: `BE - ${percentage}%`,
  percentage,
});
const vatCode = (code: string, ratePercent: number, more: Partial<VatCode> = {}): VatCode => ({
  id: winbooksId(`code-${code}`),
  code,
  internalCode: null,
  name: null,
  ratePercent,
  isSale: true,
  accountId: null,
  isLocked: false,
  ...more,
});
const [high, low, none] = [group('H', 21), group('L', 6), group('N', 0)];
const [c21, c6, other21] = [vatCode('21', 21), vatCode('6', 6), vatCode('21B', 21)];
const stored: VatMap = [vatMapEntry(high, c21), vatMapEntry(low, c6), vatMapEntry(none, null)];
const groups = [high, low, none];
const codes = [c21, c6, other21];

describe('a VAT map given anew', () => {
  it('some groups chosen leave the others as they are', () => {
    const { map, problems } = withChosenCodes(stored, { H: '21B' }, groups, codes);
    expect(problems).toEqual([]);
    expect(vatMapChanges(stored, map)).toEqual([{ group: 'BE - 21%', before: '21', after: '21B' }]);
  });

  it('a code that is locked by now stays where nobody chose another one', () => {
    const locked = [{ ...c21, isLocked: true }, c6, other21];
    const { map, problems } = withChosenCodes(stored, { L: null }, groups, locked);
    expect(problems).toEqual([]);
    expect(vatMapChanges(stored, map)).toEqual([{ group: 'BE - 6%', before: '6', after: null }]);
  });

  it('a group that Tribe does not have any more stays, a new one is added unmapped', () => {
    const fresh = group('Z', 12);
    const { map } = withChosenCodes(stored, {}, [high, fresh], codes);
    expect(map.map(({ vatGroupId, mapped }) => [vatGroupId, mapped])).toEqual([
      [high.id, true],
      [fresh.id, false],
      [low.id, true],
      [none.id, false],
    ]);
    expect(vatMapChanges(stored, map)).toEqual([]);
  });

  it('what cannot be followed is named', () => {
    const { problems } = withChosenCodes(stored, { H: '99', Q: null, L: '21' }, groups, codes);
    expect(problems.map(({ key }) => key).toSorted()).toEqual(['H', 'L', 'Q']);
  });
});
