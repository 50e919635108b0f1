import { DEFAULT_SETTINGS, tenantSettings } from '../../domain/tenant/settings';
import { settingsChanges, withSettings } from '../../domain/tenant/settings-change';

const settled = (pairs: readonly string[]) => {
  const answer = withSettings(DEFAULT_SETTINGS, pairs);
  return answer.ok ? settingsChanges(DEFAULT_SETTINGS, answer.settings) : answer.problem;
};

describe('settings given as name=value', () => {
  it('takes numbers, codes that look like numbers, days and choices as what they are', () => {
    expect(
      settled([
        'pollSeconds=5',
        'revenueAccount=700000',
        'startDate=2026-01-01',
        'closedPeriod=next-open',
        'numberPrefix= F=',
      ]),
    ).toEqual([
      { name: 'startDate', before: null, after: '2026-01-01' },
      { name: 'revenueAccount', before: null, after: '700000' },
      { name: 'numberPrefix', before: null, after: 'F=' },
      { name: 'closedPeriod', before: 'hold', after: 'next-open' },
      { name: 'pollSeconds', before: 60, after: 5 },
    ]);
  });

  it.each(['salesJournal=', 'salesJournal=null'])('%s takes the choice back', (pair) => {
    const now = tenantSettings.parse({ salesJournal: 'VEN' });
    expect(withSettings(now, [pair])).toEqual({ ok: true, settings: DEFAULT_SETTINGS });
  });

  it('the same value is no change', () => {
    expect(settled(['pollSeconds=60'])).toEqual([]);
  });

  it.each([
    ['pollseconds=5', /^There is no setting "pollseconds"; there are: startDate, /],
    ['pollSeconds', /^"pollSeconds" is not of the form name=value\.$/],
    ['pollSeconds=soon', /^pollSeconds: .*number.*\.$/],
    ['pollSeconds=0', /^pollSeconds: Too small/],
    ['pollSeconds=', /^pollSeconds: /],
    ['closedPeriod=maybe', /^closedPeriod: Invalid option/],
    ['startDate=1/1/2026', /^startDate: Invalid ISO date/],
  ])('%s is refused in words', (pair, words) => {
    expect(settled([pair])).toMatch(words);
  });
});
