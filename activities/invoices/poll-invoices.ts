import { ApplicationFailure } from '@temporalio/common';
import { findChangedInvoices } from '../../clients/tribe';
import { INVOICE_FEED } from '../../domain/sync-steps';
import type { TribeInvoiceSummary } from '../../domain/tribe-records';
import { noteChanged } from '../../store/booking-changes';
import { recordFound, reopenSkippedByRule } from '../../store/booking-queue';
import { advanceWatermark, touchPoll, watermarkFor } from '../../store/watermarks';
import { noteConnectionFailure, noteConnectionWorks } from '../connection/connection-issues';
import { recheckWinbooks } from '../connection/recheck-winbooks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { inWords } from '../waiting';

/** Clocks differ and records show up late: each poll reads this much again. Milliseconds. */
const OVERLAP_MS = 5 * 60_000;
/** Without a watermark everything is read once: an old change date does not mean an old invoice. */
const BEGINNING = '1970-01-01T00:00:00Z';
/** Candidates are chosen by change date and not by `Sent` alone: Sent → Paid between two polls is booked too. */
const CANDIDATE_PHASES: readonly (string | null)[] = ['Sent', 'Paid'];

/**
 * Reads what changed since the watermark, less the overlap, and writes a row per candidate together with the new watermark.
 *
 * @param pollMs when to try again if Tribe gives no answer: then it throws (retryable), and nothing was written
 * @returns how many rows are new or open again
 */
export async function pollInvoices(
  deps: Pick<Dependencies, 'database'>,
  context: TenantContext,
  pollMs: number,
): Promise<number> {
  const tenant = context.tenant.id;
  const { startDate } = context.settings;
  const mark = await deps.database.asTenant(tenant, async (sql) => {
    const { mark, isRewound } = await watermarkFor(sql, INVOICE_FEED, startDate);
    if (isRewound) await reopenSkippedByRule(sql, startDate);
    return mark;
  });
  const since = mark?.position ? new Date(Date.parse(mark.position) - OVERLAP_MS).toISOString() : BEGINNING;
  const read = await findChangedInvoices(context.tribe, {
    since,
    dateField: context.invoiceDateField ?? 'InvoiceDate',
  });
  if (read.kind !== 'ok') {
    await noteConnectionFailure(deps, tenant, 'tribe', read);
    throw ApplicationFailure.create({
      message: `Tribe: ${inWords(read)}`,
      type: 'TribeGaveNoAnswer',
      nextRetryDelay: Math.round(pollMs),
    });
  }
  await noteConnectionWorks(deps, tenant, 'tribe');
  await recheckWinbooks(deps, context);
  const candidates = read.value.filter((invoice) => isCandidate(invoice, startDate));
  const others = read.value.filter((invoice) => !isCandidate(invoice, startDate));
  const position = latest(read.value.map((invoice) => invoice.changedAt));
  return deps.database.asTenant(tenant, async (sql) => {
    const { added, reopened } = await recordFound(sql, candidates);
    await noteChanged(sql, others);
    if (position === null) await touchPoll(sql, INVOICE_FEED);
    else if (!(await advanceWatermark(sql, INVOICE_FEED, position, mark?.version ?? 0, startDate)))
      await touchPoll(sql, INVOICE_FEED);
    return added + reopened;
  });
}

/** Before the start date means outside: not listed, not counted. Without a date it is looked at, and held. */
function isCandidate(invoice: TribeInvoiceSummary, startDate: string | null): boolean {
  if (!CANDIDATE_PHASES.includes(invoice.phaseCode)) return false;
  return startDate === null || invoice.date === null || invoice.date >= startDate;
}

function latest(instants: readonly string[]): string | null {
  return instants.reduce<string | null>(
    (last, instant) => (last === null || Date.parse(instant) > Date.parse(last) ? instant : last),
    null,
  );
}
