import { getDocument } from '../../clients/winbooks';
import type { Failure } from '../../clients/outcome';
import type { LookUpVerdict } from '../../domain/booking/look-up-verdict';
import type { LedgerDocument } from '../../domain/vendors/winbooks-records';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { lookUpInLedger, soughtFor } from './ledger-look-up';
import type { BookedBooking } from '../../store/bookings/booking-row';

/** What became of the document of a booked invoice. */
export type BookedLook =
  | { readonly kind: 'there'; readonly document: LedgerDocument }
  /** The ledger has the invoice more than once; the document that we know is among these if it still exists. */
  | Extract<LookUpVerdict, { kind: 'twice' }>
  /**
   * Our document was deleted, and the invoice has one other document: with our reference, or keyed in again under its
   * number.
   */
  | { readonly kind: 'elsewhere'; readonly document: LedgerDocument; readonly isOurs: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'noAnswer'; readonly failure: Failure };

/**
 * Looks for a booked invoice by the id of its document, by its number and by our reference. `gone` only if all of them
 * say so: reading by id is confirmed by a query, and both look-ups must have answered. Three requests; writes nothing.
 *
 * @param isPlain it cannot be booked twice, so the existence of its document is sufficient, in one request
 */
export async function lookAtBooked(
  deps: Dependencies,
  context: TenantContext,
  { entry, winbooksId }: Pick<BookedBooking, 'entry' | 'winbooksId'>,
  isPlain = false,
): Promise<BookedLook> {
  const known = await getDocument(context.winbooks, winbooksId);
  if (known.kind !== 'ok' && known.kind !== 'absent') return { kind: 'noAnswer', failure: known };
  const byId = known.kind === 'ok' ? known.value : null;
  if (byId !== null && (isPlain || entry === null)) return { kind: 'there', document: byId };
  if (entry === null) return { kind: 'gone' };

  const sought = await soughtFor(deps, context, entry, winbooksId);
  const verdict = await lookUpInLedger(context.winbooks, sought, { byId });
  switch (verdict.kind) {
    case 'ours':
      return verdict.document.id === winbooksId
        ? { kind: 'there', document: verdict.document }
        : { kind: 'elsewhere', document: verdict.document, isOurs: true };
    case 'same-document':
      return { kind: 'elsewhere', document: verdict.document, isOurs: false };
    case 'absent':
    case 'taken':
    case 'blind':
      return { kind: 'gone' };
    case 'twice':
    case 'noAnswer':
      return verdict;
  }
}
