import type { TenantId, TribeId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { postponeBooking } from '../../store/bookings/booking-queue';
import { openIssue } from '../../store/issues/issues';
import type { Dependencies } from '../dependencies';
import type { ReadingRefused } from '../reading';

/** Rights take a person to mend, who may not tell us: it is tried again by itself. Milliseconds. */
const AGAIN_AFTER_MS = 10 * 60_000;

/** Opens an issue on the invoice and hands its row back to dispatch; the issue closes when the invoice settles. */
export async function postponeForRefusedReading(
  deps: Pick<Dependencies, 'database'>,
  tenant: TenantId,
  invoice: TribeId,
  refused: ReadingRefused,
): Promise<void> {
  const { code, params } = issue('READING_REFUSED', { vendor: refused.vendor, words: refused.words() });
  await deps.database.asTenant(tenant, async (sql) => {
    if (await postponeBooking(sql, invoice, new Date(Date.now() + AGAIN_AFTER_MS)))
      await openIssue(sql, code, { kind: 'invoice', id: invoice }, params);
  });
}
