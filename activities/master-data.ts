import type { WinbooksConnection } from '../clients/connection';
import type { Outcome } from '../clients/outcome';
import {
  currencyExists,
  findCentralAccounts,
  findCustomerLines,
  findLedgerAccounts,
  getCustomer,
  getLedgerAccount,
  getThird,
  listAllBookPeriods,
  listBookPeriods,
  listBookPeriodsOfYear,
  listBookYears,
  listCustomerLines,
  listJournals,
  listVatCodes,
  type WinbooksThird,
} from '../clients/winbooks';
import { TIMINGS, type Timings } from '../domain/timings';
import type { WinbooksId } from '../domain/ids';
import type {
  BookPeriod,
  BookYear,
  CustomerLine,
  Journal,
  LedgerAccount,
  VatCode,
  WinbooksCustomer,
} from '../domain/vendors/winbooks-records';
import { orAbsent, orThrow } from './reading';

/** Prefix for slow, advisory reads: they stay cached for their full ten minutes. */
const HINTS = 'hints:';
/**
 * The central type of the account of VAT on sales, for folders whose VAT codes do not name an account (winbooks-api
 * §4.8).
 */
const SALES_VAT_ACCOUNT_TYPE = 'V03';

/** The folder's master data that a booking needs, read at most every ten minutes and again after a refusal. */
export interface FolderData {
  journals(): Promise<readonly Journal[]>;
  bookYears(): Promise<readonly BookYear[]>;
  periods(year: number, month: number): Promise<readonly BookPeriod[]>;
  periodsOfYear(bookYear: WinbooksId): Promise<readonly BookPeriod[]>;
  allPeriods(): Promise<readonly BookPeriod[]>;
  vatCodes(): Promise<readonly VatCode[]>;
  accounts(codes: readonly string[]): Promise<readonly LedgerAccount[]>;
  accountsById(ids: readonly WinbooksId[]): Promise<readonly LedgerAccount[]>;
  customerAccounts(): Promise<readonly LedgerAccount[]>;
  hasCurrency(code: string): Promise<boolean>;
  /** Null when no third has the code. */
  third(code: string): Promise<WinbooksThird | null>;
  /**
   * The customer lines of a period's sales: all of them, or only those of this customer and amount if there are too
   * many. They are only a hint, because they may be ten minutes old. Empty if the installation does not answer the
   * question.
   */
  customerLines(
    period: WinbooksId,
    customer: WinbooksId,
    amountCents: number,
  ): Promise<readonly CustomerLine[]>;
  /** The documents of those lines, equally old; null where there are too many. */
  salesOf(period: WinbooksId): Promise<ReadonlySet<WinbooksId> | null>;
  /** The lines of this customer and amount in the ledger now: one request, never cached. */
  customerLinesNow(
    period: WinbooksId,
    customer: WinbooksId,
    amountCents: number,
  ): Promise<readonly CustomerLine[]>;
  /** Null when the customer no longer exists. */
  customer(id: WinbooksId): Promise<WinbooksCustomer | null>;
}

export interface MasterDataCache {
  of(connection: WinbooksConnection): FolderData;
  /** WinBooks refused something, so cached data of the folder may be outdated. */
  forget(connection: WinbooksConnection): void;
  /** The same before an invoice is held, except for data that was read just now and not before `since`. */
  forgetOld(connection: WinbooksConnection, since: Date): void;
}

/** One cache per worker process. Failures are never cached. */
export function createMasterDataCache(times: Timings['masterData'] = TIMINGS.masterData): MasterDataCache {
  const folders = new Map<
    string,
    Map<string, { readonly value: Promise<unknown>; readonly readAt: number }>
  >();
  const keyOf = (connection: WinbooksConnection): string => `${connection.apiUrl}|${connection.folder}`;
  const forgetReadBefore = (connection: WinbooksConnection, time: number): void => {
    const cache = folders.get(keyOf(connection)) ?? new Map<string, never>();
    for (const [key, { readAt }] of cache) if (readAt <= time && !key.startsWith(HINTS)) cache.delete(key);
  };

  return {
    of: (connection) => {
      const cache = folders.get(keyOf(connection)) ?? new Map<string, never>();
      folders.set(keyOf(connection), cache);
      return folderData(connection, async (key, read) => {
        const kept = cache.get(key);
        if (kept && Date.now() - kept.readAt < times.maxAgeMs) return kept.value as ReturnType<typeof read>;
        const value = read();
        cache.set(key, { value, readAt: Date.now() });
        value.catch(() => cache.delete(key));
        return value;
      });
    },
    forget: (connection) => forgetReadBefore(connection, Date.now()),
    forgetOld: (connection, since) =>
      forgetReadBefore(connection, Math.max(since.getTime(), Date.now() - times.freshMs)),
  };
}

/**
 * Repeats a check on fresh data if cached data would hold the invoice, so that a cause that was solved in WinBooks is
 * gone at the next attempt.
 *
 * @param since what was read before is outdated, however young it is: the invoice became due only then
 */
export async function onFreshData<Answer>(
  cache: MasterDataCache,
  connection: WinbooksConnection,
  since: Date,
  ask: () => Promise<Answer>,
  stops: (answer: Answer) => boolean,
): Promise<Answer> {
  const answer = await ask();
  if (!stops(answer)) return answer;
  cache.forgetOld(connection, since);
  return ask();
}

type Keep = <Value>(key: string, read: () => Promise<Value>) => Promise<Value>;

function folderData(connection: WinbooksConnection, keep: Keep): FolderData {
  const account = (id: WinbooksId): Promise<LedgerAccount | null> =>
    keep(`account:${id}`, async () => orAbsent(await getLedgerAccount(connection, id)));
  const linesOf = (period: WinbooksId) =>
    keep(`${HINTS}${period}`, async () => orNone(await listCustomerLines(connection, period)));
  const linesNow = async (periodId: WinbooksId, customerId: WinbooksId, amountCents: number) =>
    orNone(await findCustomerLines(connection, { periodId, customerId, amountCents }));
  return {
    journals: () => keep('journals', async () => orThrow(await listJournals(connection))),
    bookYears: () => keep('years', async () => orThrow(await listBookYears(connection))),
    periods: (year, month) =>
      keep(`periods:${year}-${month}`, async () =>
        orThrow(await listBookPeriods(connection, { year, month })),
      ),
    periodsOfYear: (bookYear) =>
      keep(`periods-of:${bookYear}`, async () => orThrow(await listBookPeriodsOfYear(connection, bookYear))),
    allPeriods: () => keep('all-periods', async () => orThrow(await listAllBookPeriods(connection))),
    vatCodes: () => keep('vat', async () => withSalesAccount(orThrow(await listVatCodes(connection)))),
    accounts: async (codes) =>
      codes.length === 0
        ? []
        : keep(`accounts:${codes.join(',')}`, async () =>
            orThrow(await findLedgerAccounts(connection, codes)),
          ),
    accountsById: async (ids) =>
      (await Promise.all(ids.map(account))).filter((found): found is LedgerAccount => found !== null),
    customerAccounts: () =>
      keep('customer-accounts', async () => orThrow(await findCentralAccounts(connection, 'CUSTOMER'))),
    customerLines: async (period, customer, amountCents) => {
      const listed = await linesOf(period);
      return listed === 'tooMany' ? linesNow(period, customer, amountCents) : listed;
    },
    salesOf: async (period) => {
      const listed = await linesOf(period);
      return listed === 'tooMany' ? null : new Set(listed.map(({ documentId }) => documentId));
    },
    customerLinesNow: linesNow,
    hasCurrency: (code) =>
      keep(`currency:${code}`, async () => orThrow(await currencyExists(connection, code))),
    third: (code) => keep(`third:${code}`, async () => orAbsent(await getThird(connection, code))),
    customer: (id) => keep(`customer:${id}`, async () => orAbsent(await getCustomer(connection, id))),
  };

  /**
   * If the folder's VAT codes name no account, looks for its account of VAT on sales; without one, the booking is held.
   */
  async function withSalesAccount(codes: readonly VatCode[]): Promise<readonly VatCode[]> {
    if (codes.every((code) => code.accountId !== null || code.isSale === false)) return codes;
    const [only, another] = orThrow(await findCentralAccounts(connection, SALES_VAT_ACCOUNT_TYPE));
    if (!only || another) return codes;
    return codes.map((code) =>
      code.accountId === null && code.isSale !== false ? { ...code, accountId: only.id } : code,
    );
  }
}

/**
 * A question that only adds safety. An installation that refuses it, or ignores its conditions and returns too much,
 * must not prevent bookings.
 */
function orNone<Lines>(lines: Outcome<Lines>): Lines | readonly [] {
  const isRefused = lines.kind === 'refused' && lines.about === undefined;
  return isRefused || (lines.kind === 'unknown' && lines.isTooMuch === true) ? [] : orThrow(lines);
}
