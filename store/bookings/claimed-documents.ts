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
  /** True when the invoice was not read since it was found or changed: its facts are missing or old. */
  isUnread: z.boolean(),
  winbooksId: winbooksIdColumn.nullable(),
});

/** An invoice without a document: a document in the ledger may be its document, judging by the number. */
export type UndocumentedInvoice = z.output<typeof otherRow> & { readonly number: string };

/** The other invoices that documents in the ledger belong to, or may belong to. */
export interface OtherInvoices {
  /** The documents that already belong to a booking of the tenant. */
  readonly claimed: ReadonlySet<WinbooksId>;
  /** Skipped invoices are left out: they gave up their number and will not be in the ledger. */
  readonly undocumented: readonly UndocumentedInvoice[];
}

/**
 * The tenant's other invoices, as far as they concern documents in the ledger. One statement sees one moment: an
 * invoice that is being linked concurrently either has no document yet or has claimed it.
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
