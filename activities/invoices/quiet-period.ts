import type { LookUpResult } from '../../domain/steps/booking-steps';
import type { Timings } from '../../domain/timings';

/** A request may leave up to this long after its fence; after that it is aborted. Milliseconds. */
export const LEAVE_WITHIN_MS = 5_000;

/** The moment from which `absent` is believed: nothing of the attempt can still arrive. Epoch milliseconds. */
export function believedAbsentFrom(sentAt: Date, quietPeriodSeconds: number): number {
  return sentAt.getTime() + LEAVE_WITHIN_MS + quietPeriodSeconds * 1000;
}

/** Looks again at growing intervals (half of the elapsed time), and once right at the end. */
export function notYet(
  sentAt: Date,
  quietPeriodSeconds: number,
  times: Pick<Timings['booking'], 'shortestLookGapMs' | 'longestLookGapMs'>,
): LookUpResult {
  const believedFrom = believedAbsentFrom(sentAt, quietPeriodSeconds);
  const halfMs = (Date.now() - sentAt.getTime()) / 2;
  const gapMs = Math.min(Math.max(halfMs, times.shortestLookGapMs), times.longestLookGapMs);
  const leftMs = Math.max(believedFrom - Date.now() + 50, times.shortestLookGapMs / 2);
  return {
    kind: 'absent',
    waitMs: Math.round(Math.min(gapMs, leftMs)),
    untilIso: new Date(believedFrom).toISOString(),
  };
}
