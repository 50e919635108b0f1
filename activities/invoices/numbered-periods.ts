import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { SoughtBooking } from '../../domain/booking/look-up-verdict';
import type { WinbooksId } from '../../domain/ids';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/** What to look for in the ledger. `winbooksId` is the id that WinBooks returned for it, null while there is none. */
export async function soughtFor(
  deps: Dependencies,
  context: TenantContext,
  entry: BookingEntry,
  winbooksId: WinbooksId | null,
): Promise<SoughtBooking> {
  return { entry, winbooksId, periodsOfYear: await numberedPeriods(deps, context, entry) };
}

/**
 * The periods in which the entry's number counts as used: those of its book year if the journal row serves several book
 * years; null if the row belongs to one book year, which then decides alone. Only its own period if the tenant's
 * numbers restart in each period.
 */
async function numberedPeriods(
  deps: Dependencies,
  context: TenantContext,
  entry: BookingEntry,
): Promise<ReadonlySet<WinbooksId> | null> {
  if (context.settings.numberingScope === 'period') return new Set([entry.periodId]);
  const folder = deps.masterData.of(context.winbooks);
  const journal = (await folder.journals()).find(({ id }) => id === entry.journalId);
  if (entry.bookYearId === null || !journal || journal.bookYearId !== null) return null;
  const periods = await folder.periodsOfYear(entry.bookYearId);
  return periods.length === 0 ? null : new Set(periods.map(({ id }) => id));
}
