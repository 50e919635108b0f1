import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestSlot } from '../../clients/connection';
import {
  acquireSlot,
  confirmSlot,
  pauseConnection,
  releaseSlot,
  renewSlot,
  SLOT_LEASE_MS,
  wantSlot,
} from '../../store/connection-slots';
import type { Database } from '../../store/database';

/** Nothing waits longer for a slot inside an activity. */
const PATIENCE_MS = 2_000;
const RENEW_MS = 5_000;
/** A lease counts as lapsed here so much before it does in the store. */
const LAPSES_EARLY_MS = 1_000;
/** So long a slot is passed on without asking the store whether the vendor wants silence or another process a slot. */
const HEARD_MS = 250;
/** So long a slot is kept for the next request of this process when nobody waits for it. */
const LINGER_MS = 25;
/** So long a process that gave a slot to another does not ask for one itself. */
const YIELD_MS = 250;
const FIRST_GAP_MS = 15;
const LONGEST_GAP_MS = 100;

/** One process's place in the queue for one connection's slots. */
export interface SlotDesk {
  /** Waits at most 2 s; null when there is no slot. Throws when the store does not answer. */
  acquire(concurrency: number): Promise<RequestSlot | null>;
  pauseUntil(epochMs: number): Promise<void>;
}

interface Lease {
  readonly slot: number;
  readonly holder: string;
  /** On this process's monotonic clock, as all times here. Milliseconds. */
  lapsesAt: number;
  heardAt: number;
  linger?: NodeJS.Timeout;
}

interface Waiting {
  readonly concurrency: number;
  readonly until: number;
  readonly patience: NodeJS.Timeout;
  answer(slot: RequestSlot | null): void;
  fail(error: unknown): void;
}

/**
 * A slot is a lease in the store that one process holds. It serves this process's requests one after another: whoever is
 * done hands it to the next in line, without a word to the store, for a quarter of a second at most. Then the store is asked:
 * the lease is renewed, and a vendor's wish for silence or another process without a slot is heeded.
 */
export function slotDesk(database: Database, fingerprint: string): SlotDesk {
  const ours = `${randomUUID()}/`;
  const queue: Waiting[] = [];
  const spare: Lease[] = [];
  const held = new Set<number>();
  let isSearching = false;
  let yieldsUntil = 0;
  /** Heard by this process itself. Epoch milliseconds. */
  let silentUntil = 0;

  return {
    acquire: (concurrency) => {
      const kept = spare.findIndex(({ slot }) => slot <= concurrency);
      const [lease] = kept < 0 ? [] : spare.splice(kept, 1);
      if (lease) return Promise.resolve(inUse(lease));
      return new Promise((resolve, reject) => {
        const waiting: Waiting = {
          concurrency,
          until: performance.now() + PATIENCE_MS,
          patience: setTimeout(() => leave(waiting).answer(null), PATIENCE_MS),
          answer: resolve,
          fail: reject,
        };
        queue.push(waiting);
        void search();
      });
    },
    pauseUntil: async (epochMs) => {
      silentUntil = Math.max(silentUntil, epochMs);
      await database.asControl((sql) => pauseConnection(sql, fingerprint, new Date(epochMs)));
      for (const lease of spare.splice(0)) void giveBack(lease);
    },
  };

  function leave(waiting: Waiting): Waiting {
    clearTimeout(waiting.patience);
    const place = queue.indexOf(waiting);
    if (place >= 0) queue.splice(place, 1);
    return waiting;
  }

  /** Asks the store for the slots that this process may still have, as long as somebody waits. */
  async function search(): Promise<void> {
    if (isSearching) return;
    isSearching = true;
    try {
      let gapMs = FIRST_GAP_MS;
      for (let most = wanted(); most > 0; most = wanted()) {
        const yieldsMs = yieldsUntil - performance.now();
        if (yieldsMs > 0) await sleep(yieldsMs);
        const askedAt = performance.now();
        const holder = ours + randomUUID();
        const answer = await database.asControl((sql) => acquireSlot(sql, fingerprint, most, holder));
        if (answer.kind === 'slot') {
          held.add(answer.slot);
          pass({
            slot: answer.slot,
            holder,
            heardAt: askedAt,
            lapsesAt: askedAt + SLOT_LEASE_MS - LAPSES_EARLY_MS,
          });
          gapMs = FIRST_GAP_MS;
          continue;
        }
        if (answer.kind === 'paused') {
          const pausedUntil = performance.now() + answer.until.getTime() - Date.now();
          for (const waiting of queue.filter(({ until }) => until < pausedUntil)) leave(waiting).answer(null);
          gapMs = Math.max(gapMs, Math.min(pausedUntil - performance.now(), PATIENCE_MS));
        } else if (held.size === 0) {
          await database.asControl((sql) => wantSlot(sql, fingerprint, most, ours));
        }
        await sleep(gapMs);
        gapMs = Math.min(gapMs * 1.5, LONGEST_GAP_MS);
      }
    } catch (error) {
      for (const waiting of queue.slice()) leave(waiting).fail(error);
    } finally {
      isSearching = false;
    }
  }

  /** The concurrency up to which slots may help those who wait; 0 when this process holds them all, or nobody waits. */
  function wanted(): number {
    const most = Math.max(0, ...queue.map(({ concurrency }) => concurrency));
    for (let slot = 1; slot <= most; slot += 1) if (!held.has(slot)) return most;
    return 0;
  }

  /** To the first in line who may have it; kept for a moment when there is none. */
  function pass(lease: Lease): void {
    const next = queue.find(({ concurrency }) => lease.slot <= concurrency);
    if (next) return leave(next).answer(inUse(lease));
    spare.push(lease);
    lease.linger = setTimeout(() => {
      const place = spare.indexOf(lease);
      if (place < 0) return;
      spare.splice(place, 1);
      void giveBack(lease);
    }, LINGER_MS);
  }

  function inUse(lease: Lease): RequestSlot {
    clearTimeout(lease.linger);
    const renewal = setInterval(() => {
      const askedAt = performance.now();
      // A renewal that fails is made up by the next; three in a row and the lease lapses, as it should.
      database
        .asControl((sql) => renewSlot(sql, fingerprint, lease.slot, lease.holder))
        .then((isKept) => {
          lease.lapsesAt = isKept ? askedAt + SLOT_LEASE_MS - LAPSES_EARLY_MS : 0;
        })
        .catch(() => undefined);
    }, RENEW_MS);
    let isReleased = false;
    return {
      release: async () => {
        if (isReleased) return;
        isReleased = true;
        clearInterval(renewal);
        // Whoever is done with it need not wait for what becomes of it.
        void settle(lease);
      },
    };
  }

  /** Never throws. */
  async function settle(lease: Lease): Promise<void> {
    if (await mayServeOn(lease)) pass(lease);
    else await giveBack(lease);
  }

  async function mayServeOn(lease: Lease): Promise<boolean> {
    const now = performance.now();
    if (now > lease.lapsesAt || Date.now() < silentUntil) return false;
    if (now - lease.heardAt < HEARD_MS) return true;
    try {
      const standing = await database.asControl((sql) =>
        confirmSlot(sql, fingerprint, lease.slot, lease.holder),
      );
      if (standing.kind === 'wanted') yieldsUntil = performance.now() + YIELD_MS;
      if (standing.kind !== 'kept') return false;
    } catch {
      return false;
    }
    lease.heardAt = now;
    lease.lapsesAt = now + SLOT_LEASE_MS - LAPSES_EARLY_MS;
    return true;
  }

  async function giveBack(lease: Lease): Promise<void> {
    try {
      await database.asControl((sql) => releaseSlot(sql, fingerprint, lease.slot, lease.holder));
    } catch {
      // The lease lapses by itself.
    } finally {
      held.delete(lease.slot);
      void search();
    }
  }
}
