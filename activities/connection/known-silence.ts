import { performance } from 'node:perf_hooks';
import { pauseConnection, readSilence } from '../../store/connections/connection-silence';
import type { Database } from '../../store/database/database';

/**
 * What the store said is asked again after this long, however well the notices of others are heard: a connection that is
 * cut without a word would be noticed later only.
 */
export const ASK_AGAIN_MS = 1_000;
/** A silence that could not be stored is told again. */
const TELL_AGAIN_MS = 250;

/** What one process knows of the silence that the vendor of one connection asked for. All times are monotonic, in milliseconds. */
export interface KnownSilence {
  /** What is left of it. */
  nowMs(): number;
  /** The same, after asking the store where this process may have missed something. Throws when it does not answer. */
  askMs(): Promise<number>;
  /** The store said so in answer to a question, or another process in a notice. */
  learn(ms: number): void;
  /** The store was asked at `askedAt`, whatever it said. */
  asked(askedAt: number): void;
  /** True when what the store said at `askedAt` and the notices since then are all there is to know. */
  isCertain(askedAt: number): boolean;
  /** The vendor asked this process: every other one is told. Never throws. */
  keepFor(ms: number): Promise<void>;
}

export function knownSilence(database: Database, fingerprint: string): KnownSilence {
  let until = 0;
  let lastAskedAt = -Infinity;

  const nowMs = (): number => Math.max(0, Math.ceil(until - performance.now()));
  const learn = (ms: number): void => {
    until = Math.max(until, performance.now() + ms);
  };
  const asked = (askedAt: number): void => {
    lastAskedAt = Math.max(lastAskedAt, askedAt);
  };
  const isCertain = (askedAt: number): boolean => {
    const since = database.notices.heardSince();
    return since !== null && askedAt >= since && performance.now() - askedAt < ASK_AGAIN_MS;
  };
  const tell = async (): Promise<void> => {
    const ms = nowMs();
    if (ms === 0) return;
    try {
      await database.asControl((sql) => pauseConnection(sql, fingerprint, ms));
    } catch {
      setTimeout(() => void tell(), TELL_AGAIN_MS).unref();
    }
  };

  return {
    nowMs,
    learn,
    asked,
    isCertain,
    askMs: async () => {
      const ms = nowMs();
      if (ms > 0 || isCertain(lastAskedAt)) return ms;
      const askedAt = performance.now();
      learn(await database.asControl((sql) => readSilence(sql, fingerprint)));
      asked(askedAt);
      return nowMs();
    },
    keepFor: (ms) => {
      learn(ms);
      return tell();
    },
  };
}
