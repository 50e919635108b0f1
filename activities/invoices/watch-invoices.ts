import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { findChangedInvoices } from '../../clients/tribe';
import { tenantId } from '../../domain/ids';
import { INVOICE_FEED, type SyncInput, type WatchResult } from '../../domain/sync-steps';
import type { TribeInvoiceSummary } from '../../domain/tribe-records';
import { countDue, recordFound } from '../../store/booking-queue';
import { advanceWatermark, readWatermark, touchPoll } from '../../store/watermarks';
import { openTenant, type TenantContext } from '../connection/tenant-connections';
import { noteConnectionFailure, noteConnectionWorks } from '../connection/connection-issues';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { inWords } from '../waiting';

/** Clocks differ and records show up late: each poll reads this much again. Milliseconds. */
const OVERLAP_MS = 5 * 60_000;
/** Without a watermark everything is read once: an old change date does not mean an old invoice. */
const BEGINNING = '1970-01-01T00:00:00Z';
/** Candidates are chosen by change date and not by `Sent` alone: Sent → Paid between two polls is booked too. */
const CANDIDATE_PHASES: readonly (string | null)[] = ['Sent', 'Paid'];

/**
 * One poll of Tribe's invoices. A row per candidate and the new watermark are written in one transaction. Completes only
 * when there is work; otherwise it fails as benign, and its retry after the poll interval is the next poll.
 */
export function watchInvoices(deps: Dependencies, input: SyncInput): Promise<WatchResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const context = await openTenant(deps, tenant);
    const pollMs = context.settings.pollSeconds * 1000 * (0.9 + Math.random() * 0.2);
    const found = context.tenant.state === 'active' ? await poll(deps, context, pollMs) : 0;
    const due = await deps.database.asTenant(tenant, countDue);
    if (context.tenant.state === 'active' && (found > 0 || due > 0)) return { found, due };
    throw ApplicationFailure.create({
      message: 'Nothing new',
      type: 'NothingNew',
      category: ApplicationFailureCategory.BENIGN,
      nextRetryDelay: Math.round(pollMs),
    });
  });
}

async function poll(deps: Dependencies, context: TenantContext, pollMs: number): Promise<number> {
  const tenant = context.tenant.id;
  const mark = await deps.database.asTenant(tenant, (sql) => readWatermark(sql, INVOICE_FEED));
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
  const candidates = read.value.filter((invoice) => isCandidate(invoice, context.settings.startDate));
  const position = latest(read.value.map((invoice) => invoice.changedAt));
  return deps.database.asTenant(tenant, async (sql) => {
    const { added, reopened } = await recordFound(sql, candidates);
    if (position === null) await touchPoll(sql, INVOICE_FEED);
    else if (!(await advanceWatermark(sql, INVOICE_FEED, position, mark?.version ?? 0)))
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
