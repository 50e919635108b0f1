import type { LookUpResult } from '../../domain/steps/booking-steps';

/** A request may leave up to this long after its fence; then it is aborted. Milliseconds. */
export const LEAVE_WITHIN_MS = 5_000;

/** The moment from which `absent` is believed: nothing of the attempt can still arrive. Epoch milliseconds. */
export function believedAbsentFrom(sentAt: Date, quietPeriodSeconds: number): number {
  return sentAt.getTime() + LEAVE_WITHIN_MS + quietPeriodSeconds * 1000;
}

/** Look again: at growing gaps (half of the time that has passed, 1 s to 30 s), and once right at the end. */
export function notYet(sentAt: Date, quietPeriodSeconds: number): LookUpResult {
  const believedFrom = believedAbsentFrom(sentAt, quietPeriodSeconds);
  const gapMs = Math.min(Math.max((Date.now() - sentAt.getTime()) / 2, 1_000), 30_000);
  const leftMs = Math.max(believedFrom - Date.now() + 50, 500);
  return {
    kind: 'absent',
    waitMs: Math.round(Math.min(gapMs, leftMs)),
    untilIso: new Date(believedFrom).toISOString(),
  };
}
