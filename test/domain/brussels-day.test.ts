import fc from 'fast-check';
import { addDays, brusselsDay, compareDays, parseDay, yearAndMonth } from '../../domain/brussels-day';
import { day } from '../../domain/ids';

describe('brusselsDay', () => {
  it.each([
    ['2026-01-01T00:30:00+01:00', '2026-01-01'],
    ['2025-12-31T22:59:59Z', '2025-12-31'],
    ['2025-12-31T23:00:00Z', '2026-01-01'],
    ['2026-06-30T21:59:59Z', '2026-06-30'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
    // The nights in which the clock changes.
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-03-29T21:59:59Z', '2026-03-29'],
    ['2026-03-29T22:00:00Z', '2026-03-30'],
    ['2026-10-24T22:00:00Z', '2026-10-25'],
    ['2026-10-25T22:59:59Z', '2026-10-25'],
    ['2026-10-25T23:00:00Z', '2026-10-26'],
    ['2024-02-29T12:00:00Z', '2024-02-29'],
  ])('reads %s as %s', (instant, expected) => {
    expect(brusselsDay(instant)).toBe(expected);
  });

  it('reads a day written as UTC midnight as that day', () => {
    expect(brusselsDay(Date.UTC(2026, 8, 30))).toBe('2026-09-30');
  });

  it('refuses what is no instant', () => {
    expect(() => brusselsDay('yesterday')).toThrow(RangeError);
  });
});

const days = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((at) => day(at.toISOString().slice(0, 10)));

describe('day arithmetic', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-01-15', -30, '2025-12-16'],
  ])('%s and %d days is %s', (from, count, expected) => {
    expect(addDays(day(from), count)).toBe(expected);
  });

  it('comes back, keeps order and stays a real day', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        const moved = addDays(from, count);
        expect(addDays(moved, -count)).toBe(from);
        expect(Math.sign(compareDays(moved, from))).toBe(Math.sign(count));
        expect(parseDay(moved)).toBe(moved);
      }),
    );
  });

  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '30/09/2026', '', '2026-09-30T00:00:00Z'])(
    'does not take %p for a day',
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it('splits a day into year and month', () => {
    expect(yearAndMonth(day('2026-09-30'))).toEqual({ year: 2026, month: 9 });
  });
});
