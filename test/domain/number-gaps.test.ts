import fc from 'fast-check';
import type { NumberPolicy } from '../../domain/invoice/document-number';
import { winbooksId } from '../../domain/ids';
import { missingNumbers, numbersInWords, type NumberedRow } from '../../domain/booking/number-gaps';

const sales = winbooksId('70000000-0000-4000-8000-000000000001');
const creditNotes = winbooksId('70000000-0000-4000-8000-000000000002');
const bookedAt = new Date('2026-10-10T10:00:00Z');
const digits: NumberPolicy = { documentNumber: 'digits', numberPrefix: null };
const yearSequence: NumberPolicy = { documentNumber: 'year-sequence', numberPrefix: null };

const booked = (docNumber: number, changes: Partial<NumberedRow> = {}): NumberedRow => ({
  number: `F-${docNumber}`,
  journalId: sales,
  journalCode: 'VEN',
  scope: 'year-2026',
  bookYear: '2026',
  docNumber,
  state: 'booked',
  bookedAt,
  ...changes,
});
const unbooked = (number: string, state: string): NumberedRow =>
  booked(0, {
    number,
    state,
    journalId: null,
    journalCode: null,
    scope: null,
    bookYear: null,
    docNumber: null,
    bookedAt: null,
  });
const missing = (rows: readonly NumberedRow[], policy = digits): number[] =>
  missingNumbers(rows, policy).map(({ docNumber }) => docNumber);

describe('numbers that are missing', () => {
  it('lie between the lowest and the highest booked one, since the next higher was booked', () => {
    const later = new Date('2026-10-11T10:00:00Z');
    const rows = [booked(23, { bookedAt: later }), booked(18), booked(16)];
    expect(missingNumbers(rows, digits)).toMatchObject([
      { docNumber: 17, journal: 'VEN', bookYear: '2026', since: bookedAt },
      ...[19, 20, 21, 22].map((docNumber) => ({ docNumber, since: later })),
    ]);
  });

  it.each(['waiting', 'held', 'skipped', 'prepared', 'verifying'])(
    'are explained by an invoice that is %s',
    (state) => {
      expect(missing([booked(1), unbooked('F-0002', state), booked(3)])).toEqual([]);
    },
  );

  it('are read as the tenant’s policy reads them', () => {
    const rows = [booked(20260001), unbooked('26/2', 'held'), booked(20260003)];
    expect(missing(rows, yearSequence)).toEqual([]);
    expect(missing(rows, digits)).toEqual([20260002]);
  });

  it('are explained by a credit note in its own journal of the same year, and the other way round', () => {
    const credit = (docNumber: number) => booked(docNumber, { journalId: creditNotes, journalCode: 'NCV' });
    expect(missing([booked(1), credit(2), booked(3), credit(4), booked(5)])).toEqual([]);
  });

  it('are not explained by the same number of another year', () => {
    const lastYear = { journalId: winbooksId('last year'), scope: 'year-2025', bookYear: '2025' };
    expect(missing([booked(1), booked(2, lastYear), booked(3)])).toEqual([2]);
  });

  it('are not explained by the same number of another period where each has its own', () => {
    const [march, april] = [{ scope: 'march' }, { scope: 'april' }];
    expect(missing([booked(1, april), booked(2, march), booked(3, april)])).toEqual([2]);
  });

  it('are none between two series, nor before one that restarts', () => {
    expect(missing([booked(20260099), booked(20270001)])).toEqual([]);
    expect(missing([booked(20260950), booked(20261001), booked(20261003)])).toEqual([20261002]);
    expect(missing([booked(20260099), booked(20260101)])).toEqual([20260100]);
  });

  it('are exactly those that were left out', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 2 });
    fc.assert(
      fc.property(numbers, (taken) => {
        const [low, high] = [Math.min(...taken), Math.max(...taken)];
        const all = Array.from({ length: high - low }, (_, index) => low + index);
        expect(missing(taken.map((number) => booked(number))).sort((a, b) => a - b)).toEqual(
          all.filter((number) => !taken.includes(number)),
        );
      }),
    );
  });
});

it.each([
  [[17], '17'],
  [[22, 17, 20, 21], '17, 20–22'],
  [[], ''],
])('numbers %p in words: %p', (numbers, words) => {
  expect(numbersInWords(numbers)).toBe(words);
});
