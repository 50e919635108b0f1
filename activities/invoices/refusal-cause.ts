import type { BookingEntry } from '../../domain/booking/booking-entry';
import { yearAndMonth } from '../../domain/brussels-day';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { inClosedYears } from '../../domain/booking/period-choice';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/**
 * Why WinBooks refused an entry, as far as the folder itself shows it: our data about the customer or the period were a
 * few minutes old. The vendor's words are never interpreted. Null when nothing shows; call it after the cache was
 * cleared.
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
    // There is no answer now, so the words of the refusal must suffice.
    return null;
  }
}
