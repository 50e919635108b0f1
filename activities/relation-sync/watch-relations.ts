import { tenantId } from '../../domain/ids';
import type { SyncInput, WatchResult } from '../../domain/steps/sync-steps';
import type { TenantSql } from '../../store/database/database';
import { countQueuedDue } from '../../store/relations/relation-queue';
import { loadRelationSync, queueAllUnder } from '../../store/relations/relation-sync';
import { noteConnectionFailure } from '../connection/connection-issues';
import { mayRead, openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { lookAgainLater, withHeartbeat } from '../heartbeat';
import { inWords } from '../waiting';
import { pollTribeRelations, type SidePolled } from './poll-tribe-relations';
import { pollWinbooksRows } from './poll-winbooks-rows';
import { readAllIds } from './read-all-ids';

/**
 * One poll of the relations of both sides. What changed is stored and queued, page by page. Completes only when there is work;
 * otherwise it fails as benign, and its retry after the poll interval is the next poll. A side that gives no answer does not keep the
 * other one from being read.
 */
export function watchRelations(deps: Dependencies, input: SyncInput): Promise<WatchResult> {
  return withHeartbeat(async (tell) => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const pollMs = context.settings.pollSeconds * 1000;
    const { relations, poll: pollTimes } = deps.configuration.timings;
    const { syncCustomers, syncSuppliers, syncPersons, createInWinbooks } = context.settings;
    if (!mayRead(context.tenant) || !(syncCustomers || syncSuppliers))
      throw lookAgainLater('Relations are not synchronised now', 'NotSynchronised', relations.offAgainMs);
    await deps.database.asTenant(tenant, async (sql) => {
      const { isApproved } = await loadRelationSync(sql);
      const scope = { isApproved, syncCustomers, syncSuppliers, syncPersons, createInWinbooks };
      await queueAllUnder(sql, JSON.stringify(scope));
    });
    const until = Date.now() + pollTimes.pagesForMs;
    const polls: SidePolled[] = [];
    for (const [vendor, poll] of [
      ['tribe', pollTribeRelations],
      ['winbooks', pollWinbooksRows],
    ] as const) {
      const polled = await poll(deps, context, until);
      polls.push(polled);
      if (polled.found > 0) await deps.debugPoint('relations-read');
      tell({ [vendor]: polled.kind });
      if (polled.kind === 'noAnswer') await noteConnectionFailure(deps, tenant, vendor, polled.failure);
    }
    if (polls.every(({ kind }) => kind === 'whole')) await readAllIds(deps, context, until);
    const found = polls.reduce((sum, polled) => sum + polled.found, 0);
    const isActive = context.tenant.state === 'active';
    const due = isActive ? await deps.database.asTenant(tenant, countDispatchable) : 0;
    if (due > 0) return { found, due };
    if (polls.some(({ kind }) => kind === 'more'))
      throw lookAgainLater('There is more to read', 'MoreToRead', 1);
    const silent = polls.find((polled) => polled.kind === 'noAnswer');
    if (silent !== undefined)
      throw lookAgainLater(inWords(silent.failure), 'VendorGaveNoAnswer', pollMs, 'a failure');
    throw lookAgainLater('Nothing new', 'NothingNew', pollMs);
  });
}

/** Before both sides were read once, dispatch takes nothing; completing for it would only begin the next poll at once. */
async function countDispatchable(sql: TenantSql): Promise<number> {
  const { isTribeRead, isWinbooksRead } = await loadRelationSync(sql);
  return isTribeRead && isWinbooksRead ? countQueuedDue(sql) : 0;
}
