import type { BookingKind } from '../invoice/invoice-kind';
import { issue, type Issue } from '../issues/issue-catalogue';
import type { TenantSettings } from '../tenant/settings';
import type { BookPeriod, Journal, JournalType } from '../vendors/winbooks-records';

export type JournalChoice =
  { readonly ok: true; readonly journal: Journal } | { readonly ok: false; readonly issue: Issue };

/**
 * The journal row with this code in the period's own book year: a journal may exist once per book year (winbooks-api
 * §4.8). A row without a book year is valid in all of them.
 * @param bookYear the book year's name for people
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

const TYPE_OF = { invoice: 'sale', credit: 'sale-credit-note' } as const satisfies Record<
  BookingKind,
  JournalType
>;

/**
 * The journal for an invoice or credit note: the one that the settings name, else the only one of its type in the book
 * year (winbooks-api §7.4: credit notes have their own). A journal that is known to be of another type is refused even
 * if the settings name it.
 * @param code the setting for this kind of document, null when none is set
 * @param bookYear the book year's name for people
 */
export function chooseJournalFor(
  kind: BookingKind,
  journals: readonly Journal[],
  code: string | null,
  period: BookPeriod,
  bookYear: string,
): JournalChoice {
  const type = TYPE_OF[kind];
  if (code !== null) {
    const chosen = chooseJournal(journals, code, period, bookYear);
    if (chosen.ok && chosen.journal.type !== null && chosen.journal.type !== type)
      return { ok: false, issue: wrongType(kind, chosen.journal.code) };
    return chosen;
  }
  const fitting = ofBookYear(
    journals.filter((journal) => journal.type === type),
    period,
  );
  const [only, another] = fitting;
  if (!only) return { ok: false, issue: noJournal(kind) };
  if (another)
    return { ok: false, issue: issue('JOURNAL_AMBIGUOUS', { bookYear, journals: codesOf(fitting) }) };
  return { ok: true, journal: only };
}

/**
 * Checks the journals that the settings name or leave open before any invoice is known. A folder without a credit-note
 * journal is not a problem: its credit notes are held.
 */
export function journalProblems(
  settings: Pick<TenantSettings, 'salesJournal' | 'creditNoteJournal'>,
  journals: readonly Journal[],
): readonly Issue[] {
  return [
    ...problemsOf('invoice', settings.salesJournal, journals),
    ...problemsOf('credit', settings.creditNoteJournal, journals),
  ];
}

function problemsOf(kind: BookingKind, code: string | null, journals: readonly Journal[]): readonly Issue[] {
  const type = TYPE_OF[kind];
  if (code === null) {
    const fitting = journals.filter((journal) => journal.type === type);
    if (fitting.length === 0) return kind === 'invoice' ? [noJournal(kind)] : [];
    const codes = new Set(fitting.map((journal) => journal.code));
    return codes.size === 1
      ? []
      : [issue('JOURNAL_AMBIGUOUS', { bookYear: '*', journals: codesOf(fitting) })];
  }
  const rows = journals.filter((journal) => journal.code === code);
  if (rows.length === 0) return [issue('JOURNAL_UNKNOWN', { journal: code, bookYear: '*' })];
  return rows.some((journal) => journal.type === null || journal.type === type)
    ? []
    : [wrongType(kind, code)];
}

const noJournal = (kind: BookingKind): Issue =>
  kind === 'invoice' ? issue('JOURNAL_MISSING', {}) : issue('CREDIT_JOURNAL_MISSING', {});

const wrongType = (kind: BookingKind, journal: string): Issue =>
  kind === 'invoice'
    ? issue('JOURNAL_WRONG_TYPE', { journal })
    : issue('CREDIT_JOURNAL_WRONG_TYPE', { journal });

/** Without a book year on the period, rows cannot be told apart and all remain candidates. */
function ofBookYear(journals: readonly Journal[], period: BookPeriod): readonly Journal[] {
  if (period.bookYearId === null) return journals;
  return journals.filter(
    (journal) => journal.bookYearId === null || journal.bookYearId === period.bookYearId,
  );
}

function codesOf(journals: readonly Journal[]): string {
  return [...new Set(journals.map((journal) => journal.code))].join(', ');
}
