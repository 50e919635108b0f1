import { performance } from 'node:perf_hooks';
import type { RequestSlot } from '../../clients/connection';
import type { Timings } from '../../domain/timings';
import { confirmSlot, releaseSlot, renewSlot } from '../../store/connections/connection-slots';
import type { Database } from '../../store/database/database';
import type { KnownSilence } from './known-silence';

/** A slot that this process holds, for one request at a time. */
export interface SlotLease {
  readonly slot: number;
  linger?: NodeJS.Timeout;
  /** True when another process asks for it. */
  isWanted: boolean;
  /** From this process's own knowledge. */
  isOurs(): boolean;
  /**
   * Asks the store from time to time whether it is still ours, and records what else it says. Throws when it does not
   * answer.
   */
  keep(): Promise<boolean>;
  /** For one request, or for several of one caller in sequence. */
  use(settle: () => Promise<void>): RequestSlot;
  /** Returns it to the store. Never throws; if the store is unavailable, the lease expires. */
  giveBack(): Promise<void>;
}

export interface Leased {
  readonly database: Database;
  readonly fingerprint: string;
  readonly silence: KnownSilence;
  readonly times: Timings['slots'];
  readonly slot: number;
  readonly holder: string;
  /** When the store was asked for it (`performance.now()`). */
  readonly askedAt: number;
  /** It was returned, lost or expired, or is older than any request: this process may ask for another. */
  readonly onEnd: (lease: SlotLease) => void;
}

/**
 * A lease is renewed as long as it serves a request that may still be running. If it no longer does, or could not be
 * renewed, it is forgotten: its user learns that before the next request.
 */
export function slotLease(given: Leased): SlotLease {
  const { database, fingerprint, silence, times, slot, holder } = given;
  let confirmedAt = given.askedAt;
  let lapsesAt = given.askedAt + times.leaseMs - times.lapsesEarlyMs;
  let servesUntil = performance.now() + times.longestRequestMs;
  let isEnded = false;
  let isRenewing = false;
  const renewal = setInterval(() => void renew(), times.renewMs).unref();

  const lease: SlotLease = {
    slot,
    isWanted: false,
    isOurs,
    keep: async () => isOurs() && (performance.now() - confirmedAt < times.askAgainMs || (await confirm())),
    use: (settle) => {
      let isReleased = false;
      servesUntil = performance.now() + times.longestRequestMs;
      return {
        isHeld: () => !isReleased && isOurs(),
        confirm: async () => {
          if (isReleased || !isOurs()) return false;
          if (!silence.isCertain(confirmedAt) && !(await confirm())) return false;
          servesUntil = performance.now() + times.longestRequestMs;
          return true;
        },
        release: async () => {
          if (isReleased) return;
          isReleased = true;
          // The caller need not wait for the outcome.
          void settle();
        },
      };
    },
    giveBack: async () => {
      if (isEnded) return;
      await database.asControl((sql) => releaseSlot(sql, fingerprint, slot, holder)).catch(() => undefined);
      end();
    },
  };
  return lease;

  function isOurs(): boolean {
    const now = performance.now();
    return !isEnded && now < lapsesAt && now < servesUntil;
  }

  function extend(askedAt: number): void {
    lapsesAt = Math.max(lapsesAt, askedAt + times.leaseMs - times.lapsesEarlyMs);
  }

  async function confirm(): Promise<boolean> {
    const askedAt = performance.now();
    const standing = await database.asControl((sql) => confirmSlot(sql, fingerprint, slot, holder, times));
    if (standing === null) end();
    if (standing === null || isEnded) return false;
    silence.learn(standing.silentMs);
    silence.asked(askedAt);
    lease.isWanted ||= standing.isWanted;
    confirmedAt = askedAt;
    extend(askedAt);
    return true;
  }

  async function renew(): Promise<void> {
    if (performance.now() >= servesUntil) return lease.giveBack();
    if (!isOurs()) return end();
    const askedAt = performance.now();
    if (isRenewing || askedAt - confirmedAt < times.renewMs) return;
    isRenewing = true;
    try {
      if (await database.asControl((sql) => renewSlot(sql, fingerprint, slot, holder, times.leaseMs)))
        extend(askedAt);
      else end();
    } catch {
      // The next renewal makes up for it; a lease that is not renewed in time expires, as it should.
    } finally {
      isRenewing = false;
    }
  }

  function end(): void {
    if (isEnded) return;
    isEnded = true;
    clearInterval(renewal);
    given.onEnd(lease);
  }
}
