import { numberOf, recordOf, recordsOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { folderUrl, sendWhole, type WinbooksSession } from './winbooks-session';

/** winbooks-api §6: a page size that every server certainly allows. */
const PAGE_SIZE = 50;
/** The server's largest page size is not known, so only a page shorter than any sensible limit is taken as the last. */
export const SURELY_SHORT = 10;
/** Operators of winbooks-api §3.5. */
const EQUAL = 0;
export const AT_LEAST = 3;
const AMONG = 7;
const SELECT = 22;

/**
 * An object model under the names of ExecuteCriteria: the plural of the URL and the .NET type (winbooks-api §3.2,
 * §4.0).
 */
export interface EntityKind {
  readonly plural: string;
  readonly type: string;
}

const entity = (plural: string, type: string): EntityKind => ({
  plural,
  type: `Winbooks.TORM.OM.${type}, Winbooks.TORM.OM`,
});

export const CUSTOMERS = entity('Customers', 'Customer');
export const SUPPLIERS = entity('Suppliers', 'Supplier');
export const ADDRESSES = entity('Addresss', 'Address');
export const CONTACTS = entity('Contacts', 'Contact');
export const THIRD_CONTACTS = entity('Third_Contacts', 'Third_Contact');
export const COUNTRIES = entity('Countrys', 'Country');
export const CIVILITIES = entity('ThirdCivilitys', 'ThirdCivility');
export const THIRDS = entity('Thirds', 'Third');
export const CURRENCIES = entity('Currencys', 'Currency');
export const JOURNALS = entity('Journals', 'Accounting.Journal');
export const BOOK_YEARS = entity('BookYears', 'Accounting.BookYear');
export const BOOK_PERIODS = entity('BookPeriods', 'Accounting.BookPeriod');
export const VAT_CODES = entity('Vats', 'Accounting.VatAccount');
/** The other name of the same model (winbooks-api §4.0, trap 2). */
export const VAT_CODES_BY_OTHER_NAME = entity('Vats', 'Accounting.Vat');
export const LEDGER_ACCOUNTS = entity('GLAccounts', 'Accounting.GLAccount');
export const CENTRAL_ACCOUNT_TYPES = entity('CentralAccountTypes', 'Accounting.CentralAccountType');
export const TRANSACTION_HEADERS = entity('GLTransHeaders', 'Accounting.GLTransHeader');
export const TRANSACTIONS = entity('GLTranss', 'Accounting.GLTrans');

/**
 * Properties that must equal a value, or one of several; several properties are AND-ed. Equality is the only operator whose format is
 * documented: ask for one of several by `findRowsAmong`.
 */
export type Conditions = Readonly<Record<string, string | number | readonly string[]>>;

/** The conditions as ExecuteCriteria takes them. */
export const equalities = (where: Conditions): readonly VendorRecord[] =>
  Object.entries(where).map(([property, value]) => ({
    Operator: typeof value === 'object' ? AMONG : EQUAL,
    PropertyName: property,
    OtherPropertyName: '',
    Values: typeof value === 'object' ? value : [value],
  }));

export interface Question {
  readonly entity: EntityKind;
  readonly where?: Conditions;
  /** Level 2 adds direct references and the root's own collections; never use more (winbooks-api §3.3). */
  readonly level: 1 | 2;
  /** Only these properties, which costs less (winbooks-api §3.5, §6). They must include `Id` and those of `where`. */
  readonly select?: readonly string[];
  /** A stable key; `Id` when absent. */
  readonly orderBy?: string;
  /** The most pages to read before giving up. */
  readonly mostPages: number;
  /** At a row that was not asked for the server ignores a condition, and reading ends as `isTooMuch`. */
  readonly endsAtStranger?: boolean;
  /** No further row can match: reading ends without the page that would show the end of the list. */
  readonly isComplete?: (found: readonly VendorRecord[]) => boolean;
}

/**
 * All rows that match, page by page until one that is certainly the last (winbooks-api §3.5). Every row is checked
 * against the conditions here, because a server may ignore a filter; a short page then proves nothing, and reading
 * continues to the empty page. Rows are identified by `Id`, so the search also ends at a server that ignores paging.
 *
 * @returns `unknown` when the bound of pages is exceeded: no answer, never a part of one
 */
export async function findRows(
  session: WinbooksSession,
  question: Question,
): Promise<Outcome<VendorRecord[]>> {
  const found: VendorRecord[] = [];
  const seen = new Set<string>();
  let first = 0;
  for (let page = 0; page < question.mostPages; page += 1) {
    const answer = await askPage(session, question, first);
    if (answer.kind !== 'ok') return answer;
    const rows = answer.value;
    const fresh = rows.filter((row) => isFirstSight(row, seen));
    const matching = fresh.filter((row) => satisfies(row, question.where ?? {}));
    found.push(...matching);
    const isFiltered = matching.length === fresh.length;
    if (!isFiltered && question.endsAtStranger === true)
      return {
        kind: 'unknown',
        reason: `${question.entity.plural}: rows that were not asked for`,
        isTooMuch: true,
      };
    if (question.isComplete?.(found) === true) return ok(found);
    if (fresh.length === 0 || (rows.length < SURELY_SHORT && isFiltered)) return ok(found);
    first += rows.length;
  }
  const reason = `${question.entity.plural}: more than ${question.mostPages} pages`;
  return { kind: 'unknown', reason, isTooMuch: true };
}

async function askPage(
  session: WinbooksSession,
  question: Question,
  first: number,
): Promise<Outcome<VendorRecord[]>> {
  const page = await askRows(session, {
    entity: question.entity,
    level: question.level,
    conditions: equalities(question.where ?? {}),
    orders: [{ property: question.orderBy ?? 'Id', isAscending: true }],
    select: question.select,
    first,
    atMost: PAGE_SIZE,
  });
  return page.kind === 'ok' ? ok(page.value.rows) : page;
}

/** One page of a list as ExecuteCriteria knows it (winbooks-api §3.5). */
export interface RowsQuestion {
  readonly entity: EntityKind;
  readonly level: 1 | 2;
  readonly conditions: readonly VendorRecord[];
  readonly orders: readonly { readonly property: string; readonly isAscending: boolean }[];
  readonly select?: readonly string[] | undefined;
  readonly first: number;
  readonly atMost: number;
}

/** The rows of one page as they came, with the vendor's clock; null when the answer has none. */
export async function askRows(
  session: WinbooksSession,
  { entity, level, conditions, orders, select, first, atMost }: RowsQuestion,
): Promise<Outcome<{ readonly rows: VendorRecord[]; readonly vendorNow: Date | null }>> {
  const answer = await executeCriteria(session, entity, level, {
    Conditions: conditions,
    Orders: orders.map(({ property, isAscending }) => ({
      PropertyName: property,
      Alias: null,
      Projections: null,
      Ascending: isAscending,
    })),
    ...(select === undefined
      ? {}
      : { ProjectionsList: select.map((property) => ({ PropertyName: property, Operator: SELECT })) }),
    FirstResult: first,
    MaxResult: atMost,
  });
  if (answer.kind !== 'ok') return answer;
  const { list, vendorNow } = answer.value;
  const rows = recordsOf(list) ?? namedRows(list, select ?? []);
  return rows
    ? ok({ rows, vendorNow })
    : { kind: 'unknown', reason: `${entity.plural}: rows that are no objects` };
}

/** Projected rows are arrays in the order that was asked for (winbooks-api §3.5). Null when they are something else. */
function namedRows(rows: readonly unknown[], select: readonly string[]): VendorRecord[] | null {
  const named: VendorRecord[] = [];
  for (const row of rows) {
    if (!Array.isArray(row) || row.length !== select.length) return null;
    named.push(
      Object.fromEntries(select.map((property, index): [string, unknown] => [property, row[index]])),
    );
  }
  return named;
}

/** The id of any one row: the cheapest question there is (winbooks-api §5.0). */
export async function askForAnyId(session: WinbooksSession, kind: EntityKind): Promise<Outcome<null>> {
  const answer = await executeCriteria(session, kind, 1, {
    ProjectionsList: [{ PropertyName: 'Id', Operator: SELECT }],
    FirstResult: 0,
    MaxResult: 1,
  });
  return answer.kind === 'ok' ? ok(null) : answer;
}

/**
 * An empty body or `null` is an empty list (winbooks-api §3.5). A 404 is not: it means that the folder or the model is
 * unknown.
 */
async function executeCriteria(
  session: WinbooksSession,
  kind: EntityKind,
  level: 1 | 2,
  criteria: VendorRecord,
): Promise<Outcome<{ readonly list: readonly unknown[]; readonly vendorNow: Date | null }>> {
  const answer = await sendWhole(session, {
    url: folderUrl(session.connection, { model: kind.plural, action: 'ExecuteCriteria', level }),
    method: 'POST',
    body: JSON.stringify({ EntityType: kind.type, Alias: 'this', ...criteria }),
  });
  if (answer.kind !== 'ok') return answer;
  const { json, vendorNow } = answer.value;
  const list = json ?? [];
  return Array.isArray(list)
    ? ok({ list: list as unknown[], vendorNow })
    : { kind: 'unknown', reason: `${kind.plural}: an answer that is no list` };
}

function isFirstSight(row: VendorRecord, seen: Set<string>): boolean {
  const id = textOf(row['Id'])?.toLowerCase();
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}

/**
 * A reference that a row does not contain is left to the caller; a plain property that it does not contain does not
 * match, and neither does anything without a value that is to be one of several.
 */
function satisfies(row: VendorRecord, where: Conditions): boolean {
  return Object.entries(where).every(([property, wanted]) => {
    const reference = /^(.+)_Id$/.exec(property)?.[1];
    const stated = textOf(row[property]) ?? (reference ? textOf(recordOf(row[reference])?.['Id']) : null);
    if (typeof wanted === 'object')
      return stated !== null && wanted.some((each) => each.trim().toLowerCase() === stated.toLowerCase());
    if (stated === null) return reference !== undefined;
    return typeof wanted === 'number'
      ? numberOf(stated) === wanted
      : stated.toLowerCase() === wanted.trim().toLowerCase();
  });
}

/** Rows converted to records; an unreadable row makes the whole answer `unknown`. */
export function readEach<Row, Value>(
  rows: readonly Row[],
  parse: (row: Row) => Value | null,
  what: string,
): Outcome<Value[]> {
  const values: Value[] = [];
  for (const row of rows) {
    const value = parse(row);
    if (value === null) return { kind: 'unknown', reason: `${what}: a row without its id or code` };
    values.push(value);
  }
  return ok(values);
}
