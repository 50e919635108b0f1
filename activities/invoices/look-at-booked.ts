import { getDocument } from '../../clients/winbooks';
import type { Failure } from '../../clients/outcome';
import type { WinbooksId } from '../../domain/ids';
import type { LedgerDocument } from '../../domain/vendors/winbooks-records';
import type { Booking } from '../../store/bookings/booking-row';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { lookUpInLedger } from './ledger-look-up';
import { numberedPeriods } from './numbered-periods';

/** What has become of the document that an invoice was booked as. */
export type BookedLook =
  | { readonly kind: 'there'; readonly document: LedgerDocument }
  /** The invoice stands in the ledger more than once; the document that we know is among these, if it is still there. */
  | { readonly kind: 'twice'; readonly documents: readonly WinbooksId[] }
  /** Ours is gone, and the invoice stands there as one other document: with our reference, or keyed anew under its number. */
  | { readonly kind: 'elsewhere'; readonly document: LedgerDocument; readonly isOurs: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/**
 * Looks for a booked invoice by the id of its document, by its number and by our reference. `gone` only where all of them say so:
 * reading by id is confirmed by a query, and both look-ups must have answered. Three requests; writes nothing.
 *
 * @param isPlain it cannot stand there twice: its document being there is enough, in one request
 */
export async function lookAtBooked(
  deps: Dependencies,
  context: TenantContext,
  { entry, winbooksId }: Pick<Booking, 'entry' | 'winbooksId'>,
  isPlain = false,
): Promise<BookedLook> {
  const known = winbooksId === null ? null : await getDocument(context.winbooks, winbooksId);
  if (known !== null && known.kind !== 'ok' && known.kind !== 'absent')
    return { kind: 'noAnswer', failure: known };
  const document = known?.kind === 'ok' ? known.value : null;
  if (document !== null && (isPlain || entry === null)) return { kind: 'there', document };
  if (entry === null) return { kind: 'gone' };

  const there = await lookUpInLedger(context.winbooks, entry, await numberedPeriods(deps, context, entry));
  if (there.kind === 'noAnswer') return there;
  const ours = there.kind === 'twice' ? there.documents : there.kind === 'ours' ? [there.document] : [];
  const ids = [...new Set([...(document === null ? [] : [document.id]), ...ours.map(({ id }) => id)])];
  if (ids.length > 1) return { kind: 'twice', documents: ids };
  if (document !== null) return { kind: 'there', document };
  if (there.kind === 'ours' || there.kind === 'linkable')
    return { kind: 'elsewhere', document: there.document, isOurs: there.kind === 'ours' };
  return { kind: 'gone' };
}
