import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { dayColumn, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';

const otherRow = z.object({
  id: tribeIdColumn,
  number: z.string().nullable(),
  date: dayColumn.nullable(),
  kind: z.enum(['invoice', 'credit']).nullable(),
  grossCents: z.number().int().nullable(),
  customerCode: z.string().nullable(),
  /** Not read since it was found or has changed: the facts are missing, or of before. */
  isUnread: z.boolean(),
  winbooksId: winbooksIdColumn.nullable(),
});

/** An invoice that has no document yet: one in the ledger may be its by its number. */
export type UndocumentedInvoice = z.output<typeof otherRow> & { readonly number: string };

/** Whose documents in the ledger are, or may be. */
export interface OtherInvoices {
  /** Those of the documents that are some booking of the tenant already. */
  readonly claimed: ReadonlySet<WinbooksId>;
  /** One that was skipped is not among them: it gave its number up and is going to be nothing in the ledger. */
  readonly undocumented: readonly UndocumentedInvoice[];
}

/**
 * The tenant's other invoices as they bear on documents of the ledger. One statement sees one moment: an invoice that is
 * being linked meanwhile is either still without its document or has claimed it, never neither.
 */
export async function otherInvoices(
  sql: TenantSql,
  except: TribeId,
  documents: readonly WinbooksId[],
): Promise<OtherInvoices> {
  const result = await sql.query(
    `select tribe_invoice_id as id, number, invoice_date as date, kind, gross_cents as "grossCents",
            customer_code as "customerCode", state = 'waiting' as "isUnread", winbooks_id as "winbooksId"
       from bookings
      where tenant_id = $1
        and (winbooks_id = any ($3::text[])
             or (tribe_invoice_id <> $2 and state <> 'skipped' and winbooks_id is null and number is not null))`,
    [sql.tenantId, except, documents],
  );
  const rows = parseRows(otherRow, result);
  return {
    claimed: new Set(rows.flatMap(({ winbooksId }) => winbooksId ?? [])),
    undocumented: rows.flatMap((row) =>
      row.winbooksId === null && row.number !== null ? [{ ...row, number: row.number }] : [],
    ),
  };
}
