import type { BookingInput, LookUpResult } from '../../domain/steps/booking-steps';
import { tenantId, tribeId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import { type BookingInFlight, loadBooking } from '../../store/bookings/booking-row';
import { bookingFate, failsAlone, holdBooking, markUnknown } from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { noAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { clearRowFailure, postponeFailing, rowApart } from './row-failures';
import { lookForBooking, pauseForBlindLookUp, settleFound } from './settle-found';
import { namesOfEntry } from './booking-issues';
import { verifyWrite } from '../writes/verify-write';

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
  const { timings } = deps.configuration;
  const verified = await verifyWrite(deps, context, {
    fate: bookingFate,
    id,
    attempt: booking.attempt,
    sentAt: booking.sentAt,
    lookAgain: async () => {
      const looked = await lookForBooking(deps, context, booking);
      await deps.debugPoint('after-look-up');
      if (looked.kind !== 'noAnswer' && 'look-up' in booking.failures)
        await deps.database.asTenant(tenant, (sql) => clearRowFailure(sql, booking, 'look-up'));
      return looked;
    },
    missed: async (sql) => {
      if (await failsAlone(sql, id)) await holdAsFailing(sql, booking);
    },
  });
  switch (verified.kind) {
    case 'missed':
      return { kind: 'settled' };
    case 'absent':
      return verified;
    case 'noAnswer': {
      const error = noAnswer('WinBooks', verified.failure);
      if ((await postponeFailing(deps, tenant, id, 'look-up', error)) !== null) return { kind: 'settled' };
      const waitMs = waitAfter(verified.failure, timings.afterFailure);
      return { kind: 'noAnswer', waitMs, words: inWords(verified.failure) };
    }
    case 'found':
      break;
  }
  const { found } = verified;
  if (found.kind === 'blind') {
    await pauseForBlindLookUp(deps, tenant, booking);
    const words = 'it was confirmed, and look-ups do not find it';
    return { kind: 'noAnswer', waitMs: timings.booking.blindAgainMs, words };
  }
  await deps.debugPoint('before-verify-settle');
  const known = found.kind === 'taken' ? { attempt: booking.attempt } : null;
  await settleFound(deps, context, booking, found, known);
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
