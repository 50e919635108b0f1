import { issue, type Issue } from './issue-catalogue';
import type { BookPeriod, Journal } from './winbooks-records';

export type JournalChoice =
  { readonly ok: true; readonly journal: Journal } | { readonly ok: false; readonly issue: Issue };

/**
 * The journal row with this code in the period's own book year: journals may exist once per book year
 * (winbooks-api §4.8). A row that names no year serves them all.
 * @param bookYear the year's name for people
 */
export function chooseJournal(
  journals: readonly Journal[],
  code: string,
  period: BookPeriod,
  bookYear: string,
): JournalChoice {
  const rows = ofBookYear(
    journals.filter((journal) => journal.code === code.trim()),
    period,
  );
  const [only, another] = rows;
  if (!only) return { ok: false, issue: issue('JOURNAL_UNKNOWN', { journal: code, bookYear }) };
  if (another) return { ok: false, issue: issue('JOURNAL_AMBIGUOUS', { bookYear, journals: codesOf(rows) }) };
  return { ok: true, journal: only };
}

/**
 * The sales journal that an invoice goes to: the one that the settings name, else the only one of type sale in the
 * book year. A journal that is certainly of another type is refused, even when named.
 * @param code the setting, null when none is set
 * @param bookYear the year's name for people
 */
export function chooseSalesJournal(
  journals: readonly Journal[],
  code: string | null,
  period: BookPeriod,
  bookYear: string,
): JournalChoice {
  if (code !== null) {
    const chosen = chooseJournal(journals, code, period, bookYear);
    if (chosen.ok && chosen.journal.type !== null && chosen.journal.type !== 'sale') {
      return { ok: false, issue: issue('JOURNAL_WRONG_TYPE', { journal: chosen.journal.code }) };
    }
    return chosen;
  }
  const sales = ofBookYear(
    journals.filter((journal) => journal.type === 'sale'),
    period,
  );
  const [only, another] = sales;
  if (!only) return { ok: false, issue: issue('JOURNAL_MISSING', {}) };
  if (another)
    return { ok: false, issue: issue('JOURNAL_AMBIGUOUS', { bookYear, journals: codesOf(sales) }) };
  return { ok: true, journal: only };
}

/** Without a book year on the period nothing can be told apart, and every row stays a candidate. */
function ofBookYear(journals: readonly Journal[], period: BookPeriod): readonly Journal[] {
  if (period.bookYearId === null) return journals;
  return journals.filter(
    (journal) => journal.bookYearId === null || journal.bookYearId === period.bookYearId,
  );
}

function codesOf(journals: readonly Journal[]): string {
  return [...new Set(journals.map((journal) => journal.code))].join(', ');
}
