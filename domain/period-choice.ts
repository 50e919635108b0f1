import { yearAndMonth } from './brussels-day';
import type { Day } from './ids';
import { issue, type Issue } from './issue-catalogue';
import type { BookPeriod } from './winbooks-records';

/** Opening and closing periods never take an invoice (winbooks-api §7.4). */
const NEVER = new Set([0, 13, 99]);

export type PeriodChoice =
  { readonly ok: true; readonly period: BookPeriod } | { readonly ok: false; readonly issue: Issue };

/**
 * The book period of an invoice day: the one whose related year and month are the day's (winbooks-api §4.8), the
 * smallest number when a month carries several. Two book years for one day, or two periods that nothing tells apart,
 * need a person.
 */
export function choosePeriod(periods: readonly BookPeriod[], on: Day): PeriodChoice {
  const { year, month } = yearAndMonth(on);
  const fitting = periods
    .filter((period) => period.year === year && period.month === month && !NEVER.has(period.number))
    .sort((a, b) => a.number - b.number);
  const [first, second] = fitting;
  if (!first) return { ok: false, issue: issue('PERIOD_MISSING', { date: on }) };
  const inOtherYear = fitting.some((period) => period.bookYearId !== first.bookYearId);
  if (inOtherYear || second?.number === first.number) {
    return { ok: false, issue: issue('PERIOD_AMBIGUOUS', { date: on }) };
  }
  if (first.isClosed === true) return { ok: false, issue: issue('PERIOD_CLOSED', { date: on }) };
  return { ok: true, period: first };
}
