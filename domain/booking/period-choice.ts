import { yearAndMonth } from '../brussels-day';
import { day, type Day } from '../ids';
import { issue, type Issue } from '../issues/issue-catalogue';
import type { BookPeriod, BookYear } from '../vendors/winbooks-records';

/**
 * Opening and closing periods never take an invoice (winbooks-api §7.4). Period 13 is an ordinary month in a longer
 * book year.
 */
const OPENING_AND_CLOSING = new Set([0, 99]);
const THIRTEEN = 13;

/** The period of an invoice, and the day on which it is booked. */
export interface ChosenPeriod {
  readonly ok: true;
  readonly period: BookPeriod;
  readonly bookedOn: Day;
}
export type PeriodChoice = ChosenPeriod | { readonly ok: false; readonly issue: Issue };

/**
 * The book period of an invoice date: the one whose related year and month match it (winbooks-api §4.8), with the
 * smallest number when a month has several. Two book years for one day, or two periods that cannot be told apart, are
 * for a person to decide. Book years need not be calendar years.
 *
 * @param periods at least those of the month of the date
 */
export function choosePeriod(periods: readonly BookPeriod[], on: Day): PeriodChoice {
  const period = periodOfMonth(periods, yearAndMonth(on));
  if (period === 'none') return held(issue('PERIOD_MISSING', { date: on }));
  if (period === 'several') return held(issue('PERIOD_AMBIGUOUS', { date: on }));
  if (period.isClosed === true) return held(issue('PERIOD_CLOSED', { date: on }));
  return { ok: true, period, bookedOn: on };
}

/**
 * The policy `next-open`: the first later ordinary period that is not known to be closed, in any book year, with its
 * first day as the booking day. It applies only if the invoice's own period is known to be closed; the invoice keeps
 * its date.
 *
 * @param periods all periods of the folder
 */
export function chooseNextOpenPeriod(periods: readonly BookPeriod[], closedOn: Day): PeriodChoice {
  const { year, month } = yearAndMonth(closedOn);
  const later = periods
    .filter((period) => monthIndex(period) > monthIndex({ year, month }))
    .sort((a, b) => monthIndex(a) - monthIndex(b));
  for (const candidate of later) {
    const period = periodOfMonth(periods, candidate);
    if (period === 'none') continue;
    const bookedOn = firstDayOf(candidate);
    if (period === 'several') return held(issue('PERIOD_AMBIGUOUS', { date: bookedOn }));
    if (period.isClosed !== true) return { ok: true, period, bookedOn };
  }
  return held(issue('PERIOD_CLOSED', { date: closedOn }));
}

/** A closed book year closes all its periods, whatever their own flags say. */
export function inClosedYears(
  periods: readonly BookPeriod[],
  years: readonly BookYear[],
): readonly BookPeriod[] {
  const closed = new Set(years.filter(({ isClosed }) => isClosed === true).map(({ id }) => id));
  return periods.map((period) =>
    period.bookYearId !== null && closed.has(period.bookYearId) ? { ...period, isClosed: true } : period,
  );
}

/** True when only a period 13 is known for a month. The whole book year then shows whether it is an ordinary period. */
export function needsWholeYear(periodsOfMonth: readonly BookPeriod[]): boolean {
  const numbers = periodsOfMonth
    .map(({ number }) => number)
    .filter((number) => !OPENING_AND_CLOSING.has(number));
  return numbers.length > 0 && numbers.every((number) => number === THIRTEEN);
}

interface Month {
  readonly year: number;
  readonly month: number;
}

function periodOfMonth(
  periods: readonly BookPeriod[],
  { year, month }: Month,
): BookPeriod | 'none' | 'several' {
  const fitting = periods
    .filter((period) => period.year === year && period.month === month && isOrdinary(period, periods))
    .sort((a, b) => a.number - b.number);
  const [first, second] = fitting;
  if (!first) return 'none';
  const inOtherYear = fitting.some((period) => period.bookYearId !== first.bookYearId);
  return inOtherYear || second?.number === first.number ? 'several' : first;
}

/** The last period of a book year that shares its month with another one is the closing period, whatever its number. */
function isOrdinary(period: BookPeriod, periods: readonly BookPeriod[]): boolean {
  if (OPENING_AND_CLOSING.has(period.number)) return false;
  const others = periods.filter(
    ({ id, bookYearId, number }) =>
      id !== period.id && bookYearId === period.bookYearId && !OPENING_AND_CLOSING.has(number),
  );
  const isLast = others.every(({ number }) => number < period.number);
  if (period.number === THIRTEEN && isLast) return false;
  const sharesMonth = others.some(({ year, month }) => year === period.year && month === period.month);
  return !(isLast && sharesMonth);
}

const monthIndex = ({ year, month }: Month): number => year * 12 + month;

const firstDayOf = ({ year, month }: Month): Day =>
  day(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`);

function held(problem: Issue): PeriodChoice {
  return { ok: false, issue: problem };
}
