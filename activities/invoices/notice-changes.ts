import { readInvoice } from '../../clients/tribe';
import { invoiceDigest } from '../../domain/invoice-digest';
import { isBookable, toCents } from '../../domain/money';
import type { TribeInvoice } from '../../domain/tribe-records';
import { clearChange, dueChanges, flagChanged } from '../../store/booking-changes';
import { loadBooking, type Booking } from '../../store/booking-row';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { readingTribe } from '../reading';

/** So many at once, that a poll stays quick. */
const AT_MOST = 10;

/**
 * Compares what changed in Tribe after it was booked with what was booked. A difference is shown as an issue and never
 * repaired: an accountant may have declared it by now (tribe-api §6 G31). Changed back, the issue closes; what a person has
 * seen stays closed until it says something else again. An invoice that was deleted in Tribe changes nothing: deletions do not
 * sync. Throws `ApplicationFailure` when Tribe gives no answer.
 */
export async function noticeChanges(deps: Dependencies, context: TenantContext): Promise<void> {
  const { invoiceDateField } = context;
  if (invoiceDateField === null) return;
  const tenant = context.tenant.id;
  for (const id of await deps.database.asTenant(tenant, (sql) => dueChanges(sql, AT_MOST))) {
    const invoice = await readingTribe(readInvoice(context.tribe, id, invoiceDateField));
    await deps.database.asTenant(tenant, async (sql) => {
      const booking = await loadBooking(sql, id);
      if (booking === null) return;
      const isChanged = invoice !== null && isDifferent(booking, invoice);
      if (isChanged) await flagChanged(sql, id, whatChanged(booking, invoice));
      else await clearChange(sql, id);
    });
  }
}

/** A row of before digests were kept says nothing about what the invoice was. */
function isDifferent({ sourceDigest }: Booking, invoice: TribeInvoice): boolean {
  return sourceDigest !== null && sourceDigest !== invoiceDigest(invoice);
}

function whatChanged(booking: Booking, invoice: TribeInvoice) {
  const total = invoice.totalIncludingVat;
  return {
    journal: booking.journalCode ?? '',
    docNumber: booking.docNumber ?? 0,
    bookedDate: booking.invoiceDate ?? '',
    bookedCents: booking.grossCents ?? 0,
    statedDate: invoice.date ?? '',
    statedCents: total === null || !isBookable(total) ? '' : Math.abs(toCents(total)),
    statedDigest: invoiceDigest(invoice),
  };
}
