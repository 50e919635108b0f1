import type { WinbooksCustomer } from '../vendors/winbooks-records';

/**
 * Legal forms of companies in Belgium and its neighbours. They change, and people leave them out or abbreviate them.
 */
const LEGAL_FORMS = new Set(
  (
    'bv bvba ebvba nv cv cvba cvoa vof commv comm gcv vzw ivzw esv maatschap stichting ' +
    'srl sprl sprlu sa sc scrl scris snc scomm scs asbl aisbl gie ste societe sarl sas sasu eurl sci rl ' +
    'gmbh ag kg ohg ug mbh ev eg ltd limited llc llp inc plc corp co spa sas ab oy as aps se sro spzoo zoo kft'
  ).split(' '),
);
/** `&`, `en` and `et` are interchangeable. */
const JOINING_WORDS = new Set('en et and und e y'.split(' '));
/** Letters that Unicode does not decompose into a letter and an accent. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/œ/g, 'oe'],
  [/æ/g, 'ae'],
  [/ø/g, 'o'],
  [/ł/g, 'l'],
  [/đ/g, 'd'],
];
/** An import may cut off a name (winbooks-api §7.7). From this length on, an equal beginning is sufficient. */
const CUT_OFF_FROM = 36;

/**
 * Whether two names are of the same customer, given that their VAT numbers are equal: the same words, in any order and
 * with or without spaces. Case, accents, punctuation, legal form and words for "and" are ignored, and a long name that
 * was cut off agrees with the whole name. A name with additional words does not agree.
 */
export function namesAgree(a: string | null, b: string | null): boolean {
  const [words, others] = [wordsOf(a ?? ''), wordsOf(b ?? '')];
  if (words.length === 0 || others.length === 0) return false;
  const [joined, otherJoined] = [words.join(''), others.join('')];
  return (
    joined === otherJoined ||
    words.toSorted().join(' ') === others.toSorted().join(' ') ||
    isCutOff(a ?? '', joined, otherJoined) ||
    isCutOff(b ?? '', otherJoined, joined)
  );
}

/**
 * A key that names of one party share: the letters of their words, in alphabetical order. Names that agree may yet have
 * different keys (one of them was cut off), and names with one key may not agree.
 */
export const nameKey = (name: string): string => [...wordsOf(name).join('')].toSorted().join('');

function wordsOf(name: string): string[] {
  const plain = LETTERS.reduce(
    (text, [letter, plainly]) => text.replaceAll(letter, plainly),
    name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, ''),
  );
  // `B.V.` is one word, `Brown & Co.` is two.
  const words = plain
    .replaceAll(/(?<![\p{L}\p{N}])(?:\p{L}\.)+\p{L}?(?![\p{L}\p{N}])/gu, (initials) =>
      initials.replaceAll('.', ''),
    )
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !LEGAL_FORMS.has(word) && !JOINING_WORDS.has(word));
  return telling.length > 0 ? telling : words;
}

function isCutOff(name: string, joined: string, whole: string): boolean {
  return name.trim().length >= CUT_OFF_FROM && whole.startsWith(joined);
}

/** What WinBooks' customers with a VAT number say about the identity of a relation. */
export type VatMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly customer: WinbooksCustomer }
  | { readonly kind: 'unclear'; readonly candidates: readonly WinbooksCustomer[] };

/**
 * Finds which of the customers with this VAT number is the relation: the only one in use, if its name agrees. A hidden
 * or locked customer counts only if there is no other.
 */
export function matchByVatNumber(name: string, withSameNumber: readonly WinbooksCustomer[]): VatMatch {
  const [anyone] = withSameNumber;
  if (anyone === undefined) return { kind: 'none' };
  const inUse = withSameNumber.filter(({ isHidden, isLocked }) => !isHidden && !isLocked);
  const candidates = inUse.length > 0 ? inUse : withSameNumber;
  const [only, another] = candidates;
  return only !== undefined && another === undefined && !only.isHidden && namesAgree(name, only.name)
    ? { kind: 'one', customer: only }
    : { kind: 'unclear', candidates };
}

/** Candidates for people, by code: `K17 (Peeters Hout NV); K18`. */
export function candidatesInWords(candidates: readonly WinbooksCustomer[]): string {
  return candidates
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => (name === null ? code : `${code} (${name})`))
    .join('; ');
}
