import { readDebtor, readInvoice } from '../../clients/tribe';
import type { TribeId } from '../../domain/ids';
import { invoiceDigest } from '../../domain/invoice-digest';
import type { IssueParams } from '../../domain/issue-catalogue';
import { isBookable, toCents } from '../../domain/money';
import type { TribeInvoice } from '../../domain/tribe-records';
import { clearBooked, flagBooked } from '../../store/booked-issues';
import { clearChange, dueChanges, flagChanged } from '../../store/booking-changes';
import { loadBooking, type Booking } from '../../store/booking-row';
import { findLinkByRelationship } from '../../store/links';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { invoiceGone } from './gone';

/** So many are taken up at once, and no new one after this time, that a poll stays quick. Milliseconds. */
const AT_MOST = 40;
const WITHIN_MS = 15_000;
/** So many that Tribe does not serve keep no other from being looked at; with more of them it is Tribe. */
const MOST_FAILURES = 20;

/**
 * Compares what changed in Tribe after it was booked with what was booked. A difference is shown as an issue and never
 * repaired: an accountant may have declared it by now (tribe-api §6 G31). Changed back, the issue closes; what a person has
 * seen stays closed until it says something else again. One that does not exist in Tribe any more is shown too. One that Tribe
 * does not serve now is looked at by the next poll.
 */
export async function noticeChanges(deps: Dependencies, context: TenantContext): Promise<void> {
  const { invoiceDateField } = context;
  if (invoiceDateField === null) return;
  const tenant = context.tenant.id;
  const until = Date.now() + WITHIN_MS;
  let failures = 0;
  for (const id of await deps.database.asTenant(tenant, (sql) => dueChanges(sql, AT_MOST))) {
    if (Date.now() > until || failures > MOST_FAILURES) return;
    const read = await readInvoice(context.tribe, id, invoiceDateField);
    if (read.kind !== 'ok' && read.kind !== 'absent') {
      failures += 1;
      continue;
    }
    try {
      await compare(deps, context, id, read.kind === 'ok' ? read.value : null);
    } catch {
      // A row of a newer version, say: it must not keep its neighbours from being compared.
      failures += 1;
    }
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
  if (booking === null) return;
  const change = invoice === null ? null : await changeOf(deps, context, booking, invoice);
  await deps.database.asTenant(tenant, async (sql) => {
    if (change === null) await clearChange(sql, id);
    else await flagChanged(sql, id, change);
    if (invoice === null) await flagBooked(sql, id, 'INVOICE_GONE', invoiceGone(booking).params);
    else await clearBooked(sql, id, 'INVOICE_GONE');
  });
}

/** The params of INVOICE_CHANGED, and what tells this change from another one. */
export type InvoiceChange = IssueParams<'INVOICE_CHANGED'> & { readonly statedDigest: string };

/**
 * What the issue of a booked invoice says that says something else in Tribe now, its customer included; null when it says what was
 * booked. A row of before digests were kept says nothing about what the invoice was.
 */
export async function changeOf(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  booking: Booking,
  invoice: TribeInvoice,
): Promise<InvoiceChange | null> {
  const statedDigest = invoiceDigest(invoice);
  if (booking.sourceDigest === null || booking.sourceDigest === statedDigest) return null;
  const total = invoice.totalIncludingVat;
  const params: IssueParams<'INVOICE_CHANGED'> = {
    journal: booking.journalCode ?? '',
    docNumber: booking.docNumber ?? 0,
    bookedDate: booking.invoiceDate ?? '',
    bookedCents: booking.grossCents ?? 0,
    bookedCustomer: booking.customerCode ?? '',
    statedDate: invoice.date ?? '',
    statedCents: total === null || !isBookable(total) ? '' : Math.abs(toCents(total)),
    statedCustomer: await statedCustomer(deps, context, invoice),
  };
  return { ...params, statedDigest };
}

/** For people: the customer's code in WinBooks where it is known, else its number in Tribe, if that can be read. */
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
