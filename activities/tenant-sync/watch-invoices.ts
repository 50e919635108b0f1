import { log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { TribeConnection } from '../../clients/connection';
import { tenantId, type TenantId } from '../../domain/ids';
import type { WatchInput, WatchResult } from '../../domain/steps/sync-steps';
import { countDue } from '../../store/bookings/booking-queue';
import {
  noteConnectionFailure,
  notePollFailed,
  tribeAnswers,
  tribeWasRead,
} from '../connection/connection-issues';
import { hostOf, whyInWords } from '../connection/outages';
import { mayRead, openTenantWith, type TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import type { FeedMarks } from '../feed-marks';
import { lookAgainLater, withHeartbeat } from '../heartbeat';
import { inWords } from '../waiting';
import { apart, upkeepOf } from './keep-up';
import { pollInvoices, readMarks, type Polled, type PollProgress } from '../invoices/poll-invoices';

/**
 * One poll of Tribe's invoices. A row per candidate and the new watermark are written in one transaction. Completes only
 * when there is work; otherwise it fails as benign, and its retry after the poll interval is the next poll. A poll that fails is
 * noted, whatever stopped it, and does not prevent due invoices from starting. A tenant that a person paused is still watched, so that
 * people see what waits; nothing of it is started. An idle poll opens two transactions: one before it asks Tribe, one after.
 */
export function watchInvoices(deps: Dependencies, input: WatchInput): Promise<WatchResult> {
  return withHeartbeat(async (show) => {
    const tenant = tenantId(input.tenant);
    const { context, also: marks } = await notingFailure(deps, tenant, () =>
      openTenantWith(deps, tenant, (sql, _, { startDate }) => readMarks(sql, startDate, deps.configuration)),
    );
    const pollMs = context.settings.pollSeconds * 1000;
    const isActive = context.tenant.state === 'active';
    const polled = mayRead(context.tenant) ? await poll(deps, context, marks, show) : NOT_POLLED;
    if (polled.found > 0) await deps.debugPoint('watch-written');
    if (polled.kind === 'more') {
      const due = isActive ? await deps.database.asTenant(tenant, countDue) : 0;
      if (due > 0) return { found: polled.found, due };
      throw lookAgainLater('There is more to read', 'MoreToRead', 1);
    }
    if (isActive && input.isUpkeepApart !== true) await apart(deps, 'upkeep', () => upkeepOf(deps, tenant));
    const isCounted = polled.kind === 'whole' && input.isUpkeepApart === true;
    const due = isCounted ? polled.due : await deps.database.asTenant(tenant, countDue);
    if (isActive && (polled.found > 0 || due > 0)) return { found: polled.found, due };
    if (polled.kind === 'failed') throw polled.error;
    if (polled.kind === 'noAnswer')
      throw lookAgainLater(`Tribe: ${inWords(polled.failure)}`, 'TribeGaveNoAnswer', pollMs, 'a failure');
    throw lookAgainLater('Nothing new', 'NothingNew', pollMs);
  });
}

type PollEnd =
  | Exclude<Polled, { readonly kind: 'whole' }>
  /** With the rows that are due, as its last transaction saw them. */
  | { readonly kind: 'whole'; readonly found: number; readonly due: number }
  | { readonly kind: 'failed'; readonly found: 0; readonly error: unknown };

const NOT_POLLED: PollEnd = { kind: 'whole', found: 0, due: 0 };

async function poll(
  deps: Dependencies,
  context: TenantContext,
  marks: FeedMarks,
  show: (progress: PollProgress) => void,
): Promise<PollEnd> {
  const tenant = context.tenant.id;
  let due = 0;
  try {
    const polled = await pollInvoices(
      deps,
      { ...context, tribe: notingFailures(context.tribe) },
      {
        marks,
        onPage: show,
        atEnd: async (sql) => {
          await tribeWasRead(sql, deps.configuration);
          due = await countDue(sql);
        },
      },
    );
    if (polled.kind === 'whole') return { ...polled, due };
    if (polled.kind === 'noAnswer') {
      await noteConnectionFailure(deps, tenant, 'tribe', polled.failure);
      const host = hostOf(context.tribe.apiUrl);
      await notePollFailed(deps, tenant, { host, cause: whyInWords(polled.failure) });
    } else await deps.database.asTenant(tenant, (sql) => tribeAnswers(sql, deps.configuration));
    return polled;
  } catch (error) {
    await noteFailed(deps, tenant, error);
    log.warn('A poll of Tribe has failed', { tenant, error });
    return { kind: 'failed', found: 0, error };
  }
}

/** Passes on failures alone. Answers are noted in the transaction that stores them, which saves one of its own. */
function notingFailures(tribe: TribeConnection): TribeConnection {
  const { onOutcome } = tribe;
  if (onOutcome === undefined) return tribe;
  return {
    ...tribe,
    onOutcome: (outcome, at) => (outcome.kind === 'ok' ? undefined : onOutcome(outcome, at)),
  };
}

/** A poll that could not begin is noted like one that failed. */
async function notingFailure<Value>(
  deps: Dependencies,
  tenant: TenantId,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await noteFailed(deps, tenant, error);
    const nextRetryDelay = deps.configuration.timings.poll.unknownIntervalMs;
    throw ApplicationFailure.fromError(error, { nextRetryDelay });
  }
}

/** If this cannot be stored either, the store is unavailable, which `status` shows by itself. */
async function noteFailed(deps: Dependencies, tenant: TenantId, error: unknown): Promise<void> {
  const cause = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : String(error);
  await notePollFailed(deps, tenant, { host: null, cause }).catch(() => undefined);
}
