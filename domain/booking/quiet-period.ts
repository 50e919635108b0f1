import { LEAVE_WITHIN_MS } from '../writes/write-protocol';

/** How long a vendor may take to answer a write. Milliseconds. */
export const POST_TIMEOUT_MS = 100_000;

/**
 * The least quiet period. A vendor may still carry out a write for as long as its answer may take, plus a margin;
 * before that, nothing is believed absent.
 */
export const LEAST_QUIET_SECONDS = POST_TIMEOUT_MS / 1000 + 10;

interface QuietSetting {
  readonly quietPeriodSeconds: number;
}

/**
 * How long an attempt of unknown fate must stay absent. Settings of earlier versions may be shorter; the least quiet
 * period wins.
 *
 * @param hasQuietPeriodFloor false only where the vendors are the twins on this machine
 */
export function quietSecondsOf(
  { quietPeriodSeconds }: QuietSetting,
  { hasQuietPeriodFloor }: { readonly hasQuietPeriodFloor: boolean },
): number {
  return hasQuietPeriodFloor ? Math.max(quietPeriodSeconds, LEAST_QUIET_SECONDS) : quietPeriodSeconds;
}

/** The moment from which `absent` is believed: nothing of the attempt can still arrive. Epoch milliseconds. */
export function believedAbsentFrom(sentAt: Date, quietPeriodSeconds: number): number {
  return sentAt.getTime() + LEAVE_WITHIN_MS + quietPeriodSeconds * 1000;
}
