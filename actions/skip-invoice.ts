import type { TenantId } from '../domain/ids';
import { recordAuditEvent } from '../store/issues/audit-events';
import type { ListedBooking } from '../store/bookings/booking-row';
import { getTenant } from '../store/tenants/tenants';
import { isRefusal, refused, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { findInvoice, refusedInState } from './find-invoice';
import { skipByHand } from '../store/bookings/held-bookings';
import { audited } from './audited';

const LONGEST_REASON = 200;

/**
 * held or waiting → skipped, with the reason of whoever decided so: it is not booked, and its number is free. Audited with the
 * reason; a retry undoes it.
 */
export async function skipInvoice(
  deps: Pick<ActionDependencies, 'database' | 'actor'>,
  tenant: TenantId,
  named: string,
  reason: string,
): Promise<{ readonly ok: true; readonly booking: ListedBooking } | Refusal> {
  return audited(deps, tenant, { action: 'skip-invoice', invoice: named }, async () => {
    const { database, actor } = deps;
    const why = reason.trim();
    if (why === '') return refused('REASON_MISSING', {});
    if (why.length > LONGEST_REASON)
      return refused('REASON_TOO_LONG', { length: why.length, longest: LONGEST_REASON });
    return database.asTenant(tenant, async (sql) => {
      if ((await getTenant(sql)) === null) return unknownTenant(tenant);
      const booking = await findInvoice(sql, named);
      if (isRefusal(booking)) return booking;
      if (!(await skipByHand(sql, booking.tribeInvoiceId, why))) return refusedInState(sql, booking);
      await recordAuditEvent(sql, {
        actor,
        action: 'skip-invoice',
        record: `invoice:${booking.tribeInvoiceId}`,
        details: { was: booking.state, code: booking.issueCode, reason: why },
      });
      return { ok: true, booking };
    });
  });
}
