import { day } from '../../domain/ids';
import { openTotals } from '../../domain/tie-out/control-totals';
import { judgeInvoice, unknownDocument } from '../../domain/tie-out/judge-invoice';
import {
  DIFFERENCE_CODES,
  type DifferenceCode,
  type FoundDocument,
  type FoundLine,
} from '../../domain/tie-out/tie-out-records';
import { seededRandom } from '../faults/seeded-random';
import { cleanBooks, codes, id, OTHER_ACCOUNT, rules, vatId, type Pair } from './tie-out-books';

const SEEDS = 200;
const INVOICES = 30;
const seeds = Array.from({ length: SEEDS }, (_, seed) => seed);

const judged = (books: readonly Pair[]): string[] =>
  books
    .flatMap(({ side, documents }) => judgeInvoice(side, documents, rules))
    .map(({ code, invoice }) => `${code} ${invoice}`);

const withLine = (
  document: FoundDocument,
  isMeant: (line: FoundLine) => boolean,
  change: (line: FoundLine) => FoundLine,
): FoundDocument => {
  const index = document.lines.findIndex(isMeant);
  return { ...document, lines: document.lines.map((line, place) => (place === index ? change(line) : line)) };
};
const isRevenue = ({ accountId }: FoundLine): boolean => accountId === id('700000');
const isVat = ({ accountId, cents }: FoundLine): boolean => accountId === id('451000') && cents !== 0;

/** Each code, and how it is planted into a pair that agrees; null where the pair does not lend itself to it. */
const PLANTS: Readonly<
  Record<Exclude<DifferenceCode, 'unknown'>, (pair: Pair, below: (most: number) => number) => Pair | null>
> = {
  missing: ({ side }) => ({
    side: {
      ...side,
      booking: { ...side.booking, state: 'held', documentId: null, issueCode: 'PERIOD_CLOSED' },
    },
    documents: [],
  }),
  duplicate: ({ side, documents: [own] }) =>
    own === undefined ? null : { side, documents: [own, { ...own, id: id(`${own.id}-again`) }] },
  amount: ({ side, documents: [own] }, below) => {
    if (own === undefined || side.booking.isLinked || !own.lines.some(isVat)) return null;
    // Still balanced: a cent of the net became VAT, or the customer owes a cent more of both.
    const cent = below(2) === 0 ? 1 : -1;
    const shifted = withLine(own, isRevenue, (line) => ({ ...line, cents: line.cents + cent }));
    const [from, to] = below(2) === 0 ? [isVat, -cent] : [(line: FoundLine) => line.order === 0, -cent];
    return { side, documents: [withLine(shifted, from, (line) => ({ ...line, cents: line.cents + to }))] };
  },
  'vat-code': ({ side, documents: [own] }) => {
    const line = own?.lines.find((each) => isRevenue(each) && each.vatId !== null);
    if (own === undefined || side.booking.isLinked || line === undefined) return null;
    const other = line.vatId === vatId('IC') ? vatId('0') : vatId('IC');
    return {
      side,
      documents: [
        withLine(
          own,
          (each) => each === line,
          (each) => ({ ...each, vatId: other }),
        ),
      ],
    };
  },
  date: ({ side, documents: [own] }) =>
    own === undefined ? null : { side, documents: [{ ...own, date: day('2026-12-24') }] },
  customer: ({ side, documents: [own] }) =>
    own === undefined
      ? null
      : {
          side,
          documents: [
            withLine(
              own,
              ({ order }) => order === 0,
              (line) => ({ ...line, customerId: id('C2') }),
            ),
          ],
        },
  deleted: ({ side, documents }, below) =>
    below(2) === 0 ? { side, documents: [] } : { side: { ...side, isGone: true }, documents },
  edited: ({ side, documents: [own] }, below) => {
    if (own === undefined || side.booking.isLinked) return null;
    if (below(2) === 0)
      return {
        side,
        documents: [withLine(own, isRevenue, (line) => ({ ...line, accountId: OTHER_ACCOUNT }))],
      };
    const expected = { ...side.expected, grossCents: (side.expected.grossCents ?? 0) + 100 };
    return { side: { ...side, isEdited: true, expected }, documents: [own] };
  },
  phase: ({ side, documents: [own] }) =>
    own === undefined ? null : { side, documents: [{ ...own, isSettled: !own.isSettled }] },
};

describe('what differs between Tribe and the ledger', () => {
  it.each(seeds)('books that agree differ in nothing, seed %i', (seed) => {
    const books = cleanBooks(seed, INVOICES);
    expect(judged(books)).toEqual([]);

    const totals = openTotals();
    for (const { side, documents } of books) {
      if (side.booking.isLinked) continue;
      totals.addInvoice(side, null);
      for (const document of documents) totals.addDocument(document, codes);
    }
    for (const { tribe, winbooks } of totals.totals()) expect(winbooks).toEqual(tribe);
  });

  it.each(seeds)('each planted difference is found, and nothing else, seed %i', (seed) => {
    const random = seededRandom(seed + 1_000);
    const below = (most: number): number => random.between(0, most - 1);
    const books = cleanBooks(seed, INVOICES);
    const planted: string[] = [];
    const taken = new Set<number>();
    for (const [code, plant] of Object.entries(PLANTS)) {
      const from = below(INVOICES);
      for (let step = 0; step < INVOICES; step += 1) {
        const index = (from + step) % INVOICES;
        const pair = books[index];
        const changed = taken.has(index) || pair === undefined ? null : plant(pair, below);
        if (changed === null) continue;
        books[index] = changed;
        taken.add(index);
        planted.push(`${code} ${changed.side.number}`);
        break;
      }
    }
    expect(planted).toHaveLength(DIFFERENCE_CODES.length - 1);

    expect(judged(books).sort()).toEqual(planted.sort());
  });

  it('a document of our journals that belongs to no invoice is unknown', () => {
    const [own] = cleanBooks(1, 1)[0]?.documents ?? [];
    if (own === undefined) throw new Error('no document');
    expect(unknownDocument(own, rules)).toMatchObject({ code: 'unknown', invoice: null, tribe: null });
  });

  it('one that was sent a moment ago, or that a person chose not to book, is not missing', () => {
    const [pair] = cleanBooks(2, 1);
    if (pair === undefined) throw new Error('no invoice');
    const notBooked = { ...pair.side.booking, documentId: null };
    const young = { ...pair.side, isYoung: true, booking: { ...notBooked, state: 'waiting' as const } };
    const skipped = { ...pair.side, booking: { ...notBooked, state: 'skipped' as const } };
    const old = { ...young, isYoung: false };

    expect(judged([{ side: young, documents: [] }])).toEqual([]);
    expect(judged([{ side: skipped, documents: [] }])).toEqual([]);
    expect(judged([{ side: old, documents: [] }])).toEqual([`missing ${pair.side.number}`]);
  });
});
