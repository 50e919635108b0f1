/** How long a vendor may take to answer a write. Milliseconds. */
export const POST_TIMEOUT_MS = 100_000;

/**
 * A write that nobody has answered may still be carried out for as long as we would have waited for it, and a little longer: nothing is
 * believed absent before.
 */
export const LEAST_QUIET_SECONDS = POST_TIMEOUT_MS / 1000 + 10;

interface QuietSetting {
  readonly quietPeriodSeconds: number;
}

/**
 * How long an attempt of unknown fate must stay absent, whatever a setting of an earlier version says.
 *
 * @param hasQuietPeriodFloor false only where the vendors are the twins of this machine
 */
export function quietSecondsOf(
  { quietPeriodSeconds }: QuietSetting,
  { hasQuietPeriodFloor }: { readonly hasQuietPeriodFloor: boolean },
): number {
  return hasQuietPeriodFloor ? Math.max(quietPeriodSeconds, LEAST_QUIET_SECONDS) : quietPeriodSeconds;
}
