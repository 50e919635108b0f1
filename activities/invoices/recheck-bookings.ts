import { bookingDifferences } from '../../domain/booking-differences';
import type { FoundInLedger } from '../../domain/document-comparison';
import type { TribeId } from '../../domain/ids';
import type { LedgerDocument } from '../../domain/winbooks-records';
import { clearBooked, flagBooked } from '../../store/booked-issues';
import { dueRechecks, reopenBooking, scheduleRecheck } from '../../store/booking-queue';
import { loadBooking, type Booking } from '../../store/booking-row';
import { hasOpenIssue } from '../../store/issues';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { bookedTwice } from './booked-twice';
import { bookingDiffers } from './booking-differs';
import { lookUpInLedger } from './ledger-look-up';
import { numberedPeriods } from './numbered-periods';
import { contradicts } from './settle-found';

/** So many at once, that a poll stays quick. */
const AT_MOST = 5;
/** The first late look is an hour after the end, the second and last a day after it. Milliseconds. */
const SECOND_LOOK_MS = 23 * 3_600_000;
const FIRST_LOOKS_END_MS = 12 * 3_600_000;

const DIFFERS = 'BOOKING_DIFFERS';

/**
 * Looks again at what was once of unknown fate: a commit later than the quiet period shows here. A booking that stands
 * twice by now gets an issue, and one that differed is compared again, unless a person has seen just that; a held or skipped
 * one that stands in the ledger all the same is tried again, and adopted.
 */
export async function recheckBookings(deps: Dependencies, context: TenantContext): Promise<void> {
  const tenant = context.tenant.id;
  for (const id of await deps.database.asTenant(tenant, (sql) => dueRechecks(sql, AT_MOST))) {
    const booking = await deps.database.asTenant(tenant, (sql) => loadBooking(sql, id));
    if (!booking?.entry || !['booked', 'held', 'skipped'].includes(booking.state)) {
      await schedule(id, null);
      continue;
    }
    const periods = await numberedPeriods(deps, context, booking.entry);
    const there = await lookUpInLedger(context.winbooks, booking.entry, periods);
    if (there.kind === 'noAnswer') return;
    await settle(id, booking, there);
    await schedule(id, nextLook(booking));
  }

  async function settle(id: TribeId, booking: Booking, there: FoundInLedger): Promise<void> {
    if (booking.state === 'booked') return settleBooked(id, booking, there);
    if (there.kind === 'ours' || there.kind === 'twice')
      await deps.database.asTenant(tenant, (sql) => reopenBooking(sql, id));
  }

  async function settleBooked(id: TribeId, booking: Booking, there: FoundInLedger): Promise<void> {
    if (there.kind === 'twice' || (there.kind === 'ours' && contradicts(booking.winbooksId, there))) {
      const shown = there.kind === 'twice' ? there.documents : [there.document];
      const known = booking.winbooksId === null ? [] : [booking.winbooksId];
      const documents = [...new Set([...known, ...shown.map((document) => document.id)])];
      const { params } = bookedTwice(booking, documents);
      await deps.database.asTenant(tenant, (sql) => flagBooked(sql, id, 'BOOKED_TWICE', params));
    } else if (there.kind !== 'absent' && there.document.id === booking.winbooksId) {
      await compareAgain(id, booking, there.document);
    }
  }

  /** Only where a difference was shown before: what people change in a document that was right is theirs. */
  async function compareAgain(id: TribeId, booking: Booking, document: LedgerDocument): Promise<void> {
    if (booking.entry === null) return;
    const differences = bookingDifferences(booking.entry, document);
    const { params } = bookingDiffers(booking, differences);
    await deps.database.asTenant(tenant, async (sql) => {
      const wasShown =
        DIFFERS in booking.seenIssues || (await hasOpenIssue(sql, DIFFERS, { kind: 'invoice', id }));
      if (!wasShown) return;
      if (differences.length === 0) await clearBooked(sql, id, DIFFERS);
      else await flagBooked(sql, id, DIFFERS, params);
    });
  }

  async function schedule(id: TribeId, at: Date | null): Promise<void> {
    await deps.database.asTenant(tenant, (sql) => scheduleRecheck(sql, id, at));
  }
}

function nextLook({ bookedAt, sentAt }: Booking): Date | null {
  const endedAt = (bookedAt ?? sentAt)?.getTime() ?? 0;
  return Date.now() - endedAt < FIRST_LOOKS_END_MS ? new Date(Date.now() + SECOND_LOOK_MS) : null;
}
