import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { FINAL_STATES } from '../../domain/booking-entry';
import { tenantId, type TenantId } from '../../domain/ids';
import { INVOICE_FEED } from '../../domain/sync-steps';
import type { TenantDefinition } from '../../domain/tenants-file';
import { tenantSyncWorkflowId } from '../../domain/workflow-names';
import { listBookings, type ListedBooking } from '../../store/booking-row';
import type { Database } from '../../store/database';
import { listOpenIssues } from '../../store/issues';
import { getTenant } from '../../store/tenants';
import { readWatermark } from '../../store/watermarks';
import { invoiceTableHeading, invoiceTableRow } from '../invoice-table';
import type { Activation } from './activate-tenants';

const LOOK_EVERY_MS = 250;

interface Following {
  readonly database: Database;
  readonly temporal: Client;
  readonly say: (line: string) => void;
}

/** What became of one tenant's invoices. */
export interface FollowedTenant {
  readonly id: TenantId;
  readonly activation: Activation['outcome'];
  /** What stands in the way of the tenant as a whole; empty when it works. */
  readonly obstacles: readonly string[];
  readonly bookings: readonly ListedBooking[];
  /** How many were final before this start. */
  readonly before: number;
  readonly seconds: number;
}

/**
 * Shows each invoice when its state changes, until every invoice that is Sent at this moment is final: a poll of Tribe
 * that began after it has been written down, and no row of it is open. Tenants that cannot work end at once.
 */
export function followInvoices(
  deps: Following,
  tenants: readonly TenantDefinition[],
  activations: readonly Activation[],
  stopped: Promise<string>,
): Promise<FollowedTenant[]> {
  const screen = createScreen(deps.say);
  let isStopped = false;
  void stopped.then(() => (isStopped = true));
  return Promise.all(
    tenants.map(async ({ id }, index) => {
      const activation = activations[index];
      if (activation === undefined) throw new Error(`No activation was tried for ${id}`);
      return followTenant(deps, tenantId(id), activation, screen, () => isStopped);
    }),
  );
}

async function followTenant(
  { database, temporal }: Following,
  id: TenantId,
  activation: Activation,
  screen: Screen,
  isStopped: () => boolean,
): Promise<FollowedTenant> {
  const from = new Date();
  const before = new Set(
    (await database.asTenant(id, (sql) => listBookings(sql)))
      .filter(isFinal)
      .map((booking) => booking.tribeInvoiceId),
  );
  const result = (bookings: readonly ListedBooking[], obstacles: readonly string[]): FollowedTenant => ({
    id,
    activation: activation.outcome,
    obstacles,
    bookings,
    before: before.size,
    seconds: Math.round((Date.now() - activation.startedAt) / 100) / 10,
  });
  if (activation.outcome === 'failed')
    return result(await database.asTenant(id, (sql) => listBookings(sql)), activation.issueCodes);

  await temporal.workflow
    .getHandle(tenantSyncWorkflowId(id))
    .signal('wake')
    .catch(() => undefined);
  for (;;) {
    const now = await database.asTenant(id, async (sql) => ({
      tenant: await getTenant(sql),
      bookings: await listBookings(sql, { limit: 100_000 }),
      polledAt: (await readWatermark(sql, INVOICE_FEED))?.polledAt ?? null,
      issues: await listOpenIssues(sql),
    }));
    screen.show(
      id,
      now.bookings.filter((booking) => !before.has(booking.tribeInvoiceId)),
    );
    const obstacles = now.issues
      .filter(({ recordKind }) => recordKind === 'connection')
      .map(({ code }) => code);
    if (now.tenant?.state === 'paused') obstacles.push('PAUSED');
    const hasPolled = now.polledAt !== null && now.polledAt > from;
    if (obstacles.length > 0 || isStopped()) return result(now.bookings, obstacles);
    if (hasPolled && now.bookings.every(isFinal)) return result(now.bookings, []);
    await sleep(LOOK_EVERY_MS);
  }
}

const isFinal = (booking: ListedBooking): boolean => FINAL_STATES.includes(booking.state);

interface Screen {
  show(tenant: TenantId, bookings: readonly ListedBooking[]): void;
}

/** One line per change of state: readable as it scrolls, and in a log. */
function createScreen(say: (line: string) => void): Screen {
  const shown = new Map<string, string>();
  return {
    show(tenant, bookings) {
      for (const booking of bookings) {
        const key = `${tenant}/${booking.tribeInvoiceId}`;
        const words = `${booking.state}|${booking.issueCode ?? ''}`;
        if (shown.get(key) === words) continue;
        if (shown.size === 0) say(`\n${'Tenant'.padEnd(12)}  ${invoiceTableHeading()}`);
        shown.set(key, words);
        say(`${tenant.padEnd(12)}  ${invoiceTableRow(booking)}`);
      }
    },
  };
}
