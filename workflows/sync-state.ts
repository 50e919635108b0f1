import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { SyncState, SyncTuning, WatchResult } from '../domain/steps/sync-steps';
import type { Feed } from './feeds';
import { localFirst } from './step-options';
import { beginStory, showState } from './story';

/** Until the tenant's own are read; what an earlier version does not tell stays as it is here. */
const UNREAD: SyncTuning = { pollSeconds: 60, state: 'active', countAgainMs: 5_000, afterErrorMs: 60_000 };

/**
 * What the loop of one tenant knows, and all that changes it. Nothing here waits for a vendor: the loops (`feed-loops.ts`) do.
 */
export class LoopState {
  tuning = UNREAD;
  /** Every loop ends: the run continues as new, or drains. */
  isLeaving = false;
  readonly #story = beginStory('Starting');
  readonly #counts = { found: 0, started: 0 };
  /** Of each feed: dispatch is to look for rows that are due. */
  readonly #hasWork = new Map<Feed, boolean>();
  /** The looks under way, by feed; `upkeep` is the one without a feed. */
  readonly #looks = new Map<Feed | 'upkeep', CancellationScope>();
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @param changesInTurn false in a run that an earlier version began: its history has them side by side */
  constructor(
    private readonly tenant: string,
    private readonly feeds: readonly Feed[],
    private readonly changesInTurn: boolean,
  ) {
    for (const feed of feeds) this.#hasWork.set(feed, true);
  }

  /** For the query. */
  now(): SyncState {
    return { tenant: this.tenant, state: this.tuning.state, ...this.#story.now(), ...this.#counts };
  }

  /** Takes the tenant to another state, or reads its settings: one change after another, as they were asked for. */
  change(summary: string, step: (activities: Activities) => Promise<SyncTuning>): Promise<void> {
    const make = async (): Promise<void> => this.#moveTo(await localFirst(summary, step));
    if (!this.changesInTurn) return make();
    const made = this.#lastChange.then(make);
    this.#lastChange = made.catch(() => undefined);
    return made;
  }

  #moveTo(next: SyncTuning): void {
    this.tuning = { ...UNREAD, ...next };
    for (const feed of this.feeds) this.#hasWork.set(feed, next.state === 'active');
    showState(next.state);
    this.#story.tell(this.#inWords());
    for (const feed of this.feeds) this.#looks.get(feed)?.cancel();
    if (next.state === 'draining') this.leave();
  }

  /** Looks at once, for everything that a person or a webhook may have changed. */
  wake(): void {
    for (const feed of this.feeds) this.#hasWork.set(feed, true);
    this.#endLooks();
  }

  leave(): void {
    this.isLeaving = true;
    this.#endLooks();
  }

  /** Runs a look that `wake` and `leave` end. */
  look<Result>(of: Feed | 'upkeep', run: () => Promise<Result>): Promise<Result> {
    const scope = new CancellationScope();
    this.#looks.set(of, scope);
    return scope.run(run);
  }

  #endLooks(): void {
    for (const scope of this.#looks.values()) scope.cancel();
  }

  hasWork(feed: Feed): boolean {
    return this.#hasWork.get(feed) ?? false;
  }

  found(feed: Feed, { found, due }: WatchResult): void {
    this.#counts.found += found;
    this.#hasWork.set(feed, true);
    this.#story.tell(`Found ${found} new or changed, ${due} due`);
  }

  /** Upkeep has made something due, of whichever feed. */
  foundByUpkeep(): void {
    for (const feed of this.feeds) this.#hasWork.set(feed, true);
  }

  /** Dispatch looks now: what comes up meanwhile is work again. */
  takeWork(feed: Feed): void {
    this.#hasWork.set(feed, false);
  }

  started(feed: Feed, seen: { readonly started: number; readonly due: number; readonly open: number }): void {
    this.#counts.started += seen.started;
    if (seen.due > 0) this.#hasWork.set(feed, true);
    this.#story.tell(`${this.#inWords()}; ${seen.open} bookings under way`);
  }

  draining(open: number): void {
    this.#story.tell(`Draining: ${open} bookings under way`);
  }

  /** An unexpected error is shown and survived: the loop goes on after a minute. */
  async survive(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (isCancellation(error) && CancellationScope.current().consideredCancelled) throw error;
      if (isCancellation(error)) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#story.tell(`Unexpected: ${message}; going on in a minute`);
      await condition(() => this.isLeaving, this.tuning.afterErrorMs, {
        summary: 'After an unexpected error: wait, then go on',
      });
    }
  }

  #inWords(): string {
    return this.tuning.state === 'active'
      ? `Watching Tribe every ${this.tuning.pollSeconds} s`
      : `Tenant is ${this.tuning.state}`;
  }
}
