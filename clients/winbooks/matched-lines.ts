import type { WinbooksId } from '../../domain/ids';
import type { AccountLine } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { flagOf, numberOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { askForAnyId, CURRENCIES, TRANSACTION_HEADERS, TRANSACTIONS } from './execute-criteria';
import { codeFinder, type CodeReference } from './folder-codes';
import { readListPage, type RowsPlace, type RowsQuestion } from './list-pages';
import { findRowsAmong, type Among } from './rows-among';
import { centsOf, dayOf, idOf, instantOf, referenceOf } from './winbooks-fields';
import { readWinbooks, type WinbooksSession } from './winbooks-session';

/** winbooks-api §4.9. */
const COLUMNS = [
  'Id',
  'GLTransHeader_Id',
  'Customer_Id',
  'LineOrder',
  'Amount',
  'CurrencyAmount',
  'Currency_Id',
  'GLMatch_Id',
  'GLTrans_Id',
  'ValueDate',
  'Reference',
  'BankStatementReference',
  'IsCoda',
  'CodaTransaction_Id',
] as const;
const CURRENCY: CodeReference = {
  list: CURRENCIES,
  name: 'Currency',
  foreignKey: 'Currency_Id',
  isOptional: true,
};
/** The customer's place on sales and credit notes (winbooks-api §4.9). */
const CUSTOMER_PLACE = 0;
const MOST_PAGES = 100;

/** A line whose amount is not understood. What it belongs to cannot be judged. */
export interface UnreadableLine {
  readonly headerId: WinbooksId | null;
  readonly matchId: WinbooksId | null;
  readonly shown: string;
}

export interface FoundLines {
  readonly lines: readonly AccountLine[];
  readonly unreadable: readonly UnreadableLine[];
}

/** The customer's line of each of these documents. One that is missing is not among the answer, nor is one on another place. */
export const findCustomerPlaces = (
  connection: WinbooksConnection,
  documents: readonly WinbooksId[],
): Promise<Outcome<FoundLines>> =>
  readWinbooks(connection, (session) =>
    accountLines(
      session,
      { property: 'GLTransHeader_Id', values: documents },
      { where: { LineOrder: CUSTOMER_PLACE }, isComplete: (found) => found.length === documents.length },
    ),
  );

/** Every line of these documents that is on a customer's account, whatever its place. */
export const findCustomerLinesOf = (
  connection: WinbooksConnection,
  documents: readonly WinbooksId[],
): Promise<Outcome<FoundLines>> =>
  readWinbooks(connection, async (session) => {
    const found = await accountLines(session, { property: 'GLTransHeader_Id', values: documents });
    if (found.kind !== 'ok') return found;
    return ok({ ...found.value, lines: found.value.lines.filter(({ customerId }) => customerId !== null) });
  });

/** Every line of these matchings (winbooks-api §4.10, §5.d). */
export const findLinesOfMatchings = (
  connection: WinbooksConnection,
  matchings: readonly WinbooksId[],
): Promise<Outcome<FoundLines>> =>
  readWinbooks(connection, (session) => accountLines(session, { property: 'GLMatch_Id', values: matchings }));

async function accountLines(
  session: WinbooksSession,
  among: Among,
  more: {
    readonly where?: Readonly<Record<string, number>>;
    readonly isComplete?: (found: readonly VendorRecord[]) => boolean;
  } = {},
): Promise<Outcome<FoundLines>> {
  const question = {
    entity: TRANSACTIONS,
    level: 1,
    select: COLUMNS,
    mostPages: MOST_PAGES,
    ...more,
  } as const;
  const rows = await findRowsAmong(session, question, among);
  if (rows.kind !== 'ok') return rows;
  const codes = await codeFinder(session, rows.value, [CURRENCY]);
  if (codes.kind !== 'ok') return codes;
  const lines: AccountLine[] = [];
  const unreadable: UnreadableLine[] = [];
  for (const row of rows.value) {
    const line = accountLineOf(row, codes.value(row, CURRENCY));
    if (line === null) unreadable.push(unreadableLine(row));
    else lines.push(line);
  }
  return ok({ lines, unreadable });
}

function accountLineOf(row: VendorRecord, currency: string | null): AccountLine | null {
  const [id, amountCents] = [idOf(row['Id']), centsOf(row['Amount'])];
  if (id === null || amountCents === null) return null;
  const statement = textOf(row['BankStatementReference']);
  const isOfBank =
    statement !== null || flagOf(row['IsCoda']) === true || referenceOf(row, 'CodaTransaction') !== null;
  return {
    id,
    headerId: referenceOf(row, 'GLTransHeader'),
    customerId: referenceOf(row, 'Customer'),
    order: numberOf(row['LineOrder']),
    amountCents,
    currencyAmountCents: centsOf(row['CurrencyAmount']),
    currency,
    matchId: referenceOf(row, 'GLMatch'),
    parentId: referenceOf(row, 'GLTrans'),
    date: dayOf(row['ValueDate']),
    reference: textOf(row['Reference']),
    statement,
    isMoney: isOfBank ? true : null,
  };
}

const LONGEST_SHOWN = 300;
const unreadableLine = (row: VendorRecord): UnreadableLine => ({
  headerId: referenceOf(row, 'GLTransHeader'),
  matchId: referenceOf(row, 'GLMatch'),
  shown: JSON.stringify(row).slice(0, LONGEST_SHOWN),
});

/** Whether the ledger can be read at all: the smallest question about it. */
export const probeLedger = (connection: WinbooksConnection): Promise<Outcome<null>> =>
  readWinbooks(connection, (session) => askForAnyId(session, TRANSACTIONS));

/** What the lines of a document do not say. */
export interface DocumentHead {
  readonly id: WinbooksId;
  readonly journalId: WinbooksId | null;
  readonly date: AccountLine['date'];
}

/** The journal and the day of these documents; those that are not there are left out. */
export const findDocumentHeads = (
  connection: WinbooksConnection,
  documents: readonly WinbooksId[],
): Promise<Outcome<readonly DocumentHead[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRowsAmong(
      session,
      {
        entity: TRANSACTION_HEADERS,
        level: 1,
        select: ['Id', 'Journal_Id', 'BookDate'],
        mostPages: MOST_PAGES,
        isComplete: (found) => found.length === documents.length,
      },
      { property: 'Id', values: documents },
    );
    if (rows.kind !== 'ok') return rows;
    return ok(
      rows.value.flatMap((row) => {
        const id = idOf(row['Id']);
        return id === null
          ? []
          : [{ id, journalId: referenceOf(row, 'Journal'), date: dayOf(row['BookDate']) }];
      }),
    );
  });

/** A line that changed, as far as it tells whose payments to look at. */
export interface ChangedLine {
  readonly documentId: WinbooksId | null;
  readonly customerId: WinbooksId | null;
  readonly matchId: WinbooksId | null;
  readonly order: number | null;
  /** ISO 8601 on the vendor's clock; null when it has none. */
  readonly modifiedAt: string | null;
}

export interface ChangedLinesPage {
  readonly lines: readonly ChangedLine[];
  /** The server does not filter by date: lines may be older. */
  readonly isFilterIgnored: boolean;
  /** Null at the end of the list. */
  readonly next: RowsPlace | null;
  /** The vendor's clock; null when the answer has none. */
  readonly vendorNow: Date | null;
}

/** winbooks-api §5.a: `Modified` must be among them, by which each row is checked. */
const CHANGED_COLUMNS = ['Id', 'GLTransHeader_Id', 'Customer_Id', 'GLMatch_Id', 'LineOrder', 'Modified'];

/**
 * One page of the lines of the ledger that changed since a moment, whatever their account. Whether a matching changes the line is not
 * known (winbooks-api §8 G15).
 */
export const readChangedLines = (
  connection: WinbooksConnection,
  question: RowsQuestion,
): Promise<Outcome<ChangedLinesPage>> =>
  readWinbooks(connection, async (session) => {
    const page = await readListPage(session, TRANSACTIONS, question, CHANGED_COLUMNS);
    if (page.kind !== 'ok') return page;
    const { rows, isFilterIgnored, next, vendorNow } = page.value;
    return ok({ lines: rows.map(changedLineOf), isFilterIgnored, next, vendorNow });
  });

const changedLineOf = (row: VendorRecord): ChangedLine => ({
  documentId: referenceOf(row, 'GLTransHeader'),
  customerId: referenceOf(row, 'Customer'),
  matchId: referenceOf(row, 'GLMatch'),
  order: numberOf(row['LineOrder']),
  modifiedAt: instantOf(row['Modified']),
});
