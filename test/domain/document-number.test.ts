import fc from 'fast-check';
import { documentNumber, type NumberPolicy } from '../../domain/invoice/document-number';
import { day } from '../../domain/ids';
import { tenantSettings } from '../../domain/tenant/settings';

const digits: NumberPolicy = { documentNumber: 'digits', numberPrefix: null };
const yearSequence: NumberPolicy = { documentNumber: 'year-sequence', numberPrefix: null };
const after = (numberPrefix: string): NumberPolicy => ({ documentNumber: 'after-prefix', numberPrefix });
const taken = (number: string, policy: NumberPolicy): number => {
  const choice = documentNumber(number, policy);
  if (!choice.ok) throw new Error(`${number}: ${choice.issue.code}`);
  return choice.docNumber;
};

describe('a number of which all digits count', () => {
  it.each([
    ['F2026-0041', 20260041],
    ['20260101', 20260101],
    ['0041', 41],
    ['2026/12 - 7', 2026127],
    ['999999999999', 999999999999],
  ])('%p is %d', (number, docNumber) => {
    expect(documentNumber(number)).toEqual({ ok: true, docNumber });
    expect(taken(number, digits)).toBe(docNumber);
  });

  it.each([
    ['CONCEPT', 'NUMBER_WITHOUT_DIGITS'],
    ['', 'NUMBER_WITHOUT_DIGITS'],
    ['F-000', 'NUMBER_WITHOUT_DIGITS'],
    ['1234567890123', 'NUMBER_TOO_LONG'],
  ])('%p is held with %s', (number, code) => {
    expect(documentNumber(number)).toMatchObject({ ok: false, issue: { code, params: { number } } });
  });

  it('that restarts each year keeps apart by its book year only', () => {
    expect(taken('F/1', digits)).toBe(taken('F/1', digits));
    expect(taken('2026/1', digits)).not.toBe(taken('2025/1', digits));
    expect(taken('2026/11', digits)).toBe(taken('2026/1/1', digits));
  });
});

describe('a number behind a prefix', () => {
  it.each([
    ['F2026', 'F2026-0041', 41],
    ['f', 'F-17', 17],
    ['BE1-', ' be1-2026-17 ', 202617],
    ['FAC 2', 'FAC 2/000123', 123],
  ])('%p: %p is %d', (prefix, number, docNumber) => {
    expect(documentNumber(number, after(prefix))).toEqual({ ok: true, docNumber });
  });

  it.each([
    ['F', '20260041', 'NUMBER_WITHOUT_PREFIX'],
    ['F2026', 'F2025-0041', 'NUMBER_WITHOUT_PREFIX'],
    ['F2026', 'F2026-', 'NUMBER_WITHOUT_DIGITS'],
    ['F', 'F1234567890123', 'NUMBER_TOO_LONG'],
  ])('%p: %p is held with %s', (prefix, number, code) => {
    expect(documentNumber(number, after(prefix))).toMatchObject({ issue: { code } });
  });

  it('needs the prefix among the settings', () => {
    expect(tenantSettings.safeParse({ documentNumber: 'after-prefix' }).success).toBe(false);
    expect(tenantSettings.safeParse({ documentNumber: 'after-prefix', numberPrefix: 'F' }).success).toBe(
      true,
    );
  });
});

describe('a number of year and sequence', () => {
  it.each([
    ['F26/17', 20260017],
    ['2026-00041', 20260041],
    ['F2026-0041', 20260041],
    ['20260041', 20260041],
    ['F 202600041', 20260041],
    ['2026/12345', 202612345],
    ['VF-26-1', 20260001],
  ])('%p is %d', (number, docNumber) => {
    expect(documentNumber(number, yearSequence)).toEqual({ ok: true, docNumber });
  });

  it.each(['17', 'F0041', '2026-09-0041', '202/17', '1999/3', 'F2026', '2026/0', '260041', 'CONCEPT'])(
    '%p is not one',
    (number) => {
      expect(documentNumber(number, yearSequence)).toEqual({
        ok: false,
        issue: { code: 'NUMBER_NOT_YEAR_SEQUENCE', params: { number } },
      });
    },
  );

  it('knows a year by the invoice’s day', () => {
    expect(documentNumber('17/26', yearSequence, day('2026-05-05')).ok).toBe(false);
    expect(documentNumber('25/17', yearSequence, day('2026-01-05')).ok).toBe(true);
    expect(documentNumber('27/17', yearSequence, day('2026-12-05')).ok).toBe(true);
  });

  it('is longer than WinBooks takes', () => {
    expect(documentNumber('2026/123456789', yearSequence)).toMatchObject({
      issue: { code: 'NUMBER_TOO_LONG' },
    });
  });

  const years = fc.integer({ min: 2000, max: 2099 });
  const sequences = fc.integer({ min: 1, max: 99_999_999 });
  const written = (year: number, sequence: number): string[] => [
    `${year}/${sequence}`,
    `F${year}-${String(sequence).padStart(5, '0')}`,
    `VF${String(year % 100).padStart(2, '0')}/${sequence}`,
    `${year}${String(sequence).padStart(5, '0')}`,
  ];

  it('never gives two invoices one number, and one invoice one number however it is written', () => {
    fc.assert(
      fc.property(years, sequences, years, sequences, (year, sequence, otherYear, otherSequence) => {
        const numbers = written(year, sequence).map((number) => taken(number, yearSequence));
        expect(new Set(numbers).size).toBe(1);
        const other = taken(`${otherYear}/${otherSequence}`, yearSequence);
        expect(other === numbers[0]).toBe(year === otherYear && sequence === otherSequence);
      }),
    );
  });

  it('keeps the order within a year', () => {
    fc.assert(
      fc.property(years, sequences, sequences, (year, a, b) => {
        const [first, second] = [a, b].map((sequence) => taken(`${year}-${sequence}`, yearSequence));
        expect(Math.sign(Number(first) - Number(second))).toBe(Math.sign(a - b));
      }),
    );
  });
});

it('no policy ever gives anything but a positive number of at most twelve digits', () => {
  const policies = fc.constantFrom(digits, yearSequence, after('F'));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), policies, (number, policy) => {
      for (const text of [number, `F${number}`, number.replaceAll(/\D/g, '1')]) {
        const choice = documentNumber(text, policy);
        if (choice.ok) {
          expect(Number.isSafeInteger(choice.docNumber)).toBe(true);
          expect(choice.docNumber).toBeGreaterThan(0);
          expect(String(choice.docNumber).length).toBeLessThanOrEqual(12);
        }
      }
    }),
  );
});
