import { day, winbooksId } from '../../domain/ids';
import { chooseJournal, chooseSalesJournal, type JournalChoice } from '../../domain/journal-choice';
import { choosePeriod } from '../../domain/period-choice';
import type { BookPeriod, Journal } from '../../domain/winbooks-records';
import { bookPeriod, journal, YEAR_2026, YEAR_2027 } from './sample-records';

const september = day('2026-09-30');
const another = winbooksId('60000000-0000-4000-8000-000000000010');

describe('choosePeriod', () => {
  it('takes the period of the day’s year and month', () => {
    const october = bookPeriod({ id: another, number: 10, month: 10 });
    const lastYear = bookPeriod({ id: another, year: 2025 });
    expect(choosePeriod([october, lastYear, bookPeriod()], september)).toEqual({
      ok: true,
      period: bookPeriod(),
    });
  });

  it('takes the smallest number of a month that carries several', () => {
    const second = bookPeriod({ id: another, number: 12 });
    expect(choosePeriod([second, bookPeriod()], september)).toEqual({ ok: true, period: bookPeriod() });
  });

  it.each([0, 13, 99])('never takes number %d', (number) => {
    expect(choosePeriod([bookPeriod({ number })], september)).toMatchObject({
      issue: { code: 'PERIOD_MISSING' },
    });
    const beside = [bookPeriod({ id: another, number }), bookPeriod()];
    expect(choosePeriod(beside, september)).toEqual({ ok: true, period: bookPeriod() });
  });

  it.each<[string, readonly BookPeriod[]]>([
    ['PERIOD_MISSING', []],
    ['PERIOD_MISSING', [bookPeriod({ month: 10 })]],
    ['PERIOD_CLOSED', [bookPeriod({ isClosed: true })]],
    ['PERIOD_CLOSED', [bookPeriod({ isClosed: true }), bookPeriod({ id: another, number: 10 })]],
    ['PERIOD_AMBIGUOUS', [bookPeriod(), bookPeriod({ id: another, bookYearId: YEAR_2027, number: 1 })]],
    ['PERIOD_AMBIGUOUS', [bookPeriod(), bookPeriod({ id: another, bookYearId: null, number: 1 })]],
    ['PERIOD_AMBIGUOUS', [bookPeriod(), bookPeriod({ id: another })]],
  ])('stops at %s', (code, periods) => {
    expect(choosePeriod(periods, september)).toEqual({
      ok: false,
      issue: { code, params: { date: september } },
    });
  });

  it('takes a period that does not tell whether it is closed', () => {
    expect(choosePeriod([bookPeriod({ isClosed: null })], september).ok).toBe(true);
  });
});

const codeOf = (choice: JournalChoice) => (choice.ok ? choice.journal.id : choice.issue.code);
const row = (changes: Partial<Journal>) =>
  journal({ id: winbooksId(`row ${JSON.stringify(changes)}`), ...changes });

describe('chooseJournal', () => {
  it('takes the row of the period’s own book year', () => {
    const rows = [row({ bookYearId: YEAR_2027 }), journal(), row({ code: 'NCV' })];
    expect(codeOf(chooseJournal(rows, ' VEN ', bookPeriod(), '2026'))).toBe(journal().id);
  });

  it('takes a row that serves all years', () => {
    const timeless = row({ bookYearId: null });
    expect(codeOf(chooseJournal([timeless], 'VEN', bookPeriod(), '2026'))).toBe(timeless.id);
  });

  it.each<[string, readonly Journal[], Partial<BookPeriod>]>([
    ['JOURNAL_UNKNOWN', [row({ bookYearId: YEAR_2027 })], {}],
    ['JOURNAL_UNKNOWN', [row({ code: 'ven' })], {}],
    ['JOURNAL_AMBIGUOUS', [journal(), row({})], {}],
    ['JOURNAL_AMBIGUOUS', [journal(), row({ bookYearId: null })], {}],
    ['JOURNAL_AMBIGUOUS', [journal(), row({ bookYearId: YEAR_2027 })], { bookYearId: null }],
  ])('stops at %s', (code, rows, period) => {
    expect(codeOf(chooseJournal(rows, 'VEN', bookPeriod(period), '2026'))).toBe(code);
  });
});

describe('chooseSalesJournal', () => {
  const creditNotes = row({ code: 'NCV', type: 'sale-credit-note' });
  const nextYear = row({ bookYearId: YEAR_2027 });

  it('finds the only sales journal of the book year', () => {
    const rows = [creditNotes, nextYear, journal()];
    expect(codeOf(chooseSalesJournal(rows, null, bookPeriod(), '2026'))).toBe(journal().id);
  });

  it('follows the setting where there are two', () => {
    const rows = [journal(), row({ code: 'VERK', bookYearId: YEAR_2026 })];
    expect(codeOf(chooseSalesJournal(rows, null, bookPeriod(), '2026'))).toBe('JOURNAL_AMBIGUOUS');
    expect(codeOf(chooseSalesJournal(rows, 'VEN', bookPeriod(), '2026'))).toBe(journal().id);
  });

  it('never guesses without one, and never books a sale elsewhere', () => {
    const unknown = row({ type: null });
    expect(codeOf(chooseSalesJournal([creditNotes, nextYear, unknown], null, bookPeriod(), '2026'))).toBe(
      'JOURNAL_MISSING',
    );
    expect(codeOf(chooseSalesJournal([creditNotes], 'NCV', bookPeriod(), '2026'))).toBe('JOURNAL_WRONG_TYPE');
    expect(codeOf(chooseSalesJournal([unknown], 'VEN', bookPeriod(), '2026'))).toBe(unknown.id);
  });
});
