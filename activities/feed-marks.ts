import { z } from 'zod';
import {
  listPlace,
  placeAt,
  type ChangesPage,
  type ChangesQuestion,
  type ListPlace,
  type ReadUpTo,
} from '../clients/tribe';
import type { Day } from '../domain/ids';
import type { Timings } from '../domain/timings';
import type { TenantSql } from '../store/database/database';
import { advanceWatermark, touchPoll, watermarkFor, type Watermark } from '../store/tenants/watermarks';

/** The watermarks of a feed of Tribe: records that were ever changed, and those that never were, are two lists. */
export interface TwoListFeed {
  readonly touched: string;
  readonly untouched: string;
}

/** Without a watermark everything is read once, because an old change date does not mean an old record. */
const BEGINNING = '1970-01-01T00:00:00Z';

/** One list of the feed: how far it was read, and by how many writes. */
interface Mark {
  readonly position: string | null;
  readonly version: number;
  readonly place: ReadUpTo['place'];
  readonly isSettled: boolean;
}

/** How far both lists of a feed were read. */
export interface FeedMarks {
  readonly touched: Mark;
  readonly untouched: Mark;
}

/** The positions of both lists. Under an earlier start date than that of the last reading, both begin again. */
export async function readFeedMarks(
  sql: TenantSql,
  feed: TwoListFeed,
  startDate: Day | null,
  times: PollTimes,
): Promise<FeedMarks> {
  const touched = await watermarkFor(sql, feed.touched, startDate);
  const untouched = await watermarkFor(sql, feed.untouched, startDate);
  return { touched: markOf(touched.mark, times), untouched: markOf(untouched.mark, times) };
}

type PollTimes = Timings['poll'];

function markOf(mark: Watermark | null, times: PollTimes): Mark {
  // A place from another version is not understood; the watermark then says where to begin.
  const stored = storedPlace.safeParse(mark?.place);
  return {
    position: mark?.position ?? null,
    version: mark?.version ?? 0,
    place: stored.success ? resumed(stored.data, times) : null,
    isSettled: mark !== null && mark.unmovedSeconds * 1000 > times.overlapMs + times.settledAfterMs,
  };
}

const storedPlace = listPlace.extend({ leftAt: z.string() });

/**
 * Reading that stopped a while ago continues slightly earlier, because records that appeared late since then lie before
 * the place.
 */
function resumed({ leftAt, ...place }: z.output<typeof storedPlace>, times: PollTimes): ListPlace {
  const isOld = !(Date.now() - Date.parse(leftAt) < times.samePlaceForMs);
  return isOld ? placeAt(new Date(Date.parse(place.from) - times.overlapMs).toISOString()) : place;
}

/** What to ask for next. */
export const questionFrom = (marks: FeedMarks, times: PollTimes): ChangesQuestion => ({
  touched: upTo(marks.touched, times),
  untouched: upTo(marks.untouched, times),
  settled: settledAt(marks),
});

const upTo = ({ position, place }: Mark, times: PollTimes): ReadUpTo => ({
  since: sinceOf(position, times),
  place,
});

/**
 * The second after both positions, if both lists were last moved so long ago that late records have appeared by then.
 */
function settledAt({ touched, untouched }: FeedMarks): string | null {
  const position = earliest(touched.position, untouched.position ?? BEGINNING);
  const isSettled = touched.isSettled && untouched.isSettled && position !== null;
  return isSettled ? new Date(Date.parse(position) + 1_000).toISOString() : null;
}

const sinceOf = (position: string | null, { overlapMs }: PollTimes): string =>
  position === null ? BEGINNING : new Date(Date.parse(position) - overlapMs).toISOString();

/** A record that was stamped in the future moved a position ahead of the vendor's clock: later records would never be read. */
export const isAheadOf = (
  clock: Date,
  { touched, untouched }: FeedMarks,
  { overlapMs }: PollTimes,
): boolean =>
  [touched, untouched].some(
    ({ position }) => position !== null && Date.parse(position) > clock.getTime() + overlapMs,
  );

/** The positions of both lists after this page is stored. */
export function marksAfter(
  marks: FeedMarks,
  page: ChangesPage<unknown>,
  clock: Date,
  times: PollTimes,
): FeedMarks {
  const position = earliest(page.upTo, clock.toISOString());
  switch (page.pass) {
    case 'all':
      return {
        touched: moved(marks.touched, position, null),
        untouched: moved(marks.untouched, position, null),
      };
    case 'touched': {
      const touched = moved(marks.touched, position, page.next);
      // The second list begins at the moment at which the first one ends.
      const begun = placeAt(sinceOf(marks.untouched.position, times));
      return page.next !== null
        ? { ...marks, touched }
        : { touched, untouched: moved(marks.untouched, null, begun) };
    }
    case 'untouched': {
      const untouched = moved(marks.untouched, position, page.next);
      // Invoices that were never changed are read after those that were, so nothing is missing up to there.
      return page.next !== null
        ? { ...marks, untouched }
        : { ...marks, untouched: moved(untouched, marks.touched.position, null, 0) };
    }
  }
}

const moved = (mark: Mark, position: string | null, place: Mark['place'], writes = 1): Mark => ({
  ...mark,
  position: latest(mark.position, position),
  version: mark.version + writes,
  place,
});

/** False when another watch has moved one of them. */
export async function writeFeedMarks(
  sql: TenantSql,
  feed: TwoListFeed,
  before: FeedMarks,
  after: FeedMarks,
  startDate: Day | null,
): Promise<boolean> {
  const isWhole = after.touched.place === null && after.untouched.place === null;
  for (const [name, was, is] of [
    [feed.touched, before.touched, after.touched],
    [feed.untouched, before.untouched, after.untouched],
  ] as const)
    if (is.version !== was.version)
      if (
        !(await advanceWatermark(sql, name, is.position, was.version, startDate, stored(is.place), isWhole))
      )
        return false;
  // Tribe counts as read once both lists were read to their ends.
  if (isWhole && before.touched.version === after.touched.version) await touchPoll(sql, feed.touched);
  return true;
}

const stored = (place: Mark['place']) =>
  place === null ? null : { ...place, leftAt: new Date().toISOString() };

function earliest(one: string | null, other: string): string | null {
  return one === null || Date.parse(one) < Date.parse(other) ? one : other;
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? other : one;
}
