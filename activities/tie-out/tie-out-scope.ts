import { addDays, parseDay } from '../../domain/brussels-day';
import { day, type Day } from '../../domain/ids';
import type { TenantSettings } from '../../domain/tenant/settings';
import type { BookPeriod, Journal } from '../../domain/vendors/winbooks-records';

/** The days that a run compares; null is open. */
export interface TieOutDays {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Nothing before the start date is ours to compare. */
export function daysOf(month: string | null, startDate: Day | null): TieOutDays {
  if (month === null) return { from: startDate, to: null };
  const first = day(`${month}-01`);
  return { from: startDate !== null && startDate > first ? startDate : first, to: lastDayOf(first) };
}

function lastDayOf(first: Day): Day {
  const [year = 0, month = 1] = first.split('-').map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return addDays(parseDay(next) ?? first, -1);
}

export const isWithin = (date: Day | null, { from, to }: TieOutDays): boolean =>
  date === null || ((from === null || date >= from) && (to === null || date <= to));

/** The periods of a month or from the start date on, in order. Opening and closing periods share a month with others. */
export function periodsOf(periods: readonly BookPeriod[], { from, to }: TieOutDays): readonly BookPeriod[] {
  const name = ({ year, month }: BookPeriod): string => `${year}-${String(month).padStart(2, '0')}`;
  return periods
    .filter((period) => from === null || name(period) >= from.slice(0, 7))
    .filter((period) => to === null || name(period) <= to.slice(0, 7))
    .toSorted((a, b) => name(a).localeCompare(name(b)) || a.number - b.number || a.id.localeCompare(b.id));
}

/** The journals in which only our invoices are expected: those of the settings, else those of the type. */
export function ourJournals(
  journals: readonly Journal[],
  { salesJournal, creditNoteJournal }: Pick<TenantSettings, 'salesJournal' | 'creditNoteJournal'>,
): { readonly invoice: string | null; readonly credit: string | null; readonly codes: ReadonlySet<string> } {
  const codesOf = (setting: string | null, type: Journal['type']): readonly string[] =>
    setting === null
      ? [...new Set(journals.filter((journal) => journal.type === type).map(({ code }) => code))]
      : [setting];
  const [sales, credits] = [codesOf(salesJournal, 'sale'), codesOf(creditNoteJournal, 'sale-credit-note')];
  return {
    invoice: sales[0] ?? null,
    credit: credits[0] ?? null,
    codes: new Set([...sales, ...credits]),
  };
}
