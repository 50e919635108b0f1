import { setTimeout as sleep } from 'node:timers/promises';
import { tenantSyncWorkflowId } from '../domain/steps/workflow-names';
import { allBooked, seedTenant } from '../test/support/stack';
import type { Ground } from './contestants';

export interface IdleReport {
  readonly seconds: number;
  /** Polls of Tribe that the twin counted in that time. */
  readonly polls: number;
  /** Events that the tenant's history grew by in that time. */
  readonly events: number;
  /** Of the whole history up to then: start, activation's first look, one booking. */
  readonly historyLength: number;
  readonly perTenantDay: number;
  readonly derivation: string;
}

const DAY_POLLS = (24 * 3600) / 60;

/**
 * Observes one tenant to which nothing happens, polling every second instead of every minute: so many polls as an hour or more
 * of its real life. Long enough, the reconciler's rounds fall into it too.
 */
export async function observeIdleTenant({ stack }: Ground, seconds: number): Promise<IdleReport> {
  const { id, definition } = await seedTenant(stack, { invoices: 1, settings: { pollSeconds: 1 } });
  await stack.activate([definition]);
  await stack.until(id, allBooked);
  const sync = stack.temporal.workflow.getHandle(tenantSyncWorkflowId(id));
  await sleep(3_000);
  const polls = async (): Promise<number> =>
    (await stack.twins.journal('tribe')).filter(({ path }) => /\/Activity_Invoice$/.test(path)).length;
  const [eventsBefore, pollsBefore] = [(await sync.describe()).historyLength, await polls()];
  await sleep(seconds * 1000);
  const [historyLength, pollsAfter] = [(await sync.describe()).historyLength, await polls()];
  await sync.executeUpdate('pause', { args: [{ reason: 'bench' }] });
  const [seen, events] = [pollsAfter - pollsBefore, historyLength - eventsBefore];
  const perTenantDay = seen === 0 ? NaN : (events / seen) * DAY_POLLS;
  return {
    seconds,
    polls: seen,
    events,
    historyLength,
    perTenantDay,
    derivation:
      `${events} events over ${seen} polls × ${DAY_POLLS} polls a day (one a minute). Each poll is a retry of one activity, ` +
      'which writes no event, and neither do its heartbeats; there is no timer in the loop; continue-as-new comes when Temporal ' +
      'suggests it, which an idle history never reaches; the reconciler asks for a start that finds the open run and adds nothing.',
  };
}
