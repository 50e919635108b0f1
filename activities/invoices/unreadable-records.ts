import { readChanges, type InvoiceChangesPage } from '../../clients/tribe';
import type { TribeInvoiceSummary } from '../../domain/vendors/tribe-records';
import type { TenantSql } from '../../store/database/database';
import { closeIssue, listOpenIssues, type OpenIssue } from '../../store/issues/issues';
import { readWatermark, touchPoll } from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { noAnswer } from '../reading';
import { mayBook } from './poll-invoices';
import { fingerprint, isAccepted, RECORD_UNREADABLE } from './record-page';

const FEED = 'unreadable-records';
/** The most that are asked for in one round, so that it stays quick. */
const AT_MOST = 10;

/** Asks again for the records that could not be read; the issue of one that is no longer there, or can be read, closes. */
export async function recheckUnreadable(deps: Dependencies, context: TenantContext): Promise<void> {
  const tenant = context.tenant.id;
  const open = await deps.database.asTenant(tenant, async (sql) => {
    const unreadable = await openUnreadable(sql);
    if (unreadable.length === 0 || (await wasLookedAt(sql, deps))) return [];
    await touchPoll(sql, FEED);
    return unreadable.slice(0, AT_MOST);
  });
  for (const { recordId, params } of open) {
    const since = params['from'];
    const page = typeof since === 'string' ? await firstPage(context, since) : null;
    if (page !== null && (await isStillUnreadable(deps, context, page, recordId))) continue;
    await deps.database.asTenant(tenant, (sql) =>
      closeIssue(sql, RECORD_UNREADABLE, { kind: 'invoice', id: recordId }),
    );
  }
}

/** Whether there are any, and the last look is long enough ago. */
export async function isUnreadableDue(
  sql: TenantSql,
  deps: Pick<Dependencies, 'configuration'>,
): Promise<boolean> {
  return !(await wasLookedAt(sql, deps)) && (await openUnreadable(sql)).length > 0;
}

const openUnreadable = async (sql: TenantSql): Promise<OpenIssue[]> =>
  (await listOpenIssues(sql, 100_000)).filter(({ code }) => code === RECORD_UNREADABLE);

async function wasLookedAt(
  sql: TenantSql,
  { configuration }: Pick<Dependencies, 'configuration'>,
): Promise<boolean> {
  const lookedAt = (await readWatermark(sql, FEED))?.polledAt ?? null;
  return (
    lookedAt !== null && Date.now() - lookedAt.getTime() < configuration.timings.upkeep.unreadableEveryMs
  );
}

async function firstPage(
  { tribe, invoiceDateField }: TenantContext,
  since: string,
): Promise<InvoiceChangesPage | null> {
  const from = { since, place: null };
  const question = {
    touched: from,
    untouched: from,
    settled: null,
    dateField: invoiceDateField ?? 'InvoiceDate',
  };
  for await (const page of readChanges(tribe, question)) {
    if (page.kind === 'ok') return page.value;
    throw noAnswer('Tribe', page);
  }
  return null;
}

async function isStillUnreadable(
  deps: Dependencies,
  { tenant, settings }: TenantContext,
  { records, unreadable }: InvoiceChangesPage,
  recordId: string,
): Promise<boolean> {
  if (unreadable.some((row) => fingerprint(row) === recordId)) return true;
  const invoice = records.find(({ id }) => id === recordId);
  // The store refused it before. If the store accepts it now, it is stored.
  const isCandidate = (found: TribeInvoiceSummary): boolean => mayBook(found, settings.startDate);
  return invoice !== undefined && !(await isAccepted(deps, tenant.id, invoice, isCandidate));
}
