import type { BookingEntry } from '../../domain/booking/booking-entry';
import { yearAndMonth } from '../../domain/brussels-day';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { inClosedYears } from '../../domain/booking/period-choice';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/**
 * Why WinBooks refused an entry, where the folder itself shows it: what we knew of the customer or the period was a few minutes
 * old. Never read from the vendor's words. Null when nothing shows; call it after the cache was told to forget.
 */
export async function causeOfRefusal(
  deps: Dependencies,
  context: TenantContext,
  entry: BookingEntry,
): Promise<Issue | null> {
  const folder = deps.masterData.of(context.winbooks);
  try {
    const customer = await folder.customer(entry.customerId);
    if (customer === null) return issue('CUSTOMER_GONE', { customer: entry.customerCode });
    if (customer.isLocked) return issue('CUSTOMER_LOCKED', { customer: customer.code });
    const { year, month } = yearAndMonth(entry.date);
    const periods = inClosedYears(await folder.periods(year, month), await folder.bookYears());
    const period = periods.find(({ id }) => id === entry.periodId);
    return period?.isClosed === true ? issue('PERIOD_CLOSED', { date: entry.date }) : null;
  } catch {
    // No answer now: the words of the refusal say what there is to say.
    return null;
  }
}
