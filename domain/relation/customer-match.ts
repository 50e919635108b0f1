import type { WinbooksCustomer } from '../vendors/winbooks-records';

/** What companies are called by law, in Belgium and around it: it changes, and is left out or abbreviated at will. */
const LEGAL_FORMS = new Set(
  (
    'bv bvba ebvba nv cv cvba cvoa vof commv comm gcv vzw ivzw esv maatschap stichting ' +
    'srl sprl sprlu sa sc scrl scris snc scomm scs asbl aisbl gie ste societe sarl sas sasu eurl sci rl ' +
    'gmbh ag kg ohg ug mbh ev eg ltd limited llc llp inc plc corp co spa sas ab oy as aps se sro spzoo zoo kft'
  ).split(' '),
);
/** They stand for one another: `&`, `en`, `et`. */
const JOINING_WORDS = new Set('en et and und e y'.split(' '));
/** Letters that do not come apart into a letter and its accent. */
const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/ß/g, 'ss'],
  [/œ/g, 'oe'],
  [/æ/g, 'ae'],
  [/ø/g, 'o'],
  [/ł/g, 'l'],
  [/đ/g, 'd'],
];
/** A name may have been cut off where it was imported (winbooks-api §7.7): from this length on, its beginning says enough. */
const CUT_OFF_FROM = 36;

/**
 * Whether two names are of the same customer, given that their VAT numbers are the same: equal words, in whatever order and
 * however they are run together. Case, accents, punctuation, legal form and the words for "and" say nothing; a long name that was
 * cut off agrees with the whole one. A name that says more than the other one does not agree.
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

function wordsOf(name: string): string[] {
  const plain = LETTERS.reduce(
    (text, [letter, plainly]) => text.replaceAll(letter, plainly),
    name.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, ''),
  );
  // `B.V.` is one word, `Brown & Co.` are two.
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

/** What a VAT number that WinBooks knows says about whose customer it is. */
export type VatMatch =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly customer: WinbooksCustomer }
  | { readonly kind: 'unclear'; readonly candidates: readonly WinbooksCustomer[] };

/**
 * Which of the customers with this VAT number the relation is: the only one that is in use, if its name agrees. One that is
 * hidden or locked stands aside for one that is neither.
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

/** Candidates as people read them, by code: `K17 (Peeters Hout NV); K18`. */
export function candidatesInWords(candidates: readonly WinbooksCustomer[]): string {
  return candidates
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => (name === null ? code : `${code} (${name})`))
    .join('; ');
}
