import fc from 'fast-check';
import { dayOf as tribeDayOf } from '../../clients/tribe/tribe-fields';
import { dayOf as winbooksDayOf, sentDate } from '../../clients/winbooks/winbooks-fields';
import { addDays } from '../../domain/brussels-day';
import { day, type Day } from '../../domain/ids';

/** Every day of three years, the nights in which the clock changes and the ends of the years among them. */
const days = fc.integer({ min: 0, max: 3 * 365 }).map((count) => addDays(day('2025-06-01'), count));
const edges: readonly Day[] = [
  '2025-12-31',
  '2026-01-01',
  '2026-02-28',
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2026-12-31',
  '2027-01-01',
  '2028-02-29',
].map(day);
const anyDay = fc.oneof(days, fc.constantFrom(...edges));

/** Minutes that Brussels is ahead of UTC at midnight of a day, by the rule of the law and not by a library. */
function aheadAtMidnight(on: Day): number {
  const year = Number(on.slice(0, 4));
  const lastSunday = (month: number): string => {
    const last = new Date(Date.UTC(year, month, 0));
    last.setUTCDate(last.getUTCDate() - last.getUTCDay());
    return last.toISOString().slice(0, 10);
  };
  // The clock changes at 01:00 UTC: midnight of the very day still has the old time.
  return on > lastSunday(3) && on <= lastSunday(10) ? 120 : 60;
}

const utcMidnight = (on: Day): number => Date.parse(`${on}T00:00:00Z`);
const brusselsMidnight = (on: Day): number => utcMidnight(on) - aheadAtMidnight(on) * 60_000;

describe('the day that is booked is the invoice’s day in Brussels', () => {
  it('where Tribe gives a date, whatever follows it', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        expect(tribeDayOf(on)).toBe(on);
        expect(tribeDayOf(`${on}T00:00:00`)).toBe(on);
        expect(tribeDayOf(`${on}T23:59:59.999`)).toBe(on);
      }),
    );
  });

  it('where Tribe gives an instant: from midnight to midnight in Brussels, in any notation', () => {
    const withinDay = fc.integer({ min: 0, max: 22 * 3_600_000 });
    fc.assert(
      fc.property(anyDay, withinDay, (on, afterMidnight) => {
        const instant = new Date(brusselsMidnight(on) + afterMidnight);
        expect(tribeDayOf(instant.toISOString())).toBe(on);
        const elsewhere = new Date(instant.getTime() - 5 * 3_600_000).toISOString().replace('Z', '-05:00');
        expect(tribeDayOf(elsewhere)).toBe(on);
      }),
    );
  });

  it('one millisecond before midnight it is the day before', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        const before = new Date(brusselsMidnight(on) - 1).toISOString();
        expect(tribeDayOf(before)).toBe(addDays(on, -1));
      }),
    );
  });

  it('where Tribe means midnight UTC', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        expect(tribeDayOf(new Date(utcMidnight(on)).toISOString())).toBe(on);
      }),
    );
  });

  it('as WinBooks reads it back, with either midnight and either notation', () => {
    fc.assert(
      fc.property(anyDay, (on) => {
        for (const midnight of [utcMidnight(on), brusselsMidnight(on)]) {
          expect(winbooksDayOf(`/Date(${midnight})/`)).toBe(on);
          expect(winbooksDayOf(`/Date(${midnight}+0200)/`)).toBe(on);
          expect(winbooksDayOf(new Date(midnight).toISOString())).toBe(on);
        }
        expect(winbooksDayOf(`${on}T00:00:00`)).toBe(on);
        expect(winbooksDayOf(sentDate(on))).toBe(on);
      }),
    );
  });
});
