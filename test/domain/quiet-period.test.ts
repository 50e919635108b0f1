import { quietPeriodProblems } from '../../activities/activation/check-settings';
import {
  believedAbsentFrom,
  LEAST_QUIET_SECONDS,
  POST_TIMEOUT_MS,
  quietSecondsOf,
} from '../../domain/booking/quiet-period';
import { LEAVE_WITHIN_MS } from '../../domain/writes/write-protocol';
import { DEFAULT_SETTINGS, tenantSettings } from '../../domain/tenant/settings';

const floor = { hasQuietPeriodFloor: true };
const none = { hasQuietPeriodFloor: false };

describe('the quiet period', () => {
  it('is two minutes unless a tenant chose a longer one', () => {
    expect(DEFAULT_SETTINGS.quietPeriodSeconds).toBe(120);
    expect(quietSecondsOf(DEFAULT_SETTINGS, floor)).toBe(120);
    expect(quietSecondsOf({ quietPeriodSeconds: 600 }, floor)).toBe(600);
  });

  it.each([1, 2, 60, 109, 110, 3600])(
    'of %d s as stored: an attempt is never believed absent while its request may still be answered',
    (quietPeriodSeconds) => {
      const sentAt = new Date('2026-11-26T12:00:00Z');
      const answeredBy = sentAt.getTime() + LEAVE_WITHIN_MS + POST_TIMEOUT_MS;
      const seconds = quietSecondsOf({ quietPeriodSeconds }, floor);
      expect(believedAbsentFrom(sentAt, seconds)).toBeGreaterThan(answeredBy);
      expect(quietSecondsOf({ quietPeriodSeconds }, none)).toBe(quietPeriodSeconds);
    },
  );

  it('that is too short is refused where it is chosen, and an old one is still read', () => {
    const settings = tenantSettings.parse({ quietPeriodSeconds: LEAST_QUIET_SECONDS - 1 });
    expect(quietPeriodProblems(settings, floor)).toEqual([
      { code: 'QUIET_PERIOD_TOO_SHORT', params: { seconds: 109, leastSeconds: 110 } },
    ]);
    expect(quietPeriodProblems(settings, none)).toEqual([]);
    expect(quietPeriodProblems({ ...settings, quietPeriodSeconds: LEAST_QUIET_SECONDS }, floor)).toEqual([]);
  });
});
