import type { BookingEnd } from '../../domain/steps/booking-steps';
import type { LookUpVerdict } from '../../domain/booking/look-up-verdict';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { nameInIssue } from '../../store/bookings/booking-names';
import { loadBooking, type Booking } from '../../store/bookings/booking-row';
import { holdBooking, markBooked, type BookedAs } from '../../store/bookings/booking-transitions';
import type { Dependencies } from '../dependencies';
import type { TenantContext } from '../connection/tenant-connections';
import { pauseForBlindLookUp } from './blind-look-up';
import { bookedTwice } from './booked-twice';
import { bookingDiffers } from './booking-differs';
import { endOf, heldFor, postponed } from './booking-ends';
import { numberTaken } from './side-by-side';
import { releaseNearMisses } from '../../store/bookings/held-bookings';

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
  found: Exclude<LookUpVerdict, { kind: 'absent' }>,
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
    case 'twice':
      return book({ winbooksId: found.kept, linked: false, ...attention(bookedTwice(entry, found)) });
    case 'same-document':
      return book({ winbooksId: found.document.id, linked: true });
    case 'taken':
      return hold(await numberTaken(deps, context, names, entry, found.document));
    case 'blind':
      await pauseForBlindLookUp(deps, tenant, booking);
      return postponed('it was confirmed, and look-ups do not find it');
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

function attention(found: Issue | null): Pick<BookedAs, 'issue'> {
  return found === null ? {} : { issue: { code: found.code, details: found.params } };
}
