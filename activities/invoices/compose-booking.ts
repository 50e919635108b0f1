import { addDays, yearAndMonth } from '../../domain/brussels-day';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { bookYearName, composeEntry } from '../../domain/booking/booking-lines';
import { resolveAccounts, type FolderAccounts } from '../../domain/booking/account-resolution';
import type { Day } from '../../domain/ids';
import type { InvoicePlan } from '../../domain/invoice/invoice-plan';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { chooseJournalFor } from '../../domain/booking/journal-choice';
import { FOLDER_CURRENCY } from '../../domain/money/money';
import { withOwnDate } from '../../domain/booking/moved-booking';
import {
  chooseNextOpenPeriod,
  choosePeriod,
  inClosedYears,
  needsWholeYear,
  type PeriodChoice,
} from '../../domain/booking/period-choice';
import type { TenantSettings } from '../../domain/tenant/settings';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { missingVatNumber } from './required-vat-number';
import type { FolderData } from '../master-data';

export type Composition =
  | { readonly ok: true; readonly entry: BookingEntry; readonly numberingScope: string }
  | { readonly ok: false; readonly issue: Issue };

/**
 * Finds journal, period and accounts for the invoice date in the folder and composes the whole entry. It is refused if
 * the folder does not have the currency, or if a code of 0 % requires a VAT number that the customer does not have. An
 * invoice of a closed period is booked in the next open one if the tenant wants that; its due date still follows the
 * invoice date.
 */
export async function composeBooking(
  deps: Dependencies,
  context: TenantContext,
  plan: InvoicePlan,
  customer: WinbooksCustomer,
  paymentTermDays: number | null,
): Promise<Composition> {
  const { settings } = context;
  const folder = deps.masterData.of(context.winbooks);
  if (plan.currency !== FOLDER_CURRENCY && !(await folder.hasCurrency(plan.currency)))
    return { ok: false, issue: issue('CURRENCY_NOT_IN_FOLDER', { currency: plan.currency }) };
  const withoutNumber = await missingVatNumber(deps, context, plan, customer);
  if (withoutNumber !== null) return { ok: false, issue: withoutNumber };
  const chosen = await periodFor(folder, plan.date, settings.closedPeriod);
  if (!chosen.ok) return chosen;
  const { period, bookedOn } = chosen;
  const bookYear = (await folder.bookYears()).find((candidate) => candidate.id === period.bookYearId) ?? null;
  const yearName = bookYearName(bookYear, period);
  const journalCode = plan.kind === 'credit' ? settings.creditNoteJournal : settings.salesJournal;
  const journal = chooseJournalFor(plan.kind, await folder.journals(), journalCode, period, yearName);
  if (!journal.ok) return journal;

  const needed = await accountsFor(folder, plan, customer, settings.roundingAccount);
  const accounts = resolveAccounts(plan, customer, needed, settings.roundingAccount);
  if (!accounts.ok) return accounts;

  const dueDate = paymentTermDays === null ? null : addDays(plan.date, paymentTermDays);
  const composed = composeEntry(withOwnDate(plan, bookedOn), {
    journal: journal.journal,
    period,
    bookYear,
    customer,
    ...accounts.resolved,
    dueDate,
  });
  const entry = bookedOn === plan.date ? composed : { ...composed, invoiceDate: plan.date };
  return { ok: true, entry, numberingScope: scopeOf(entry, settings, yearName) };
}

async function periodFor(
  folder: FolderData,
  on: Day,
  closedPeriod: TenantSettings['closedPeriod'],
): Promise<PeriodChoice> {
  const { year, month } = yearAndMonth(on);
  const years = await folder.bookYears();
  const ofMonth = await folder.periods(year, month);
  const known = inClosedYears(needsWholeYear(ofMonth) ? await folder.allPeriods() : ofMonth, years);
  const own = choosePeriod(known, on);
  const isClosed = !own.ok && own.issue.code === 'PERIOD_CLOSED';
  return isClosed && closedPeriod === 'next-open'
    ? chooseNextOpenPeriod(inClosedYears(await folder.allPeriods(), years), on)
    : own;
}

/** Where a number may be used once: the scope of the intent's uniqueness and of the look-ups (winbooks-api §4.9). */
function scopeOf(entry: BookingEntry, { numberingScope }: TenantSettings, yearName: string): string {
  if (numberingScope === 'period') return entry.periodId;
  return entry.bookYearId ?? `year:${yearName}`;
}

async function accountsFor(
  folder: FolderData,
  plan: InvoicePlan,
  customer: WinbooksCustomer,
  roundingAccount: string | null,
): Promise<FolderAccounts> {
  const vatCodes = await folder.vatCodes();
  const vatAccountIds = plan.vat.flatMap(
    (part) => vatCodes.find(({ id }) => id === part.vatCodeId)?.accountId ?? [],
  );
  const ownAccountIds = customer.centralAccountId === null ? [] : [customer.centralAccountId];
  const rounding = plan.roundingCents === 0 || roundingAccount === null ? [] : [roundingAccount];
  return {
    vatCodes,
    accounts: [
      ...(await folder.accounts([...new Set(plan.revenue.map((part) => part.accountCode))].sort())),
      ...(await folder.accounts(rounding)),
      ...(await folder.accountsById([...new Set([...vatAccountIds, ...ownAccountIds])])),
    ],
    centralAccounts: await folder.customerAccounts(),
  };
}
