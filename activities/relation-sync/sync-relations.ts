import type { Failure } from '../../clients/outcome';
import { probeInvoicing } from '../../clients/tribe';
import { probeFolder } from '../../clients/winbooks';
import { tenantId } from '../../domain/ids';
import type { DispatchResult, SyncInput } from '../../domain/steps/sync-steps';
import { isDatabaseOutage } from '../../store/database/store-errors';
import {
  countQueuedDue,
  finishQueued,
  postponeQueued,
  reclaimQueued,
  releaseQueued,
  takeQueued,
  type QueuedRecord,
} from '../../store/relations/relation-queue';
import { closeRecordFails, noteRecordFails } from '../../store/relations/relation-issues';
import { loadRelationSync } from '../../store/relations/relation-sync';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { NoAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { lookAhead, type LookAhead } from './look-ahead';
import type { RecordEnd } from './sync-link';
import { syncRecord } from './sync-record';

/** So many failures in a row are shown to people. */
const TOLD_FROM = 3;
/** Records are taken this many at a time, a row each. */
const BATCH = 50;

/**
 * Sees to the records that are due: a link is merged, a record without one is matched, and created on the other side if it has no
 * partner there. One that fails by itself is postponed, longer each time, and the others go on; when a vendor gives no answer, the rest
 * waits. Before both sides were read once, nothing is known to have no partner, and nothing is taken.
 */
export function syncRelations(deps: Dependencies, input: SyncInput): Promise<DispatchResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const until = Date.now() + deps.configuration.timings.dispatch.atMostMs;
    let started = 0;
    await deps.database.asTenant(tenant, reclaimQueued);
    for (;;) {
      const taken = await deps.database.asTenant(tenant, async (sql) => {
        const { isTribeRead, isWinbooksRead } = await loadRelationSync(sql);
        return isTribeRead && isWinbooksRead && context.tenant.state === 'active'
          ? takeQueued(sql, BATCH)
          : [];
      });
      if (taken.length === 0) return { started, open: 0, due: 0 };
      await deps.debugPoint('relations-taken');
      const isOutage = (await syncBatch(deps, context, taken, until)) === 'outage';
      started += taken.length;
      if (isOutage) return { started, open: 0, due: 0 };
      if (Date.now() > until || deps.stopping.aborted)
        return { started, open: 0, due: await deps.database.asTenant(tenant, countQueuedDue) };
    }
  });
}

/** As many at once as the connection has slots. What is left after an outage, or at the end of the time, is due again. */
async function syncBatch(
  deps: Dependencies,
  context: TenantContext,
  taken: readonly QueuedRecord[],
  until: number,
): Promise<'done' | 'outage'> {
  const tenant = context.tenant.id;
  const waiting = [...taken];
  const ahead = lookAhead(deps, context, () => waiting);
  let outageMs: number | null = null;
  const worker = async (): Promise<void> => {
    for (;;) {
      if (outageMs !== null || Date.now() > until || deps.stopping.aborted) return;
      const record = waiting.shift();
      if (record === undefined) return;
      const end = await endOf(deps, context, record, ahead);
      if (end.kind === 'done')
        await deps.database.asTenant(tenant, async (sql) => {
          await finishQueued(sql, [record]);
          await closeRecordFails(sql, record);
        });
      else if (end.kind === 'again')
        await deps.database.asTenant(tenant, (sql) => releaseQueued(sql, [record], end.afterMs));
      else if (end.kind === 'failed')
        await deps.database.asTenant(tenant, async (sql) => {
          await postponeQueued(sql, record, end.message, end.firstWaitMs);
          const failures = record.attempt + 1;
          if (failures >= TOLD_FROM) await noteRecordFails(sql, record, { message: end.message, failures });
        });
      else {
        outageMs = waitAfter(end.failure, deps.configuration.timings.afterFailure);
        waiting.push(record);
      }
    }
  };
  await Promise.all(Array.from({ length: context.winbooksConcurrency }, worker));
  await deps.database.asTenant(tenant, (sql) => releaseQueued(sql, waiting, outageMs ?? 0));
  return outageMs === null ? 'done' : 'outage';
}

type QueuedEnd =
  RecordEnd | { readonly kind: 'failed'; readonly message: string; readonly firstWaitMs?: number };

/** A vendor that has no answer about this record, and answers other questions, does not keep the others waiting. */
async function isOwn({ tribe, winbooks }: TenantContext, failure: Failure): Promise<boolean> {
  const mayBe = failure.kind === 'unknown' || (failure.kind === 'refused' && failure.about === undefined);
  if (!mayBe) return false;
  const probes = await Promise.all([probeInvoicing(tribe), probeFolder(winbooks)]);
  return probes.every(({ kind }) => kind === 'ok');
}

/** An exception concerns its record alone, unless our own store or a vendor is away. */
async function endOf(
  deps: Dependencies,
  context: TenantContext,
  record: QueuedRecord,
  ahead: LookAhead,
): Promise<QueuedEnd> {
  try {
    const end = await syncRecord(deps, context, record, ahead);
    return end.kind === 'later' && (await isOwn(context, end.failure))
      ? {
          kind: 'failed',
          message: inWords(end.failure),
          firstWaitMs: waitAfter(end.failure, deps.configuration.timings.afterFailure),
        }
      : end;
  } catch (error) {
    if (isDatabaseOutage(error)) throw error;
    if (error instanceof NoAnswer) return { kind: 'later', failure: error.outcome };
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'failed', message: message.slice(0, 300) };
  }
}
