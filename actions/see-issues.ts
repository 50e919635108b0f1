import type { TenantId } from '../domain/ids';
import { SEEABLE_CODES, type SeeableCode } from '../domain/issues/seen-issues';
import { recordAuditEvent, type AuditEvent } from '../store/issues/audit-events';
import { seeIssues, type SeenIssue } from '../store/bookings/booked-issues';
import type { ListedBooking } from '../store/bookings/booking-row';
import { getTenant } from '../store/tenants/tenants';
import { documentName } from '../activities/invoices/booking-issues';
import { isRefusal, refused, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { findInvoice, refusedAs } from './find-invoice';
import { audited } from './audited';

const LONGEST_REASON = 200;

export interface Seen {
  readonly ok: true;
  readonly booking: ListedBooking;
  /** What was closed, the gravest first; at least one. */
  readonly issues: readonly SeenIssue[];
}

/**
 * A person has dealt with what was open on a booked invoice, or accepts it: closes its issues that are for a person to look at
 * (all, or the one of `code`). The booking stays as it is, and the same facts open nothing again. Audited per issue with what
 * it said; the reason may be empty.
 */
export async function seeInvoiceIssues(
  deps: Pick<ActionDependencies, 'database' | 'actor'>,
  tenant: TenantId,
  wish: { readonly invoice: string; readonly code: SeeableCode | null; readonly reason: string },
): Promise<Seen | Refusal> {
  return audited(deps, tenant, { action: 'seen-issue', invoice: wish.invoice }, async () => {
    const { database, actor } = deps;
    const reason = wish.reason.trim() || null;
    if (reason !== null && reason.length > LONGEST_REASON)
      return refused('REASON_TOO_LONG', { length: reason.length, longest: LONGEST_REASON });
    return database.asTenant(tenant, async (sql) => {
      if ((await getTenant(sql)) === null) return unknownTenant(tenant);
      const booking = await findInvoice(sql, wish.invoice);
      if (isRefusal(booking)) return booking;
      const issues = await seeIssues(sql, booking.tribeInvoiceId, wish.code ? [wish.code] : SEEABLE_CODES);
      if (issues.length === 0) return nothingToSee(booking);
      for (const { code, details } of issues)
        await recordAuditEvent(sql, {
          actor,
          action: 'seen-issue',
          record: `invoice:${booking.tribeInvoiceId}`,
          details: { ...auditable(details), code, reason },
        });
      return { ok: true, booking, issues };
    });
  });
}

function nothingToSee(booking: ListedBooking): Refusal {
  if (booking.state !== 'booked') return refusedAs(booking);
  const invoice = booking.number ?? booking.tribeInvoiceId;
  return refused('NOTHING_TO_SEE', { invoice, document: documentName(booking) });
}

/** The details of an issue as the trail keeps them: words and numbers. */
function auditable(details: SeenIssue['details']): NonNullable<AuditEvent['details']> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
    ]),
  );
}
