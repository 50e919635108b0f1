import { hasVatNumber, type VatNumber } from '../../domain/vat/vat-number';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { flagOf, recordOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { CUSTOMERS, findRows, readEach, THIRDS } from './execute-criteria';
import { codeOf, idOf, referenceOf } from './winbooks-fields';
import { getObject, readWinbooks, type WinbooksSession } from './winbooks-session';

const MOST_PAGES = 20;
const MOST_PAGES_OF_A_LIST = 1_000;

/**
 * Customers with this code: the one with exactly this code, else all whose code differs only in case; an empty list
 * when there is none (winbooks-api §4.2). Codes that people made up are used as they are: eleven characters, `_`, `-`
 * and accents exist.
 */
export const findCustomersByCode = (
  connection: WinbooksConnection,
  code: string,
): Promise<Outcome<WinbooksCustomer[]>> =>
  readWinbooks(connection, async (session) => {
    const wanted = code.trim().normalize();
    const found = new Map<string, VendorRecord>();
    // It is not known whether WinBooks compares codes case-sensitively.
    for (const asked of new Set([wanted, wanted.toUpperCase(), wanted.toLowerCase()])) {
      const rows = await findRows(session, {
        entity: CUSTOMERS,
        where: { Code: asked },
        level: 2,
        mostPages: MOST_PAGES,
      });
      if (rows.kind !== 'ok') return rows;
      const exact = rows.value.filter((row) => codeText(row) === wanted);
      if (exact.length > 0) return withThirds(session, exact);
      for (const row of rows.value.filter((each) => isSameCode(codeText(each), wanted)))
        found.set(textOf(row['Id']) ?? '', row);
    }
    return withThirds(session, [...found.values()]);
  });

const codeText = (row: VendorRecord): string => textOf(row['Code'])?.normalize() ?? '';
const isSameCode = (code: string, other: string): boolean => code.toLowerCase() === other.toLowerCase();

async function withThirds(
  session: WinbooksSession,
  rows: readonly VendorRecord[],
): Promise<Outcome<WinbooksCustomer[]>> {
  const customers: WinbooksCustomer[] = [];
  for (const row of rows) {
    const customer = await withThird(session, row);
    if (customer.kind !== 'ok') return customer;
    customers.push(customer.value);
  }
  return ok(customers);
}

/** One customer by its id or code; `absent` when WinBooks has none (winbooks-api §3.6). */
export const getCustomer = (
  connection: WinbooksConnection,
  idOrCode: string,
): Promise<Outcome<WinbooksCustomer>> =>
  readWinbooks(connection, async (session) => {
    const row = await getObject(session, 'Customer', idOrCode, 2);
    return row.kind === 'ok' ? withThird(session, row.value) : row;
  });

/** A third that already has a code: a supplier, or the remainder of a deleted customer (winbooks-api §3.6, §4.3). */
export interface WinbooksThird {
  readonly name: string | null;
  readonly vatNumber: string | null;
  readonly vatCountryCode: string | null;
}

/** The third with this code; `absent` when there is none. Creating a customer with its code would overwrite it. */
export const getThird = (connection: WinbooksConnection, code: string): Promise<Outcome<WinbooksThird>> =>
  readWinbooks(connection, async (session) => {
    const third = await getObject(session, 'Third', code, 2);
    if (third.kind !== 'ok') return third;
    return ok(thirdOf(third.value));
  });

/** Whether there is a supplier with this code (winbooks-api §4.5). */
export const isSupplierCode = (connection: WinbooksConnection, code: string): Promise<Outcome<boolean>> =>
  readWinbooks(connection, async (session) => {
    const supplier = await getObject(session, 'Supplier', code, 1);
    if (supplier.kind === 'absent') return ok(false);
    return supplier.kind === 'ok' ? ok(true) : supplier;
  });

const thirdOf = (third: VendorRecord): WinbooksThird => ({
  name: textOf(third['Name']),
  vatNumber: textOf(third['VatNumber']),
  vatCountryCode: codeOf(third, 'VatCountry'),
});

/**
 * How a VAT number may be written in a folder: as WinBooks stores it, and as people type it (winbooks-api §4.3, §7.2).
 */
export function spellingsOf({ countryCode, number }: VatNumber): readonly string[] {
  const prefix = countryCode === 'GR' ? 'EL' : countryCode;
  const dotted = number.replace(/^(\d{4})(\d{3})(\d{3})$/, '$1.$2.$3');
  const old = countryCode === 'BE' && number.startsWith('0') ? [number.slice(1)] : [];
  return [...new Set([number, `${prefix}${number}`, dotted, `${prefix} ${dotted}`, ...old])];
}

/**
 * Customers with this VAT number in WinBooks, under any code; suppliers that are not customers are left out. Unusual
 * spellings are not found, because equality is the only condition whose format is documented (winbooks-api §3.5).
 */
export const findCustomersByVatNumber = (
  connection: WinbooksConnection,
  vatNumber: VatNumber,
): Promise<Outcome<WinbooksCustomer[]>> =>
  readWinbooks(connection, async (session) => {
    const thirds = new Map<string, VendorRecord>();
    for (const spelling of spellingsOf(vatNumber)) {
      const where = { VatNumber: spelling };
      const rows = await findRows(session, { entity: THIRDS, where, level: 2, mostPages: MOST_PAGES });
      if (rows.kind !== 'ok') return rows;
      for (const third of rows.value.filter((each) => hasVatNumber(thirdOf(each), vatNumber)))
        thirds.set(textOf(third['Code']) ?? '', third);
    }
    const customers: WinbooksCustomer[] = [];
    for (const [code, third] of thirds) {
      const rows = await findRows(session, {
        entity: CUSTOMERS,
        where: { Code: code },
        level: 1,
        mostPages: MOST_PAGES,
      });
      if (rows.kind !== 'ok') return rows;
      const parsed = readEach(
        rows.value.filter((row) => textOf(row['Code']) === code),
        (row) => customerOf(row, third),
        CUSTOMERS.plural,
      );
      if (parsed.kind !== 'ok') return parsed;
      customers.push(...parsed.value);
    }
    return ok(customers);
  });

/**
 * Name and VAT number are fields of the Third: nested at level 2, else read by its id or by the code that both share.
 */
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
 * costs WinBooks less than nesting (winbooks-api §3.3, §4.9).
 */
export const listCustomers = (connection: WinbooksConnection): Promise<Outcome<WinbooksCustomer[]>> =>
  readWinbooks(connection, async (session) => {
    const rows = await findRows(session, { entity: CUSTOMERS, level: 1, mostPages: MOST_PAGES_OF_A_LIST });
    if (rows.kind !== 'ok') return rows;
    const thirds = await findRows(session, { entity: THIRDS, level: 1, mostPages: MOST_PAGES_OF_A_LIST });
    if (thirds.kind !== 'ok') return thirds;
    const byId = new Map(thirds.value.map((third) => [idOf(third['Id']), third]));
    const byCode = new Map(thirds.value.map((third) => [textOf(third['Code']), third]));
    const thirdBeside = (row: VendorRecord): VendorRecord | null =>
      recordOf(row['Third']) ?? byId.get(idOf(row['Third_Id'])) ?? byCode.get(textOf(row['Code'])) ?? null;
    return readEach(rows.value, (row) => customerOf(row, thirdBeside(row)), CUSTOMERS.plural);
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
