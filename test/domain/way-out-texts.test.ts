import { LANGUAGES } from '../../domain/issues/texts/text-types';
import { NOTHING_BECAUSE } from '../../domain/issues/texts/way-out-texts';

describe('why nothing can be done about an issue, in words', () => {
  it.each(Object.entries(NOTHING_BECAUSE))('%s fits behind "none, " in each language', (_, texts) => {
    expect(new Set(Object.values(texts)).size).toBe(LANGUAGES.length);
    for (const text of Object.values(texts)) expect(text).toMatch(/^\p{Ll}.*[^.]$/u);
  });
});
