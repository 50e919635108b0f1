import { log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { tenantId, type TenantId } from '../../domain/ids';
import type { SyncInput, WatchResult } from '../../domain/steps/sync-steps';
import { countDue } from '../../store/bookings/booking-queue';
import {
  CONNECTION_REFUSED,
  noteConnectionFailure,
  noteConnectionWorks,
  notePollFailed,
  notePollWorks,
} from '../connection/connection-issues';
import { hostOf, whyInWords } from '../connection/outages';
import { recheckWinbooks } from '../connection/recheck-winbooks';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { inWords } from '../waiting';
import { apart, lookAgain } from './late-looks';
import { pollInvoices, type Polled, type PollProgress } from './poll-invoices';
import { releaseNearMisses } from '../../store/bookings/held-bookings';

/**
 * One poll of Tribe's invoices. A row per candidate and the new watermark are written in one transaction. Completes only
 * when there is work; otherwise it fails as benign, and its retry after the poll interval is the next poll. A poll that fails is
 * told, whatever stopped it, and keeps nothing that is due from starting. A tenant that a person paused is still watched, so that
 * people see what waits; nothing of it is started.
 */
export function watchInvoices(deps: Dependencies, input: SyncInput): Promise<WatchResult> {
  return withHeartbeat(async (tell) => {
    const tenant = tenantId(input.tenant);
    const context = await telling(deps, tenant, () => openTenant(deps, tenant));
    const pollMs = context.settings.pollSeconds * 1000 * (0.9 + Math.random() * 0.2);
    const isActive = context.tenant.state === 'active';
    const polled = isActive || mayRead(context.tenant) ? await poll(deps, context, tell) : NOT_POLLED;
    if (polled.found > 0) await deps.debugPoint('watch-written');
    if (polled.kind === 'more') {
      const due = isActive ? await deps.database.asTenant(tenant, countDue) : 0;
      if (due > 0) return { found: polled.found, due };
      throw again('There is more to read', 'MoreToRead', 1);
    }
    if (isActive) await lookAgain(deps, context);
    // One may be held in the very moment in which the document it resembles becomes another booking's.
    if (isActive) await deps.database.asTenant(tenant, releaseNearMisses);
    const due = await deps.database.asTenant(tenant, countDue);
    if (isActive && (polled.found > 0 || due > 0)) return { found: polled.found, due };
    if (polled.kind === 'failed') throw polled.error;
    if (polled.kind === 'noAnswer')
      throw ApplicationFailure.create({
        message: `Tribe: ${inWords(polled.failure)}`,
        type: 'TribeGaveNoAnswer',
        nextRetryDelay: Math.round(pollMs),
      });
    throw again('Nothing new', 'NothingNew', pollMs);
  });
}

const NOT_POLLED: Polled = { kind: 'whole', found: 0 };

function again(message: string, type: string, afterMs: number): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type,
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: Math.round(afterMs),
  });
}

type PollEnd = Polled | { readonly kind: 'failed'; readonly found: 0; readonly error: unknown };

async function poll(
  deps: Dependencies,
  context: TenantContext,
  tell: (progress: PollProgress) => void,
): Promise<PollEnd> {
  const tenant = context.tenant.id;
  try {
    const polled = await pollInvoices(deps, context, tell);
    if (polled.kind === 'noAnswer') {
      await noteConnectionFailure(deps, tenant, 'tribe', polled.failure);
      const host = hostOf(context.tribe.apiUrl);
      await notePollFailed(deps, tenant, { host, cause: whyInWords(polled.failure) });
      return polled;
    }
    await noteConnectionWorks(deps, tenant, 'tribe');
    if (polled.kind === 'whole') await notePollWorks(deps, tenant);
    await apart(deps, 'WinBooks', () => recheckWinbooks(deps, context));
    return polled;
  } catch (error) {
    await noteFailed(deps, tenant, error);
    log.warn('A poll of Tribe has failed', { tenant, error });
    return { kind: 'failed', found: 0, error };
  }
}

/** What keeps a poll from beginning is told like a poll that failed. */
async function telling<Value>(
  deps: Dependencies,
  tenant: TenantId,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await noteFailed(deps, tenant, error);
    throw ApplicationFailure.fromError(error, {
      nextRetryDelay: deps.configuration.timings.poll.unknownIntervalMs,
    });
  }
}

/** Where even that cannot be written down, the store is away: then status says so itself. */
async function noteFailed(deps: Dependencies, tenant: TenantId, error: unknown): Promise<void> {
  const cause = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);
  await notePollFailed(deps, tenant, { host: null, cause }).catch(() => undefined);
}

/** Paused because Tribe refuses us: asking on cannot help, and a refused consent must not be tried for ever. */
function mayRead({ state, pauseReason }: TenantContext['tenant']): boolean {
  return state === 'paused' && pauseReason !== CONNECTION_REFUSED.tribe;
}
