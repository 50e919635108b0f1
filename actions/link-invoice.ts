import { readDebtor, readInvoice } from '../clients/tribe';
import { bookingReference } from '../domain/invoice/booking-reference';
import type { TenantId, WinbooksId } from '../domain/ids';
import {
  debitOf,
  isOfAnotherInvoice,
  linkDifferences,
  linkDifferencesInWords,
  type LinkDifference,
} from '../domain/booking/link-comparison';
import { isBookable, toCents } from '../domain/money/money';
import { recordAuditEvent } from '../store/issues/audit-events';
import { linkHeld } from '../store/bookings/booking-actions';
import type { ListedBooking } from '../store/bookings/booking-row';
import { findLinkByRelationship } from '../store/relations/links';
import { documentName } from '../activities/invoices/booking-issues';
import { openTenant, type TenantContext } from '../activities/connection/tenant-connections';
import {
  askingVendors,
  isRefusal,
  refused,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import { documentToLink, type FoundDocument } from './document-to-link';
import { findInvoice, refusedInState } from './find-invoice';
import { goneDocument } from './gone-document';
import { releaseNearMisses } from '../store/bookings/held-bookings';
import { audited } from './audited';

export interface Linked {
  readonly ok: true;
  readonly booking: ListedBooking;
  /** `VEN 20260012 (2026)` */
  readonly document: string;
  /** In what the two differ, which was accepted by force; empty when they agree. */
  readonly despite: readonly LinkDifference[];
}

/**
 * held, or booked as a document that is not in WinBooks any more → booked as a document that is there. The document is read first:
 * it must exist, belong to no other invoice, and have the invoice's customer and gross, unless `isForced`. Audited. Nothing is
 * sent to WinBooks.
 */
export async function linkInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  wish: { readonly invoice: string; readonly document: string; readonly isForced: boolean },
): Promise<Linked | Refusal> {
  return audited(deps, tenant, { action: 'link-invoice', invoice: wish.invoice }, async () => {
    const booking = await deps.database.asTenant(tenant, async (sql) => {
      const working = await workingTenant(sql);
      if (isRefusal(working)) return working;
      const found = await findInvoice(sql, wish.invoice);
      if (isRefusal(found) || found.state === 'held' || found.state === 'booked') return found;
      return refusedInState(sql, found);
    });
    if (isRefusal(booking)) return booking;
    return askingVendors(async () => {
      const context = await openTenant(deps, tenant);
      const gone = booking.state === 'held' ? null : await goneDocument(deps, context, booking);
      if (gone !== null && isRefusal(gone)) return gone;
      const found = await documentToLink(context, deps.masterData.of(context.winbooks), wish.document);
      return isRefusal(found)
        ? found
        : linkFound(deps, context, { booking, gone: gone?.document ?? null }, found, wish.isForced);
    });
  });
}

async function linkFound(
  deps: ActionDependencies,
  context: TenantContext,
  { booking, gone }: { readonly booking: ListedBooking; readonly gone: WinbooksId | null },
  { document, known }: FoundDocument,
  isForced: boolean,
): Promise<Linked | Refusal> {
  const id = booking.tribeInvoiceId;
  const name = documentName(known);
  if (isOfAnotherInvoice(document, bookingReference(id)))
    return refused('DOCUMENT_OF_OTHER_INVOICE', { document: name });
  const ours = await invoiceSide(deps, context, booking);
  const despite = linkDifferences(ours, { customer: known.customerCode, grossCents: known.grossCents });
  if (despite.length > 0 && !isForced)
    return refused('LINK_DIFFERS', {
      invoice: booking.number ?? id,
      document: name,
      invoiceCustomer: ours.customer ?? '',
      documentCustomer: known.customerCode ?? '',
      invoiceCents: ours.grossCents ?? '',
      documentCents: known.grossCents ?? '',
    });
  return deps.database.asTenant(context.tenant.id, async (sql) => {
    const linked = await linkHeld(sql, id, known, gone);
    if (linked === 'not-held') return refusedInState(sql, booking);
    if (typeof linked === 'object') {
      const otherInvoice = linked.otherNumber ?? linked.other;
      return refused(linked.conflict === 'document' ? 'DOCUMENT_TAKEN' : 'DOCUMENT_NUMBER_CLAIMED', {
        document: name,
        otherInvoice,
      });
    }
    await releaseNearMisses(sql);
    await recordAuditEvent(sql, {
      actor: deps.actor,
      action: 'link-invoice',
      record: `invoice:${id}`,
      details: {
        code: booking.issueCode,
        document: known.id,
        despite: despite.length === 0 ? null : linkDifferencesInWords(despite),
        ...(gone === null ? {} : { gone }),
      },
    });
    return { ok: true, booking, document: name, despite };
  });
}

/** What the row does not tell, because the invoice was held early, Tribe tells. */
async function invoiceSide(deps: ActionDependencies, context: TenantContext, booking: ListedBooking) {
  const side = {
    customer: booking.customerCode,
    grossCents: debitOf(booking.grossCents, booking.kind),
  };
  if (side.customer !== null && side.grossCents !== null) return side;
  const { invoiceDateField, tribe, tenant } = context;
  const read =
    invoiceDateField === null ? null : await readInvoice(tribe, booking.tribeInvoiceId, invoiceDateField);
  if (read?.kind !== 'ok') return side;
  const { relationship, totalIncludingVat: gross } = read.value;
  const grossCents =
    side.grossCents ?? (gross === null || !isBookable(gross) ? null : debitOf(toCents(gross), booking.kind));
  if (relationship === null || side.customer !== null) return { ...side, grossCents };
  const link = await deps.database.asTenant(tenant.id, (sql) =>
    findLinkByRelationship(sql, 'customer', relationship.id),
  );
  if (link !== null) return { customer: link.code, grossCents };
  const debtor = await readDebtor(tribe, relationship);
  return { customer: debtor.kind === 'ok' ? debtor.value.debtorNumber : null, grossCents };
}
