import { CHECK_OUTCOMES, checkOutcome, SKIP_REASONS } from '../../domain/issues/texts/check-texts';
import { LANGUAGES } from '../../domain/issues/texts/text-types';

const namedIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

describe('what would become of an invoice, in words', () => {
  it.each(Object.entries({ ...CHECK_OUTCOMES, ...SKIP_REASONS }))(
    '%s tells the same in each language, and fits into a sentence',
    (_, texts) => {
      expect(new Set(Object.values(texts)).size).toBe(LANGUAGES.length);
      for (const text of Object.values(texts)) {
        expect(text).toMatch(/^\p{Ll}.*[^.]$/u);
        expect(namedIn(text)).toEqual(namedIn(texts.en));
      }
      expect(texts.fr).not.toMatch(/« | »| [:;?!]/);
    },
  );

  it('is said in the language asked for', () => {
    const document = 'VEN 20260012 (2026)';
    expect(LANGUAGES.map((language) => checkOutcome('wouldBook', { document }, language))).toEqual([
      'zou geboekt worden als VEN 20260012 (2026)',
      'serait comptabilisée comme VEN 20260012 (2026)',
      'would be booked as VEN 20260012 (2026)',
    ]);
    expect(checkOutcome('wouldHold', { code: '{code}' }, 'en')).toBe('would be held: {code}');
  });
});
