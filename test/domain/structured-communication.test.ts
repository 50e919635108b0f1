import fc from 'fast-check';
import { structuredCommunication } from '../../domain/invoice/structured-communication';

/** Any valid one: ten digits and their remainder, worked out by long division rather than by `%`. */
const anyValid = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 }).map((digits) => {
  const remainder = digits.reduce((left, digit) => (left * 10 + digit) % 97, 0);
  return `${digits.join('')}${String(remainder === 0 ? 97 : remainder).padStart(2, '0')}`;
});
const written = (digits: string, mark = '+++') =>
  `${mark}${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}${mark}`;

describe('structuredCommunication', () => {
  it.each(['090933755493', '201700000749', '000000000101'])(
    'knows the computed example %s (winbooks-api §7.3)',
    (digits) => {
      expect(structuredCommunication(null, [written(digits)], [])).toBe(digits);
    },
  );

  it('is found in a text however it is written, and in a field', () => {
    fc.assert(
      fc.property(anyValid, (digits) => {
        for (const text of [written(digits), written(digits, '***'), `Betaal ${digits}!`, ` ${digits} `])
          expect(structuredCommunication(null, ['Hout', text], [])).toBe(digits);
        expect(structuredCommunication(written(digits), [], [])).toBe(digits);
        expect(structuredCommunication(digits, [], [])).toBe(digits);
      }),
    );
  });

  it('has a valid check, so that a slip of the pen is none', () => {
    fc.assert(
      fc.property(anyValid, fc.nat(11), fc.integer({ min: 1, max: 9 }), (digits, place, more) => {
        const wrong = (Number(digits[place]) + more) % 10;
        const slipped = `${digits.slice(0, place)}${wrong}${digits.slice(place + 1)}`;
        // 00 and 97 would be the same remainder, and only 97 is written.
        expect(structuredCommunication(null, [written(slipped), slipped], [])).toBeNull();
      }),
    );
  });

  it('is none when there are two, and one when the same is written twice', () => {
    const [one, other] = ['090933755493', '201700000749'] as const;
    expect(structuredCommunication(null, [written(one), written(other)], [])).toBeNull();
    expect(structuredCommunication(null, [written(one), `ook ${one}`], [])).toBe(one);
    expect(structuredCommunication(written(one), [written(other)], [])).toBe(one);
  });

  it('falls back on the texts where the field holds something else', () => {
    expect(structuredCommunication('PO 4711', [written('090933755493')], [])).toBe('090933755493');
    expect(structuredCommunication('090933755494', [], [])).toBeNull();
  });

  it('is never the number of the invoice, nor part of a longer number', () => {
    const digits = '090933755493';
    expect(structuredCommunication(null, [`Factuur ${digits}`], [digits])).toBeNull();
    expect(structuredCommunication(null, [`Factuur ${written(digits)}`], [digits])).toBe(digits);
    for (const text of [`1${digits}`, `${digits}0`, `${digits}-1`, `${digits}.50`, `2026/${digits}`])
      expect(structuredCommunication(null, [text], [])).toBeNull();
  });

  it('is never made up', () => {
    expect(structuredCommunication(null, ['Work of September', '', '+++'], ['20260041'])).toBeNull();
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = structuredCommunication(null, [text], []);
        if (found !== null) expect(text.replaceAll('/', '')).toContain(found);
      }),
    );
  });
});
