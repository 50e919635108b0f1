import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
} from '@temporalio/workflow';
import type { SyncInput, SyncState } from '../domain/steps/sync-steps';
import { dispatchLoop, untilSettled, upkeepLoop, watchLoop } from './feed-loops';
import { FEEDS, FEEDS_BEFORE_PAYMENTS, FEEDS_BEFORE_RELATIONS } from './feeds';
import { LoopState } from './sync-state';

/** Look now instead of at the next poll: a webhook's hint, a person's request, a solved cause. */
export const wake = defineSignal('wake');
/** No new writes from now on; what is under way settles. */
export const pause = defineUpdate<void, [{ reason: string }]>('pause');
export const resume = defineUpdate('resume');
/** Stop starting, let everything under way settle, end. Never terminate. */
export const drain = defineUpdate('drain');
/** Settings were stored: read them again. */
export const retune = defineUpdate('retune');
export const syncState = defineQuery<SyncState>('state');

/** Upkeep has a loop of its own, and changes are made in turn. */
const UPKEEP_APART = 'upkeep-apart';
/** Relations are a feed. */
const RELATIONS_FEED = 'relations-feed';
/** Payments are a feed. */
const PAYMENTS_FEED = 'payments-feed';

/** The continuous loop of one tenant: follows every feed, for ever; continues as new, never fails. */
export async function tenantSync(input: SyncInput): Promise<void> {
  const isUpkeepApart = patched(UPKEEP_APART);
  const hasRelations = patched(RELATIONS_FEED) && isUpkeepApart;
  const isOfToday = patched(PAYMENTS_FEED) && hasRelations;
  const feeds = isOfToday ? FEEDS : hasRelations ? FEEDS_BEFORE_PAYMENTS : FEEDS_BEFORE_RELATIONS;
  const loop = new LoopState(input.tenant, feeds, isUpkeepApart);

  setHandler(syncState, () => loop.now());
  setHandler(wake, () => loop.wake());
  setHandler(pause, ({ reason }) => loop.change('Pause', (a) => a.pauseTenant(input, reason)));
  setHandler(resume, () => loop.change('Resume', (a) => a.resumeTenant(input)));
  setHandler(drain, () => loop.change('Drain', (a) => a.drainTenant(input)));
  setHandler(retune, () => loop.change('Read the settings', (a) => a.readTuning(input)));

  await loop.change('Read the settings', (a) => a.readTuning(input));
  await Promise.all([
    ...feeds.flatMap((feed) => [
      watchLoop(loop, feed, input, isUpkeepApart),
      dispatchLoop(loop, feed, input, isOfToday),
    ]),
    ...(isUpkeepApart ? [upkeepLoop(loop, input)] : []),
  ]);
  await condition(allHandlersFinished);
  if (loop.tuning.state !== 'draining') return continueAsNew<typeof tenantSync>(input);
  await untilSettled(loop, input);
  await loop.change('Close the tenant', (a) => a.closeTenant(input));
}
