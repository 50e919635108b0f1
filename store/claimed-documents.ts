import { z } from 'zod';
import type { TribeId, WinbooksId } from '../domain/ids';
import type { TenantSql } from './database';
import { dayColumn, parseRows, tribeIdColumn, winbooksIdColumn } from './row-parsing';

/** Those of the documents that are some booking of the tenant already. */
export async function claimedDocuments(
  sql: TenantSql,
  documents: readonly WinbooksId[],
): Promise<ReadonlySet<WinbooksId>> {
  const result = await sql.query(
    `select winbooks_id as "winbooksId" from bookings where tenant_id = $1 and winbooks_id = any ($2::text[])`,
    [sql.tenantId, documents],
  );
  return new Set(parseRows(z.object({ winbooksId: winbooksIdColumn }), result).map((row) => row.winbooksId));
}

const undocumentedRow = z.object({
  id: tribeIdColumn,
  number: z.string(),
  date: dayColumn.nullable(),
  kind: z.enum(['invoice', 'credit']).nullable(),
  grossCents: z.number().int().nullable(),
  customerCode: z.string().nullable(),
  /** Not read since it was found or has changed: the facts are missing, or of before. */
  isUnread: z.boolean(),
});
export type UndocumentedInvoice = z.output<typeof undocumentedRow>;

/**
 * The tenant's other invoices that have no document yet: one in the ledger may be theirs by its number. One that was skipped
 * gave its number up and is going to be nothing in the ledger.
 */
export async function withoutDocument(
  sql: TenantSql,
  except: TribeId,
): Promise<readonly UndocumentedInvoice[]> {
  const result = await sql.query(
    `select tribe_invoice_id as id, number, invoice_date as date, kind, gross_cents as "grossCents",
            customer_code as "customerCode", state = 'waiting' as "isUnread"
       from bookings
      where tenant_id = $1 and tribe_invoice_id <> $2 and state <> 'skipped' and winbooks_id is null and number is not null`,
    [sql.tenantId, except],
  );
  return parseRows(undocumentedRow, result);
}

/**
 * What is held as a near miss of a document that some booking has by now is due again: the document is that invoice's. Waits for
 * nobody: a row that is in somebody's hands is left to the next call, so call it once in a while. Returns how many.
 */
export async function releaseNearMisses(sql: TenantSql): Promise<number> {
  const result = await sql.query(
    `update bookings
        set state = 'waiting', due_at = now(), issue_code = null, issue_details = null, updated_at = now()
      where tenant_id = $1 and tribe_invoice_id in (
        select near.tribe_invoice_id from bookings as near
         where near.tenant_id = $1 and near.state = 'held' and near.issue_code = 'NEAR_MISS'
           and exists (select from bookings as other
                        where other.tenant_id = $1 and other.winbooks_id = lower(near.issue_details ->> 'documentId'))
           for update of near skip locked)`,
    [sql.tenantId],
  );
  return result.rowCount;
}
