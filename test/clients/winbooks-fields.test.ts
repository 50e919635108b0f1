import fc from 'fast-check';
import { day } from '../../domain/ids';
import {
  centsOf,
  codeOf,
  dayOf,
  idOf,
  referenceOf,
  sentAmount,
  sentDate,
} from '../../clients/winbooks/winbooks-fields';
import {
  bookYearEndOf,
  bookYearStartOf,
  isClosedOf,
  isSaleVatCode,
  journalTypeOf,
  vatRateOf,
} from '../../clients/winbooks/gap-fields';

test.each([
  ['/Date(1489536000000)/', '2017-03-15'],
  ['/Date(1489532400000)/', '2017-03-15'],
  ['/Date(1489532400000+0100)/', '2017-03-15'],
  ['/Date(1782770400000)/', '2026-06-30'],
  ['/Date(-86400000)/', '1969-12-31'],
  ['2026-06-30', '2026-06-30'],
  ['2026-06-30T00:00:00', '2026-06-30'],
  ['2026-06-29T22:00:00Z', '2026-06-30'],
  ['2026-06-30T00:00:00+02:00', '2026-06-30'],
  [1489536000000, '2017-03-15'],
])('%s is the day %s', (value, expected) => {
  expect(dayOf(value)).toBe(expected);
});

test.each([['/Date(-62135596800000)/'], ['/Date(-62135600400000)/'], [''], [null], ['soon'], [{}]])(
  '%s is no day',
  (value) => {
    expect(dayOf(value)).toBeNull();
  },
);

test('every day is read back as it was sent, also by a server that keeps midnight in Brussels', () => {
  const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      const sent = sentDate(day(iso));
      expect(dayOf(sent)).toBe(iso);
      const ms = Number(/-?\d+/.exec(sent)?.[0]);
      expect(dayOf(`/Date(${ms - 3_600_000})/`)).toBe(iso);
      expect(dayOf(`/Date(${ms - 7_200_000})/`)).toBe(iso);
    }),
  );
});

test('any amount leaves with at most two decimals and comes back as the same cents', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }), (cents) => {
      const json = JSON.stringify(sentAmount(cents));
      expect(json).toMatch(/^-?\d+(\.\d{1,2})?$/);
      expect(centsOf(JSON.parse(json))).toBe(cents || 0);
    }),
  );
});

test.each([
  [1210, 121_000],
  ['1210.00', 121_000],
  [-0.1, -10],
  [33.33, 3_333],
  [1.005, 101],
  ['  7.5 ', 750],
  [0, 0],
])('the amount %s is %i cents', (value, cents) => {
  expect(centsOf(value)).toBe(cents);
});

test.each([[null], [undefined], [''], ['1.210,00'], ['NaN'], [{}], ['1e30']])('%s is no amount', (value) => {
  expect(centsOf(value)).toBeNull();
});

test('ids are lower case; the zero Guid is none; a nested object names the reference too', () => {
  expect(idOf(' 56E918D4-0CC0-42DB-A040-A89B00AA382D ')).toBe('56e918d4-0cc0-42db-a040-a89b00aa382d');
  expect(idOf('00000000-0000-0000-0000-000000000000')).toBeNull();
  expect(referenceOf({ Journal: { Id: 'AB' } }, 'Journal')).toBe('ab');
  expect(referenceOf({ Vat_Id: '00000000-0000-0000-0000-000000000000', Vat: null }, 'Vat')).toBeNull();
  expect(codeOf({ CentralAccountType: { Code: 'CUSTOMER ' } }, 'CentralAccountType')).toBe('CUSTOMER');
  expect(codeOf({ CentralAccountType: 'V03' }, 'CentralAccountType')).toBe('V03');
});

test.each([
  [{ Type: 'SAL' }, 'sale'],
  [{ JournalType: 'SAC' }, 'sale-credit-note'],
  [{ Type: 'Sales credit notes' }, 'sale-credit-note'],
  [{ journalTypeCode: 'PUR' }, 'purchase'],
  [{ JournalType: { Code: 'CAS' } }, 'financial'],
  [{ DbkType: 2 }, 'sale'],
  [{ DbkType: '3' }, 'sale-credit-note'],
  [{ Type: 2 }, null],
  [{ Type: 'XYZ' }, null],
  [{}, null],
])('the journal type of %j is %s', (row, type) => {
  expect(journalTypeOf(row)).toBe(type);
});

test.each([
  [{ Rate: 21 }, 21],
  [{ Percentage: '6.00' }, 6],
  [{ VatRate: 0.21 }, 21],
  [{ rate: 0 }, 0],
  [{ InternalCode: '211400' }, 21],
  [{ InternalCode: '211200' }, null],
  [{}, null],
])('the VAT rate of %j is %s', (row, rate) => {
  expect(vatRateOf(row)).toBe(rate);
});

test.each([
  [{ IsSale: true, InternalCode: '111400' }, true],
  [{ InternalCode: '211400' }, true],
  [{ InternalCode: 111400 }, false],
  [{ IsPurchase: 'true' }, false],
  [{}, null],
])('whether %j is for sales: %s', (row, isSale) => {
  expect(isSaleVatCode(row)).toBe(isSale);
});

test('a period tells that it is closed in several ways, or not at all', () => {
  expect(isClosedOf({ IsClosed: true })).toBe(true);
  expect(isClosedOf({ IsOpen: true })).toBe(false);
  expect(isClosedOf({ Status: 'Closed' })).toBe(true);
  expect(isClosedOf({ Number: 3 })).toBeNull();
});

test('a book year tells its days under several names', () => {
  expect(bookYearStartOf({ DateBegin: '/Date(1782856800000)/' })).toBe('2026-07-01');
  expect(bookYearEndOf({ EndDate: '2027-06-30' })).toBe('2027-06-30');
  expect(bookYearStartOf({ FromDate: '2026-07-01', Created: '2020-01-01' })).toBe('2026-07-01');
  expect(bookYearEndOf({ DateTo: '2027-06-30', Modified: '2020-01-01' })).toBe('2027-06-30');
  expect(bookYearEndOf({ LastDay: '2027-06-30', LastLogin: '2020-01-01' })).toBeNull();
  expect(bookYearEndOf({ CalendarId: 5, Total: 'x' })).toBeNull();
  expect(bookYearEndOf({})).toBeNull();
});
