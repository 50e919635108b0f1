import { z } from 'zod';

/** How many rows of the previous page a page repeats, so that no row is skipped when rows before it have moved. */
const ANCHORS = 10;

/** Where reading of a list of changes stopped. A reader in any process that continues here skips nothing. */
export const listPlace = z.object({
  /** The moment from which the list is asked for, ISO 8601 in whole seconds. */
  from: z.string(),
  /** How many of its rows were read. */
  skip: z.number().int().min(0),
  /**
   * The last rows that were read, each with its date. A page with one of them unchanged continues where reading
   * stopped.
   */
  anchors: z.array(z.string()),
  /** The server's own link to the next page. */
  link: z.string().nullable(),
});
export type ListPlace = z.output<typeof listPlace>;

/** The beginning of a list that was read up to `since`. */
export const placeAt = (since: string): ListPlace => ({
  from: wholeSecond(Date.parse(since)),
  skip: 0,
  anchors: [],
  link: null,
});

/** The part of a row that determines its place in the list. */
export interface LooseRow {
  readonly value: unknown;
  /** Its id and its date in the list's order; empty when it has no id. */
  readonly key: string;
  /** Epoch milliseconds; null when it has no date. */
  readonly atMs: number | null;
  readonly date: string | null;
}

/**
 * Where the list continues after a page that is not the last; null after an empty one, `stuck` when it ends as the
 * previous one did.
 *
 * @param skip at which row the page began, counted from the moment `at.from`
 */
export function placeAfter(
  at: ListPlace,
  skip: number,
  rows: readonly LooseRow[],
  nextLink: string | null,
): ListPlace | null | 'stuck' {
  if (rows.length === 0) return null;
  const keys = rows.map(({ key }) => key).filter((key) => key !== '');
  if (at.anchors.length > 0 && keys.at(-1) === at.anchors.at(-1)) return 'stuck';
  const latestMs = Math.max(...rows.map(({ atMs }) => atMs ?? Number.NEGATIVE_INFINITY));
  const anchors = last(keys, Math.min(ANCHORS, Math.floor(rows.length / 2)));
  const from = Number.isFinite(latestMs) ? wholeSecond(latestMs) : at.from;
  const base = { link: nextLink, anchors };
  if (Date.parse(from) <= Date.parse(at.from))
    return withinSkip({ ...base, from: at.from, skip: skip + rows.length });
  const first = rows.findIndex(({ atMs }) => atMs !== null && atMs >= Date.parse(from));
  return withinSkip({ ...base, from, skip: rows.length - first });
}

/** Anchors must lie after the list's starting moment, so there are no more of them than rows read since. */
const withinSkip = (place: ListPlace): ListPlace => ({
  ...place,
  anchors: last(place.anchors, place.skip),
});

const last = <Item>(items: readonly Item[], count: number): Item[] =>
  items.slice(Math.max(0, items.length - count));

/** Rows before the page have moved and it begins with unknown rows: go one page back, or to the beginning. */
export const furtherBack = (at: ListPlace, pageSize: number): ListPlace =>
  at.skip - at.anchors.length > pageSize && at.link === null
    ? { ...at, skip: at.skip - pageSize, link: null }
    : { ...at, skip: 0, anchors: [], link: null };

/** ISO 8601 without decimals, because a server may round the times it shows. */
export const wholeSecond = (ms: number): string =>
  new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
