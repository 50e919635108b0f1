import { createHash } from 'node:crypto';
import type { InvoiceChangesPage, UnreadableRow } from '../../clients/tribe';
import type { TenantId } from '../../domain/ids';
import { issue } from '../../domain/issues/issue-catalogue';
import type { TribeInvoiceSummary } from '../../domain/vendors/tribe-records';
import { noteChanged } from '../../store/bookings/booking-changes';
import { recordFound } from '../../store/bookings/booking-queue';
import type { TenantSql } from '../../store/database/database';
import { openIssue } from '../../store/issues/issues';
import { isRefusedValue } from '../../store/database/store-errors';
import type { Dependencies } from '../dependencies';

export const RECORD_UNREADABLE = 'RECORD_UNREADABLE';

type Page = Pick<InvoiceChangesPage, 'records' | 'unreadable' | 'from' | 'upTo'>;

/**
 * Stores one page of Tribe's changes: a row per candidate, and `move` in the same transaction. A record that cannot be
 * read, or that the store refuses, gets an issue instead, and the others of its page continue. Returns how many rows
 * are new or open again.
 *
 * @param move false when another watch is further along: then nothing is stored
 */
export async function recordPage(
  deps: Pick<Dependencies, 'database'>,
  tenant: TenantId,
  page: Page,
  isCandidate: (invoice: TribeInvoiceSummary) => boolean,
  move: (sql: TenantSql) => Promise<boolean>,
): Promise<number | 'overtaken'> {
  const write = (refused: readonly TribeInvoiceSummary[]): Promise<number> =>
    deps.database.asTenant(tenant, async (sql) => {
      const invoices = page.records.filter((invoice) => !refused.includes(invoice));
      const found = await record(sql, invoices, isCandidate);
      for (const row of page.unreadable) await openUnreadable(sql, fingerprint(row), row, page.from);
      for (const { id } of refused)
        await openUnreadable(sql, id, { words: 'the store refuses it', shown: id }, page.from);
      if (!(await move(sql))) throw new Overtaken();
      return found;
    });
  try {
    return await write([]);
  } catch (error) {
    if (error instanceof Overtaken) return 'overtaken';
    if (!isRefusedValue(error)) throw error;
  }
  const refused: TribeInvoiceSummary[] = [];
  for (const invoice of page.records)
    if (!(await isAccepted(deps, tenant, invoice, isCandidate))) refused.push(invoice);
  try {
    return await write(refused);
  } catch (error) {
    if (error instanceof Overtaken) return 'overtaken';
    throw error;
  }
}

class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

async function record(
  sql: TenantSql,
  invoices: readonly TribeInvoiceSummary[],
  isCandidate: (invoice: TribeInvoiceSummary) => boolean,
): Promise<number> {
  const { added, reopened } = await recordFound(sql, invoices.filter(isCandidate));
  await noteChanged(
    sql,
    invoices.filter((invoice) => !isCandidate(invoice)),
  );
  return added + reopened;
}

/** Whether the store accepts this one record; if it does, the record is stored. */
export async function isAccepted(
  { database }: Pick<Dependencies, 'database'>,
  tenant: TenantId,
  invoice: TribeInvoiceSummary,
  isCandidate: (invoice: TribeInvoiceSummary) => boolean,
): Promise<boolean> {
  try {
    await database.asTenant(tenant, (sql) => record(sql, [invoice], isCandidate));
    return true;
  } catch (error) {
    if (isRefusedValue(error)) return false;
    throw error;
  }
}

async function openUnreadable(
  sql: TenantSql,
  id: string,
  { words, shown }: UnreadableRow,
  from: string,
): Promise<void> {
  const { code, params } = issue(RECORD_UNREADABLE, { words, shown, from });
  await openIssue(sql, code, { kind: 'invoice', id }, params);
}

/** A record without an id is identified by its content. */
export const fingerprint = ({ shown }: UnreadableRow): string =>
  `record-${createHash('sha256').update(shown).digest('hex').slice(0, 12)}`;
