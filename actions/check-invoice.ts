import type { BookingEntry } from '../domain/booking/booking-entry';
import { tribeId, type TenantId, type TribeId } from '../domain/ids';
import { ISSUE_CATALOGUE, type Issue } from '../domain/issues/issue-catalogue';
import { wayOut } from '../domain/ways-out/issue-actions';
import type { ListedBooking } from '../store/bookings/booking-row';
import { nameBookings } from '../store/bookings/booking-names';
import type { DocumentInWords } from '../activities/invoices/check-booked';
import { checkBooking, type BookingCheck } from '../activities/invoices/check-booking';
import {
  askingVendors,
  failed,
  isRefusal,
  workingTenant,
  type ActionDependencies,
  type Refusal,
} from './action';
import { findInvoice } from './find-invoice';
import type { ListedIssue } from './list-issues';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What would become of an invoice now. */
export interface InvoiceChecked {
  readonly ok: true;
  readonly id: TribeId;
  /** Null when the watch has not found it, as a draft. */
  readonly booking: ListedBooking | null;
  readonly outcome: CheckOutcome;
  /** It would be booked, adopted or linked, or is. */
  readonly wouldBook: boolean;
  readonly issues: readonly CheckedIssue[];
  /** The entry that would be sent; null where it is held before one is made, or its customer is created first. */
  readonly entry: BookingEntry | null;
  /** What WinBooks holds of one that is booked; `entry` is then what Tribe says now. */
  readonly ledger: DocumentInWords | null;
}

/** An issue that would hold it, or that stands at a booked one. */
export type CheckedIssue = Omit<ListedIssue, 'id' | 'openedAt'>;

type CheckOutcome = Exclude<BookingCheck, { kind: 'noAnswer' }>;

/** "Would this book?": the same road and the same issues as a real booking; nothing is written anywhere. */
export async function checkInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  named: string,
): Promise<InvoiceChecked | Refusal> {
  const found = await deps.database.asTenant(tenant, async (sql) => {
    const working = await workingTenant(sql);
    if (isRefusal(working)) return working;
    const wanted = named.trim().replace(/^invoice:/i, '');
    const booking = await findInvoice(sql, wanted);
    // One that the watch has not found yet, such as a draft, is known by its id alone.
    if (isRefusal(booking))
      return UUID.test(wanted)
        ? { id: tribeId(wanted), booking: null, name: wanted, tenant: working }
        : booking;
    const [name] = await nameBookings(sql, [booking.tribeInvoiceId]);
    return {
      id: booking.tribeInvoiceId,
      booking,
      name: (name?.isNumberUnique ? booking.number : null) ?? booking.tribeInvoiceId,
      tenant: working,
    };
  });
  if (isRefusal(found)) return found;
  const checked = await askingVendors(() => checkBooking(deps, tenant, found.id));
  if ('ok' in checked) return checked;
  if (checked.kind === 'noAnswer')
    return failed('VENDOR_NO_ANSWER', { vendor: 'WinBooks', words: checked.words });
  const { id, booking, name } = found;
  const now = {
    recordKind: 'invoice',
    booking: checked.kind === 'isBooked' ? ('booked' as const) : ('held' as const),
    tenant: found.tenant.state,
  };
  return {
    ok: true,
    id,
    booking,
    outcome: checked,
    wouldBook: isOrWouldBeBooked(checked),
    issues: problemsOf(checked).map(({ code, params }) => ({
      code,
      params,
      record: `invoice:${name}`,
      owner: ISSUE_CATALOGUE[code].owner,
      ...wayOut(code, now),
      tribeId: id,
      number: booking?.number ?? null,
    })),
    entry: 'entry' in checked ? checked.entry : null,
    ledger: checked.kind === 'isBooked' ? checked.document : null,
  };
}

function isOrWouldBeBooked(checked: CheckOutcome): boolean {
  if (checked.kind === 'isBooked') return checked.document !== null;
  return checked.kind !== 'wouldHold' && checked.kind !== 'wouldSkip';
}

function problemsOf(checked: CheckOutcome): readonly Issue[] {
  if (checked.kind === 'isBooked') return checked.issues;
  return checked.kind === 'wouldHold' ? [checked.issue] : [];
}
