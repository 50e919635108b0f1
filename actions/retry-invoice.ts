import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_STATES } from '../domain/booking/booking-entry';
import type { TenantId } from '../domain/ids';
import { recordAuditEvent } from '../store/issues/audit-events';
import { findBookings, type ListedBooking } from '../store/bookings/booking-row';
import type { TenantSql } from '../store/database/database';
import { isRefusal, refused, workingTenant, type ActionDependencies, type Refusal } from './action';
import { findInvoice, nameOf, stateInWords } from './find-invoice';
import { wakeLoop } from './tenant-loop';
import { retryBooking, retryHeldFor } from '../store/bookings/held-bookings';

/** What was asked to be tried again. It starts by itself: `delayedBy` says what it waits for, null when nothing. */
export interface Retried {
  readonly ok: true;
  readonly bookings: readonly ListedBooking[];
  readonly delayedBy: string | null;
}

/** held or skipped → waiting, due now, audited; of two who ask at once one is told that it waits already. */
export async function retryInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  named: string,
): Promise<Retried | Refusal> {
  const done = await deps.database.asTenant(tenant, async (sql) => {
    const working = await workingTenant(sql);
    if (isRefusal(working)) return working;
    const booking = await findInvoice(sql, named);
    if (isRefusal(booking)) return booking;
    if (!(await retryBooking(sql, booking.tribeInvoiceId)))
      return refused(await whyNot(sql, booking, 'only a held or skipped invoice can be tried again'));
    await recordAuditEvent(sql, {
      actor: deps.actor,
      action: 'retry-invoice',
      record: `invoice:${booking.tribeInvoiceId}`,
      details: { was: booking.state, code: booking.issueCode },
    });
    return { bookings: [booking], isPaused: working.state === 'paused' };
  });
  return isRefusal(done) ? done : afterwards(deps, tenant, done);
}

/**
 * All that is held for one reason is tried again: one action, as when the accountant has opened the period again. Near misses
 * are not: each says of one document that it is another invoice, for a person to judge.
 */
export async function retryHeldWith(
  deps: ActionDependencies,
  tenant: TenantId,
  code: string,
): Promise<Retried | Refusal> {
  if (code === 'NEAR_MISS')
    return refused('Near misses are told apart one by one: retry each with --invoice, or link it.');
  const done = await deps.database.asTenant(tenant, async (sql) => {
    const working = await workingTenant(sql);
    if (isRefusal(working)) return working;
    const bookings: ListedBooking[] = [];
    for (const id of await retryHeldFor(sql, [code])) bookings.push(...(await findBookings(sql, id)));
    if (bookings.length > 0)
      await recordAuditEvent(sql, {
        actor: deps.actor,
        action: 'retry-invoices',
        record: 'tenant',
        details: { code, invoices: bookings.length },
      });
    return { bookings, isPaused: working.state === 'paused' };
  });
  return isRefusal(done) ? done : afterwards(deps, tenant, done);
}

/** Wakes the loop for what was made due, and says what it waits for. */
export async function afterwards(
  deps: ActionDependencies,
  tenant: TenantId,
  { bookings, isPaused }: { readonly bookings: readonly ListedBooking[]; readonly isPaused: boolean },
): Promise<Retried> {
  if (isPaused)
    return { ok: true, bookings, delayedBy: `tenant ${tenant} is paused, and goes on once resumed` };
  const awake = bookings.length === 0 ? { ok: true as const } : await wakeLoop(deps, tenant);
  return {
    ok: true,
    bookings,
    delayedBy: awake.ok ? null : 'Temporal does not answer, and goes on once it does',
  };
}

/** The invoices as they are once they are final, or as they are when the time is over. */
export async function untilSettled(
  { database }: ActionDependencies,
  tenant: TenantId,
  bookings: readonly ListedBooking[],
  withinMs: number,
): Promise<readonly ListedBooking[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const now = await database.asTenant(tenant, async (sql) => {
      const each: ListedBooking[] = [];
      for (const { tribeInvoiceId } of bookings) each.push(...(await findBookings(sql, tribeInvoiceId)));
      return each;
    });
    if (now.every(({ state }) => FINAL_STATES.includes(state)) || Date.now() > deadline) return now;
    await sleep(250);
  }
}

/** Its state at this moment: perhaps somebody else was faster. */
export async function whyNot(sql: TenantSql, booking: ListedBooking, rule: string): Promise<string> {
  const [now = booking] = await findBookings(sql, booking.tribeInvoiceId);
  return `${nameOf(now)} ${stateInWords(now)}; ${rule}.`;
}
