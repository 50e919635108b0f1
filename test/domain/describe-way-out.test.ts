import { describeWayOut } from '../../domain/ways-out/describe-way-out';
import { wayOut, type IssueNow } from '../../domain/ways-out/issue-actions';
import { LANGUAGES } from '../../domain/issues/texts/text-types';
import { NOTHING_BECAUSE } from '../../domain/issues/texts/way-out-texts';

const held: IssueNow = { recordKind: 'invoice', booking: 'held', tenant: 'active' };
const posting: IssueNow = { ...held, booking: 'posting' };

describe('what can be done about an issue, in words', () => {
  it('the actions keep the names of their commands in every language', () => {
    for (const language of LANGUAGES)
      expect(describeWayOut('PERIOD_CLOSED', held, language)).toEqual(wayOut('PERIOD_CLOSED', held));
  });

  it('why there is none is said in the language asked for', () => {
    expect(LANGUAGES.map((language) => describeWayOut('PERIOD_CLOSED', posting, language))).toEqual([
      { actions: [], nothingBecause: 'de factuur wordt nu geboekt of nagekeken: dit komt vanzelf in orde' },
      {
        actions: [],
        nothingBecause:
          'la facture est en cours de comptabilisation ou de vérification\u00a0: cela se règle automatiquement',
      },
      { actions: [], nothingBecause: 'the invoice is being booked or verified: this settles automatically' },
    ]);
  });

  it.each(Object.entries(NOTHING_BECAUSE))('%s fits behind "none, " in each language', (_, texts) => {
    expect(new Set(Object.values(texts)).size).toBe(LANGUAGES.length);
    for (const text of Object.values(texts)) expect(text).toMatch(/^\p{Ll}.*[^.]$/u);
  });
});
