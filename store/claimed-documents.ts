import { z } from 'zod';
import type { TribeId, WinbooksId } from '../domain/ids';
import type { NumberedInvoice } from '../domain/near-miss';
import type { TenantSql } from './database';
import { dayColumn, parseRows, winbooksIdColumn } from './row-parsing';

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

/** The tenant's other invoices that have no document yet: one in the ledger may be theirs by its number. */
export async function withoutDocument(sql: TenantSql, except: TribeId): Promise<readonly NumberedInvoice[]> {
  const result = await sql.query(
    `select number, invoice_date as date from bookings
      where tenant_id = $1 and tribe_invoice_id <> $2 and winbooks_id is null and number is not null`,
    [sql.tenantId, except],
  );
  return parseRows(z.object({ number: z.string(), date: dayColumn.nullable() }), result);
}

/** What was held as a near miss of this document is due again: the document is another invoice's. Returns how many. */
export async function releaseNearMisses(sql: TenantSql, document: WinbooksId): Promise<number> {
  const result = await sql.query(
    `update bookings
        set state = 'waiting', due_at = now(), issue_code = null, issue_details = null, updated_at = now()
      where tenant_id = $1 and state = 'held' and issue_code = 'NEAR_MISS' and lower(issue_details ->> 'documentId') = $2`,
    [sql.tenantId, document],
  );
  return result.rowCount;
}
