import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { tenantId, type TenantId } from '../../domain/ids';
import type { SyncInput, UpkeepResult } from '../../domain/steps/sync-steps';
import { dueChanges } from '../../store/bookings/booking-changes';
import { countDue } from '../../store/bookings/booking-queue';
import { releaseNearMisses } from '../../store/bookings/held-bookings';
import { dueLooks } from '../../store/bookings/late-looks';
import { listOutages, noteFailing } from '../../store/connections/outages';
import type { TenantSql } from '../../store/database/database';
import { isDatabaseOutage } from '../../store/database/store-errors';
import { debtorNumbers } from '../../store/relations/debtor-numbers';
import { customerCreations } from '../../store/relations/customer-creations';
import { endOutage } from '../connection/outages';
import { isWinbooksSilent, recheckWinbooks } from '../connection/connection-issues';
import { mayRead, openTenantWith, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { lookAgainLater, withHeartbeat } from '../heartbeat';
import { ReadingRefused } from '../reading';
import { settleCustomersInFlight } from '../relations/create-customer';
import { writeDebtorNumbers } from '../relations/write-debtor-numbers';
import { noticeChanges } from '../invoices/notice-changes';
import { areNumberGapsDue, reportNumberGaps } from '../invoices/number-gaps';
import { recheckBookings } from '../invoices/recheck-bookings';
import { isUnreadableDue, recheckUnreadable } from '../invoices/unreadable-records';

interface Look {
  /** Asked for all looks in one transaction. */
  readonly isDue: (sql: TenantSql, deps: Dependencies) => Promise<boolean>;
  readonly look: (deps: Dependencies, context: TenantContext) => Promise<void>;
}

const LOOKS: readonly Look[] = [
  { look: recheckBookings, isDue: async (sql) => (await dueLooks(sql, 1)).length > 0 },
  { look: noticeChanges, isDue: async (sql) => (await dueChanges(sql, 1)).length > 0 },
  { look: reportNumberGaps, isDue: areNumberGapsDue },
  { look: writeDebtorNumbers, isDue: debtorNumbers.isDue },
  { look: settleCustomersInFlight, isDue: customerCreations.isDue },
  { look: recheckUnreadable, isDue: isUnreadableDue },
];

/**
 * One round of the work that nothing waits for. What a vendor does not answer is asked again in the next round; a look
 * that breaks is shown in status. Completes only when it made something due; otherwise it fails as benign, and its
 * retry is the next round.
 */
export function keepUp(deps: Dependencies, input: SyncInput): Promise<UpkeepResult> {
  return withHeartbeat(async () => {
    const due = await upkeepOf(deps, tenantId(input.tenant));
    if (due > 0) return { due };
    throw lookAgainLater('Nothing is due', 'NothingDue', deps.configuration.timings.upkeep.everyMs);
  });
}

/** The work of a round, as one transaction sees it. */
interface Round {
  readonly looks: readonly Look[];
  readonly isWinbooksSilent: boolean;
  readonly areLooksFailing: boolean;
  /** Rows that dispatch may start, including those that the round released from near misses. */
  readonly due: number;
  readonly released: number;
}

const NOTHING: Round = {
  looks: [],
  isWinbooksSilent: false,
  areLooksFailing: false,
  due: 0,
  released: 0,
};

/**
 * One round. Returns how many rows dispatch may start, 0 when the round made none due. A round with nothing due is one
 * transaction.
 */
export async function upkeepOf(deps: Dependencies, tenant: TenantId): Promise<number> {
  const { context, also: round } = await openTenantWith(deps, tenant, async (sql, found): Promise<Round> => {
    if (!mayRead(found)) return NOTHING;
    const isSilent = await isWinbooksSilent(sql);
    return found.state === 'active'
      ? readRound(deps, sql, isSilent)
      : { ...NOTHING, isWinbooksSilent: isSilent };
  });
  if (round.isWinbooksSilent) await apart(deps, 'WinBooks', () => recheckWinbooks(deps, context));
  if (round.looks.length > 0 || round.areLooksFailing) await lookAgain(deps, context, round.looks);
  const due = round.looks.length > 0 ? await deps.database.asTenant(tenant, countDue) : round.due;
  return round.released > 0 || due > round.due ? due : 0;
}

async function readRound(deps: Dependencies, sql: TenantSql, isSilent: boolean): Promise<Round> {
  const due = await countDue(sql);
  // A booking may be held at the moment in which another booking claims the document that it resembles.
  const released = await releaseNearMisses(sql);
  const looks: Look[] = [];
  // If that cannot be decided here, the look itself decides.
  for (const each of LOOKS) if (await each.isDue(sql, deps).catch(unlessOutage)) looks.push(each);
  const areLooksFailing = (await listOutages(sql)).some(({ subject }) => subject === 'looks');
  return { looks, isWinbooksSilent: isSilent, areLooksFailing, due: due + released, released };
}

function unlessOutage(error: unknown): true {
  if (isDatabaseOutage(error)) throw error;
  return true;
}

/** The looks that are running in this process, by tenant and name. */
const running = new Set<string>();

async function lookAgain(deps: Dependencies, context: TenantContext, looks: readonly Look[]): Promise<void> {
  const broken: string[] = [];
  for (const { look } of looks) {
    const name = `${context.tenant.id} ${look.name}`;
    // A look that takes longer than a round continues; a second one beside it would ask the same.
    if (running.has(name)) continue;
    running.add(name);
    const looked = look(deps, context).finally(() => running.delete(name));
    const error = await apart(deps, look.name, () => looked);
    if (error !== null) broken.push(`${look.name}: ${error.name}: ${error.message}`);
  }
  const tenant = context.tenant.id;
  if (broken.length === 0) return endOutage(deps, tenant, 'looks');
  const cause = broken.join('; ').slice(0, 300);
  await deps.database.asTenant(tenant, (sql) => noteFailing(sql, 'looks', { host: null, cause }));
}

/** Does something that nothing else waits for. Returns an error that is a mistake of ours, null when there is none. */
export async function apart(
  { configuration }: Pick<Dependencies, 'configuration'>,
  what: string,
  work: () => Promise<unknown>,
): Promise<Error | null> {
  let timer: NodeJS.Timeout | undefined;
  const longEnough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, configuration.timings.upkeep.longestLookMs);
  });
  try {
    await Promise.race([work(), longEnough]);
    return null;
  } catch (error) {
    const isNoAnswer =
      error instanceof ApplicationFailure || error instanceof ReadingRefused || isDatabaseOutage(error);
    if (isNoAnswer) return null;
    log.warn('A look has failed', { what, error });
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}
