import { z } from 'zod';
import type { NumberedRow } from '../../domain/booking/number-gaps';
import type { TenantSql } from '../database/database';
import { parseRows, winbooksIdColumn } from '../database/row-parsing';

const numberedRow = z.object({
  number: z.string().nullable(),
  journalId: winbooksIdColumn.nullable(),
  journalCode: z.string().nullable(),
  scope: z.string().nullable(),
  bookYear: z.string().nullable(),
  docNumber: z.number().nullable(),
  state: z.string(),
  bookedAt: z.date().nullable(),
});

/**
 * The numbers of the tenant's invoices of about the last thirteen months, and of those without a date, in any state.
 */
export async function listNumbered(sql: TenantSql): Promise<NumberedRow[]> {
  const result = await sql.query(
    `select number, journal_id as "journalId", journal_code as "journalCode", numbering_scope as scope,
            book_year as "bookYear", doc_number as "docNumber", state, booked_at as "bookedAt"
       from bookings
      where tenant_id = $1 and (invoice_date is null or invoice_date > current_date - 400)`,
    [sql.tenantId],
  );
  return parseRows(numberedRow, result);
}
