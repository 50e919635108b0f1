import type { WinbooksConnection } from '../../clients/connection';
import type { Failure } from '../../clients/outcome';
import { findDocumentsByNumber, findDocumentsByReference } from '../../clients/winbooks';
import {
  judgeLookUp,
  type FoundDocuments,
  type LookUpVerdict,
  type SoughtBooking,
} from '../../domain/booking/look-up-verdict';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import type { WinbooksId } from '../../domain/ids';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';

/** What WinBooks' ledger says about an entry, or why there was no answer. */
export type LedgerAnswer = LookUpVerdict | { readonly kind: 'noAnswer'; readonly failure: Failure };

/**
 * Looks an entry up in the ledger: by journal and number, and by our reference over all journals and book years.
 * `absent` only if both queries say so; an error, HTML or a partial answer is no answer.
 *
 * @param known the result of reading its document by id, if that was done
 */
export async function lookUpInLedger(
  connection: WinbooksConnection,
  sought: SoughtBooking,
  known: Pick<FoundDocuments, 'byId'> = {},
): Promise<LedgerAnswer> {
  const byNumber = await findDocumentsByNumber(connection, sought.entry);
  if (byNumber.kind !== 'ok') return { kind: 'noAnswer', failure: byNumber };
  const byReference = await findDocumentsByReference(connection, sought.entry.reference);
  if (byReference.kind !== 'ok') return { kind: 'noAnswer', failure: byReference };
  return judgeLookUp(sought, { ...known, byNumber: byNumber.value, byReference: byReference.value });
}

/**
 * Reads a confirmed booking back by its number, the first of the two look-ups, in one request. If that does not show
 * the confirmed document with our reference, both look-ups are done, so that a second document is found.
 */
export async function readBackFromLedger(
  connection: WinbooksConnection,
  sought: SoughtBooking,
): Promise<LedgerAnswer> {
  const byNumber = await findDocumentsByNumber(connection, sought.entry);
  if (byNumber.kind !== 'ok') return { kind: 'noAnswer', failure: byNumber };
  const unconfirmed = { ...sought, winbooksId: null };
  const found = judgeLookUp(unconfirmed, { byNumber: byNumber.value, byReference: [] });
  return found.kind === 'ours' && found.document.id === sought.winbooksId
    ? found
    : lookUpInLedger(connection, sought);
}

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
