import type { BookingEnd } from '../../domain/steps/booking-steps';
import type { LookUpVerdict } from '../../domain/booking/look-up-verdict';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { nameInIssue } from '../../store/bookings/booking-names';
import {
  type Booking,
  type BookingInFlight,
  type PreparedBooking,
  loadBooking,
} from '../../store/bookings/booking-row';
import { holdBooking, markBooked, type BookedAs } from '../../store/bookings/booking-transitions';
import type { Dependencies } from '../dependencies';
import type { TenantContext } from '../connection/tenant-connections';
import { endOf, heldFor, postponed } from './booking-ends';
import { numberTaken } from './side-by-side';
import { releaseNearMisses } from '../../store/bookings/held-bookings';
import { bookedTwice, bookingDiffers, namesOfEntry } from './booking-issues';
import type { TenantId } from '../../domain/ids';
import { openIssue } from '../../store/issues/issues';
import { pauseTenant } from '../../store/tenants/tenants';
import { recordAuditEvent } from '../../store/issues/audit-events';
import type { LookedUp } from '../writes/send-once';
import { lookUpInLedger, soughtFor } from './ledger-look-up';

/** A verdict that somebody must act on. */
export type FoundBooking = Exclude<LookUpVerdict, { kind: 'absent' }>;

/** Looks a booking up in the ledger as a write: by both look-ups, and by the id that WinBooks gave for it, if any. */
export async function lookForBooking(
  deps: Dependencies,
  context: TenantContext,
  { entry, winbooksId }: PreparedBooking | BookingInFlight,
): Promise<LookedUp<FoundBooking>> {
  const verdict = await lookUpInLedger(context.winbooks, await soughtFor(deps, context, entry, winbooksId));
  if (verdict.kind === 'noAnswer' || verdict.kind === 'absent') return verdict;
  // Somebody else's document under our number: our own attempt may arrive yet.
  return { kind: 'found', found: verdict, mayStillArrive: verdict.kind === 'taken' };
}

/**
 * Acts on what the ledger holds for a booking: adopt ours, link what is the same document, stop at anything else.
 * Never called with `absent`. Returns how the booking ended.
 *
 * @param knownFate the attempt whose fate is known, so that the row may be held although it was posting or verifying
 */
export async function settleFound(
  deps: Dependencies,
  context: TenantContext,
  booking: PreparedBooking | BookingInFlight,
  found: FoundBooking,
  knownFate: { readonly attempt: number } | null = null,
): Promise<BookingEnd> {
  const tenant = context.tenant.id;
  const entry = booking.entry;
  const names = namesOfEntry(entry);
  switch (found.kind) {
    case 'ours':
      return book({
        winbooksId: found.document.id,
        linked: false,
        ...attention(found.differences.length > 0 ? bookingDiffers(entry, found.differences) : null),
      });
    case 'twice':
      return book({ winbooksId: found.kept, linked: false, ...attention(bookedTwice(entry, found)) });
    case 'same-document':
      return book({ winbooksId: found.document.id, linked: true });
    case 'taken':
      return hold(await numberTaken(deps, context, names, entry, found.document));
    case 'blind':
      if (booking.state !== 'prepared') await pauseForBlindLookUp(deps, tenant, booking);
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
    return (now && endOf(now)) ?? postponed(`the ledger holds ${entry.journalCode} differently from our row`);
  }
}

function attention(found: Issue | null): Pick<BookedAs, 'issue'> {
  return found === null ? {} : { issue: { code: found.code, details: found.params } };
}

/**
 * WinBooks confirmed a booking that its own look-up does not find. Without look-ups nothing can be booked exactly
 * once, so the tenant pauses until a person has looked: better late than twice.
 */
export async function pauseForBlindLookUp(
  deps: Dependencies,
  tenant: TenantId,
  booking: BookingInFlight,
): Promise<void> {
  await deps.database.asTenant(tenant, async (sql) => {
    const isPaused = await pauseTenant(sql, 'LOOKUP_BLIND');
    await openIssue(
      sql,
      'LOOKUP_BLIND',
      { kind: 'invoice', id: booking.tribeInvoiceId },
      namesOfEntry(booking.entry),
    );
    if (isPaused)
      await recordAuditEvent(sql, {
        actor: 'worker',
        action: 'pause',
        record: 'tenant',
        details: { cause: 'LOOKUP_BLIND' },
      });
  });
}
