import type { BookingState } from '../domain/booking-entry';
import type { TenantId } from '../domain/ids';
import { DEFAULT_SETTINGS, tenantSettings } from '../domain/settings';
import { INVOICE_FEED } from '../domain/sync-steps';
import { countHeldByCode, openSince } from '../store/booking-figures';
import { countByState } from '../store/booking-row';
import type { Database, TenantSql } from '../store/database';
import { listOpenIssues, type OpenIssue } from '../store/issues';
import { loadTenantSettings } from '../store/tenant-settings';
import { getTenant, listTenants } from '../store/tenants';
import { readWatermark } from '../store/watermarks';

/** One tenant as `status --json` prints it: a contract with whoever scripts this program. */
export interface TenantStatus {
  readonly id: string;
  readonly state: string;
  /** Why it is paused, a person's words or a code; else null. */
  readonly pauseReason: string | null;
  readonly invoices: Readonly<Record<BookingState, number>>;
  /** How many invoices are held with each code. */
  readonly heldByCode: Readonly<Record<string, number>>;
  readonly issues: number;
  /** Codes of the issues that stand in the way of the tenant as a whole. */
  readonly obstacles: readonly string[];
  /** When Tribe last gave its changes; null: never. */
  readonly tribeReadAt: string | null;
  readonly pollSeconds: number;
  /** When the oldest invoice that is not final was found; null when all are final. */
  readonly openSince: string | null;
  /** How far behind: the age of the oldest invoice that is not final, else of the last successful poll; null: never polled. */
  readonly lagSeconds: { readonly tribeToWinbooks: number | null; readonly winbooksToTribe: number | null };
}

/** The state of every tenant, as the store has it now. */
export async function tenantStatuses(database: Database): Promise<TenantStatus[]> {
  const tenants = await database.asControl(listTenants);
  return Promise.all(
    tenants.map(({ id, state }) => database.asTenant(id, (sql) => statusOf(sql, id, state))),
  );
}

async function statusOf(sql: TenantSql, id: TenantId, state: string): Promise<TenantStatus> {
  const readAt = (await readWatermark(sql, INVOICE_FEED))?.polledAt ?? null;
  const oldest = await openSince(sql);
  const issues = await listOpenIssues(sql, 100_000);
  const stored = await loadTenantSettings(sql, tenantSettings);
  return {
    id,
    state,
    pauseReason: (await getTenant(sql))?.pauseReason ?? null,
    invoices: await countByState(sql),
    heldByCode: await countHeldByCode(sql),
    issues: issues.length,
    obstacles: [...new Set(issues.filter(isObstacle).map(({ code }) => code))],
    tribeReadAt: readAt?.toISOString() ?? null,
    pollSeconds: (stored?.settings ?? DEFAULT_SETTINGS).pollSeconds,
    openSince: oldest?.toISOString() ?? null,
    lagSeconds: { tribeToWinbooks: secondsSince(oldest ?? readAt), winbooksToTribe: null },
  };
}

/** About a connection or a step of the activation; or the one issue of an invoice that stops all others. */
function isObstacle({ code, recordKind }: OpenIssue): boolean {
  return recordKind === 'connection' || recordKind === 'tenant' || code === 'LOOKUP_BLIND';
}

function secondsSince(moment: Date | null): number | null {
  return moment === null ? null : Math.max(0, Math.round((Date.now() - moment.getTime()) / 1000));
}
