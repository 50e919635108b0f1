import fc from 'fast-check';
import { beginningOf } from '../../domain/text-cut';

describe('the beginning of a text', () => {
  it('is the text itself where it fits', () => {
    expect(beginningOf('Peeters', 40)).toBe('Peeters');
    expect(beginningOf('😀'.repeat(40), 40)).toBe('😀'.repeat(40));
  });

  it.each([
    ['a pair of surrogates', 'abc😀def', 4, 'abc😀'],
    ['what people see as one', 'ab👩‍👩‍👧x', 4, 'ab'],
    ['a letter and its accent', 'cafe\u0301s', 4, 'caf'],
    ['one character that is longer than all that fits', '👩‍👩‍👧', 2, '👩\u200d'],
  ])('never cuts through %s', (_, text, most, expected) => {
    expect(beginningOf(text, most)).toBe(expected);
  });

  it('is a beginning, never too long, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
        const beginning = beginningOf(text, most);
        expect(text.startsWith(beginning)).toBe(true);
        expect([...beginning].length).toBeLessThanOrEqual(most);
        expect(beginning).not.toMatch(/\p{Cs}/u);
        expect(text === '' || beginning !== '').toBe(true);
      }),
    );
  });
});
