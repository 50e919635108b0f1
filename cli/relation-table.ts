import type { RelationHistory } from '../actions/relation-history';
import { isIssueCode } from '../domain/issues/issue-catalogue';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import { FIELD_WORDS, isField } from '../domain/issues/texts/field-texts';
import type { Language } from '../domain/issues/texts/text-types';
import { shortened } from '../domain/text-cut';
import type { ListedRelation } from '../store/relations/listed-relations';
import type { RelationChange } from '../store/relations/relation-history';
import type { ListedMatch } from '../store/relations/relation-matches';
import { momentInWords } from './words/moments';
import { RELATION_WORDS } from './words/relation-words';
import { wrapped } from './words/wrapped';

/** No terminal of 80 columns wraps it. */
const WIDTH = 79;
const COLUMNS = { name: 25, number: 10, winbooks: 10, role: 11 } as const;

const joined = (name: string, number: string, winbooks: string, role: string, state: string): string =>
  [
    shortened(name, COLUMNS.name).padEnd(COLUMNS.name),
    shortened(number, COLUMNS.number).padEnd(COLUMNS.number),
    shortened(winbooks, COLUMNS.winbooks).padEnd(COLUMNS.winbooks),
    role.padEnd(COLUMNS.role),
    state,
  ]
    .join('  ')
    .trimEnd();

export function relationHeading(language: Language): string {
  const { name, number, role, state } = RELATION_WORDS[language];
  return joined(name, number, 'WinBooks', role, state);
}

/** A row of the table, and below it the issue that is open. */
export function relationLines(relation: ListedRelation, language: Language): readonly string[] {
  const { name, debtorNumber, creditorNumber, winbooksCustomer, winbooksSupplier, state, issue } = relation;
  const row = joined(
    name,
    either(debtorNumber, creditorNumber),
    either(winbooksCustomer, winbooksSupplier),
    roleOf(relation, language),
    RELATION_WORDS[language].states[state],
  );
  if (issue === null) return [row];
  const title = isIssueCode(issue) ? `: ${describeIssue(issue, {}, language).title}` : '';
  return [row, `  ${issue}${title}`];
}

/** `C1`, or `C1/L9` for a relation that has another one as supplier. */
const either = (...values: readonly (string | null)[]): string =>
  [...new Set(values.filter((value) => value !== null))].join('/') || '–';

function roleOf({ roles }: ListedRelation, language: Language): string {
  const [role, another] = roles;
  if (role === undefined) return '–';
  return RELATION_WORDS[language].roles[another === undefined ? role : 'both'];
}

/** One relation, and a line for each value that was written to either side, the latest first. */
export function relationHistoryInWords({ relation, changes }: RelationHistory, language: Language): string {
  const words = RELATION_WORDS[language];
  const { kind, state, syncedAt } = relation;
  const synced = syncedAt === null ? words.notSynced : words.lastSynced(momentInWords(syncedAt, language));
  const facts = [words.kinds[kind], roleOf(relation, language), words.states[state]].join(', ');
  return [
    ...wrapped(`${relation.name} (${facts}). ${synced}`, { width: WIDTH, indent: 2 }),
    ...(changes.length === 0 ? [`  ${words.nothingWritten}`] : []),
    ...changes.flatMap((change) => changeInWords(change, language)),
  ].join('\n');
}

const SIDES = { tribe: 'Tribe', winbooks: 'WinBooks' } as const;

function changeInWords({ at, side, field, previous, value, cause }: RelationChange, language: Language) {
  const words = RELATION_WORDS[language];
  const other = side === 'tribe' ? 'winbooks' : 'tribe';
  const named = isField(field) ? FIELD_WORDS[field][language] : field;
  const colon = language === 'fr' ? '\u00a0:' : ':';
  const values = `${valueInWords(previous, language)} → ${valueInWords(value, language)}`;
  const why = words.causes[cause](SIDES[side], SIDES[other]);
  return wrapped(`  ${momentInWords(at, language)}  ${SIDES[side]}  ${named}${colon} ${values} (${why})`, {
    width: WIDTH,
    indent: 4,
  });
}

/** A value as it was stored: a text, a switch, or several parts such as those of an address. */
function valueInWords(value: unknown, language: Language): string {
  const { yes, no } = RELATION_WORDS[language];
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  const parts = Object.values(value).filter((part) => part !== null && part !== '');
  return parts.length === 0 ? '–' : parts.map(String).join(' ');
}

/** One proposed pair for people, a paragraph. */
export function matchLines(match: ListedMatch, language: Language): readonly string[] {
  const words = RELATION_WORDS[language];
  const { id, role, verdict, score, evidence } = match;
  return [
    `${id}  ${words.roles[role]}  ${words.verdicts[verdict]}  ${score}`,
    ...wrapped(`  Tribe     ${relationOf(match)}`, { width: WIDTH, indent: 4 }),
    ...wrapped(`  WinBooks  ${partyOf(match)}`, { width: WIDTH, indent: 4 }),
    `  ${words.equal} ${evidence.map((each) => words.evidence[each]).join(', ')}`,
  ];
}

export const relationOf = ({ relationName, relationId }: ListedMatch): string => relationName ?? relationId;

export const partyOf = ({ partyCode, partyName, partyId }: ListedMatch): string =>
  [partyCode ?? partyId, partyName].filter((part) => part !== null).join(' ');
