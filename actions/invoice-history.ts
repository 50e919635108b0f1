import type { BookingEntry } from '../domain/booking/booking-entry';
import type { TenantId } from '../domain/ids';
import {
  listBookingChanges,
  listBookingIssues,
  listOtherActions,
  type BookingChange,
} from '../store/bookings/booking-history';
import { loadBooking, type ListedBooking } from '../store/bookings/booking-row';
import { listPaymentChanges, type PaymentChange } from '../store/payments/listed-payments';
import { UnreadableRow } from '../store/database/row-parsing';
import type { RecordedAuditEvent } from '../store/issues/audit-events';
import { getTenant } from '../store/tenants/tenants';
import { isRefusal, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { findInvoice } from './find-invoice';

/** The most events of each kind that a history has; the oldest are left out. */
const MOST_EVENTS = 500;

/** What happened to one invoice, from the moment it was found until now. */
export interface InvoiceHistory {
  readonly ok: true;
  readonly booking: ListedBooking;
  /** The entry that was sent, or is to be sent; null where none was made, or another version wrote it. */
  readonly entry: BookingEntry | null;
  /** Oldest first. */
  readonly events: readonly HistoryEvent[];
}

export type HistoryEvent = { readonly at: Date } & (
  | { readonly kind: 'changed'; readonly change: BookingChange }
  /** An issue that no change of the state tells about: the invoice stays booked. */
  | { readonly kind: 'issue-opened' | 'issue-closed'; readonly code: string; readonly params: IssueParams }
  /** What the ledger says of its payment changed. */
  | { readonly kind: 'payment'; readonly standing: PaymentChange }
  /** Something that was done, or refused, without a change of the state. */
  | { readonly kind: 'action'; readonly event: RecordedAuditEvent }
);

type IssueParams = Readonly<Record<string, unknown>>;

/** The history of the invoice that a person names, with its entry. */
export function invoiceHistory(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  named: string,
): Promise<InvoiceHistory | Refusal> {
  return database.asTenant(tenant, async (sql) => {
    if ((await getTenant(sql)) === null) return unknownTenant(tenant);
    const booking = await findInvoice(sql, named);
    if (isRefusal(booking)) return booking;
    const id = booking.tribeInvoiceId;
    const changes = await listBookingChanges(sql, id, MOST_EVENTS);
    const actions = await listOtherActions(sql, id, MOST_EVENTS);
    const issues = await listBookingIssues(sql, id, MOST_EVENTS);
    const payments = await listPaymentChanges(sql, id, MOST_EVENTS);
    const events: HistoryEvent[] = [
      ...changes.map((change) => ({ at: change.at, kind: 'changed', change }) as const),
      ...payments.map((standing) => ({ at: standing.at, kind: 'payment', standing }) as const),
      ...actions.map((event) => ({ at: event.at, kind: 'action', event }) as const),
      ...issues.flatMap(({ code, params, openedAt, closedAt, isOfChange }): HistoryEvent[] => [
        ...(isOfChange ? [] : [{ at: openedAt, kind: 'issue-opened', code, params } as const]),
        ...(closedAt === null ? [] : [{ at: closedAt, kind: 'issue-closed', code, params } as const]),
      ]),
    ];
    // A sort keeps the order of equal moments: what was done comes before what followed from it.
    const sorted = events.toSorted((one, other) => one.at.getTime() - other.at.getTime());
    return { ok: true, booking, entry: await entryOf(sql, id), events: sorted };
  });
}

async function entryOf(...of: Parameters<typeof loadBooking>): Promise<BookingEntry | null> {
  try {
    return (await loadBooking(...of))?.entry ?? null;
  } catch (error) {
    if (error instanceof UnreadableRow) return null;
    throw error;
  }
}
