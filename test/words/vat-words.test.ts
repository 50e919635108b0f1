import { vatMeaning, vatTable } from '../../cli/words/vat-words';
import { LANGUAGES, type Language } from '../../domain/issues/texts/text-types';
import { vatMapEntry } from '../../domain/vat/vat-map';
import type { VatCode } from '../../domain/vendors/winbooks-records';
import { vatCode, vatGroup } from '../domain/sample-records';

const mapOf = (codes: readonly VatCode[], rate = 0) => ({
  ok: true as const,
  version: 1,
  codes,
  map: codes.map((code) => vatMapEntry({ ...vatGroup(rate), name: `Group ${rate}` }, code)),
});
const meaningOf = (code: VatCode, language: Language): string | null => {
  const now = mapOf([code], code.ratePercent ?? 0);
  const [entry] = now.map;
  return entry ? vatMeaning(entry, now, language) : null;
};

describe('what a VAT group was mapped to', () => {
  it.each([
    [{}, 21, 'In WinBooks “Sales”, rate 21%. Domestic sale with 21% VAT.'],
    [{ internalCode: '231000' }, 0, 'In WinBooks “Sales”, rate 0%. Export outside the EU: without VAT.'],
    [
      { name: null },
      null,
      'In WinBooks, without a rate. Without VAT; WinBooks does not say what kind of sale this is.',
    ],
    [
      { isLocked: true },
      6,
      'In WinBooks “Sales”, rate 6%. Domestic sale with 6% VAT. The code is locked in WinBooks.',
    ],
  ])('%j at %s', (changes, rate, words) => {
    expect(meaningOf(vatCode(rate, { code: 'X', internalCode: null, name: 'Sales', ...changes }), 'en')).toBe(
      words,
    );
  });

  it('says when an invoice is held', () => {
    const reverse = vatCode(0, { name: 'Medecontractant' });
    expect(meaningOf(reverse, 'nl')).toContain('dan wordt de factuur tegengehouden');
    expect(meaningOf(reverse, 'fr')).toContain('la facture est retenue');
  });

  it('says that the folder has the code no more', () => {
    const [entry] = mapOf([vatCode(21)], 21).map;
    expect(entry && vatMeaning(entry, { ...mapOf([]), map: [entry] }, 'en')).toMatch(
      /^The folder does not have this code/,
    );
  });

  it.each(LANGUAGES)('%s: stands below each group, within 80 columns', (language) => {
    const now = mapOf([vatCode(0, { internalCode: '221000', name: 'Intracommunautaire leveringen' })]);
    const [group, ...below] = vatTable(now, language).split('\n').slice(0, -1);
    expect(group).toMatch(/^Group 0 /);
    expect(below.length).toBeGreaterThan(1);
    for (const line of below) expect(line).toMatch(/^ {2}\S.{0,77}$/);
  });

  it('is nothing for a group without a code', () => {
    const now = { ...mapOf([]), map: [vatMapEntry(vatGroup(21), null)] };
    expect(vatTable(now, 'en').split('\n')[0]).toContain('not mapped');
    expect(vatTable(now, 'en').split('\n')).toHaveLength(2);
  });
});
