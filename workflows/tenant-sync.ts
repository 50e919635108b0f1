import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  patched,
  proxyActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { SyncInput, SyncState, SyncTuning } from '../domain/steps/sync-steps';
import { PRIORITY } from '../domain/steps/workflow-names';
import { localFirst } from './step-options';
import { beginStory, showState } from './story';

/** Look now instead of at the next poll: a webhook's hint, a person's wish, a solved cause. */
export const wake = defineSignal('wake');
/** No new writes from now on; what is under way settles. */
export const pause = defineUpdate<void, [{ reason: string }]>('pause');
export const resume = defineUpdate('resume');
/** Stop starting, let everything under way settle, end. Never terminate. */
export const drain = defineUpdate('drain');
/** Settings were stored: read them again. */
export const retune = defineUpdate('retune');
export const syncState = defineQuery<SyncState>('state');

/** Polls wait for what is due no longer than their interval. */
const POLLS_GO_ON = 'polls-go-on-in-a-backlog';

/** The continuous loop of one tenant: watch Tribe, dispatch bookings, for ever; continues as new, never fails. */
export async function tenantSync(input: SyncInput): Promise<void> {
  const story = beginStory('Starting');
  const counts = { found: 0, started: 0 };
  let tuning: SyncTuning = { pollSeconds: 60, state: 'active' };
  let work = true;
  let leaving = false;
  let watching = new CancellationScope();

  setHandler(syncState, () => ({ tenant: input.tenant, state: tuning.state, ...story.now(), ...counts }));
  setHandler(wake, () => {
    work = true;
    watching.cancel();
  });
  setHandler(pause, async ({ reason }) =>
    moveTo(await localFirst('Pause', (a) => a.pauseTenant(input, reason))),
  );
  setHandler(resume, async () => moveTo(await localFirst('Resume', (a) => a.resumeTenant(input))));
  setHandler(drain, async () => moveTo(await localFirst('Drain', (a) => a.drainTenant(input))));
  setHandler(retune, async () => moveTo(await localFirst('Read the settings', (a) => a.readTuning(input))));

  moveTo(await localFirst('Read the settings', (a) => a.readTuning(input)));
  await Promise.all([watchLoop(), dispatchLoop()]);
  await condition(allHandlersFinished);
  if (tuning.state !== 'draining') return continueAsNew<typeof tenantSync>(input);
  await untilSettled();
  moveTo(await localFirst('Close the tenant', (a) => a.closeTenant(input)));

  /** Each retry of this activity is a poll; it completes only when there is work, so waiting costs no history. */
  async function watchLoop(): Promise<void> {
    while (!leaving) {
      await survive(async () => {
        const pollMs = tuning.pollSeconds * 1000;
        const { watchInvoices } = proxyActivities<Activities>({
          // A page of Tribe may take a minute; a lost worker is noticed by its heartbeat.
          startToCloseTimeout: '3 minutes',
          heartbeatTimeout: '15 seconds',
          // Coefficient 1: else a worker killed at a high attempt number would delay the next poll by many intervals.
          retry: { initialInterval: pollMs, maximumInterval: pollMs, backoffCoefficient: 1 },
          priority: { priorityKey: PRIORITY.watching, fairnessKey: input.tenant },
          summary: 'Watch Tribe for invoices (each retry is a poll)',
        });
        watching = new CancellationScope();
        const seen = await watching.run(() => watchInvoices(input));
        counts.found += seen.found;
        work = true;
        story.tell(`Found ${seen.found} new or changed, ${seen.due} due`);
      });
      // A long backlog must not keep what is new from being seen.
      if (patched(POLLS_GO_ON)) await condition(() => !work || leaving, tuning.pollSeconds * 1000);
      else await condition(() => !work || leaving);
    }
  }

  async function dispatchLoop(): Promise<void> {
    while (!leaving) {
      await condition(() => work || leaving);
      await survive(async () => {
        const { dispatchInvoices } = proxyActivities<Activities>({
          startToCloseTimeout: '90 seconds',
          heartbeatTimeout: '15 seconds',
          retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
          priority: { priorityKey: PRIORITY.watching, fairnessKey: input.tenant },
          summary: 'Start a run for each invoice that is due',
        });
        work = false;
        const seen = leaving ? { started: 0, due: 0, open: 0 } : await dispatchInvoices(input);
        counts.started += seen.started;
        work ||= seen.due > 0;
        story.tell(`${inWords()}; ${seen.open} bookings under way`);
      });
      if (workflowInfo().continueAsNewSuggested) leave();
    }
  }

  async function untilSettled(): Promise<void> {
    for (;;) {
      const { open } = await localFirst('Count what is under way', (a) => a.countUnderWay(input));
      if (open === 0) return;
      story.tell(`Draining: ${open} bookings under way`);
      await sleep('5 seconds', { summary: 'Draining: count again what is under way' });
    }
  }

  function moveTo(next: SyncTuning): void {
    tuning = next;
    work = next.state === 'active';
    showState(next.state);
    story.tell(inWords());
    watching.cancel();
    if (next.state === 'draining') leave();
  }

  function leave(): void {
    leaving = true;
    watching.cancel();
  }

  function inWords(): string {
    return tuning.state === 'active'
      ? `Watching Tribe every ${tuning.pollSeconds} s`
      : `Tenant is ${tuning.state}`;
  }

  /** An unexpected error is shown and survived: the loop goes on after a minute. */
  async function survive(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
      if (isCancellation(error)) return;
      story.tell(
        `Unexpected: ${error instanceof Error ? error.message : String(error)}; going on in a minute`,
      );
      await condition(() => leaving, '1 minute', {
        summary: 'After an unexpected error: wait, then go on',
      });
    }
  }
}
