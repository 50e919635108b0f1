import type { WinbooksId } from '../../domain/ids';
import type { BookPeriod, BookYear, Journal, VatCode } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { numberOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import {
  BOOK_PERIODS,
  BOOK_YEARS,
  CURRENCIES,
  findRows,
  JOURNALS,
  readEach,
  VAT_CODES,
  VAT_CODES_BY_OTHER_NAME,
  type EntityKind,
} from './execute-criteria';
import {
  bookYearEndOf,
  bookYearStartOf,
  internalVatCodeOf,
  isClosedOf,
  isLockedOf,
  isSaleVatCode,
  journalTypeOf,
  nameOf,
  vatAccountOf,
  vatRateOf,
} from './gap-fields';
import { idOf, referenceOf } from './winbooks-fields';
import { getObject, readWinbooks } from './winbooks-session';

const MOST_PAGES = 40;

/** All journal rows of the folder, one per book year if the folder stores them that way (winbooks-api §4.8). */
export const listJournals = (connection: WinbooksConnection): Promise<Outcome<Journal[]>> =>
  listAll(connection, JOURNALS, (row) => {
    const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
    if (id === null || code === null) return null;
    return {
      id,
      code,
      name: nameOf(row),
      bookYearId: referenceOf(row, 'BookYear'),
      type: journalTypeOf(row),
    };
  });

/** All book years of the folder (winbooks-api §4.8). */
export const listBookYears = (connection: WinbooksConnection): Promise<Outcome<BookYear[]>> =>
  listAll(connection, BOOK_YEARS, (row) => {
    const id = idOf(row['Id']);
    if (id === null) return null;
    const name = textOf(row['Code']) ?? nameOf(row);
    return { id, name, start: bookYearStartOf(row), end: bookYearEndOf(row), isClosed: isClosedOf(row) };
  });

/**
 * The periods of one calendar month, by the documented query (winbooks-api §3.5), including opening and closing
 * periods.
 * @param month the year, and the month as 1–12
 */
export const listBookPeriods = (
  connection: WinbooksConnection,
  month: { readonly year: number; readonly month: number },
): Promise<Outcome<BookPeriod[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, {
      entity: BOOK_PERIODS,
      where: { RelatedYear: month.year, RelatedMonth: month.month },
      level: 1,
      orderBy: 'Number',
      mostPages: MOST_PAGES,
    });
    return rows.kind === 'ok' ? readEach(rows.value, bookPeriodOf, BOOK_PERIODS.plural) : rows;
  });

/** Every period of one book year, opening and closing ones included. */
export const listBookPeriodsOfYear = (
  connection: WinbooksConnection,
  bookYearId: WinbooksId,
): Promise<Outcome<BookPeriod[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, {
      entity: BOOK_PERIODS,
      where: { BookYear_Id: bookYearId },
      level: 1,
      orderBy: 'Number',
      mostPages: MOST_PAGES,
    });
    return rows.kind === 'ok' ? readEach(rows.value, bookPeriodOf, BOOK_PERIODS.plural) : rows;
  });

/** Every period of the folder, of all book years. */
export const listAllBookPeriods = (connection: WinbooksConnection): Promise<Outcome<BookPeriod[]>> =>
  listAll(connection, BOOK_PERIODS, bookPeriodOf);

function bookPeriodOf(row: VendorRecord): BookPeriod | null {
  const id = idOf(row['Id']);
  const [number, year, month] = [row['Number'], row['RelatedYear'], row['RelatedMonth']].map(numberOf);
  if (id === null || typeof number !== 'number' || typeof year !== 'number' || typeof month !== 'number') {
    return null;
  }
  return { id, bookYearId: referenceOf(row, 'BookYear'), number, year, month, isClosed: isClosedOf(row) };
}

/** All VAT codes of the folder, purchases included (winbooks-api §4.7, §7.1). */
export async function listVatCodes(connection: WinbooksConnection): Promise<Outcome<VatCode[]>> {
  const codes = await listAll(connection, VAT_CODES, vatCodeOf);
  const isNameRefused = codes.kind === 'refused' && codes.about === undefined;
  return isNameRefused ? listAll(connection, VAT_CODES_BY_OTHER_NAME, vatCodeOf) : codes;
}

function vatCodeOf(row: VendorRecord): VatCode | null {
  const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
  if (id === null || code === null) return null;
  return {
    id,
    code,
    internalCode: internalVatCodeOf(row),
    name: nameOf(row),
    ratePercent: vatRateOf(row),
    isSale: isSaleVatCode(row),
    accountId: vatAccountOf(row),
    isLocked: isLockedOf(row),
  };
}

/** Whether the folder has a currency (ISO 4217). A negative answer is asked for twice (winbooks-api §4.6). */
export const currencyExists = (connection: WinbooksConnection, code: string): Promise<Outcome<boolean>> =>
  readWinbooks(connection, async (session) => {
    const one = await getObject(session, 'Currency', code, 1);
    if (one.kind === 'ok' && textOf(one.value['Code'])?.toUpperCase() === code.toUpperCase()) return ok(true);
    if (one.kind !== 'ok' && one.kind !== 'absent' && one.kind !== 'refused') return one;
    const rows = await findRows(session, {
      entity: CURRENCIES,
      where: { Code: code },
      level: 1,
      mostPages: 10,
    });
    return rows.kind === 'ok' ? ok(rows.value.length > 0) : rows;
  });

/** Every row of one object model at level 1, ordered by id. */
const listAll = <Value>(
  connection: WinbooksConnection,
  entity: EntityKind,
  parse: (row: VendorRecord) => Value | null,
): Promise<Outcome<Value[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, { entity, level: 1, mostPages: MOST_PAGES });
    return rows.kind === 'ok' ? readEach(rows.value, parse, entity.plural) : rows;
  });
