import { addDays, yearAndMonth } from '../../domain/brussels-day';
import type { BookingEntry } from '../../domain/booking-entry';
import { bookYearName, composeEntry } from '../../domain/booking-lines';
import { resolveAccounts } from '../../domain/account-resolution';
import type { InvoicePlan } from '../../domain/invoice-plan';
import type { Issue } from '../../domain/issue-catalogue';
import { chooseSalesJournal } from '../../domain/journal-choice';
import { choosePeriod } from '../../domain/period-choice';
import type { TenantSettings } from '../../domain/settings';
import type { WinbooksCustomer } from '../../domain/winbooks-records';
import type { FolderData } from './master-data';

export type Composition =
  | { readonly ok: true; readonly entry: BookingEntry; readonly numberingScope: string }
  | { readonly ok: false; readonly issue: Issue };

/** Finds journal, period and accounts of the invoice's day in the folder and composes the whole entry. */
export async function composeBooking(
  folder: FolderData,
  plan: InvoicePlan,
  customer: WinbooksCustomer,
  paymentTermDays: number | null,
  settings: TenantSettings,
): Promise<Composition> {
  const { year, month } = yearAndMonth(plan.date);
  const period = choosePeriod(await folder.periods(year, month), plan.date);
  if (!period.ok) return period;
  const bookYear =
    (await folder.bookYears()).find((candidate) => candidate.id === period.period.bookYearId) ?? null;
  const yearName = bookYearName(bookYear, period.period);
  const journal = chooseSalesJournal(await folder.journals(), settings.salesJournal, period.period, yearName);
  if (!journal.ok) return journal;

  const vatCodes = await folder.vatCodes();
  const vatAccountIds = plan.vat.flatMap(
    (part) => vatCodes.find(({ id }) => id === part.vatCodeId)?.accountId ?? [],
  );
  const ownAccountIds = customer.centralAccountId === null ? [] : [customer.centralAccountId];
  const accounts = resolveAccounts(plan, customer, {
    vatCodes,
    accounts: [
      ...(await folder.accounts([...new Set(plan.revenue.map((part) => part.accountCode))].sort())),
      ...(await folder.accountsById([...new Set([...vatAccountIds, ...ownAccountIds])])),
    ],
    centralAccounts: await folder.customerAccounts(),
  });
  if (!accounts.ok) return accounts;

  const dueDate = paymentTermDays === null ? null : addDays(plan.date, paymentTermDays);
  const entry = composeEntry(plan, {
    journal: journal.journal,
    period: period.period,
    bookYear,
    customer,
    ...accounts.resolved,
    dueDate,
  });
  return { ok: true, entry, numberingScope: entry.bookYearId ?? `year:${yearName}` };
}
