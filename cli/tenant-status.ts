import { INVOICE_FEED } from '../domain/sync-steps';
import type { BookingState } from '../domain/booking-entry';
import { FINAL_STATES } from '../domain/booking-entry';
import { countByState, listBookings } from '../store/booking-row';
import type { Database } from '../store/database';
import { countOpenIssues } from '../store/issues';
import { listTenants } from '../store/tenants';
import { readWatermark } from '../store/watermarks';

/** One tenant as `status --json` prints it: a contract with whoever scripts this program. */
export interface TenantStatus {
  readonly id: string;
  readonly state: string;
  readonly invoices: Readonly<Record<BookingState, number>>;
  readonly issues: number;
  /** How far behind: the age of the oldest invoice that is not final, else of the last successful poll; null: never polled. */
  readonly lagSeconds: { readonly tribeToWinbooks: number | null; readonly winbooksToTribe: number | null };
}

/** The state of every tenant, as the store has it now. */
export async function tenantStatuses(database: Database): Promise<TenantStatus[]> {
  const tenants = await database.asControl(listTenants);
  return Promise.all(
    tenants.map(({ id, state }) =>
      database.asTenant(id, async (sql) => {
        const waiting = (await listBookings(sql)).filter((booking) => !FINAL_STATES.includes(booking.state));
        const polledAt = (await readWatermark(sql, INVOICE_FEED))?.polledAt ?? null;
        const behindSince =
          waiting.map(({ foundAt }) => foundAt).sort((a, b) => a.getTime() - b.getTime())[0] ?? polledAt;
        return {
          id,
          state,
          invoices: await countByState(sql),
          issues: await countOpenIssues(sql),
          lagSeconds: { tribeToWinbooks: secondsSince(behindSince), winbooksToTribe: null },
        };
      }),
    ),
  );
}

function secondsSince(moment: Date | null): number | null {
  return moment === null ? null : Math.max(0, Math.round((Date.now() - moment.getTime()) / 1000));
}
