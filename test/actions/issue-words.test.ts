import { issueListing, type IssueListing } from '../../contract/issue-listing';
import { issueLines } from '../../cli/issues-command';
import { ISSUE_WORDS } from '../../cli/words/issue-words';
import { wayOut } from '../../domain/ways-out/issue-actions';
import { LANGUAGES, type Language } from '../../domain/issues/texts/text-types';

const issuesInWords = (issues: readonly IssueListing[], language: Language): string =>
  issues.map((issue) => issueLines(issue, language).join('\n')).join('\n\n');

function twoIssues(language: Language): IssueListing[] {
  return (['held', 'booked'] as const).map((booking) =>
    issueListing(
      {
        id: 'an-id',
        code: 'PERIOD_CLOSED',
        params: { date: '2026-03-10' },
        record: 'invoice:20260101',
        owner: 'accountant',
        ...wayOut('PERIOD_CLOSED', { recordKind: 'invoice', booking, tenant: 'active' }),
        openedAt: new Date('2026-11-21T18:23:45.000Z'),
        tribeId: 'a-tribe-id',
        number: '20260101',
      },
      language,
    ),
  );
}

/** What is neither a code, a record nor the name of a command. */
const ENGLISH = /\b(since|none|accountant|it is booked|because|the)\b/;

describe('issues as they are printed for people', () => {
  it.each(['nl', 'fr'] as const)('%s: not one English word between codes and commands', (language) => {
    expect(issuesInWords(twoIssues(language), language)).not.toMatch(ENGLISH);
    expect(issuesInWords(twoIssues('en'), 'en')).toMatch(ENGLISH);
  });

  it('Dutch and French say since when, whose, and what can be done', () => {
    const dutch = issuesInWords(twoIssues('nl'), 'nl').split('\n');
    expect(dutch[0]).toBe('invoice:20260101  PERIOD_CLOSED  sinds 2026-11-21 18:23 UTC  [boekhouder]');
    expect(dutch[3]).toBe('  Acties: retry, skip, link, settings');
    expect(dutch.at(-1)).toMatch(/^ {2}Acties: geen, de factuur is geboekt/);

    const french = issuesInWords(twoIssues('fr'), 'fr').split('\n');
    expect(french[0]).toBe('invoice:20260101  PERIOD_CLOSED  depuis 2026-11-21 18:23 UTC  [comptable]');
    expect(french.at(-1)).toMatch(/^ {2}Actions\u00a0: aucune, la facture est comptabilisée/);
  });

  it('says in each language that nothing is open', () => {
    expect(LANGUAGES.map((language) => ISSUE_WORDS[language].noOpenIssues)).toEqual([
      'geen open aandachtspunten',
      'aucun point d’attention ouvert',
      'no open issues',
    ]);
  });
});
