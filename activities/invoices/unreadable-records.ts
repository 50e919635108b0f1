import { readChanges, type ChangesPage } from '../../clients/tribe';
import type { TribeInvoiceSummary } from '../../domain/vendors/tribe-records';
import { closeIssue, listOpenIssues } from '../../store/issues/issues';
import { readWatermark, touchPoll } from '../../store/tenants/watermarks';
import type { TenantContext } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { noAnswer } from '../reading';
import { mayBook } from './poll-invoices';
import { fingerprint, isAccepted, RECORD_UNREADABLE } from './record-page';

const FEED = 'unreadable-records';
/** So many at once, that a poll stays quick. */
const AT_MOST = 10;

/** Asks again for the records that could not be read; the issue of one that is no longer there, or can be read, closes. */
export async function recheckUnreadable(deps: Dependencies, context: TenantContext): Promise<void> {
  const tenant = context.tenant.id;
  const { unreadableEveryMs } = deps.configuration.timings.upkeep;
  const open = await deps.database.asTenant(tenant, async (sql) => {
    const unreadable = (await listOpenIssues(sql, 100_000)).filter(({ code }) => code === RECORD_UNREADABLE);
    const lookedAt = (await readWatermark(sql, FEED))?.polledAt ?? null;
    const isSoon = lookedAt !== null && Date.now() - lookedAt.getTime() < unreadableEveryMs;
    if (unreadable.length === 0 || isSoon) return [];
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

async function firstPage(
  { tribe, invoiceDateField }: TenantContext,
  since: string,
): Promise<ChangesPage | null> {
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
  { invoices, unreadable }: ChangesPage,
  recordId: string,
): Promise<boolean> {
  if (unreadable.some((row) => fingerprint(row) === recordId)) return true;
  const invoice = invoices.find(({ id }) => id === recordId);
  // Refused by the store before: what it takes now is stored.
  const isCandidate = (found: TribeInvoiceSummary): boolean => mayBook(found, settings.startDate);
  return invoice !== undefined && !(await isAccepted(deps, tenant.id, invoice, isCandidate));
}
