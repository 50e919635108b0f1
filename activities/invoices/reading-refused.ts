import type { TenantId, TribeId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { postponeBooking } from '../../store/bookings/booking-queue';
import { openIssue } from '../../store/issues/issues';
import type { Dependencies } from '../dependencies';
import type { ReadingRefused } from '../reading';

/** Opens an issue on the invoice and returns its row to dispatch; the issue closes when the invoice settles. */
export async function postponeForRefusedReading(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  tenant: TenantId,
  invoice: TribeId,
  refused: ReadingRefused,
): Promise<void> {
  const { code, params } = issue('READING_REFUSED', { vendor: refused.vendor, words: refused.words() });
  const until = new Date(Date.now() + deps.configuration.timings.booking.refusedAgainMs);
  await deps.database.asTenant(tenant, async (sql) => {
    if (await postponeBooking(sql, invoice, until))
      await openIssue(sql, code, { kind: 'invoice', id: invoice }, params);
  });
}
