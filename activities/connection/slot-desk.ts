import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestBudget, RequestSlot } from '../../clients/connection';
import { TIMINGS, type Timings } from '../../domain/timings';
import { readConnectionNews } from '../../store/connections/connection-news';
import { acquireSlot, wantSlot } from '../../store/connections/connection-slots';
import type { Database } from '../../store/database/database';
import { knownSilence } from './known-silence';
import { slotLease, type SlotLease } from './slot-lease';

/** One process's place in the queue for the slots of one connection. */
export interface SlotDesk extends Omit<RequestBudget, 'acquire'> {
  /** Waits at most 2 s; null when there is no slot. Throws when the store does not answer. */
  acquire(concurrency: number): Promise<RequestSlot | null>;
}

interface Waiting {
  readonly concurrency: number;
  /** On this process's monotonic clock, as all times here. Milliseconds. */
  readonly until: number;
  readonly patience: NodeJS.Timeout;
  answer(slot: RequestSlot | null): void;
  fail(error: unknown): void;
}

/**
 * A slot is a lease in the store that one process holds. It serves this process's requests one after another: a
 * finished request hands it to the next in the queue, mostly without asking the store. Notices tell at once when a
 * vendor wants silence or another process needs a slot; where notices cannot be received, the store is asked before
 * each request.
 */
export function slotDesk(
  database: Database,
  fingerprint: string,
  times: Timings['slots'] = TIMINGS.slots,
): SlotDesk {
  const ours = `${randomUUID()}/`;
  const queue: Waiting[] = [];
  const spare: SlotLease[] = [];
  const held = new Map<number, SlotLease>();
  const settling = new Set<Promise<void>>();
  const silence = knownSilence(database, fingerprint, times);
  let isSearching = false;
  let isClosing = false;
  let yieldsUntil = 0;

  database.notices.listen((notice) => {
    const news = readConnectionNews(notice);
    if (news?.fingerprint !== fingerprint) return;
    if (news.kind === 'silence') return silence.learn(news.ms);
    const wanted = held.get(news.slot);
    if (wanted) wanted.isWanted = true;
  });
  // A command ends right after its last request. A slot that it kept would not be available to the others until the lease expires.
  database.beforeClose(async () => {
    isClosing = true;
    const everything = Promise.all([...settling, ...spare.splice(0).map((lease) => giveBack(lease))]);
    await Promise.race([everything, sleep(times.patienceMs, undefined, { ref: false })]);
  });

  return {
    acquire: (concurrency) => {
      const kept = silence.nowMs() > 0 ? -1 : spare.findIndex(({ slot }) => slot <= concurrency);
      const [lease] = kept < 0 ? [] : spare.splice(kept, 1);
      if (lease) return Promise.resolve(inUse(lease));
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          concurrency,
          until: performance.now() + times.patienceMs,
          patience: setTimeout(() => leave(waiting).answer(null), times.patienceMs),
          answer: resolve,
          fail: reject,
        };
        queue.push(waiting);
        void search();
      });
    },
    silence: () => silence.askMs(),
    knownSilence: () => silence.nowMs(),
    pauseFor: (ms) => silence.keepFor(ms),
  };

  function leave(waiting: Waiting): Waiting {
    clearTimeout(waiting.patience);
    const place = queue.indexOf(waiting);
    if (place >= 0) queue.splice(place, 1);
    return waiting;
  }

  /** Asks the store for the slots that this process may still take, for as long as a request waits. */
  async function search(): Promise<void> {
    if (isSearching) return;
    isSearching = true;
    try {
      let gapMs = times.firstGapMs;
      for (let most = wanted(); most > 0; most = wanted()) {
        const silentMs = silence.nowMs();
        const endsAt = performance.now() + silentMs;
        if (silentMs > 0)
          for (const waiting of queue.filter(({ until }) => until < endsAt)) leave(waiting).answer(null);
        const restMs = Math.max(silentMs, yieldsUntil - performance.now());
        if (restMs > 0) {
          if (queue.length > 0) await sleep(Math.min(restMs, times.patienceMs));
          continue;
        }
        const answer = await ask(most);
        if (answer === 'slot') {
          gapMs = times.firstGapMs;
          continue;
        }
        if (answer === 'busy') await sleep(gapMs);
        gapMs = Math.min(gapMs * 1.5, times.longestGapMs);
      }
    } catch (error) {
      for (const waiting of queue.slice()) leave(waiting).fail(error);
    } finally {
      isSearching = false;
    }
  }

  async function ask(most: number): Promise<'slot' | 'busy' | 'paused'> {
    const askedAt = performance.now();
    const holder = ours + randomUUID();
    const answer = await database.asControl((sql) => acquireSlot(sql, fingerprint, most, holder, times));
    if (answer.kind === 'paused') silence.learn(answer.ms);
    silence.asked(askedAt);
    if (answer.kind === 'slot') {
      const lease = slotLease({
        ...{ database, fingerprint, silence, times, holder, askedAt },
        slot: answer.slot,
        onEnd: forget,
      });
      held.set(answer.slot, lease);
      pass(lease);
    } else if (answer.kind === 'busy' && held.size === 0)
      await database.asControl((sql) => wantSlot(sql, fingerprint, most, ours, times.wantAgainMs));
    return answer.kind;
  }

  function forget(lease: SlotLease): void {
    if (held.get(lease.slot) === lease) held.delete(lease.slot);
    void search();
  }

  /**
   * The concurrency up to which slots may help the requests that wait; 0 when this process holds them all, or none
   * waits.
   */
  function wanted(): number {
    const most = Math.max(0, ...queue.map(({ concurrency }) => concurrency));
    for (let slot = 1; slot <= most; slot += 1) if (!held.has(slot)) return most;
    return 0;
  }

  /** Gives the lease to the first request in the queue that may have it; keeps it for a moment when there is none. */
  function pass(lease: SlotLease): void {
    const next = queue.find(({ concurrency }) => lease.slot <= concurrency);
    if (next) return leave(next).answer(inUse(lease));
    spare.push(lease);
    lease.linger = setTimeout(() => {
      const place = spare.indexOf(lease);
      if (place < 0) return;
      spare.splice(place, 1);
      void giveBack(lease);
    }, times.lingerMs);
  }

  async function giveBack(lease: SlotLease): Promise<void> {
    clearTimeout(lease.linger);
    await lease.giveBack();
  }

  function inUse(lease: SlotLease): RequestSlot {
    clearTimeout(lease.linger);
    return lease.use(async () => {
      const settled = settle(lease);
      settling.add(settled);
      await settled;
      settling.delete(settled);
    });
  }

  /** Never throws. */
  async function settle(lease: SlotLease): Promise<void> {
    const mayServeOn = silence.nowMs() === 0 && (await lease.keep().catch(() => false));
    if (lease.isWanted) yieldsUntil = performance.now() + times.yieldMs;
    if (mayServeOn && !lease.isWanted && silence.nowMs() === 0 && !isClosing) pass(lease);
    else await lease.giveBack();
  }
}
