import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { FoundLine, TribeSide } from '../../domain/tie-out/tie-out-records';
import type { AccountLine } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../database/database';
import { dayColumn, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';

/** Both sides of a month of an open run, batch by batch. */

const cents = z.coerce.number().int();
const line = z.object({
  id: winbooksIdColumn,
  order: z.number().nullable(),
  accountId: winbooksIdColumn.nullable(),
  vatId: winbooksIdColumn.nullable(),
  customerId: winbooksIdColumn.nullable(),
  cents,
  vatBaseCents: cents.nullable(),
  currencyCents: cents.nullable(),
  currencyId: z.string().nullable(),
  reference: z.string().nullable(),
  matchId: winbooksIdColumn.nullable(),
  parentId: winbooksIdColumn.nullable(),
  date: dayColumn.nullable(),
});
export type StagedLine = z.output<typeof line> & FoundLine;

const LINE = `jsonb_build_object('id', line.line_id, 'order', line.line_order, 'accountId', line.account_id, 'vatId', line.vat_id,
  'customerId', line.customer_id, 'cents', line.cents, 'vatBaseCents', line.vat_base_cents,
  'currencyCents', line.currency_cents, 'currencyId', line.currency_id, 'reference', line.reference,
  'matchId', line.match_id, 'parentId', line.parent_id, 'date', line.date)`;

const documentRow = z.object({
  id: winbooksIdColumn,
  invoiceId: tribeIdColumn.nullable(),
  journal: z.string().nullable(),
  docNumber: z.number().nullable(),
  date: dayColumn.nullable(),
  isOurs: z.boolean(),
  lines: z.array(line),
});
export type StagedDocument = z.output<typeof documentRow>;

const DOCUMENTS = `select document_id as id, invoice_id as "invoiceId", journal, doc_number as "docNumber", date, is_ours as "isOurs",
       coalesce((select jsonb_agg(${LINE} order by line.line_order, line.line_id) from tie_out_lines as line
          where line.tenant_id = $1 and line.run_id = $2 and line.document_id = document.document_id), '[]') as lines
  from tie_out_documents as document`;

/** The next invoices of a month, in the order of their ids. */
export async function nextInvoices(
  sql: TenantSql,
  run: string,
  month: string | null,
  after: string,
  limit: number,
): Promise<readonly TribeSide[]> {
  const result = await sql.query(
    `select side from tie_out_invoices
      where tenant_id = $1 and run_id = $2 and month is not distinct from $3 and invoice_id > $4 order by invoice_id limit $5`,
    [sql.tenantId, run, month, after, limit],
  );
  // The store wrote it itself, a moment ago and in this form.
  return result.rows.map((row) => (row as { readonly side: TribeSide }).side);
}

/** The documents of these invoices, in any month. */
export async function documentsOf(
  sql: TenantSql,
  run: string,
  invoices: readonly TribeId[],
): Promise<readonly StagedDocument[]> {
  const result = await sql.query(
    `${DOCUMENTS} where tenant_id = $1 and run_id = $2 and invoice_id = any ($3::text[]) order by document_id`,
    [sql.tenantId, run, invoices],
  );
  return parseRows(documentRow, result);
}

/** The next documents of a month, in the order of their ids. */
export async function nextDocuments(
  sql: TenantSql,
  run: string,
  month: string | null,
  after: string,
  limit: number,
): Promise<readonly StagedDocument[]> {
  const result = await sql.query(
    `${DOCUMENTS} where tenant_id = $1 and run_id = $2 and month is not distinct from $3 and document_id > $4
      order by document_id limit $5`,
    [sql.tenantId, run, month, after, limit],
  );
  return parseRows(documentRow, result);
}

/** The staged lines of these matchings, as the rules of payments know them. */
export async function linesOfMatches(
  sql: TenantSql,
  run: string,
  matches: readonly WinbooksId[],
): Promise<readonly AccountLine[]> {
  const result = await sql.query(
    `select ${LINE} as line from tie_out_lines as line
      where tenant_id = $1 and run_id = $2 and match_id = any ($3::text[])`,
    [sql.tenantId, run, matches],
  );
  return parseRows(z.object({ line }), result).map((row) => accountLineOf(row.line, null));
}

/** Currencies are told apart by their ids here: only whether two are equal matters. */
export const accountLineOf = (
  {
    id,
    customerId,
    order,
    cents: amountCents,
    currencyCents,
    currencyId,
    matchId,
    parentId,
    date,
    reference,
  }: StagedLine,
  headerId: WinbooksId | null,
): AccountLine => ({
  id,
  headerId,
  customerId,
  order,
  amountCents,
  currencyAmountCents: currencyCents === 0 ? null : currencyCents,
  currency: currencyId,
  matchId,
  parentId,
  date,
  reference,
  statement: null,
  isMoney: null,
});

/**
 * A digest of everything that the comparison of a month depends on: its invoices and documents, the documents of its invoices in other
 * months, and what is matched with them.
 */
export async function digestOfMonth(sql: TenantSql, run: string, month: string | null): Promise<string> {
  const result = await sql.query(
    `with wanted as (
       select document_id, md5(jsonb_build_array(invoice_id, journal, doc_number, date, is_ours)::text) as digest
         from tie_out_documents as document
        where tenant_id = $1 and run_id = $2 and (month is not distinct from $3 or exists (
              select from tie_out_invoices as invoice
               where invoice.tenant_id = $1 and invoice.run_id = $2 and invoice.invoice_id = document.invoice_id
                 and invoice.month is not distinct from $3))),
     lines as (
       select line.line_id, md5(${LINE}::text) as digest, line.match_id
         from tie_out_lines as line join wanted on wanted.document_id = line.document_id
        where line.tenant_id = $1 and line.run_id = $2)
     select md5(concat_ws('|',
       (select string_agg(md5(side::text), '' order by invoice_id) from tie_out_invoices
         where tenant_id = $1 and run_id = $2 and month is not distinct from $3),
       (select string_agg(digest, '' order by document_id) from wanted),
       (select string_agg(digest, '' order by line_id) from lines),
       (select string_agg(md5(line.line_id || line.cents || coalesce(line.currency_cents, 0)), '' order by line.line_id)
          from tie_out_lines as line
         where line.tenant_id = $1 and line.run_id = $2
           and line.match_id in (select match_id from lines where match_id is not null)))) as digest`,
    [sql.tenantId, run, month],
  );
  return z.object({ digest: z.string() }).parse(result.rows[0]).digest;
}
