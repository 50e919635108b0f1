import fc from 'fast-check';
import { denoised, formatCents, hasCents, isBookable, toCents } from '../../domain/money/money';

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
    [391.17499999999995, 39118],
    [-391.17499999999995, -39118],
    [0.1 + 0.7 + 0.005, 81],
    [123456789.12499999, 12345678913],
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
        expect(denoised(amount).times(100).minus(toCents(amount)).abs().lessThanOrEqualTo(0.5)).toBe(true);
      }),
    );
  });

  it.each([NaN, Infinity, -Infinity, 1e300, 1e12])('refuses %p', (amount) => {
    expect(isBookable(amount)).toBe(false);
    expect(() => toCents(amount)).toThrow(RangeError);
  });
});

it('denoised takes the noise of binary sums away, and nothing that an invoice may mean', () => {
  expect(denoised(391.17499999999995).toString()).toBe('391.175');
  expect(denoised(0.30000000000000004).toString()).toBe('0.3');
  expect(denoised(391.1749999).toString()).toBe('391.1749999');
  expect(denoised(99_999_999_999.99).toString()).toBe('99999999999.99');
  expect(
    denoised(Array.from({ length: 300 }, () => 0.1).reduce((sum, some) => sum + some, 0)).toString(),
  ).toBe('30');
});

it('hasCents is false for thousandths, and true for currencies without decimals', () => {
  expect(['EUR', 'USD', 'JPY'].map(hasCents)).toEqual([true, true, true]);
  expect(['KWD', 'BHD', 'TND'].map(hasCents)).toEqual([false, false, false]);
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
