import Decimal from 'decimal.js';
import fc from 'fast-check';
import { formatCents, isBookable, toCents } from '../../domain/money';

const cents = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('toCents', () => {
  it.each([
    [0, 0],
    [-0, 0],
    [1.005, 101],
    [-1.005, -101],
    [1.004999, 100],
    [0.1 + 0.2, 30],
    [131.25, 13125],
    [99.99, 9999],
    [8.165, 817],
  ])('reads %p as %p cents, half away from zero', (amount, expected) => {
    expect(toCents(amount)).toBe(expected);
  });

  it('never yields a negative zero', () => {
    expect(Object.is(toCents(-0.001), 0)).toBe(true);
  });

  it('gives back every number of cents that was written as a double', () => {
    fc.assert(fc.property(cents, (value) => expect(toCents(value / 100)).toBe(value)));
  });

  it('is symmetric around zero and never further off than half a cent', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (amount) => {
        expect(toCents(-amount) + toCents(amount)).toBe(0);
        expect(new Decimal(amount).times(100).minus(toCents(amount)).abs().lessThanOrEqualTo(0.5)).toBe(true);
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity, 1e300, 1e12])('refuses %p', (amount) => {
    expect(isBookable(amount)).toBe(false);
    expect(() => toCents(amount)).toThrow(RangeError);
  });
});

describe('formatCents', () => {
  it.each([
    [121000, '1210.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [0, '0.00'],
  ])('writes %p as %p', (value, text) => {
    expect(formatCents(value)).toBe(text);
  });

  it('is undone by toCents', () => {
    fc.assert(fc.property(cents, (value) => expect(toCents(Number(formatCents(value)))).toBe(value)));
  });
});
