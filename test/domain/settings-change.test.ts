import { DEFAULT_SETTINGS, tenantSettings } from '../../domain/tenant/settings';
import { settingsChanges, withSettings } from '../../domain/tenant/settings-change';

const settled = (given: Readonly<Record<string, string>>) => {
  const answer = withSettings(DEFAULT_SETTINGS, given);
  return answer.ok ? settingsChanges(DEFAULT_SETTINGS, answer.settings) : answer.problem;
};

describe('settings given as text', () => {
  it('takes numbers, codes that look like numbers, days and choices as what they are', () => {
    expect(
      settled({
        pollSeconds: '5',
        revenueAccount: '700000',
        startDate: '2026-01-01',
        closedPeriod: 'next-open',
        numberPrefix: 'F=',
      }),
    ).toEqual([
      { name: 'startDate', before: null, after: '2026-01-01' },
      { name: 'revenueAccount', before: null, after: '700000' },
      { name: 'numberPrefix', before: null, after: 'F=' },
      { name: 'closedPeriod', before: 'hold', after: 'next-open' },
      { name: 'pollSeconds', before: 60, after: 5 },
    ]);
  });

  it.each(['', 'null'])('"%s" takes the choice back', (salesJournal) => {
    const now = tenantSettings.parse({ salesJournal: 'VEN' });
    expect(withSettings(now, { salesJournal })).toEqual({ ok: true, settings: DEFAULT_SETTINGS });
  });

  it('the same value is no change', () => {
    expect(settled({ pollSeconds: '60' })).toEqual([]);
  });

  it.each([
    ['pollSeconds', 'soon', '1–3600'],
    ['pollSeconds', '0', '1–3600'],
    ['pollSeconds', '', '1–3600'],
    ['closedPeriod', 'maybe', 'hold, next-open'],
    ['startDate', '1/1/2026', 'YYYY-MM-DD'],
    ['salesJournal', 'x'.repeat(21), 'A–Z 0–9, 1–20'],
  ])('%s is not %s: says which values it takes', (setting, text, takes) => {
    expect(settled({ [setting]: text })).toMatchObject({
      code: 'SETTING_VALUE_UNUSABLE',
      params: { setting, takes },
    });
  });

  it('names the settings that there are, and a prefix that is missing', () => {
    expect(settled({ pollseconds: '5' })).toMatchObject({
      code: 'SETTING_UNKNOWN',
      params: {
        setting: 'pollseconds',
        settings: expect.stringMatching(/^startDate, .*pollSeconds/) as string,
      },
    });
    expect(settled({ documentNumber: 'after-prefix' })).toMatchObject({ code: 'SETTING_PREFIX_MISSING' });
  });
});
