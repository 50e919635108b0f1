import { sameVatNumber } from '../vat/vat-number';
import { zipKey } from './canonical-address';
import { namesAgree } from './customer-match';
import { keysOf, MATCH_KEYS, type MatchKey, type MatchRecord } from './match-record';

/** Why two records may be one party, strongest first. */
export const EVIDENCE = ['link', ...MATCH_KEYS] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** A relation and a customer or supplier that share a key. */
export interface Candidate {
  readonly relation: MatchRecord;
  readonly party: MatchRecord;
  /** They were linked before. */
  readonly isLinked: boolean;
  /**
   * Per kind of evidence, how many records other than these two have that key of either of the two: relations and
   * parties together, in the same role. For `link`, how many other links the two have.
   */
  readonly others: Readonly<Record<Evidence, number>>;
}

/** What keeps a pair from being clear. */
export type Doubt =
  /** Another record has a key of one of the two that is at least as strong as what they share. */
  | 'others'
  /** Only one thing is equal, which may be chance. */
  | 'alone'
  | 'vat-number'
  /** A private person, and a party with a VAT number. */
  | 'kind'
  /** Inactive in WinBooks, and in use in Tribe. */
  | 'inactive';

export interface Judgement {
  readonly evidence: readonly Evidence[];
  /** 1–100, for the order in which people see pairs; the verdict does not follow from it. */
  readonly score: number;
  readonly verdict: 'clear' | 'unclear';
  readonly doubts: readonly Doubt[];
}

/**
 * Judges a pair by itself. A pair is clear when nobody else has a key of the two as strong as the strongest that they
 * share, two independent things are equal, and nothing contradicts. So no record is ever in two clear pairs: the stronger
 * evidence of one of them would count among the others of the second.
 */
export function judgeMatch(candidate: Candidate): Judgement {
  const shared = sharedKeys(candidate);
  const evidence = EVIDENCE.filter((each) => (each === 'link' ? candidate.isLinked : shared.includes(each)));
  const signs = signsOf(candidate, shared);
  const doubts = doubtsAbout(candidate, evidence, signs);
  return {
    evidence,
    score: scoreOf(candidate, signs, doubts),
    verdict: evidence.length > 0 && doubts.length === 0 ? 'clear' : 'unclear',
    doubts,
  };
}

function sharedKeys({ relation, party }: Candidate): readonly MatchKey[] {
  const [ours, theirs] = [keysOf(relation), keysOf(party)];
  return MATCH_KEYS.filter((key) => ours[key] !== null && ours[key] === theirs[key]);
}

/** Things that are equal independently of each other, with what each is worth. */
const WORTH = { number: 40, vatNumber: 40, name: 20, postalCode: 10, email: 20 } as const;
type Sign = keyof typeof WORTH;

function signsOf({ relation, party }: Candidate, shared: readonly MatchKey[]): readonly Sign[] {
  const signs: Sign[] = shared.filter((key) => key !== 'namePostcode');
  if (namesAgree(relation.name, party.name)) signs.push('name');
  const postalCode = zipKey(relation.postalCode);
  if (postalCode !== '' && postalCode === zipKey(party.postalCode)) signs.push('postalCode');
  return signs;
}

function doubtsAbout(
  { relation, party, isLinked, others }: Candidate,
  evidence: readonly Evidence[],
  signs: readonly Sign[],
): readonly Doubt[] {
  const [strongest = 'email'] = evidence;
  const asStrong = EVIDENCE.slice(0, EVIDENCE.indexOf(strongest) + 1);
  const doubts: readonly (readonly [Doubt, boolean])[] = [
    ['others', asStrong.some((each) => others[each] > 0)],
    ['alone', !isLinked && signs.length < 2],
    ['vat-number', bothHave(relation, party) && !sameVatNumber(relation.vatNumber, party.vatNumber)],
    ['kind', relation.kind === 'person' && party.vatNumber !== null],
    ['inactive', !isLinked && party.isInactive && !relation.isInactive],
  ];
  return doubts.filter(([, isThere]) => isThere).map(([doubt]) => doubt);
}

const bothHave = (relation: MatchRecord, party: MatchRecord): boolean =>
  relation.vatNumber !== null && party.vatNumber !== null;

/** A doubt costs as much as a number is worth. */
const DOUBT = 40;

function scoreOf({ isLinked }: Candidate, signs: readonly Sign[], doubts: readonly Doubt[]): number {
  const worth = isLinked ? 100 : signs.reduce((sum, sign) => sum + WORTH[sign], 0);
  return Math.max(1, Math.min(100, worth) - doubts.length * DOUBT);
}
