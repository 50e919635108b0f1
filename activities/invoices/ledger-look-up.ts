import type { Failure } from '../../clients/outcome';
import type { WinbooksConnection } from '../../clients/connection';
import { findDocumentsByNumber, findDocumentsByReference } from '../../clients/winbooks';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { classifyFound, type FoundInLedger } from '../../domain/booking/document-comparison';
import type { WinbooksId } from '../../domain/ids';

/** What WinBooks' ledger says about an entry, or why it said nothing. */
export type LedgerAnswer = FoundInLedger | { readonly kind: 'noAnswer'; readonly failure: Failure };

/**
 * Looks an entry up in the ledger: by journal + number and by our reference over all journals and years. `absent` only
 * if both queries say so; an error, HTML or a half answer is no answer.
 *
 * @param periodsOfYear the periods of the entry's book year, null when the folder's journals tell the years apart
 */
export async function lookUpInLedger(
  connection: WinbooksConnection,
  entry: BookingEntry,
  periodsOfYear: ReadonlySet<WinbooksId> | null,
): Promise<LedgerAnswer> {
  const byNumber = await findDocumentsByNumber(connection, entry);
  if (byNumber.kind !== 'ok') return { kind: 'noAnswer', failure: byNumber };
  const byReference = await findDocumentsByReference(connection, entry.reference);
  if (byReference.kind !== 'ok') return { kind: 'noAnswer', failure: byReference };
  return classifyFound(entry, byNumber.value, byReference.value, periodsOfYear);
}

/**
 * Reads a confirmed booking back by its number, the first of the two look-ups, in one request. A document without our
 * reference is looked for by reference too, so that two of them are seen.
 */
export async function readBackFromLedger(
  connection: WinbooksConnection,
  entry: BookingEntry,
  periodsOfYear: ReadonlySet<WinbooksId> | null,
): Promise<LedgerAnswer> {
  const byNumber = await findDocumentsByNumber(connection, entry);
  if (byNumber.kind !== 'ok') return { kind: 'noAnswer', failure: byNumber };
  const found = classifyFound(entry, byNumber.value, [], periodsOfYear);
  return found.kind === 'ours' ? found : lookUpInLedger(connection, entry, periodsOfYear);
}
