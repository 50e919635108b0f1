import { bookingReference } from '../../domain/invoice/booking-reference';
import { tribeId, type TenantId } from '../../domain/ids';
import type { IssueCode } from '../../domain/issues/issue-catalogue';
import type { ListedBooking } from '../../store/bookings/booking-row';
import type { Stack } from './stack';
import type { LedgerEntry } from './twins';
import { retryBooking } from '../../store/bookings/held-bookings';

/** What became of a tenant's invoices, by their ids: our row, and what stands in the twin's own ledger. */
export function tenantBooks(
  stack: Stack,
  { id: tenant, folder }: { readonly id: TenantId; readonly folder: string },
) {
  return {
    bookingOf: async (id: string): Promise<ListedBooking | undefined> =>
      (await stack.bookings(tenant)).find(({ tribeInvoiceId }) => tribeInvoiceId === id),
    inLedger: async (id: string): Promise<LedgerEntry[]> =>
      (await stack.twins.ledger(folder)).filter(
        ({ reference }) => reference === bookingReference(tribeId(id)),
      ),
    /** Waits for the state; booked means without an issue unless one is named. */
    until: (
      id: string,
      state: 'waiting' | 'booked' | 'held' | 'skipped',
      code: IssueCode | 'any' | null = state === 'held' ? 'any' : null,
      withinMs = 60_000,
    ) =>
      stack.until(
        tenant,
        (bookings) =>
          bookings.some(
            (each) =>
              each.tribeInvoiceId === id &&
              each.state === state &&
              (code === 'any' || each.issueCode === code),
          ),
        withinMs,
      ),
    /** What the command `retry` does to the row. */
    retry: (id: string): Promise<boolean> =>
      stack.database.asTenant(tenant, (sql) => retryBooking(sql, tribeId(id))),
  };
}

export type TenantBooks = ReturnType<typeof tenantBooks>;
