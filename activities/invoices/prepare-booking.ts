import { bookingDigest } from '../../domain/booking/booking-digest';
import type { BookingInput, PrepareResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { SKIP_REASONS } from '../../domain/issues/texts/check-texts';
import { nameInIssue } from '../../store/bookings/booking-names';
import { postponeUntilActive, recordFacts } from '../../store/bookings/booking-queue';
import { type Booking, type PreparedBooking, loadBooking } from '../../store/bookings/booking-row';
import { holdBooking, markUnknown, storeIntent } from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { openTenantWith } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { ReadingRefused } from '../reading';
import { endOf, heldFor, postponed, postponeForRefusedReading } from './booking-ends';
import { planBooking, type BookingPlan } from './plan-booking';
import { clearRowFailure, rowApart } from './row-failures';
import { skipBooking } from '../../store/bookings/held-bookings';
import { namesOfEntry } from './booking-issues';
import { prepareCustomer } from '../relations/create-customer';

/**
 * Step 1 of the protocol: reads the invoice, maps it, and writes the intent. Repeatable: a row that is already
 * fenced, booked or held is not touched, the result only says what comes next.
 */
export function prepareBooking(deps: Dependencies, input: BookingInput): Promise<PrepareResult> {
  return withHeartbeat(() =>
    rowApart(
      deps,
      input,
      'prepare',
      () => prepare(deps, input),
      (message) => ({ kind: 'end', end: postponed(message) }),
    ),
  );
}

async function prepare(deps: Dependencies, input: BookingInput): Promise<PrepareResult> {
  const tenant = tenantId(input.tenant);
  const id = tribeId(input.invoice);
  const times = deps.configuration.timings.booking;
  const { context, also: booking } = await openTenantWith(deps, tenant, (sql) => loadBooking(sql, id));
  if (booking === null) return { kind: 'end', end: postponed('the invoice is not known any more') };
  const end = endOf(booking);
  if (end !== null) return { kind: 'end', end };
  // A step of this very run has failed too often.
  if (booking.dueAt !== null && booking.dueAt.getTime() > Date.now() + times.clocksDifferMs)
    return { kind: 'end', end: postponed('it failed too often, and is tried again later') };
  if (booking.state === 'posting' && booking.winbooksId === null)
    await deps.database.asTenant(tenant, (sql) => markUnknown(sql, id, booking.attempt));
  if (booking.state === 'posting' || booking.state === 'verifying') return { kind: 'verify' };

  if (context.tenant.state !== 'active') {
    const until = new Date(Date.now() + times.notActiveAgainMs);
    await deps.database.asTenant(tenant, (sql) => postponeUntilActive(sql, id, until));
    return { kind: 'end', end: postponed(`the tenant is ${context.tenant.state}`) };
  }
  // From the first fence on the stored entry is sent unchanged.
  if (booking.state === 'prepared' && booking.attempt > 0) return ready(booking);
  const plan = await planBooking(deps, context, id, booking.updatedAt).catch(refusedReading);
  if (plan instanceof ReadingRefused) {
    await postponeForRefusedReading(deps, tenant, id, plan);
    return { kind: 'end', end: postponed(plan.message) };
  }
  const settled = await deps.database.asTenant(tenant, async (sql) => {
    await clearRowFailure(sql, booking, 'prepare');
    // Its customer is there, or is not what keeps it from being booked any more.
    if (plan.kind !== 'customer')
      for (const step of ['customer', 'new-customer'] as const) await clearRowFailure(sql, booking, step);
    return settle(sql, booking, plan);
  });
  await deps.debugPoint('after-prepare');
  return settled;
}

function refusedReading(error: unknown): ReadingRefused {
  if (error instanceof ReadingRefused) return error;
  throw error;
}

const MOVED_ON: PrepareResult = { kind: 'wait', waitMs: 1_000, words: 'the row moved on meanwhile' };

/** Writes what was planned, in one transaction; a row that moved on meanwhile stays as it is. */
async function settle(sql: TenantSql, booking: Booking, plan: BookingPlan): Promise<PrepareResult> {
  const id = booking.tribeInvoiceId;
  await recordFacts(sql, id, plan.facts);
  switch (plan.kind) {
    case 'skip':
      await skipBooking(sql, id, SKIP_REASONS[plan.reason].en);
      return {
        kind: 'end',
        end: { state: 'skipped', issueCode: null, words: SKIP_REASONS[plan.reason].en },
      };
    case 'hold':
      return hold(plan.issue);
    case 'customer': {
      const { draft } = plan;
      const problem = await prepareCustomer(sql, draft);
      return problem === null
        ? { kind: 'customer', relation: draft.relationId, code: draft.code }
        : hold(problem);
    }
    case 'book': {
      const { entry, numberingScope } = plan;
      const written = await storeIntent(sql, id, { entry, digest: bookingDigest(entry), numberingScope });
      if (written === 'stale') return MOVED_ON;
      const names = { journal: entry.journalCode, docNumber: entry.docNumber };
      return written === 'prepared'
        ? { kind: 'ready', ...names, attempt: booking.attempt }
        : hold(issue('NUMBER_CLAIMED', { ...names, otherInvoice: await nameInIssue(sql, written.other) }));
    }
  }

  async function hold(found: Issue): Promise<PrepareResult> {
    return (await holdBooking(sql, id, found.code, found.params))
      ? { kind: 'end', end: heldFor(found) }
      : MOVED_ON;
  }
}

function ready({ entry, attempt }: PreparedBooking): PrepareResult {
  return { kind: 'ready', ...namesOfEntry(entry), attempt };
}
