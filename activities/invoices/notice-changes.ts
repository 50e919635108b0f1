import { readDebtor, readInvoice } from '../../clients/tribe';
import type { TribeId } from '../../domain/ids';
import { invoiceDigest } from '../../domain/invoice/invoice-digest';
import type { IssueParams } from '../../domain/issues/issue-catalogue';
import { isBookable, toCents } from '../../domain/money/money';
import type { TribeInvoice } from '../../domain/vendors/tribe-records';
import { clearBooked, flagBooked } from '../../store/bookings/booked-issues';
import { clearChange, dueChanges, flagChanged } from '../../store/bookings/booking-changes';
import { type BookedBooking, loadBooking } from '../../store/bookings/booking-row';
import { postponeComparison } from '../../store/bookings/failing-rows';
import { findLinkByRelationship } from '../../store/relations/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { readingTribe } from '../reading';
import { clearRowFailure, eachApart } from './row-failures';
import { invoiceGone, namesOfBooked } from './booking-issues';

/** The most invoices that are compared at once, so that a round stays quick. */
const AT_MOST = 40;

/**
 * Compares invoices that changed in Tribe after they were booked with what was booked. A difference is shown as an
 * issue and never repaired, because an accountant may have declared the booking (tribe-api §6 G31). If the change is
 * undone, the issue closes; what a person has seen stays closed until the content changes again. An invoice that no
 * longer exists in Tribe gets an issue too. One that cannot be compared does not stop the others.
 */
export async function noticeChanges(deps: Dependencies, context: TenantContext): Promise<void> {
  const { invoiceDateField } = context;
  if (invoiceDateField === null) return;
  const tenant = context.tenant.id;
  const due = await deps.database.asTenant(tenant, (sql) => dueChanges(sql, AT_MOST));
  await eachApart(deps, context, 'compare', due, look, postponeComparison);

  async function look(id: TribeId): Promise<void> {
    const invoice = await readingTribe(readInvoice(context.tribe, id, invoiceDateField ?? ''));
    await compare(deps, context, id, invoice);
  }
}

/** @param invoice null when it does not exist any more */
async function compare(
  deps: Dependencies,
  context: TenantContext,
  id: TribeId,
  invoice: TribeInvoice | null,
): Promise<void> {
  const tenant = context.tenant.id;
  const booking = await deps.database.asTenant(tenant, (sql) => loadBooking(sql, id));
  // Otherwise its own run reads it next.
  if (booking?.state !== 'booked') return;
  const change = invoice === null ? null : await changeOf(deps, context, booking, invoice);
  await deps.database.asTenant(tenant, async (sql) => {
    if (change === null) await clearChange(sql, id);
    else await flagChanged(sql, id, change);
    if (invoice === null) await flagBooked(sql, id, 'INVOICE_GONE', invoiceGone(booking).params);
    else await clearBooked(sql, id, 'INVOICE_GONE');
    await clearRowFailure(sql, booking, 'compare');
  });
}

/** The params of INVOICE_CHANGED, and what distinguishes this change from another one. */
export type InvoiceChange = IssueParams<'INVOICE_CHANGED'> & { readonly statedDigest: string };

/**
 * The issue's params if a booked invoice has other content in Tribe now, its customer included; null when it has the
 * content that was booked. A row from before digests were stored cannot tell.
 */
export async function changeOf(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  booking: BookedBooking,
  invoice: TribeInvoice,
): Promise<InvoiceChange | null> {
  const statedDigest = invoiceDigest(invoice);
  if (booking.sourceDigest === null || booking.sourceDigest === statedDigest) return null;
  const total = invoice.totalIncludingVat;
  const { journal, docNumber, date, grossCents, customer } = namesOfBooked(booking);
  const params: IssueParams<'INVOICE_CHANGED'> = {
    journal,
    docNumber,
    bookedDate: date,
    bookedCents: grossCents,
    bookedCustomer: customer,
    statedDate: invoice.date ?? '',
    statedCents: total === null || !isBookable(total) ? '' : Math.abs(toCents(total)),
    statedCustomer: await statedCustomer(deps, context, invoice),
  };
  return { ...params, statedDigest };
}

/** For people: the customer's code in WinBooks if known, else its number in Tribe if that can be read. */
async function statedCustomer(
  deps: Pick<Dependencies, 'database'>,
  { tenant, tribe }: TenantContext,
  { relationship }: TribeInvoice,
): Promise<string> {
  if (relationship === null) return '';
  const link = await deps.database.asTenant(tenant.id, (sql) =>
    findLinkByRelationship(sql, 'customer', relationship.id),
  );
  if (link !== null) return link.code;
  const debtor = await readDebtor(tribe, relationship);
  return debtor.kind === 'ok' ? (debtor.value.debtorNumber ?? '') : '';
}
