import Decimal from 'decimal.js';
import fc from 'fast-check';
import { apportion } from '../../domain/money/largest-remainder';

const exact = (...parts: readonly (number | string)[]) => parts.map((part) => new Decimal(part));
const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0);
const anyParts = fc.array(
  fc
    .integer({ min: -10_000_000, max: 10_000_000 })
    .map((thousandths) => new Decimal(thousandths).dividedBy(100_000)),
  { minLength: 1, maxLength: 20 },
);

describe('apportion', () => {
  it('gives parts that add up to the amount, each within a cent of its exact value, whatever the signs', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const cents = Decimal.sum(...parts)
          .times(100)
          .round()
          .toNumber();
        const given = apportion(cents, parts);
        expect(total(given) - cents).toBe(0);
        for (const [index, part] of parts.entries())
          expect(
            part
              .times(100)
              .minus(given[index] ?? NaN)
              .abs()
              .lessThanOrEqualTo(1),
          ).toBe(true);
      }),
    );
  });

  it('adds up to any amount, near or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), anyParts, (cents, parts) => {
        expect(total(apportion(cents, parts))).toBe(cents);
      }),
    );
  });

  it('gives what is left to the largest remainders, the earlier of equals first', () => {
    expect(apportion(10, exact('0.033', '0.033', '0.033'))).toEqual([4, 3, 3]);
    expect(apportion(802, exact('3.444', '4.575'))).toEqual([344, 458]);
    expect(apportion(8, exact('1000', '-999.91735537'))).toEqual([100000, -99992]);
  });

  it('shares what rounding does not explain in proportion to the sizes', () => {
    expect(apportion(1100, exact('9', '1'))).toEqual([990, 110]);
    expect(apportion(1100, exact('90', '-80'))).toEqual([9053, -7953]);
    expect(apportion(6, exact('0', '0'))).toEqual([3, 3]);
  });

  it('has nothing to give to no parts, and no negative zero', () => {
    expect(apportion(7, [])).toEqual([]);
    expect(apportion(0, exact('-0.001', '0.001')).some((part) => Object.is(part, -0))).toBe(false);
  });
});
