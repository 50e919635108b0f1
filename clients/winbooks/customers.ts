import type { WinbooksCustomer } from '../../domain/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { flagOf, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { CUSTOMERS, findRows, parseRows, THIRDS } from './execute-criteria';
import { codeOf, idOf, referenceOf } from './winbooks-fields';
import { getObject, readWinbooks, type WinbooksSession } from './winbooks-session';

const MOST_PAGES = 20;
const MOST_PAGES_OF_A_LIST = 1_000;

/** Customers whose code is exactly this one, apart from padding; none is an empty list (winbooks-api §4.2). */
export const findCustomersByCode = (
  connection: WinbooksConnection,
  code: string,
): Promise<Outcome<WinbooksCustomer[]>> =>
  readWinbooks(connection, async (session) => {
    const wanted = code.trim();
    const rows = await findRows(session, {
      entity: CUSTOMERS,
      where: { Code: wanted },
      level: 2,
      mostPages: MOST_PAGES,
    });
    if (rows.kind !== 'ok') return rows;
    const customers: WinbooksCustomer[] = [];
    for (const row of rows.value.filter((each) => textOf(each['Code']) === wanted)) {
      const customer = await withThird(session, row);
      if (customer.kind !== 'ok') return customer;
      customers.push(customer.value);
    }
    return ok(customers);
  });

/** One customer by its id or code; `absent` when WinBooks has none (winbooks-api §3.6). */
export const getCustomer = (
  connection: WinbooksConnection,
  idOrCode: string,
): Promise<Outcome<WinbooksCustomer>> =>
  readWinbooks(connection, async (session) => {
    const row = await getObject(session, 'Customer', idOrCode, 2);
    return row.kind === 'ok' ? withThird(session, row.value) : row;
  });

/** A third that has a code already: a supplier, or what a deleted customer left behind (winbooks-api §3.6, §4.3). */
export interface WinbooksThird {
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
}

/** The third with this code; `absent` when there is none. To create a customer under its code would overwrite it. */
export const getThird = (connection: WinbooksConnection, code: string): Promise<Outcome<WinbooksThird>> =>
  readWinbooks(connection, async (session) => {
    const third = await getObject(session, 'Third', code, 2);
    if (third.kind !== 'ok') return third;
    return ok({
      vatNumber: textOf(third.value['VatNumber']),
      vatCountryCode: codeOf(third.value, 'VatCountry'),
    });
  });

/** The name and VAT number live on the Third: nested at level 2, else read by its id or by the code that both share. */
async function withThird(session: WinbooksSession, row: VendorRecord): Promise<Outcome<WinbooksCustomer>> {
  let third = recordOf(row['Third']);
  const thirdKey = idOf(row['Third_Id']) ?? textOf(row['Code']);
  if (!third && thirdKey !== null) {
    const read = await getObject(session, 'Third', thirdKey, 1);
    if (read.kind !== 'ok' && read.kind !== 'absent') return read;
    third = read.kind === 'ok' ? read.value : null;
  }
  const customer = customerOf(row, third);
  return customer ? ok(customer) : { kind: 'unknown', reason: 'Customer: an answer without its id or code' };
}

/**
 * Every customer with its name and VAT number, for the first matching: two paged lists at level 1, joined here, which
 * loads WinBooks less than nesting (winbooks-api §3.3, §4.9).
 */
export const listCustomers = (connection: WinbooksConnection): Promise<Outcome<WinbooksCustomer[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, { entity: CUSTOMERS, level: 1, mostPages: MOST_PAGES_OF_A_LIST });
    if (rows.kind !== 'ok') return rows;
    const thirds = await findRows(session, { entity: THIRDS, level: 1, mostPages: MOST_PAGES_OF_A_LIST });
    if (thirds.kind !== 'ok') return thirds;
    const byId = new Map(thirds.value.map((third) => [idOf(third['Id']), third]));
    const byCode = new Map(thirds.value.map((third) => [textOf(third['Code']), third]));
    const thirdOf = (row: VendorRecord): VendorRecord | null =>
      recordOf(row['Third']) ?? byId.get(idOf(row['Third_Id'])) ?? byCode.get(textOf(row['Code'])) ?? null;
    return parseRows(rows.value, (row) => customerOf(row, thirdOf(row)), CUSTOMERS.plural);
  });

function customerOf(row: VendorRecord, third: VendorRecord | null): WinbooksCustomer | null {
  const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
  if (id === null || code === null) return null;
  return {
    id,
    code,
    name: textOf(third?.['Name']),
    vatNumber: textOf(third?.['VatNumber']),
    vatCountryCode: third ? codeOf(third, 'VatCountry') : null,
    isLocked: flagOf(row['IsLocked']) ?? false,
    isHidden: flagOf(row['IsHidden']) ?? false,
    centralAccountId: referenceOf(row, 'GLAccountCentral', 'GLAccount2_Id'),
    defaultAccountId: referenceOf(row, 'GLAccountDefault', 'GLAccount_Id'),
  };
}
