import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from '../../clients/outcome';
import { postHeader, prepareWrite, type ReadyToSend } from '../../clients/winbooks';
import type { BookingInput, PostResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId, type TenantId, type TribeId, type WinbooksId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { POST_TIMEOUT_MS } from '../../domain/booking/quiet-period';
import type { LedgerDocument } from '../../domain/vendors/winbooks-records';
import {
  type Booking,
  type BookingInFlight,
  type PreparedBooking,
  loadBooking,
} from '../../store/bookings/booking-row';
import { bookingFate, holdBooking, markAccepted } from '../../store/bookings/booking-transitions';
import { openTenantWith, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { noAnswer, NoAnswer, ReadingRefused } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { endOf, heldFor, postponed, postponeForRefusedReading } from './booking-ends';
import { readBackFromLedger, soughtFor } from './ledger-look-up';
import { findNearMiss } from './near-miss';
import { clearRowFailure, postponeFailing } from './row-failures';
import { type FoundBooking, lookForBooking, pauseForBlindLookUp, settleFound } from './settle-found';
import { nearMiss } from './side-by-side';
import { reopenBooking } from '../../store/bookings/held-bookings';
import { type DefiniteNo, type LookedUp, type Sent, type WriteKind, sendOnce } from '../writes/send-once';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { yearAndMonth } from '../../domain/brussels-day';
import { inClosedYears } from '../../domain/booking/period-choice';

/**
 * Steps 2 and 3 of the protocol, in one activity with one attempt: look up, fence, post once, store the id, read back.
 * Everything that is not certain leaves the row in `posting` or `verifying`; nothing here sends twice.
 */
export function postBooking(deps: Dependencies, input: BookingInput): Promise<PostResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const id = tribeId(input.invoice);
    const { context, also: booking } = await openTenantWith(deps, tenant, (sql) => loadBooking(sql, id));
    if (booking?.state !== 'prepared') return { kind: 'stale' };
    return sendOnce(deps, tenant, { ...booking, id }, bookingKind(deps, context, booking));
  });
}

/** A booking as a kind of write. */
function bookingKind(
  deps: Dependencies,
  context: TenantContext,
  booking: PreparedBooking,
): WriteKind<FoundBooking, ReadyToSend, { readonly id: WinbooksId }, PostResult> {
  const { tribeInvoiceId: id, entry } = booking;
  const tenant = context.tenant.id;
  const lookUp = (): Promise<LookedUp<FoundBooking>> => lookForBooking(deps, context, booking);
  const inFlight = (sent: Sent): BookingInFlight => ({ ...booking, ...sent, state: 'posting' });
  return {
    fate: bookingFate,
    points: { beforeFence: 'before-fence', afterFence: 'after-fence' },
    lookUp: async () => {
      const looked = await lookUp();
      if (looked.kind !== 'noAnswer' && 'look-up' in booking.failures)
        await deps.database.asTenant(tenant, (sql) => clearRowFailure(sql, booking, 'look-up'));
      return looked;
    },
    unanswered: (failure) => lookUpFailed(deps, tenant, id, failure),
    mayNotSend: async () => {
      const near = await lookForNearMiss(deps, context, booking);
      if ('kind' in near) return near;
      if (near.found === null) return null;
      return held(deps, context, booking, await nearMiss(deps, context, entry, near.found));
    },
    ready: () => prepareWrite(context.winbooks),
    send: (ready, leaveBy) => postHeader(ready, entry, { leaveBy, timeoutMs: POST_TIMEOUT_MS }),
    settle: async (found, sent) => ({
      kind: 'end',
      end: await settleFound(deps, context, sent === null ? booking : inFlight(sent), found, sent),
    }),
    accepted: async (sent, answer) => {
      await deps.debugPoint('after-post');
      return accepted(deps, context, inFlight(sent), answer.id);
    },
    lookAgain: () => {
      deps.masterData.forget(context.winbooks);
      return lookUp();
    },
    refused: (sent, answer) => refused(deps, context, inFlight(sent), answer),
    behindFence: () => behindTheFence(deps, context, booking),
    notSent: (failure) => notSent(deps, failure),
    unknown: { kind: 'unknown' },
    stale: { kind: 'stale' },
  };
}

/** Nothing was sent yet. What cannot be looked at for this invoice alone has it make room for others. */
async function lookForNearMiss(
  deps: Dependencies,
  context: TenantContext,
  booking: PreparedBooking,
): Promise<{ readonly found: LedgerDocument | null } | PostResult> {
  const id = booking.tribeInvoiceId;
  const tenant = context.tenant.id;
  try {
    const found = await findNearMiss(deps, context, id, booking.entry, booking);
    if ('near-miss' in booking.failures)
      await deps.database.asTenant(tenant, (sql) => clearRowFailure(sql, booking, 'near-miss'));
    return { found };
  } catch (error) {
    if (!(error instanceof NoAnswer || error instanceof ReadingRefused)) throw error;
    const message = await postponeFailing(deps, tenant, id, 'near-miss', error);
    return message === null
      ? { kind: 'notSent', waitMs: 5_000, words: error.message }
      : { kind: 'end', end: postponed(message) };
  }
}

/** A look-up that is refused, not merely unanswered, needs a person: the row waits, visibly. */
async function lookUpFailed(
  deps: Dependencies,
  tenant: TenantId,
  id: TribeId,
  failure: Failure,
): Promise<PostResult> {
  const error = noAnswer('WinBooks', failure);
  if (!(error instanceof ReadingRefused)) {
    const message = await postponeFailing(deps, tenant, id, 'look-up', error);
    return message === null ? notSent(deps, failure) : { kind: 'end', end: postponed(message) };
  }
  await postponeForRefusedReading(deps, tenant, id, error);
  return { kind: 'end', end: postponed(error.message) };
}

function notSent({ configuration }: Dependencies, failure: Failure): PostResult {
  const waitMs = waitAfter(failure, configuration.timings.afterFailure);
  return { kind: 'notSent', waitMs, words: `WinBooks: ${inWords(failure)}` };
}

/** The fence said no: another run was faster, or the tenant may not write now. */
async function behindTheFence(
  deps: Dependencies,
  context: TenantContext,
  seen: PreparedBooking,
): Promise<PostResult> {
  const now = await deps.database.asTenant(context.tenant.id, (sql) => loadBooking(sql, seen.tribeInvoiceId));
  const isUnchanged = now?.state === 'prepared' && now.attempt === seen.attempt && now.digest === seen.digest;
  if (!isUnchanged) return { kind: 'stale' };
  return {
    kind: 'notSent',
    waitMs: 5_000,
    words: 'the tenant is paused, or three bookings are of unknown fate',
  };
}

/** WinBooks said yes: the id is stored at once, then read back by the look-up that would find it later. */
async function accepted(
  deps: Dependencies,
  context: TenantContext,
  sent: BookingInFlight,
  winbooksId: WinbooksId,
): Promise<PostResult> {
  const tenant = context.tenant.id;
  await deps.database.asTenant(tenant, (sql) =>
    markAccepted(sql, sent.tribeInvoiceId, sent.attempt, winbooksId),
  );
  await deps.debugPoint('before-read-back');
  const confirmed: BookingInFlight = { ...sent, winbooksId };
  for (const waitMs of deps.configuration.timings.booking.readBackAfterMs) {
    await sleep(waitMs);
    const sought = await soughtFor(deps, context, sent.entry, winbooksId);
    const seen = await readBackFromLedger(context.winbooks, sought);
    if (seen.kind === 'noAnswer') return { kind: 'accepted' };
    if (seen.kind !== 'absent' && seen.kind !== 'blind') {
      await deps.debugPoint('before-settle');
      return { kind: 'end', end: await settleFound(deps, context, confirmed, seen) };
    }
  }
  await pauseForBlindLookUp(deps, tenant, confirmed);
  return { kind: 'accepted' };
}

/** A definite no, and it is not there: why, in our words where we can tell. */
async function refused(
  deps: Dependencies,
  context: TenantContext,
  sent: BookingInFlight,
  answer: DefiniteNo,
): Promise<PostResult> {
  const knownFate = { attempt: sent.attempt };
  const cause = await causeOfRefusal(deps, context, sent.entry);
  const words = answer.kind === 'refused' ? answer.words : 'not found';
  const end = await held(deps, context, sent, cause ?? issue('BOOKING_REFUSED', { words }), knownFate);
  // Closed a moment ago, and the tenant wants the next open period: it is composed anew.
  const isMoved = cause?.code === 'PERIOD_CLOSED' && context.settings.closedPeriod === 'next-open';
  if (!isMoved) return end;
  await deps.database.asTenant(context.tenant.id, (sql) => reopenBooking(sql, sent.tribeInvoiceId));
  return { kind: 'end', end: postponed('its period was closed meanwhile') };
}

async function held(
  deps: Dependencies,
  context: TenantContext,
  { tribeInvoiceId }: Booking,
  problem: Issue,
  knownFate: { readonly attempt: number } | null = null,
): Promise<PostResult> {
  const now = await deps.database.asTenant(context.tenant.id, async (sql) => {
    await holdBooking(sql, tribeInvoiceId, problem.code, problem.params, knownFate);
    return loadBooking(sql, tribeInvoiceId);
  });
  return { kind: 'end', end: (now && endOf(now)) ?? heldFor(problem) };
}

/**
 * Why WinBooks refused an entry, as far as the folder itself shows it: our data about the customer or the period were a
 * few minutes old. The vendor's words are never interpreted. Null when nothing shows; call it after the cache was
 * cleared.
 */
export async function causeOfRefusal(
  deps: Dependencies,
  context: TenantContext,
  entry: BookingEntry,
): Promise<Issue | null> {
  const folder = deps.masterData.of(context.winbooks);
  try {
    const customer = await folder.customer(entry.customerId);
    if (customer === null) return issue('CUSTOMER_GONE', { customer: entry.customerCode });
    if (customer.isLocked) return issue('CUSTOMER_LOCKED', { customer: customer.code });
    const { year, month } = yearAndMonth(entry.date);
    const periods = inClosedYears(await folder.periods(year, month), await folder.bookYears());
    const period = periods.find(({ id }) => id === entry.periodId);
    return period?.isClosed === true ? issue('PERIOD_CLOSED', { date: entry.date }) : null;
  } catch {
    // There is no answer now, so the words of the refusal must suffice.
    return null;
  }
}
