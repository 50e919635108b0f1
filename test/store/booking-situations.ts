import type { TribeId } from '../../domain/ids';
import {
  holdBooking,
  markAccepted,
  markBooked,
  markNotSent,
  markUnknown,
} from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { found, newWinbooksId, posting, prepared, sentAgo } from './store-fixture';
import { skipBooking } from '../../store/bookings/held-bookings';

export const QUIET_SECONDS = 120;

export async function verifying(sql: TenantSql): Promise<TribeId> {
  const id = await posting(sql);
  expect(await markUnknown(sql, id, 1)).toBe(true);
  return id;
}
export async function quietSince(sql: TenantSql): Promise<TribeId> {
  const id = await verifying(sql);
  await sentAgo(sql, id, QUIET_SECONDS + 6);
  return id;
}
export async function preparedAgain(sql: TenantSql): Promise<TribeId> {
  const id = await posting(sql);
  expect(await markNotSent(sql, id, 1)).toBe(true);
  return id;
}

/** A row in every situation that the guards tell apart. */
export const situations = {
  waiting: (sql: TenantSql) => found(sql),
  'prepared, never sent': prepared,
  'prepared again': preparedAgain,
  posting,
  accepted: async (sql: TenantSql) => {
    const id = await posting(sql);
    expect(await markAccepted(sql, id, 1, newWinbooksId())).toBe('accepted');
    return id;
  },
  verifying,
  'verifying, quiet since': quietSince,
  booked: async (sql: TenantSql) => {
    const id = await posting(sql);
    expect(await markBooked(sql, id, { winbooksId: newWinbooksId(), linked: false })).toBe('booked');
    return id;
  },
  held: async (sql: TenantSql) => {
    const id = await prepared(sql);
    expect(await holdBooking(sql, id, 'PERIOD_CLOSED')).toBe(true);
    return id;
  },
  skipped: async (sql: TenantSql) => {
    const id = await prepared(sql);
    expect(await skipBooking(sql, id, 'before the start')).toBe(true);
    return id;
  },
};
