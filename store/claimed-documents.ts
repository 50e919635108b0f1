import { z } from 'zod';
import type { WinbooksId } from '../domain/ids';
import type { TenantSql } from './database';
import { parseRows, winbooksIdColumn } from './row-parsing';

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
