import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { noteFailing } from '../../store/connections/outages';
import { isDatabaseOutage } from '../../store/database/store-errors';
import { endOutage } from '../connection/outages';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { ReadingRefused } from '../reading';
import { writeDebtorNumbers } from '../relations/write-debtor-numbers';
import { noticeChanges } from './notice-changes';
import { reportNumberGaps } from './number-gaps';
import { recheckBookings } from './recheck-bookings';
import { recheckUnreadable } from './unreadable-records';

/** The looks that this process has under way, by tenant and name. */
const running = new Set<string>();

/**
 * What a poll does besides: none of it keeps new invoices waiting. What a vendor does not answer now, the next poll asks again;
 * a look that breaks is told in status.
 */
export async function lookAgain(deps: Dependencies, context: TenantContext): Promise<void> {
  const looks = [recheckBookings, noticeChanges, reportNumberGaps, writeDebtorNumbers, recheckUnreadable];
  const broken: string[] = [];
  for (const look of looks) {
    const name = `${context.tenant.id} ${look.name}`;
    // One that takes longer than a poll goes on by itself; a second one beside it would ask the same.
    if (running.has(name)) continue;
    running.add(name);
    const looked = look(deps, context).finally(() => running.delete(name));
    const error = await apart(deps, look.name, () => looked);
    if (error !== null) broken.push(`${look.name}: ${error.name}: ${error.message}`);
  }
  const { database } = deps;
  const tenant = context.tenant.id;
  if (broken.length === 0) return endOutage(deps, tenant, 'looks');
  const cause = broken.join('; ').slice(0, 300);
  await database.asTenant(tenant, (sql) => noteFailing(sql, 'looks', { host: null, cause }));
}

/** Does something that nothing else waits for; returns the error that is a fault of ours, null when there is none. */
export async function apart(
  { configuration }: Pick<Dependencies, 'configuration'>,
  what: string,
  work: () => Promise<void>,
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
