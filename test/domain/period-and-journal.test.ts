import fc from 'fast-check';
import { day, winbooksId } from '../../domain/ids';
import {
  chooseJournal,
  chooseJournalFor,
  journalProblems,
  type JournalChoice,
} from '../../domain/booking/journal-choice';
import {
  chooseNextOpenPeriod,
  choosePeriod,
  inClosedYears,
  needsWholeYear,
  type PeriodChoice,
} from '../../domain/booking/period-choice';
import type { BookPeriod, Journal } from '../../domain/vendors/winbooks-records';
import { bookPeriod, journal, YEAR_2026, YEAR_2027 } from './sample-records';

const september = day('2026-09-30');
const another = winbooksId('60000000-0000-4000-8000-000000000010');

const chosen = { ok: true, period: bookPeriod(), bookedOn: september };

describe('choosePeriod', () => {
  it('takes the period of the day’s year and month', () => {
    const october = bookPeriod({ id: another, number: 10, month: 10 });
    const lastYear = bookPeriod({ id: another, year: 2025 });
    expect(choosePeriod([october, lastYear, bookPeriod()], september)).toEqual(chosen);
  });

  it('takes the smallest number of a month that carries several', () => {
    const second = bookPeriod({ id: another, number: 12 });
    expect(choosePeriod([second, bookPeriod()], september)).toEqual(chosen);
  });

  it.each([0, 13, 99])('never takes number %d', (number) => {
    expect(choosePeriod([bookPeriod({ number })], september)).toMatchObject({
      issue: { code: 'PERIOD_MISSING' },
    });
    const beside = [bookPeriod({ id: another, number }), bookPeriod()];
    expect(choosePeriod(beside, september)).toEqual(chosen);
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

/** Periods of a book year as a folder has them: opening, one per month, closing with the last month. */
function bookYearOf(
  name: string,
  first: { year: number; month: number },
  months: number,
  isClosed: (number: number) => boolean | null = () => false,
): BookPeriod[] {
  const at = (number: number) => first.year * 12 + first.month - 1 + number - 1;
  const numbers = Array.from({ length: months + 2 }, (_, number) => number);
  return numbers.map((number) => {
    const month = at(Math.min(Math.max(number, 1), months));
    return {
      id: winbooksId(`${name}/${number}`),
      bookYearId: winbooksId(name),
      number,
      year: Math.floor(month / 12),
      month: (month % 12) + 1,
      isClosed: isClosed(number),
    };
  });
}
const chosenId = (choice: PeriodChoice) => (choice.ok ? choice.period.id : choice.issue.code);

describe('a book year that is not a calendar year', () => {
  const periods = [
    ...bookYearOf('2526', { year: 2025, month: 4 }, 12),
    ...bookYearOf('2627', { year: 2026, month: 4 }, 12),
  ];

  it.each([
    ['2026-03-31', '2526/12'],
    ['2026-04-01', '2627/1'],
    ['2026-12-31', '2627/9'],
    ['2027-01-01', '2627/10'],
    ['2027-03-31', '2627/12'],
    ['2027-04-01', 'PERIOD_MISSING'],
  ])('has %s in %s', (on, expected) => {
    expect(chosenId(choosePeriod(periods, day(on)))).toBe(expected);
  });

  it('may be short: its closing period has a number like any other', () => {
    const short = bookYearOf('short', { year: 2026, month: 9 }, 4, (number) => number === 4);
    expect(chosenId(choosePeriod(short, day('2026-12-31')))).toBe('PERIOD_CLOSED');
    expect(chosenId(choosePeriod(short, day('2026-11-30')))).toBe('short/3');
  });

  it('may be long: its thirteenth month is no closing period, its last one is', () => {
    const long = bookYearOf('long', { year: 2026, month: 1 }, 18);
    const ofMonth = long.filter(({ year, month }) => year === 2027 && month === 1);
    expect(needsWholeYear(ofMonth)).toBe(true);
    expect(chosenId(choosePeriod(ofMonth, day('2027-01-15')))).toBe('PERIOD_MISSING');
    expect(chosenId(choosePeriod(long, day('2027-01-15')))).toBe('long/13');
    expect(chosenId(choosePeriod(long, day('2027-06-15')))).toBe('long/18');
  });

  it('is asked for as a whole only where a thirteenth period stands alone', () => {
    expect(needsWholeYear(bookYearOf('2026', { year: 2026, month: 1 }, 12).filter(isDecember))).toBe(false);
    expect(needsWholeYear([])).toBe(false);
    expect(needsWholeYear([bookPeriod()])).toBe(false);
  });

  it('never gives a day to an opening or closing period', () => {
    const days = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    const months = fc.integer({ min: 1, max: 24 });
    const firsts = fc.record({ year: fc.constant(2026), month: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(days, months, firsts, (at, length, first) => {
        const year = bookYearOf('any', first, length);
        const on = day(at.toISOString().slice(0, 10));
        const choice = choosePeriod(year, on);
        if (!choice.ok) return expect(choice.issue.code).toBe('PERIOD_MISSING');
        expect(choice.period.number).toBeGreaterThan(0);
        expect(choice.period.number).toBeLessThan(length + 1);
        expect(on.slice(0, 7)).toBe(`${choice.period.year}-${String(choice.period.month).padStart(2, '0')}`);
      }),
    );
  });
});

const isDecember = ({ month }: BookPeriod): boolean => month === 12;

it('a closed book year closes its periods, and no others', () => {
  const periods = [
    ...bookYearOf('2026', { year: 2026, month: 1 }, 12, () => null),
    ...bookYearOf('2027', { year: 2027, month: 1 }, 12),
  ];
  const year = { name: null, start: null, end: null };
  const years = [
    { ...year, id: winbooksId('2026'), isClosed: true },
    { ...year, id: winbooksId('2027'), isClosed: null },
  ];
  const known = inClosedYears(periods, years);
  expect(chosenId(choosePeriod(periods, september))).toBe('2026/9');
  expect(chosenId(choosePeriod(known, september))).toBe('PERIOD_CLOSED');
  expect(chosenId(chooseNextOpenPeriod(known, september))).toBe('2027/1');
});

describe('chooseNextOpenPeriod', () => {
  it('goes on to the next open period, on its first day', () => {
    const periods = bookYearOf('2026', { year: 2026, month: 1 }, 12, (number) => number <= 10);
    expect(chooseNextOpenPeriod(periods, september)).toMatchObject({
      ok: true,
      period: { id: '2026/11' },
      bookedOn: '2026-11-01',
    });
  });

  it('goes on into the next book year, past the closing period', () => {
    const periods = [
      ...bookYearOf('2627', { year: 2026, month: 4 }, 12, (number) => number < 13),
      ...bookYearOf('2728', { year: 2027, month: 4 }, 12, (number) => number === 1),
    ];
    expect(chooseNextOpenPeriod(periods, september)).toMatchObject({
      ok: true,
      period: { id: '2728/2' },
      bookedOn: '2027-05-01',
    });
  });

  it('takes a later period that does not tell whether it is closed', () => {
    const periods = bookYearOf('2026', { year: 2026, month: 1 }, 12, (number) => (number <= 9 ? true : null));
    expect(chosenId(chooseNextOpenPeriod(periods, september))).toBe('2026/10');
  });

  it('never goes back, and holds the invoice when nothing later is open', () => {
    const periods = bookYearOf('2026', { year: 2026, month: 1 }, 12, (number) => number > 8);
    expect(chooseNextOpenPeriod(periods, september)).toEqual({
      ok: false,
      issue: { code: 'PERIOD_CLOSED', params: { date: september } },
    });
  });

  it('asks a person where two book years offer the same month', () => {
    const closed = bookYearOf('2026', { year: 2026, month: 1 }, 9, () => true);
    const both = ['a', 'b'].flatMap((name) => bookYearOf(name, { year: 2026, month: 10 }, 12));
    expect(chosenId(chooseNextOpenPeriod([...closed, ...both], september))).toBe('PERIOD_AMBIGUOUS');
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

describe('chooseJournalFor an invoice', () => {
  const creditNotes = row({ code: 'NCV', type: 'sale-credit-note' });
  const nextYear = row({ bookYearId: YEAR_2027 });

  it('finds the only sales journal of the book year', () => {
    const rows = [creditNotes, nextYear, journal()];
    expect(codeOf(chooseJournalFor('invoice', rows, null, bookPeriod(), '2026'))).toBe(journal().id);
  });

  it('follows the setting where there are two', () => {
    const rows = [journal(), row({ code: 'VERK', bookYearId: YEAR_2026 })];
    expect(codeOf(chooseJournalFor('invoice', rows, null, bookPeriod(), '2026'))).toBe('JOURNAL_AMBIGUOUS');
    expect(codeOf(chooseJournalFor('invoice', rows, 'VEN', bookPeriod(), '2026'))).toBe(journal().id);
  });

  it('never guesses without one, and never books a sale elsewhere', () => {
    const unknown = row({ type: null });
    expect(
      codeOf(chooseJournalFor('invoice', [creditNotes, nextYear, unknown], null, bookPeriod(), '2026')),
    ).toBe('JOURNAL_MISSING');
    expect(codeOf(chooseJournalFor('invoice', [creditNotes], 'NCV', bookPeriod(), '2026'))).toBe(
      'JOURNAL_WRONG_TYPE',
    );
    expect(codeOf(chooseJournalFor('invoice', [unknown], 'VEN', bookPeriod(), '2026'))).toBe(unknown.id);
  });
});

describe('chooseJournalFor a credit invoice', () => {
  const creditNotes = row({ code: 'NCV', type: 'sale-credit-note' });
  const forCredit = (rows: readonly Journal[], code: string | null) =>
    codeOf(chooseJournalFor('credit', rows, code, bookPeriod(), '2026'));

  it('finds the only journal for credit notes, never the sales journal', () => {
    expect(forCredit([journal(), creditNotes], null)).toBe(creditNotes.id);
    expect(forCredit([journal()], null)).toBe('CREDIT_JOURNAL_MISSING');
  });

  it('follows the setting, of the right type', () => {
    const second = row({ code: 'NC2', type: 'sale-credit-note' });
    expect(forCredit([creditNotes, second], null)).toBe('JOURNAL_AMBIGUOUS');
    expect(forCredit([creditNotes, second], 'NC2')).toBe(second.id);
    expect(forCredit([journal(), creditNotes], 'VEN')).toBe('CREDIT_JOURNAL_WRONG_TYPE');
    expect(forCredit([creditNotes], 'NC3')).toBe('JOURNAL_UNKNOWN');
  });
});

describe('journalProblems', () => {
  const creditNotes = row({ code: 'NCV', type: 'sale-credit-note' });
  const problems = (
    rows: readonly Journal[],
    salesJournal: string | null = null,
    creditNoteJournal: string | null = null,
  ) => journalProblems({ salesJournal, creditNoteJournal }, rows).map(({ code }) => code);

  it('has none where the folder is obvious, or the settings say it', () => {
    expect(problems([journal(), creditNotes])).toEqual([]);
    expect(problems([journal(), row({ bookYearId: YEAR_2027 })])).toEqual([]);
    expect(problems([journal({ type: null })], 'VEN')).toEqual([]);
  });

  it('names each', () => {
    expect(problems([creditNotes])).toEqual(['JOURNAL_MISSING']);
    expect(problems([journal(), creditNotes], 'NCV', 'VEN')).toEqual([
      'JOURNAL_WRONG_TYPE',
      'CREDIT_JOURNAL_WRONG_TYPE',
    ]);
    expect(problems([journal(), creditNotes], 'VERK', 'NC9')).toEqual(['JOURNAL_UNKNOWN', 'JOURNAL_UNKNOWN']);
    const second = row({ code: 'NC2', type: 'sale-credit-note' });
    expect(problems([journal(), creditNotes, second])).toEqual(['JOURNAL_AMBIGUOUS']);
  });
});
