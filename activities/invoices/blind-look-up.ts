import type { TenantId } from '../../domain/ids';
import { recordAuditEvent } from '../../store/issues/audit-events';
import type { Booking } from '../../store/bookings/booking-row';
import { openIssue } from '../../store/issues/issues';
import { pauseTenant } from '../../store/tenants/tenants';
import type { Dependencies } from '../dependencies';

/**
 * WinBooks confirmed a booking that its own look-up does not find. Without look-ups nothing can be booked exactly
 * once, so the tenant pauses until a person has looked: better late than twice.
 */
export async function pauseForBlindLookUp(
  deps: Dependencies,
  tenant: TenantId,
  booking: Booking,
): Promise<void> {
  await deps.database.asTenant(tenant, async (sql) => {
    const isPaused = await pauseTenant(sql, 'LOOKUP_BLIND');
    await openIssue(
      sql,
      'LOOKUP_BLIND',
      { kind: 'invoice', id: booking.tribeInvoiceId },
      {
        journal: booking.journalCode,
        docNumber: booking.docNumber,
      },
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
