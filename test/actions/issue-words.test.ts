import type { IssueListing } from '../../actions/list-issues';
import { issuesInWords } from '../../cli/issues-command';
import { describeIssue } from '../../domain/issues/texts/describe-issue';
import { describeWayOut } from '../../domain/ways-out/describe-way-out';
import { tenantId } from '../../domain/ids';
import { LANGUAGES, type Language } from '../../domain/issues/texts/text-types';

const acme = tenantId('acme');

function twoIssues(language: Language): IssueListing[] {
  return (['held', 'booked'] as const).map((booking) => ({
    id: 'an-id',
    code: 'PERIOD_CLOSED',
    record: 'invoice:20260101',
    ...describeIssue('PERIOD_CLOSED', { date: '2026-03-10' }, language),
    ...describeWayOut('PERIOD_CLOSED', { recordKind: 'invoice', booking, tenant: 'active' }, language),
    openedAt: '2026-11-21T18:23:45.000Z',
    tribeId: 'a-tribe-id',
    number: '20260101',
  }));
}

/** What is neither a code, a record nor the name of a command. */
const ENGLISH = /\b(since|none|accountant|it is booked|because|the)\b/;

describe('issues as they are printed for people', () => {
  it.each(['nl', 'fr'] as const)('%s: not one English word between codes and commands', (language) => {
    expect(issuesInWords(acme, twoIssues(language), language)).not.toMatch(ENGLISH);
    expect(issuesInWords(acme, twoIssues('en'), 'en')).toMatch(ENGLISH);
  });

  it('Dutch and French say since when, whose, and what can be done', () => {
    const dutch = issuesInWords(acme, twoIssues('nl'), 'nl').split('\n');
    expect(dutch[0]).toBe('invoice:20260101  PERIOD_CLOSED  sinds 2026-11-21 18:23 UTC  [boekhouder]');
    expect(dutch[3]).toBe('  Acties: retry, skip, link, settings');
    expect(dutch.at(-1)).toMatch(/^ {2}Acties: geen, de factuur is geboekt/);

    const french = issuesInWords(acme, twoIssues('fr'), 'fr').split('\n');
    expect(french[0]).toBe('invoice:20260101  PERIOD_CLOSED  depuis 2026-11-21 18:23 UTC  [comptable]');
    expect(french.at(-1)).toMatch(/^ {2}Actions\u00a0: aucune, la facture est comptabilisée/);
  });

  it('says in each language that nothing is open', () => {
    expect(LANGUAGES.map((language) => issuesInWords(acme, [], language))).toEqual([
      'acme: geen open aandachtspunten.',
      'acme: aucun point d’attention ouvert.',
      'acme: no open issues.',
    ]);
  });
});
