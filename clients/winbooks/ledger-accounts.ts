import type { WinbooksId } from '../../domain/ids';
import type { LedgerAccount } from '../../domain/vendors/winbooks-records';
import type { WinbooksConnection } from '../connection';
import { flagOf, textOf, type VendorRecord } from '../http/loose-fields';
import { ok, type Outcome } from '../outcome';
import { CENTRAL_ACCOUNT_TYPES, findRows, LEDGER_ACCOUNTS, type Conditions } from './execute-criteria';
import { codeOf, idOf, referenceOf } from './winbooks-fields';
import { getObject, readWinbooks, type WinbooksSession } from './winbooks-session';

const MOST_PAGES = 100;

/** The existing accounts with these codes, in the order asked for (winbooks-api §4.8). */
export const findLedgerAccounts = (
  connection: WinbooksConnection,
  codes: readonly string[],
): Promise<Outcome<LedgerAccount[]>> =>
  readWinbooks(connection, async (session) => {
    const found: VendorRecord[] = [];
    for (const code of new Set(codes.map((each) => each.trim()))) {
      const rows = await accountRows(session, { Code: code });
      if (rows.kind !== 'ok') return rows;
      found.push(...rows.value.filter((row) => textOf(row['Code']) === code));
    }
    return accountsOf(session, found);
  });

/**
 * All accounts of one central type, e.g. `CUSTOMER` (400000 in the documented sale, winbooks-api §4.8). They are asked
 * for by the type's id; if the folder does not list its types, every account is read.
 */
export const findCentralAccounts = (
  connection: WinbooksConnection,
  type: string,
): Promise<Outcome<LedgerAccount[]>> =>
  readWinbooks(connection, async (session) => {
    const types = await listCentralAccountTypes(session);
    if (types.kind !== 'ok') return types;
    const id = [...types.value].find(([, code]) => isSameCode(code, type))?.[0];
    if (id === undefined && types.value.size > 0) return ok([]);
    const rows = await accountRows(session, id === undefined ? {} : { CentralAccountType_Id: id });
    if (rows.kind !== 'ok') return rows;
    const accounts = await accountsOf(session, rows.value, types.value);
    return accounts.kind === 'ok'
      ? ok(accounts.value.filter((account) => isSameCode(account.centralAccountType, type)))
      : accounts;
  });

const isSameCode = (a: string | null, b: string): boolean => a?.toUpperCase() === b.toUpperCase();

/** One account by id. */
export const getLedgerAccount = (
  connection: WinbooksConnection,
  id: WinbooksId,
): Promise<Outcome<LedgerAccount>> =>
  readWinbooks(connection, async (session) => {
    const row = await getObject(session, 'GLAccount', id, 1);
    if (row.kind !== 'ok') return row;
    const accounts = await accountsOf(session, [row.value]);
    if (accounts.kind !== 'ok') return accounts;
    const [account] = accounts.value;
    return account ? ok(account) : { kind: 'absent' };
  });

/** Level 1 only: at level 2, an account could include all its transactions (winbooks-api §3.3). */
const accountRows = (session: WinbooksSession, where: Conditions): Promise<Outcome<VendorRecord[]>> =>
  findRows(session, { entity: LEDGER_ACCOUNTS, where, level: 1, mostPages: MOST_PAGES });

/** The codes of central account types by id; empty where the folder does not list them. */
async function listCentralAccountTypes(session: WinbooksSession): Promise<Outcome<Map<WinbooksId, string>>> {
  const rows = await findRows(session, { entity: CENTRAL_ACCOUNT_TYPES, level: 1, mostPages: 5 });
  const codes = new Map<WinbooksId, string>();
  if (rows.kind === 'refused' && rows.about === undefined) return ok(codes);
  if (rows.kind !== 'ok') return rows;
  for (const row of rows.value) {
    const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
    if (id !== null && code !== null) codes.set(id, code);
  }
  return ok(codes);
}

/**
 * Rows as accounts. The type's code comes from the row, else from the folder's list, else from the account at level 2.
 */
async function accountsOf(
  session: WinbooksSession,
  rows: readonly VendorRecord[],
  knownTypes?: Map<WinbooksId, string>,
): Promise<Outcome<LedgerAccount[]>> {
  const accounts: LedgerAccount[] = [];
  let types = knownTypes;
  for (const row of rows) {
    const [id, code] = [idOf(row['Id']), textOf(row['Code'])];
    if (id === null || code === null)
      return { kind: 'unknown', reason: 'GLAccounts: a row without its id or code' };
    const typeId = referenceOf(row, 'CentralAccountType');
    let type = codeOf(row, 'CentralAccountType');
    if (type === null && typeId !== null) {
      if (!types) {
        const listed = await listCentralAccountTypes(session);
        if (listed.kind !== 'ok') return listed;
        types = listed.value;
      }
      if (!types.has(typeId)) {
        const deep = await getObject(session, 'GLAccount', id, 2);
        if (deep.kind !== 'ok' && deep.kind !== 'absent') return deep;
        const stated = deep.kind === 'ok' ? codeOf(deep.value, 'CentralAccountType') : null;
        if (stated === null)
          return { kind: 'unknown', reason: `GLAccount ${code}: its central account type is not stated` };
        types.set(typeId, stated);
      }
      type = types.get(typeId) ?? null;
    }
    const isLocked = (flagOf(row['IsLocked']) ?? false) || (flagOf(row['IsHidden']) ?? false);
    accounts.push({ id, code, centralAccountType: type, isLocked });
  }
  return ok(accounts);
}
