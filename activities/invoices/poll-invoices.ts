import { readChanges } from '../../clients/tribe';
import type { Failure } from '../../clients/outcome';
import type { Configuration } from '../../configuration/configuration';
import type { Day } from '../../domain/ids';
import { INVOICE_FEED, UNTOUCHED_FEED } from '../../domain/steps/sync-steps';
import type { TribeInvoiceSummary } from '../../domain/vendors/tribe-records';
import type { TenantSql } from '../../store/database/database';
import { rewindWatermark } from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import {
  isAheadOf,
  marksAfter,
  questionFrom,
  readFeedMarks,
  writeFeedMarks,
  type FeedMarks,
  type TwoListFeed,
} from '../feed-marks';
import { recordPage } from './record-page';
import { reopenSkippedByRule } from '../../store/bookings/held-bookings';

const FEED: TwoListFeed = { touched: INVOICE_FEED, untouched: UNTOUCHED_FEED };
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
  readonly marks?: FeedMarks;
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
    ...questionFrom(marks, times),
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
      if (!(await writeFeedMarks(sql, FEED, marks, moved, startDate))) return false;
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

/** The positions of both lists of invoices. */
export async function readMarks(
  sql: TenantSql,
  startDate: Day | null,
  { timings }: Pick<Configuration, 'timings'>,
): Promise<FeedMarks> {
  const marks = await readFeedMarks(sql, FEED, startDate, timings.poll);
  // Always done: a run with an earlier setting may have skipped an invoice just after the date was moved.
  await reopenSkippedByRule(sql, startDate);
  return marks;
}

/** An invoice before the start date is not listed and not counted. Without a date it is read, and held. */
export function mayBook(invoice: TribeInvoiceSummary, startDate: string | null): boolean {
  if (!CANDIDATE_PHASES.includes(invoice.phaseCode)) return false;
  return startDate === null || invoice.date === null || invoice.date >= startDate;
}
