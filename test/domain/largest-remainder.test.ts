import fc from 'fast-check';
import { spread } from '../../domain/largest-remainder';

const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });

describe('spread', () => {
  it('gives shares that add up to the whole, each a cent from its exact share at most', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(cents, weights, (whole, some) => {
        const parts = spread(whole, some);
        const all = some.reduce((sum, weight) => sum + weight, 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
        for (const [index, part] of parts.entries()) {
          const exact = (whole * (some[index] ?? 0)) / all;
          expect(Math.abs(part - exact)).toBeLessThan(1);
        }
      }),
    );
  });

  it('adds up with weights of either sign, and where they cancel each other out', () => {
    const weights = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(cents, weights, (whole, some) => {
        expect(spread(whole, some).reduce((sum, part) => sum + part, 0)).toBe(whole);
      }),
    );
  });

  it('gives what is left to the largest remainders, the earlier of equals first', () => {
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(spread(-100, [1, 1, 1])).toEqual([-33, -33, -34]);
    expect(spread(10, [66, 17, 17])).toEqual([6, 2, 2]);
    expect(spread(7, [])).toEqual([]);
    expect(spread(0, [1, 2]).some((part) => Object.is(part, -0))).toBe(false);
  });
});
