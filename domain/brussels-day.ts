import { day, type Day } from './ids';

const brusselsClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/**
 * The calendar day in Brussels at an instant, given as ISO 8601 with offset, epoch milliseconds or Date: the date on a
 * document, whatever zone the server writes in (tribe-api §2.4).
 * @throws RangeError when the instant cannot be read.
 */
export function brusselsDay(instant: string | number | Date): Day {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) throw new RangeError('Not an instant');
  const parts = new Map(brusselsClock.formatToParts(at).map((part) => [part.type, part.value]));
  return day(`${(parts.get('year') ?? '').padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`);
}

/** The text as a Day when it is a real calendar day written `YYYY-MM-DD`; otherwise null. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text) ? day(text) : null;
}

/** The day a whole number of days later, or earlier when negative. No clock and no time zone are involved. */
export function addDays(from: Day, days: number): Day {
  const at = new Date(`${from}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return day(at.toISOString().slice(0, 10));
}

/** Negative when `a` is the earlier day, zero when equal, positive when later. */
export function compareDays(a: Day, b: Day): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Year and month (1–12) of a day, by which a book period is found (winbooks-api §4.8). */
export function yearAndMonth(of: Day): { readonly year: number; readonly month: number } {
  return { year: Number(of.slice(0, 4)), month: Number(of.slice(5, 7)) };
}
