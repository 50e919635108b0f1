import { performance } from 'node:perf_hooks';
import { pauseConnection, readSilence } from '../../store/connections/connection-silence';
import type { Timings } from '../../domain/timings';
import type { Database } from '../../store/database/database';

/**
 * What one process knows of the silence that the vendor of one connection asked for. All times are monotonic, in
 * milliseconds.
 */
export interface KnownSilence {
  /** The remainder of the silence. */
  nowMs(): number;
  /** The same, after asking the store if this process may have missed a notice. Throws when it does not answer. */
  askMs(): Promise<number>;
  /** Records a silence from the store's answer, or from another process's notice. */
  learn(ms: number): void;
  /** Records that the store was asked at `askedAt`, whatever its answer. */
  asked(askedAt: number): void;
  /** True when the store's answer at `askedAt` and the notices since then are complete. */
  isCertain(askedAt: number): boolean;
  /** The vendor asked this process for silence: every other process is notified. Never throws. */
  keepFor(ms: number): Promise<void>;
}

export function knownSilence(
  database: Database,
  fingerprint: string,
  times: Pick<Timings['slots'], 'askAgainMs' | 'tellAgainMs'>,
): KnownSilence {
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
    return since !== null && askedAt >= since && performance.now() - askedAt < times.askAgainMs;
  };
  const tell = async (): Promise<void> => {
    const ms = nowMs();
    if (ms === 0) return;
    try {
      await database.asControl((sql) => pauseConnection(sql, fingerprint, ms));
    } catch {
      setTimeout(() => void tell(), times.tellAgainMs).unref();
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
