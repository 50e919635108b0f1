import { condition, patched, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { SyncInput } from '../domain/steps/sync-steps';
import { PRIORITY } from '../domain/steps/workflow-names';
import type { Feed } from './feeds';
import { localFirst } from './step-options';
import type { LoopState } from './sync-state';

/** Polls wait for what is due no longer than their interval. */
const POLLS_GO_ON = 'polls-go-on-in-a-backlog';
/** A run that an earlier version began continues as new after its next dispatch: so it gets the shape of today. */
const RENEWED = 'renewed-for-feeds';

/**
 * Each retry of the watch is a poll; it completes only when there is work, so waiting costs no history.
 *
 * @param isUpkeepApart false in a run that an earlier version began: its watch does the upkeep too
 */
export async function watchLoop(
  loop: LoopState,
  feed: Feed,
  { tenant }: SyncInput,
  isUpkeepApart: boolean,
): Promise<void> {
  while (!loop.isLeaving) {
    await loop.survive(async () => {
      const activities = looking(tenant, feed.interval(loop.tuning), feed.summaries.watch);
      loop.found(feed, await loop.look(feed, () => feed.watch(activities, { tenant, isUpkeepApart })));
    });
    const isDone = (): boolean => !loop.hasWork(feed) || loop.isLeaving;
    // A long backlog must not keep what is new from being seen.
    if (patched(POLLS_GO_ON)) await condition(isDone, feed.interval(loop.tuning));
    else await condition(isDone);
  }
}

export async function dispatchLoop(
  loop: LoopState,
  feed: Feed,
  { tenant }: SyncInput,
  isOfToday: boolean,
): Promise<void> {
  while (!loop.isLeaving) {
    await condition(() => loop.hasWork(feed) || loop.isLeaving);
    await loop.survive(async () => {
      const activities = proxyActivities<Activities>({
        startToCloseTimeout: '90 seconds',
        heartbeatTimeout: '15 seconds',
        retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
        priority: { priorityKey: PRIORITY.watching, fairnessKey: tenant },
        summary: feed.summaries.dispatch,
      });
      loop.takeWork(feed);
      const seen = loop.isLeaving
        ? { started: 0, due: 0, open: 0 }
        : await feed.dispatch(activities, { tenant });
      loop.started(feed, seen);
    });
    if (workflowInfo().continueAsNewSuggested || (!isOfToday && patched(RENEWED))) loop.leave();
  }
}

/** What nothing waits for (late looks, number gaps, changed invoices), at a pace of its own; completes only when it made something due. */
export async function upkeepLoop(loop: LoopState, { tenant }: SyncInput): Promise<void> {
  while (!loop.isLeaving)
    await loop.survive(async () => {
      const activities = looking(tenant, loop.tuning.pollSeconds * 1000, 'Upkeep (each retry is a round)');
      await loop.look('upkeep', () => activities.keepUp({ tenant }));
      loop.foundByUpkeep();
    });
}

/** Until no run owns a row any more. */
export async function untilSettled(loop: LoopState, input: SyncInput): Promise<void> {
  for (;;) {
    const { open } = await localFirst('Count what is under way', (a) => a.countUnderWay(input));
    if (open === 0) return;
    loop.draining(open);
    await sleep(loop.tuning.countAgainMs, { summary: 'Draining: count again what is under way' });
  }
}

/** An activity whose retries are the looks. */
function looking(tenant: string, intervalMs: number, summary: string): Activities {
  return proxyActivities<Activities>({
    // A page of Tribe may take a minute; a lost worker is noticed by its heartbeat.
    startToCloseTimeout: '3 minutes',
    heartbeatTimeout: '15 seconds',
    // Coefficient 1: else a worker killed at a high attempt number would delay the next look by many intervals.
    retry: { initialInterval: intervalMs, maximumInterval: intervalMs, backoffCoefficient: 1 },
    priority: { priorityKey: PRIORITY.watching, fairnessKey: tenant },
    summary,
  });
}
