import { readInvoice } from '../../clients/tribe';
import { bookingDifferences } from '../../domain/booking/booking-differences';
import type { TribeId } from '../../domain/ids';
import type { SeeableCode } from '../../domain/issues/seen-issues';
import type { LedgerDocument } from '../../domain/vendors/winbooks-records';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { clearBooked, flagBooked } from '../../store/bookings/booked-issues';
import { type BookedBooking, type Booking, loadBooking } from '../../store/bookings/booking-row';
import { hasOpenIssue } from '../../store/issues/issues';
import {
  dueLooks,
  markLooked,
  moveBooked,
  postponeLook,
  type DueLook,
} from '../../store/bookings/late-looks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { noAnswer, readingTribe } from '../reading';
import { lookUpInLedger, soughtFor } from './ledger-look-up';
import { lookAtBooked, type BookedLook } from './look-at-booked';
import { clearRowFailure, eachApart } from './row-failures';
import { stillThere } from './still-there';
import { reopenBooking } from '../../store/bookings/held-bookings';
import { bookedTwice, bookingDiffers, bookingGone, invoiceGone } from './booking-issues';

/** How many rows are taken at once, and how many of them are looked at one by one, so that a round stays quick. */
const AT_MOST = 200;
const AT_MOST_ALONE = 10;

/**
 * The late looks, an hour and a day after an invoice became final. Every booked invoice must still exist in WinBooks
 * and in Tribe. Many are asked for at once, so that an ordinary invoice costs a fraction of a request. An invoice that
 * is missing, was ever of unknown fate (a commit later than the quiet period shows here), or has an issue is looked at
 * separately. Bookings are never changed: a document that is gone, is there twice or differs gets an issue, unless a
 * person has seen exactly that. A held or skipped invoice that is in the ledger is tried again, and adopted. An invoice
 * that cannot be looked at does not delay others.
 */
export async function recheckBookings(deps: Dependencies, context: TenantContext): Promise<void> {
  const tenant = context.tenant.id;
  const due = await deps.database.asTenant(tenant, (sql) => dueLooks(sql, AT_MOST));
  if (due.length === 0) return;
  const seen = await stillThere(deps, context, due);
  const isPlainlyThere = ({ id, isPlain }: DueLook): boolean =>
    isPlain && seen.inWinbooks.has(id) && seen.inTribe.has(id);
  await deps.database.asTenant(tenant, (sql) =>
    markLooked(
      sql,
      due.filter(isPlainlyThere).map(({ id }) => id),
    ),
  );

  const alone = due.filter((each) => !isPlainlyThere(each)).slice(0, AT_MOST_ALONE);
  const rowOf = new Map(alone.map((row) => [row.id, row]));
  await eachApart(deps, context, 'recheck', [...rowOf.keys()], look, postponeLook);

  async function look(id: TribeId): Promise<void> {
    const row = rowOf.get(id);
    if (row) await lookAlone(deps, context, row, seen.inTribe.has(id));
  }
}

async function lookAlone(
  deps: Dependencies,
  context: TenantContext,
  { id, isPlain }: DueLook,
  isInTribe: boolean,
): Promise<void> {
  const tenant = context.tenant.id;
  const booking = await deps.database.asTenant(tenant, (sql) => loadBooking(sql, id));
  if (booking?.state === 'booked') {
    const look = await lookAtBooked(deps, context, booking, isPlain);
    if (look.kind === 'noAnswer') throw noAnswer('WinBooks', look.failure);
    await settleBooked(deps, context, booking, look);
    await settleInTribe(deps, context, booking, isInTribe);
  } else if (booking?.entry && (booking.state === 'held' || booking.state === 'skipped')) {
    const sought = await soughtFor(deps, context, booking.entry, null);
    const found = await lookUpInLedger(context.winbooks, sought);
    if (found.kind === 'noAnswer') throw noAnswer('WinBooks', found.failure);
    if (found.kind === 'ours' || found.kind === 'twice')
      await deps.database.asTenant(tenant, (sql) => reopenBooking(sql, id));
  }
  await deps.database.asTenant(tenant, async (sql) => {
    await markLooked(sql, [id]);
    if (booking) await clearRowFailure(sql, booking, 'recheck');
  });
}

/** Opens the issues that a late look at a booked invoice shows, and closes those that no longer apply. */
export async function settleBooked(
  deps: Pick<Dependencies, 'database'>,
  { tenant }: Pick<TenantContext, 'tenant'>,
  booking: BookedBooking,
  look: Exclude<BookedLook, { kind: 'noAnswer' }>,
): Promise<void> {
  const id = booking.tribeInvoiceId;
  switch (look.kind) {
    case 'twice': {
      const { params } = bookedTwice(booking.entry, look);
      await deps.database.asTenant(tenant.id, (sql) => flagBooked(sql, id, 'BOOKED_TWICE', params));
      return clear('BOOKING_GONE');
    }
    case 'gone':
      return gone();
    case 'elsewhere':
      return (await follow(look)) ? undefined : gone();
    case 'there':
      await clear('BOOKED_TWICE', 'BOOKING_GONE');
      return compareAgain(look.document);
  }

  async function gone(): Promise<void> {
    await deps.database.asTenant(tenant.id, (sql) =>
      flagBooked(sql, id, 'BOOKING_GONE', bookingGone(booking).params),
    );
  }

  /** By the rules of the look-up before a post: our document is adopted, one that was keyed in again is linked. */
  async function follow({ document, isOurs }: Extract<BookedLook, { kind: 'elsewhere' }>): Promise<boolean> {
    const from = booking.winbooksId;
    const isMoved = await deps.database.asTenant(tenant.id, async (sql) => {
      if (!(await moveBooked(sql, id, { from, to: document.id, isOurs }))) return false;
      const details = { from, to: document.id };
      await recordAuditEvent(sql, {
        actor: 'worker',
        action: 'follow-document',
        record: `invoice:${id}`,
        details,
      });
      return true;
    });
    if (isMoved) await clear('BOOKED_TWICE', 'BOOKING_GONE');
    return isMoved;
  }

  /** Only if a difference was shown before: later changes to a correct document are the accountant's own. */
  async function compareAgain(document: LedgerDocument): Promise<void> {
    if (booking.entry === null) return;
    const differences = bookingDifferences(booking.entry, document);
    if (differences.length === 0) return clear('BOOKING_DIFFERS');
    const { params } = bookingDiffers(booking.entry, differences);
    await deps.database.asTenant(tenant.id, async (sql) => {
      const isShown = await hasOpenIssue(sql, 'BOOKING_DIFFERS', { kind: 'invoice', id });
      if (isShown || 'BOOKING_DIFFERS' in booking.seenIssues)
        await flagBooked(sql, id, 'BOOKING_DIFFERS', params);
    });
  }

  async function clear(...codes: readonly SeeableCode[]): Promise<void> {
    await clearWhere(deps, { tenant }, booking, codes);
  }
}

/** A deletion in Tribe leaves no trace (tribe-api §2.8). If the invoice is back, its issue closes. */
async function settleInTribe(
  deps: Dependencies,
  context: TenantContext,
  booking: BookedBooking,
  isThere: boolean,
): Promise<void> {
  const { invoiceDateField, tribe, tenant } = context;
  const id = booking.tribeInvoiceId;
  if (invoiceDateField === null) return;
  if (isThere || (await readingTribe(readInvoice(tribe, id, invoiceDateField))) !== null)
    return clearWhere(deps, context, booking, ['INVOICE_GONE']);
  await deps.database.asTenant(tenant.id, (sql) =>
    flagBooked(sql, id, 'INVOICE_GONE', invoiceGone(booking).params),
  );
}

/** Closes open issues of codes that no longer apply, and forgets what was seen of them. */
async function clearWhere(
  deps: Pick<Dependencies, 'database'>,
  { tenant }: Pick<TenantContext, 'tenant'>,
  { tribeInvoiceId: id, seenIssues }: Booking,
  codes: readonly SeeableCode[],
): Promise<void> {
  await deps.database.asTenant(tenant.id, async (sql) => {
    for (const code of codes)
      if (code in seenIssues || (await hasOpenIssue(sql, code, { kind: 'invoice', id })))
        await clearBooked(sql, id, code);
  });
}
