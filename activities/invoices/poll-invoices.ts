import { z } from 'zod';
import {
  listPlace,
  placeAt,
  readChanges,
  type InvoiceChangesPage,
  type ListPlace,
  type ReadUpTo,
} from '../../clients/tribe';
import type { Failure } from '../../clients/outcome';
import type { Configuration } from '../../configuration/configuration';
import type { Day } from '../../domain/ids';
import { INVOICE_FEED, UNTOUCHED_FEED } from '../../domain/steps/sync-steps';
import type { Timings } from '../../domain/timings';
import type { TribeInvoiceSummary } from '../../domain/vendors/tribe-records';
import type { TenantSql } from '../../store/database/database';
import {
  advanceWatermark,
  rewindWatermark,
  touchPoll,
  watermarkFor,
  type Watermark,
} from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { recordPage } from './record-page';
import { reopenSkippedByRule } from '../../store/bookings/held-bookings';

/** Without a watermark everything is read once, because an old change date does not mean an old invoice. */
const BEGINNING = '1970-01-01T00:00:00Z';
/**
 * Candidates are chosen by change date, not by `Sent` alone: an invoice that went from Sent to Paid between two polls
 * is booked too.
 */
const CANDIDATE_PHASES: readonly (string | null)[] = ['Sent', 'Paid'];

/** The result of a poll. Pages that were read before it ended are stored in any case. */
export type Polled = {
  /** Rows that are new or open again. */
  readonly found: number;
} & (
  | { readonly kind: 'whole' }
  /** There is more to read at once. */
  | { readonly kind: 'more' }
  /** Another watch reads the same feed and is further along. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'noAnswer'; readonly failure: Failure }
);

/** How far a poll has come, for Temporal UI. */
export interface PollProgress {
  readonly rowsRead: number;
  readonly upTo: string | null;
}

interface Polling {
  /** Where the lists stand (`readMarks`); read when absent. */
  readonly marks?: Marks;
  readonly onPage?: (progress: PollProgress) => void;
  /** Runs in the transaction that stores the last page. */
  readonly atEnd?: (sql: TenantSql) => Promise<void>;
}

/**
 * Reads what changed since the watermark, less the overlap, page by page. Each page writes a row per candidate,
 * together with the watermark and the place where reading stopped, in one transaction: the next poll continues there,
 * however the last one ended. The watermark never passes the vendor's clock, so that a record stamped in the future
 * hides nothing.
 */
export async function pollInvoices(
  deps: Pick<Dependencies, 'database' | 'configuration'>,
  context: TenantContext,
  { marks: read, onPage, atEnd }: Polling = {},
): Promise<Polled> {
  const tenant = context.tenant.id;
  const { startDate } = context.settings;
  const times = deps.configuration.timings.poll;
  const until = Date.now() + times.pagesForMs;
  let marks =
    read ?? (await deps.database.asTenant(tenant, (sql) => readMarks(sql, startDate, deps.configuration)));
  let found = 0;
  let rowsRead = 0;
  const question = {
    touched: upTo(marks.touched, times),
    untouched: upTo(marks.untouched, times),
    settled: settledAt(marks),
    dateField: context.invoiceDateField ?? 'InvoiceDate',
  };
  for await (const page of readChanges(context.tribe, question)) {
    if (page.kind !== 'ok') return { kind: 'noAnswer', failure: page, found };
    const clock = page.value.vendorNow ?? new Date();
    if (isAheadOf(clock, marks, times)) {
      // An earlier version trusted a record that was stamped in the future, so later records were never read.
      await deps.database.asTenant(tenant, (sql) => rewindWatermark(sql, INVOICE_FEED));
      return { kind: 'more', found };
    }
    const moved = marksAfter(marks, page.value, clock, times);
    const isCandidate = (invoice: TribeInvoiceSummary): boolean => mayBook(invoice, startDate);
    const isLast = page.value.next === null && page.value.pass !== 'touched';
    const written = await recordPage(deps, tenant, page.value, isCandidate, async (sql) => {
      if (!(await writeMarks(sql, marks, moved, startDate))) return false;
      if (isLast) await atEnd?.(sql);
      return true;
    });
    if (written === 'overtaken') return { kind: 'overtaken', found };
    marks = moved;
    found += written;
    rowsRead += page.value.records.length + page.value.unreadable.length;
    onPage?.({ rowsRead, upTo: page.value.upTo });
    if (!isLast && Date.now() > until) return { kind: 'more', found };
  }
  return { kind: 'whole', found };
}

/** One list of the feed: how far it was read, and by how many writes. */
interface Mark {
  readonly position: string | null;
  readonly version: number;
  readonly place: ReadUpTo['place'];
  readonly isSettled: boolean;
}

export interface Marks {
  readonly touched: Mark;
  readonly untouched: Mark;
}

/** The positions of both lists. Under an earlier start date than that of the last reading, both begin again. */
export async function readMarks(
  sql: TenantSql,
  startDate: Day | null,
  { timings: { poll } }: Pick<Configuration, 'timings'>,
): Promise<Marks> {
  const touched = await watermarkFor(sql, INVOICE_FEED, startDate);
  const untouched = await watermarkFor(sql, UNTOUCHED_FEED, startDate);
  // Always done: a run with an earlier setting may have skipped an invoice just after the date was moved.
  await reopenSkippedByRule(sql, startDate);
  return { touched: markOf(touched.mark, poll), untouched: markOf(untouched.mark, poll) };
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

const upTo = ({ position, place }: Mark, times: PollTimes): ReadUpTo => ({
  since: sinceOf(position, times),
  place,
});

/**
 * The second after both positions, if both lists were last moved so long ago that late records have appeared by then.
 */
function settledAt({ touched, untouched }: Marks): string | null {
  const position = earliest(touched.position, untouched.position ?? BEGINNING);
  const isSettled = touched.isSettled && untouched.isSettled && position !== null;
  return isSettled ? new Date(Date.parse(position) + 1_000).toISOString() : null;
}

const sinceOf = (position: string | null, { overlapMs }: PollTimes): string =>
  position === null ? BEGINNING : new Date(Date.parse(position) - overlapMs).toISOString();

const isAheadOf = (clock: Date, { touched, untouched }: Marks, { overlapMs }: PollTimes): boolean =>
  [touched, untouched].some(
    ({ position }) => position !== null && Date.parse(position) > clock.getTime() + overlapMs,
  );

/** The positions of both lists after this page is stored. */
function marksAfter(marks: Marks, page: InvoiceChangesPage, clock: Date, times: PollTimes): Marks {
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
async function writeMarks(
  sql: TenantSql,
  before: Marks,
  after: Marks,
  startDate: Day | null,
): Promise<boolean> {
  const isWhole = after.touched.place === null && after.untouched.place === null;
  for (const [feed, was, is] of [
    [INVOICE_FEED, before.touched, after.touched],
    [UNTOUCHED_FEED, before.untouched, after.untouched],
  ] as const)
    if (is.version !== was.version)
      if (
        !(await advanceWatermark(sql, feed, is.position, was.version, startDate, stored(is.place), isWhole))
      )
        return false;
  // Tribe counts as read once both lists were read to their ends.
  if (isWhole && before.touched.version === after.touched.version) await touchPoll(sql, INVOICE_FEED);
  return true;
}

const stored = (place: Mark['place']) =>
  place === null ? null : { ...place, leftAt: new Date().toISOString() };

/** An invoice before the start date is not listed and not counted. Without a date it is read, and held. */
export function mayBook(invoice: TribeInvoiceSummary, startDate: string | null): boolean {
  if (!CANDIDATE_PHASES.includes(invoice.phaseCode)) return false;
  return startDate === null || invoice.date === null || invoice.date >= startDate;
}

function earliest(one: string | null, other: string): string | null {
  return one === null || Date.parse(one) < Date.parse(other) ? one : other;
}

function latest(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? other : one;
}
