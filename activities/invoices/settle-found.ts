import type { WinbooksId } from '../../domain/ids';
import type { BookingEnd } from '../../domain/steps/booking-steps';
import { bookingDifferences } from '../../domain/booking/booking-differences';
import type { FoundInLedger } from '../../domain/booking/document-comparison';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { nameInIssue } from '../../store/bookings/booking-names';
import { loadBooking, type Booking } from '../../store/bookings/booking-row';
import { holdBooking, markBooked, type BookedAs } from '../../store/bookings/booking-transitions';
import { releaseNearMisses } from '../../store/bookings/claimed-documents';
import type { Dependencies } from '../dependencies';
import type { TenantContext } from '../connection/tenant-connections';
import { bookedTwice } from './booked-twice';
import { bookingDiffers } from './booking-differs';
import { endOf, heldFor, postponed } from './booking-ends';
import { numberTaken } from './side-by-side';

/**
 * Acts on what the ledger holds for a booking: adopt ours, link what is the same document, stop at anything else.
 * Never called with `absent`. Returns how the booking ended.
 *
 * @param knownFate the attempt whose fate is known, so that the row may be held although it was posting or verifying
 */
export async function settleFound(
  deps: Dependencies,
  context: TenantContext,
  booking: Booking,
  found: Exclude<FoundInLedger, { kind: 'absent' }>,
  knownFate: { readonly attempt: number } | null = null,
): Promise<BookingEnd> {
  const tenant = context.tenant.id;
  const entry = booking.entry;
  const names = { journal: booking.journalCode ?? '', docNumber: booking.docNumber ?? 0 };
  switch (found.kind) {
    case 'ours':
      return book({
        winbooksId: found.document.id,
        linked: false,
        ...attention(found.differences.length > 0 ? bookingDiffers(booking, found.differences) : null),
      });
    case 'twice': {
      const ids = found.documents.map((document) => document.id);
      return book({
        winbooksId: firstChoice(ids, booking.winbooksId),
        linked: false,
        ...attention(bookedTwice(booking, ids)),
      });
    }
    case 'linkable':
      return book({ winbooksId: found.document.id, linked: found.document.id !== booking.winbooksId });
    case 'taken':
      if (entry === null || found.document.id !== booking.winbooksId)
        return hold(await numberTaken(deps, context, names, entry, found.document));
      // The very document that WinBooks confirmed, without our reference by now.
      return book({
        winbooksId: found.document.id,
        linked: false,
        ...attention(bookingDiffers(booking, bookingDifferences(entry, found.document))),
      });
  }

  async function book(as: BookedAs): Promise<BookingEnd> {
    const { otherInvoice, now } = await deps.database.asTenant(tenant, async (sql) => {
      const result = await markBooked(sql, booking.tribeInvoiceId, as);
      if (result === 'booked' && as.linked) await releaseNearMisses(sql);
      const isOther = typeof result === 'object' && result.other !== booking.tribeInvoiceId;
      return {
        otherInvoice: isOther ? await nameInIssue(sql, result.other) : null,
        now: await loadBooking(sql, booking.tribeInvoiceId),
      };
    });
    if (otherInvoice !== null) return hold(issue('DOCUMENT_ALREADY_LINKED', { ...names, otherInvoice }));
    return endNow(now);
  }

  async function hold(problem: Issue): Promise<BookingEnd> {
    const isHeld = await deps.database.asTenant(tenant, (sql) =>
      holdBooking(sql, booking.tribeInvoiceId, problem.code, problem.params, knownFate),
    );
    if (isHeld) return heldFor(problem);
    return endNow(await deps.database.asTenant(tenant, (sql) => loadBooking(sql, booking.tribeInvoiceId)));
  }

  function endNow(now: Booking | null): BookingEnd {
    return (
      (now && endOf(now)) ??
      postponed(`the ledger holds ${entry?.journalCode ?? ''} differently from our row`)
    );
  }
}

/** WinBooks confirmed one document, and shows only others in its place: nobody can say what is true. */
export function contradicts(confirmed: WinbooksId | null, found: FoundInLedger): boolean {
  if (confirmed === null || found.kind === 'absent') return false;
  const shown = found.kind === 'twice' ? found.documents : [found.document];
  return shown.every((document) => document.id !== confirmed);
}

function attention(found: Issue | null): Pick<BookedAs, 'issue'> {
  return found === null ? {} : { issue: { code: found.code, details: found.params } };
}

function firstChoice(ids: readonly WinbooksId[], known: WinbooksId | null): WinbooksId {
  const chosen = ids.find((id) => id === known) ?? ids[0];
  if (chosen === undefined) throw new Error('Two documents were reported and none was given');
  return chosen;
}
