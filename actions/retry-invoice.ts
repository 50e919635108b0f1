import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_STATES } from '../domain/booking/booking-entry';
import type { TenantId } from '../domain/ids';
import { issue, type Issue } from '../domain/issues/issue-catalogue';
import { recordAuditEvent } from '../store/issues/audit-events';
import { findBookings, type ListedBooking } from '../store/bookings/booking-row';
import { isRefusal, refused, workingTenant, type ActionDependencies, type Refusal } from './action';
import { findInvoice, refusedInState } from './find-invoice';
import { wakeLoop } from './tenant-loop';
import { retryBooking, retryHeldFor } from '../store/bookings/held-bookings';
import { audited } from './audited';

/** What was asked to be tried again. It starts by itself: `delayedBy` says what it waits for, null when nothing. */
export interface Retried {
  readonly ok: true;
  readonly bookings: readonly ListedBooking[];
  readonly delayedBy: Issue | null;
}

/** held or skipped → waiting, due now, audited; of two who ask at once one is told that it waits already. */
export async function retryInvoice(
  deps: ActionDependencies,
  tenant: TenantId,
  named: string,
): Promise<Retried | Refusal> {
  return audited(deps, tenant, { action: 'retry-invoice', invoice: named }, async () => {
    const done = await deps.database.asTenant(tenant, async (sql) => {
      const working = await workingTenant(sql);
      if (isRefusal(working)) return working;
      const booking = await findInvoice(sql, named);
      if (isRefusal(booking)) return booking;
      if (!(await retryBooking(sql, booking.tribeInvoiceId))) return refusedInState(sql, booking);
      await recordAuditEvent(sql, {
        actor: deps.actor,
        action: 'retry-invoice',
        record: `invoice:${booking.tribeInvoiceId}`,
        details: { was: booking.state, code: booking.issueCode },
      });
      return { bookings: [booking], isPaused: working.state === 'paused' };
    });
    return isRefusal(done) ? done : afterwards(deps, tenant, done);
  });
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
  return audited(deps, tenant, { action: 'retry-invoices' }, async () => {
    if (code === 'NEAR_MISS') return refused('NEAR_MISSES_ONE_BY_ONE', {});
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
  });
}

/** Wakes the loop for what was made due, and says what it waits for. */
export async function afterwards(
  deps: ActionDependencies,
  tenant: TenantId,
  { bookings, isPaused }: { readonly bookings: readonly ListedBooking[]; readonly isPaused: boolean },
): Promise<Retried> {
  if (isPaused) return { ok: true, bookings, delayedBy: issue('TENANT_IS_PAUSED', { integration: tenant }) };
  const awake = bookings.length === 0 ? { ok: true as const } : await wakeLoop(deps, tenant);
  return { ok: true, bookings, delayedBy: awake.ok ? null : awake };
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
