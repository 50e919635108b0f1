import type { WinbooksId } from '../../domain/ids';
import type { CustomerLine } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { findRows, readEach, TRANSACTION_HEADERS, TRANSACTIONS, type Conditions } from './execute-criteria';
import { centsOf, idOf, referenceOf, sentAmount } from './winbooks-fields';
import { readWinbooks } from './winbooks-session';

const COLUMNS = [
  'Id',
  'GLTransHeader_Id',
  'BookPeriod_Id',
  'LineOrder',
  'Customer_Id',
  'Amount',
  'Reference',
] as const;
/** The customer's place on sales and credit notes; bank and miscellaneous lines begin at 1000 (winbooks-api §4.9). */
const CUSTOMER_PLACE = 0;
const MOST_PAGES = 40;
const MOST_PAGES_OF_CUSTOMER = 4;
const MOST_NUMBERED = 10;

/**
 * The customer lines of every sale of a period, with a few columns each (winbooks-api §4.9, §6). A period with more
 * than 2,000 of them is `tooMany`: ask for one customer and amount instead.
 */
export async function listCustomerLines(
  connection: WinbooksConnection,
  periodId: WinbooksId,
): Promise<Outcome<readonly CustomerLine[] | 'tooMany'>> {
  const lines = await linesWhere(connection, { BookPeriod_Id: periodId, LineOrder: CUSTOMER_PLACE });
  return lines.kind === 'unknown' && lines.isTooMuch ? ok('tooMany') : lines;
}

/**
 * The lines of one customer that may have this amount: all of them, because the server may compare amounts differently,
 * or only those of the amount if the customer has more than 200 lines in the period.
 */
export async function findCustomerLines(
  connection: WinbooksConnection,
  wanted: {
    readonly periodId: WinbooksId;
    readonly customerId: WinbooksId;
    readonly amountCents: number;
  },
): Promise<Outcome<readonly CustomerLine[]>> {
  const ofCustomer = {
    BookPeriod_Id: wanted.periodId,
    LineOrder: CUSTOMER_PLACE,
    Customer_Id: wanted.customerId,
  };
  const all = await linesWhere(connection, ofCustomer, MOST_PAGES_OF_CUSTOMER);
  if (all.kind !== 'unknown' || all.isTooMuch !== true) return all;
  return linesWhere(connection, { ...ofCustomer, Amount: sentAmount(wanted.amountCents) });
}

const linesWhere = (
  connection: WinbooksConnection,
  where: Conditions,
  mostPages = MOST_PAGES,
): Promise<Outcome<readonly CustomerLine[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, {
      entity: TRANSACTIONS,
      where,
      select: COLUMNS,
      level: 1,
      mostPages,
    });
    return rows.kind === 'ok' ? readEach(rows.value, customerLineOf, TRANSACTIONS.plural) : rows;
  });

function customerLineOf(row: VendorRecord): CustomerLine | null {
  const [documentId, amountCents] = [referenceOf(row, 'GLTransHeader'), centsOf(row['Amount'])];
  if (documentId === null || amountCents === null) return null;
  return {
    documentId,
    customerId: referenceOf(row, 'Customer'),
    amountCents,
    reference: textOf(row['Reference']),
  };
}

/** The journal rows of all book years that hold a document with this number (winbooks-api §5.f). */
export const findJournalsOfNumber = (
  connection: WinbooksConnection,
  docNumber: number,
): Promise<Outcome<readonly WinbooksId[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, {
      entity: TRANSACTION_HEADERS,
      where: { DocNumber: docNumber },
      select: ['Id', 'DocNumber', 'Journal_Id'],
      level: 1,
      mostPages: MOST_NUMBERED,
    });
    if (rows.kind !== 'ok') return rows;
    return readEach(rows.value, (row) => idOf(row['Journal_Id']), TRANSACTION_HEADERS.plural);
  });
