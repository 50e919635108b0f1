import type { BookingState } from '../domain/booking/booking-entry';
import type { TenantId } from '../domain/ids';
import { DEFAULT_SETTINGS, tenantSettings } from '../domain/tenant/settings';
import { INVOICE_FEED, UNTOUCHED_FEED } from '../domain/steps/sync-steps';
import { countHeldByCode, openSince } from '../store/bookings/booking-figures';
import { countByState } from '../store/bookings/booking-row';
import type { Database, TenantSql } from '../store/database/database';
import { countRelationsToReview } from '../store/relations/relation-matches';
import { oldestDueSeconds } from '../store/relations/relation-queue';
import { loadRelationSync } from '../store/relations/relation-sync';
import { countOpenIssues, listObstacles } from '../store/issues/issues';
import { listOutages, type Outage, type OutageSubject } from '../store/connections/outages';
import { isDatabaseOutage } from '../store/database/store-errors';
import { loadTenantSettings } from '../store/tenants/tenant-settings';
import { getTenant, listTenants } from '../store/tenants/tenants';
import { unknownTenant, type Refusal } from './action';
import { readWatermark } from '../store/tenants/watermarks';

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
  /** How many relations have a proposed partner that a person has to accept or reject. */
  readonly relationsToReview: number;
  /** What does not work at this moment, the longest first. */
  readonly failing: readonly FailingNow[];
  /** Codes of the issues that stand in the way of the tenant as a whole. */
  readonly obstacles: readonly string[];
  /** When Tribe last gave all its changes; null: never. */
  readonly tribeReadAt: string | null;
  /** A reading that takes many pages is under way, and has come to here (null: nowhere yet); null when none is. */
  readonly tribeReading: { readonly upTo: string | null } | null;
  readonly pollSeconds: number;
  /** When the oldest invoice that is not final was found; null when all are final. */
  readonly openSince: string | null;
  /**
   * How far behind. To WinBooks: the age of the oldest invoice that is not final, else of the last successful poll; null: never polled.
   * To Tribe: the age of the oldest change of a customer or supplier that is due, else 0; null before WinBooks was read once.
   */
  readonly lagSeconds: { readonly tribeToWinbooks: number | null; readonly winbooksToTribe: number | null };
}

/** One thing that fails now: named at its first failure, gone at the first success. */
export interface FailingNow {
  /** `tribe`, `winbooks`, `poll` (the reading of Tribe, whatever stops it), `looks` (what a poll does besides), `status` (this). */
  readonly what: OutageSubject | 'status';
  readonly vendor: 'Tribe' | 'WinBooks' | null;
  readonly host: string | null;
  readonly cause: string;
  readonly since: string;
}

/** The state of every tenant, as the store has it now. One whose state cannot be told hides none of the others. */
export async function tenantStatuses(database: Database): Promise<TenantStatus[]> {
  const tenants = await database.asControl(listTenants);
  return Promise.all(
    tenants.map(({ id, state }) =>
      database
        .asTenant(id, (sql) => statusOf(sql, id, state))
        .catch((error: unknown) => {
          if (isDatabaseOutage(error)) throw error;
          return untold(id, state, error);
        }),
    ),
  );
}

/** The same of one tenant. */
export function tenantStatus(
  database: Database,
  tenant: TenantId,
): Promise<{ readonly ok: true; readonly status: TenantStatus } | Refusal> {
  return database.asTenant(tenant, async (sql) => {
    const found = await getTenant(sql);
    if (found === null) return unknownTenant(tenant);
    return { ok: true, status: await statusOf(sql, tenant, found.state) };
  });
}

function untold(id: TenantId, state: string, error: unknown): TenantStatus {
  const cause = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);
  return {
    id,
    state,
    pauseReason: null,
    invoices: NO_INVOICES,
    heldByCode: {},
    issues: 0,
    relationsToReview: 0,
    failing: [{ what: 'status', vendor: null, host: null, cause, since: new Date().toISOString() }],
    obstacles: [],
    tribeReadAt: null,
    tribeReading: null,
    pollSeconds: DEFAULT_SETTINGS.pollSeconds,
    openSince: null,
    lagSeconds: { tribeToWinbooks: null, winbooksToTribe: null },
  };
}

const NO_INVOICES = { waiting: 0, prepared: 0, posting: 0, verifying: 0, booked: 0, held: 0, skipped: 0 };
const VENDORS = { tribe: 'Tribe', winbooks: 'WinBooks', poll: 'Tribe', looks: null } as const;

function failingNow({ subject, host, cause, since }: Outage): FailingNow {
  const vendor = subject === 'poll' && host === null ? null : VENDORS[subject];
  return { what: subject, vendor, host, cause: cause ?? '?', since: since.toISOString() };
}

async function statusOf(sql: TenantSql, id: TenantId, state: string): Promise<TenantStatus> {
  const touched = await readWatermark(sql, INVOICE_FEED);
  const untouched = await readWatermark(sql, UNTOUCHED_FEED);
  const readAt = touched?.polledAt ?? null;
  const reading = [touched, untouched].find((mark) => (mark?.place ?? null) !== null);
  const oldest = await openSince(sql);
  const stored = await loadTenantSettings(sql, tenantSettings);
  return {
    id,
    state,
    pauseReason: (await getTenant(sql))?.pauseReason ?? null,
    invoices: await countByState(sql),
    heldByCode: await countHeldByCode(sql),
    issues: await countOpenIssues(sql),
    relationsToReview: await countRelationsToReview(sql),
    failing: (await listOutages(sql)).map(failingNow),
    obstacles: await listObstacles(sql),
    tribeReadAt: readAt?.toISOString() ?? null,
    tribeReading: reading ? { upTo: reading.position } : null,
    pollSeconds: (stored?.settings ?? DEFAULT_SETTINGS).pollSeconds,
    openSince: oldest?.toISOString() ?? null,
    lagSeconds: {
      tribeToWinbooks: secondsSince(oldest ?? readAt),
      winbooksToTribe: await lagOfWinbooks(sql),
    },
  };
}

async function lagOfWinbooks(sql: TenantSql): Promise<number | null> {
  if (!(await loadRelationSync(sql)).isWinbooksRead) return null;
  return Math.round((await oldestDueSeconds(sql, 'winbooks')) ?? 0);
}

function secondsSince(moment: Date | null): number | null {
  return moment === null ? null : Math.max(0, Math.round((Date.now() - moment.getTime()) / 1000));
}
