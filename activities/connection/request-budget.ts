import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestBudget, RequestSlot } from '../../clients/connection';
import { acquireSlot, pauseConnection, releaseSlot, renewSlot } from '../../store/connection-slots';
import type { Dependencies } from '../dependencies';

/** Nothing waits longer for a slot inside an activity. */
const PATIENCE_MS = 2_000;
const RENEW_MS = 5_000;

/**
 * The connection's share of the vendor's patience, over all workers: a slot is a lease of 15 s in the store, renewed
 * by its holder, so that a killed worker frees it.
 */
export function requestBudget(
  { database }: Pick<Dependencies, 'database'>,
  fingerprint: string,
  concurrency: number,
): RequestBudget {
  return {
    async acquire() {
      const holder = randomUUID();
      const deadline = Date.now() + PATIENCE_MS;
      for (let waitMs = 15; ; waitMs = Math.min(waitMs * 1.5, 150)) {
        const answer = await database.asControl((sql) => acquireSlot(sql, fingerprint, concurrency, holder));
        if (answer.kind === 'slot') return heldSlot(answer.slot, holder);
        const until = answer.kind === 'paused' ? answer.until.getTime() : Date.now() + waitMs;
        if (Math.max(until, Date.now() + waitMs) > deadline) return null;
        await sleep(Math.max(until - Date.now(), waitMs));
      }
    },
    pauseUntil: (epochMs) =>
      database.asControl((sql) => pauseConnection(sql, fingerprint, new Date(epochMs))),
  };

  function heldSlot(slot: number, holder: string): RequestSlot {
    const renewal = setInterval(() => {
      // A renewal that fails is made up by the next; three in a row and the lease lapses, as it should.
      database.asControl((sql) => renewSlot(sql, fingerprint, slot, holder)).catch(() => undefined);
    }, RENEW_MS);
    return {
      release: async () => {
        clearInterval(renewal);
        await database.asControl((sql) => releaseSlot(sql, fingerprint, slot, holder));
      },
    };
  }
}
