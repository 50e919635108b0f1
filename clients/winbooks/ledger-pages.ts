import type { WinbooksId } from '../../domain/ids';
import type { LedgerHeader, LedgerRow } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { flagOf, numberOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { TRANSACTION_HEADERS, TRANSACTIONS, type EntityKind } from './execute-criteria';
import { readListPage, type RowsPlace } from './list-pages';
import { centsOf, dayOf, idOf, referenceOf } from './winbooks-fields';
import { readWinbooks } from './winbooks-session';

/** A page of the headers or lines of one period. */
export interface LedgerPage<Row> {
  readonly rows: readonly Row[];
  /** The server did not keep to the period: rows are those of the whole folder. */
  readonly isFilterIgnored: boolean;
  /** Null at the end of the list. */
  readonly next: RowsPlace | null;
}

/** Rows of a few columns are no objects, so that more of them than a chunk has come in one answer (winbooks-api §3.4, §6). */
const ROWS_AT_ONCE = 1_000;

const HEADER_COLUMNS = ['Id', 'BookPeriod_Id', 'Journal_Id', 'DocNumber', 'BookDate', 'IsTemp'] as const;
const LINE_COLUMNS = [
  'Id',
  'GLTransHeader_Id',
  'BookPeriod_Id',
  'LineOrder',
  'GLAccount_Id',
  'Vat_Id',
  'Customer_Id',
  'Amount',
  'VatBaseAmount',
  'Currency_Id',
  'CurrencyAmount',
  'Reference',
  'GLMatch_Id',
  'GLTrans_Id',
  'ValueDate',
] as const;

/** A page of the documents of a period, in all journals, without their lines (winbooks-api §4.9). */
export const readHeadersOfPeriod = (
  connection: WinbooksConnection,
  periodId: WinbooksId,
  place: RowsPlace | null,
): Promise<Outcome<LedgerPage<LedgerHeader>>> =>
  readPage(connection, TRANSACTION_HEADERS, HEADER_COLUMNS, headerOf, periodId, place);

/** A page of the lines of a period, in all journals (winbooks-api §4.9). */
export const readLinesOfPeriod = (
  connection: WinbooksConnection,
  periodId: WinbooksId,
  place: RowsPlace | null,
): Promise<Outcome<LedgerPage<LedgerRow>>> =>
  readPage(connection, TRANSACTIONS, LINE_COLUMNS, lineOf, periodId, place);

function readPage<Row extends { readonly periodId: WinbooksId | null }>(
  connection: WinbooksConnection,
  entity: EntityKind,
  columns: readonly string[],
  parse: (row: VendorRecord) => Row | null,
  periodId: WinbooksId,
  place: RowsPlace | null,
): Promise<Outcome<LedgerPage<Row>>> {
  return readWinbooks(connection, async (session) => {
    const page = await readListPage(
      session,
      entity,
      { since: null, place, where: { BookPeriod_Id: periodId }, atMost: ROWS_AT_ONCE },
      columns,
    );
    if (page.kind !== 'ok') return page;
    const rows = parsed(page.value.rows, parse, entity);
    if (rows.kind !== 'ok') return rows;
    const isFilterIgnored = rows.value.some((row) => row.periodId !== null && row.periodId !== periodId);
    return ok({ rows: rows.value, isFilterIgnored, next: page.value.next });
  });
}

/** One row that cannot be read makes the answer unknown: a proof must not leave anything out. */
function parsed<Row>(
  rows: readonly VendorRecord[],
  parse: (row: VendorRecord) => Row | null,
  { plural }: EntityKind,
): Outcome<Row[]> {
  const values: Row[] = [];
  for (const row of rows) {
    const value = parse(row);
    if (value === null) return { kind: 'unknown', reason: `${plural}: a row without its id or amount` };
    values.push(value);
  }
  return ok(values);
}

function headerOf(row: VendorRecord): LedgerHeader | null {
  const id = idOf(row['Id']);
  if (id === null) return null;
  return {
    id,
    periodId: referenceOf(row, 'BookPeriod'),
    journalId: referenceOf(row, 'Journal'),
    docNumber: numberOf(row['DocNumber']),
    date: dayOf(row['BookDate']),
    isSimulation: flagOf(row['IsTemp']) ?? false,
  };
}

function lineOf(row: VendorRecord): LedgerRow | null {
  const [id, cents] = [idOf(row['Id']), centsOf(row['Amount'])];
  if (id === null || cents === null) return null;
  return {
    id,
    headerId: referenceOf(row, 'GLTransHeader'),
    periodId: referenceOf(row, 'BookPeriod'),
    order: numberOf(row['LineOrder']),
    accountId: referenceOf(row, 'GLAccount'),
    vatId: referenceOf(row, 'Vat'),
    customerId: referenceOf(row, 'Customer'),
    cents,
    vatBaseCents: centsOf(row['VatBaseAmount']),
    currencyId: referenceOf(row, 'Currency'),
    currencyCents: centsOf(row['CurrencyAmount']),
    reference: textOf(row['Reference']),
    matchId: referenceOf(row, 'GLMatch'),
    parentId: referenceOf(row, 'GLTrans'),
    date: dayOf(row['ValueDate']),
  };
}
