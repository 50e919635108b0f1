import { relationHeading, relationHistoryInWords, relationLines, matchLines } from '../../cli/relation-table';
import { RELATION_WORDS } from '../../cli/words/relation-words';
import { tribeId, winbooksId } from '../../domain/ids';
import { LANGUAGES } from '../../domain/issues/texts/text-types';
import { RELATION_STATES, type ListedRelation } from '../../store/relations/listed-relations';
import type { RelationChange } from '../../store/relations/relation-history';

const relation: ListedRelation = {
  key: 'r:1',
  tribeId: '1',
  kind: 'organisation',
  roles: ['customer'],
  name: 'Schrijnwerkerij Van den Broeck & Zonen BV',
  debtorNumber: 'C1',
  creditorNumber: null,
  winbooksCustomer: 'C1',
  winbooksSupplier: null,
  state: 'linked',
  issue: null,
  syncedAt: new Date('2026-11-05T13:03:10Z'),
};
const change: RelationChange = {
  role: 'customer',
  side: 'winbooks',
  field: 'website',
  previous: null,
  value: 'https://peeters.example',
  cause: 'change',
  at: new Date('2026-11-05T13:03:10Z'),
};
const historyOf = (...changes: RelationChange[]) => ({ ok: true, relation, changes }) as const;

it.each(LANGUAGES)('%s: a row fits in 80 columns in every state, under its heading', (language) => {
  const both: ListedRelation = { ...relation, roles: ['customer', 'supplier'], creditorNumber: 'LEVERANC09' };
  for (const state of RELATION_STATES) {
    const [row = ''] = relationLines({ ...both, state }, language);
    expect(row.length).toBeLessThan(80);
    expect(row.endsWith(RELATION_WORDS[language].states[state])).toBe(true);
    expect(row.indexOf(RELATION_WORDS[language].states[state])).toBe(
      relationHeading(language).lastIndexOf(RELATION_WORDS[language].state),
    );
  }
});

test('the issue that is open stands below, with its title', () => {
  const [row, below] = relationLines({ ...relation, issue: 'EMAIL_INVALID' }, 'nl');
  expect(row).toBe('Schrijnwerkerij Van den …  C1          C1          klant        gekoppeld');
  expect(below).toBe('  EMAIL_INVALID: E-mailadres is niet bruikbaar');
});

describe('a history', () => {
  it('tells when, which side was written, the field, both values and why', () => {
    expect(relationHistoryInWords(historyOf(change), 'en').split('\n').slice(-2)).toEqual([
      '  05 Nov 2026 14:03:10  WinBooks  website: – → https://peeters.example (changed',
      '    in Tribe)',
    ]);
    const moved: RelationChange = {
      ...change,
      side: 'tribe',
      field: 'address',
      previous: { street: 'Kerkstraat', houseNumber: '7', box: null },
      value: { street: null },
      cause: 'conflict',
    };
    expect(relationHistoryInWords(historyOf(moved), 'nl').replaceAll(/\s+/g, ' ')).toContain(
      'Tribe adres: Kerkstraat 7 → – (aan beide kanten gewijzigd; de instelling besliste)',
    );
    const former: RelationChange = {
      ...change,
      side: 'tribe',
      field: 'former',
      previous: false,
      value: true,
      cause: 'deactivate',
    };
    expect(relationHistoryInWords(historyOf(former), 'fr').replaceAll(/ +|\n +/g, ' ')).toContain(
      'ancienne relation (Former)\u00a0: non → oui (plus actif dans WinBooks)',
    );
  });

  it.each(LANGUAGES)('%s: says so when nothing was written', (language) => {
    expect(relationHistoryInWords(historyOf(), language)).toContain(RELATION_WORDS[language].nothingWritten);
  });
});

test('a proposed pair tells what is equal', () => {
  const match = {
    id: '12',
    role: 'customer',
    relationId: tribeId('1'),
    partyId: winbooksId('2'),
    evidence: ['number', 'namePostcode'],
    score: 87,
    verdict: 'clear',
    decision: 'open',
    relationName: 'Peeters Hout BV',
    partyName: null,
    partyCode: 'C1',
  } as const;
  expect(matchLines({ ...match, evidence: [...match.evidence] }, 'nl')).toEqual([
    '12  klant  duidelijk  87',
    '  Tribe     Peeters Hout BV',
    '  WinBooks  C1',
    '  Gelijk: nummer, naam en postcode',
  ]);
});

it.each(LANGUAGES)('%s: people never read of a match', (language) => {
  expect(JSON.stringify(RELATION_WORDS[language])).not.toMatch(/\bmatch/i);
});
