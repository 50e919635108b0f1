import type { BookingInput, LookUpResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { quietSecondsOf } from '../../domain/booking/quiet-period';
import { type BookingInFlight, loadBooking } from '../../store/bookings/booking-row';
import { failsAlone, holdBooking, markAbsent, markUnknown } from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { noAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { lookUpInLedger } from './ledger-look-up';
import { soughtFor } from './numbered-periods';
import { believedAbsentFrom, notYet } from './quiet-period';
import { clearRowFailure, postponeFailing, rowApart } from './row-failures';
import { pauseForBlindLookUp, settleFound } from './settle-found';
import { namesOfEntry } from './booking-issues';

/**
 * Step 4 of the protocol: an attempt of unknown fate is looked for. Found is believed at once; absent only after the
 * time in which it may have left and the quiet period, when the row returns to `prepared`.
 */
export function lookUpBooking(deps: Dependencies, input: BookingInput): Promise<LookUpResult> {
  // Postponed is settled, too: the next step sees it, and ends the run.
  return withHeartbeat(() =>
    rowApart(
      deps,
      input,
      'look-up',
      () => lookUp(deps, input),
      () => ({ kind: 'settled' }),
    ),
  );
}

async function lookUp(deps: Dependencies, input: BookingInput): Promise<LookUpResult> {
  const tenant = tenantId(input.tenant);
  const id = tribeId(input.invoice);
  const booking = await deps.database.asTenant(tenant, async (sql) => {
    const row = await loadBooking(sql, id);
    if (row?.state === 'posting' && row.winbooksId === null) await markUnknown(sql, id, row.attempt);
    return row;
  });
  if (booking?.state !== 'posting' && booking?.state !== 'verifying') return { kind: 'settled' };

  const context = await openTenant(deps, tenant);
  const sought = await soughtFor(deps, context, booking.entry, booking.winbooksId);
  const there = await lookUpInLedger(context.winbooks, sought);
  await deps.debugPoint('after-look-up');
  if (there.kind === 'noAnswer') {
    const error = noAnswer('WinBooks', there.failure);
    if ((await postponeFailing(deps, tenant, id, 'look-up', error)) !== null) return { kind: 'settled' };
    return {
      kind: 'noAnswer',
      waitMs: waitAfter(there.failure, deps.configuration.timings.afterFailure),
      words: inWords(there.failure),
    };
  }
  if ('look-up' in booking.failures)
    await deps.database.asTenant(tenant, (sql) => clearRowFailure(sql, booking, 'look-up'));

  const quietSeconds = quietSecondsOf(context.settings, deps.configuration);
  if (there.kind === 'blind') {
    await pauseForBlindLookUp(deps, tenant, booking);
    return {
      kind: 'noAnswer',
      waitMs: deps.configuration.timings.booking.blindAgainMs,
      words: 'it was confirmed, and look-ups do not find it',
    };
  }
  if (there.kind === 'absent') {
    const isAbsent = await deps.database.asTenant(tenant, async (sql) => {
      if (!(await markAbsent(sql, id, booking.attempt, quietSeconds))) return false;
      if (await failsAlone(sql, id)) await holdAsFailing(sql, booking);
      return true;
    });
    return isAbsent
      ? { kind: 'settled' }
      : notYet(booking.sentAt, quietSeconds, deps.configuration.timings.booking);
  }
  // Somebody else's document under our number: our own attempt may still arrive until the quiet period is over.
  if (there.kind === 'taken' && Date.now() < believedAbsentFrom(booking.sentAt, quietSeconds))
    return notYet(booking.sentAt, quietSeconds, deps.configuration.timings.booking);
  await deps.debugPoint('before-verify-settle');
  await settleFound(
    deps,
    context,
    booking,
    there,
    there.kind === 'taken' ? { attempt: booking.attempt } : null,
  );
  return { kind: 'settled' };
}

/** Not an outage: WinBooks books others and keeps failing at this one. A person looks, and nobody waits behind it. */
async function holdAsFailing(sql: TenantSql, booking: BookingInFlight): Promise<void> {
  const problem = issue('BOOKING_FAILS', {
    ...namesOfEntry(booking.entry),
    attempts: booking.attempt,
  });
  await holdBooking(sql, booking.tribeInvoiceId, problem.code, problem.params);
}
