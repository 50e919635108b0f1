import type { JournalType } from '../../domain/vendors/winbooks-records';
import type { Day, WinbooksId } from '../../domain/ids';
import { firstOf, flagOf, numberOf, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { dayOf, referenceOf } from './winbooks-fields';

/**
 * Fields whose names the reference does not know (winbooks-api §4.7, §4.8). Each is read by one function here, under
 * every plausible spelling, and is null where the folder does not have it. Correcting one is a change of one line.
 */

const TYPE_NAMES: Readonly<Record<string, JournalType>> = {
  sal: 'sale',
  sale: 'sale',
  sales: 'sale',
  sac: 'sale-credit-note',
  salecreditnote: 'sale-credit-note',
  salescreditnote: 'sale-credit-note',
  salescreditnotes: 'sale-credit-note',
  pur: 'purchase',
  purchase: 'purchase',
  purchases: 'purchase',
  puc: 'purchase-credit-note',
  purchasecreditnote: 'purchase-credit-note',
  purchasescreditnote: 'purchase-credit-note',
  purchasecreditnotes: 'purchase-credit-note',
  pri: 'financial',
  cas: 'financial',
  fin: 'financial',
  financial: 'financial',
  bank: 'financial',
  cash: 'financial',
  mis: 'miscellaneous',
  misc: 'miscellaneous',
  div: 'miscellaneous',
  miscellaneous: 'miscellaneous',
};

/** Classic's DbkType, 0–5 (winbooks-api §7.4). */
const CLASSIC_TYPES: readonly JournalType[] = [
  'purchase',
  'purchase-credit-note',
  'sale',
  'sale-credit-note',
  'financial',
  'miscellaneous',
];

/**
 * A journal's type from its import code or its name. A bare number is meaningful only under Classic's own field name.
 */
export function journalTypeOf(row: VendorRecord): JournalType | null {
  const said = firstOf(row, [
    'Type',
    'JournalType',
    'TypeCode',
    'JournalTypeCode',
    'DbkType',
    'DbType',
    'Kind',
  ]);
  const nested = recordOf(said);
  const text = textOf(nested ? firstOf(nested, ['Code', 'Name']) : said);
  const named = text === null ? undefined : TYPE_NAMES[text.toLowerCase().replace(/[^a-z]/g, '')];
  if (named) return named;
  const classic = numberOf(firstOf(row, ['DbkType', 'DbType']));
  return classic === null ? null : (CLASSIC_TYPES[classic] ?? null);
}

/** The first day of a book year: under a usual name, else the only date field whose name suggests a beginning. */
export const bookYearStartOf = (row: VendorRecord): Day | null =>
  dayOf(firstOf(row, ['StartDate', 'DateStart', 'BeginDate', 'DateBegin', 'Start', 'Begin'])) ??
  onlyDayAmong(row, /start|begin|from|first/i);

/** The last day of a book year, likewise. */
export const bookYearEndOf = (row: VendorRecord): Day | null =>
  dayOf(firstOf(row, ['EndDate', 'DateEnd', 'End'])) ??
  onlyDayAmong(row, /end|until|till|last|stop|finish|(^|date)to($|date)/i);

/** The day in the fields whose name fits; null when none has one, or two disagree. */
function onlyDayAmong(row: VendorRecord, name: RegExp): Day | null {
  const days = Object.entries(row)
    .filter(([field, value]) => name.test(field) && typeof value === 'string')
    .map(([, value]) => dayOf(value))
    .filter((value) => value !== null);
  const [first] = days;
  return first !== undefined && days.every((value) => value === first) ? first : null;
}

/** Whether a period, or a whole book year, takes no more bookings. */
export function isClosedOf(row: VendorRecord): boolean | null {
  const closed = flagOf(firstOf(row, ['IsClosed', 'Closed', 'IsLocked', 'Locked']));
  if (closed !== null) return closed;
  const isOpen = flagOf(firstOf(row, ['IsOpen', 'Open', 'IsOpened']));
  if (isOpen !== null) return !isOpen;
  const status = textOf(firstOf(row, ['Status', 'State']))?.toLowerCase();
  if (status === 'closed' || status === 'locked') return true;
  return status === 'open' ? false : null;
}

/** Known rates of the fixed nomenclature (winbooks-api §7.1), where a folder gives no rate of its own. */
const RATE_OF_INTERNAL_CODE: Readonly<Record<string, number>> = { '211400': 21, '211100': 0 };

/** 21 means 21 %. A fraction below one is multiplied by a hundred, because there is no VAT rate between 0 and 1 %. */
export function vatRateOf(row: VendorRecord): number | null {
  const rate = numberOf(
    firstOf(row, ['Rate', 'Percentage', 'VatRate', 'VatPercentage', 'Percent', 'VatPercent', 'VatPc', 'Pc']),
  );
  if (rate === null) return RATE_OF_INTERNAL_CODE[internalVatCodeOf(row) ?? ''] ?? null;
  return rate > 0 && rate < 1 ? Math.round(rate * 10_000) / 100 : rate;
}

export const internalVatCodeOf = (row: VendorRecord): string | null =>
  textOf(firstOf(row, ['InternalCode', 'CodeInternal', 'IntCode', 'InternalVatCode']));

/** A flag, else the first digit of the internal code: 2 is sales, 1 is purchases (winbooks-api §7.1). */
export function isSaleVatCode(row: VendorRecord): boolean | null {
  const isSale = flagOf(firstOf(row, ['IsSale', 'IsSales', 'IsForSale', 'IsForSales']));
  if (isSale !== null) return isSale;
  const isPurchase = flagOf(firstOf(row, ['IsPurchase', 'IsPurchases']));
  if (isPurchase !== null) return !isPurchase;
  const internal = internalVatCodeOf(row);
  if (internal?.startsWith('2')) return true;
  return internal?.startsWith('1') ? false : null;
}

/** The account for the VAT itself. */
export const vatAccountOf = (row: VendorRecord): WinbooksId | null =>
  referenceOf(row, 'GLAccount') ?? referenceOf(row, 'VatGLAccount') ?? referenceOf(row, 'GLAccountVat');

export const isLockedOf = (row: VendorRecord): boolean => flagOf(row['IsLocked']) ?? false;

export const nameOf = (row: VendorRecord): string | null =>
  textOf(firstOf(row, ['Name', 'Description', 'Label', 'LocalizedName']));
