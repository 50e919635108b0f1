import type { BookingEnd, BookingInput } from '../../domain/steps/booking-steps';
import { tenantId, tribeId } from '../../domain/ids';
import { postponeBooking as postpone } from '../../store/bookings/booking-queue';
import type { Dependencies } from '../dependencies';
import { postponed } from './booking-ends';

/** Returns a row that does not settle to dispatch, so that its next run has a short history. */
export async function postponeBooking(deps: Dependencies, input: BookingInput): Promise<BookingEnd> {
  const until = new Date(Date.now() + deps.configuration.timings.booking.unsettledAgainMs);
  await deps.database.asTenant(tenantId(input.tenant), (sql) => postpone(sql, tribeId(input.invoice), until));
  return postponed('did not settle in this run; dispatch starts another one');
}
