import { z } from 'zod';
import type { WinbooksId } from '../../domain/ids';
import type { AccountLine, LedgerHeader, LedgerRow } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../database/database';
import { parseRows, winbooksIdColumn } from '../database/row-parsing';

/** The ledger's side of an open run. */

export interface StagedHeader extends LedgerHeader {
  /** Code of its journal. */
  readonly journal: string | null;
  /** In a journal in which only our invoices are expected. */
  readonly isOurs: boolean;
}

export async function stageHeaders(
  sql: TenantSql,
  run: string,
  headers: readonly StagedHeader[],
): Promise<void> {
  const rows = headers.map(({ id, journalId, journal, docNumber, date, isOurs }) => ({
    id,
    month: date?.slice(0, 7) ?? null,
    journal_id: journalId,
    journal,
    number: docNumber,
    date,
    is_ours: isOurs,
  }));
  await sql.query(
    `insert into tie_out_documents (tenant_id, run_id, document_id, month, journal_id, journal, doc_number, date, is_ours)
     select $1, $2, id, month, journal_id, journal, number, date, is_ours
       from jsonb_to_recordset($3::jsonb)
         as row (id text, month text, journal_id text, journal text, number bigint, date date, is_ours boolean)
     on conflict (tenant_id, run_id, document_id) do update
       set month = excluded.month, journal_id = excluded.journal_id, journal = excluded.journal,
           doc_number = excluded.doc_number, date = excluded.date, is_ours = excluded.is_ours`,
    [sql.tenantId, run, JSON.stringify(unique(headers.length === 0 ? [] : rows))],
  );
}

/** Keeps the lines of staged documents, and those of customers that are in a matching; the others are not needed. */
export async function stageLines(sql: TenantSql, run: string, lines: readonly LedgerRow[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: line.id,
    document: line.headerId,
    line_order: line.order,
    account: line.accountId,
    vat: line.vatId,
    customer: line.customerId,
    cents: line.cents,
    base: line.vatBaseCents,
    currency: line.currencyId,
    currency_cents: line.currencyCents,
    reference: line.reference,
    match: line.matchId,
    parent: line.parentId,
    date: line.date,
  }));
  await sql.query(
    `insert into tie_out_lines (tenant_id, run_id, line_id, document_id, line_order, account_id, vat_id, customer_id, cents,
                                vat_base_cents, currency_id, currency_cents, reference, match_id, parent_id, date)
     select $1, $2, id, document, line_order, account, vat, customer, cents, base, currency, currency_cents, reference, match,
            parent, date
       from jsonb_to_recordset($3::jsonb)
         as row (id text, document text, line_order integer, account text, vat text, customer text, cents bigint, base bigint,
                 currency text, currency_cents bigint, reference text, match text, parent text, date date)
      where (customer is not null and match is not null)
         or exists (select from tie_out_documents as staged
                     where staged.tenant_id = $1 and staged.run_id = $2 and staged.document_id = row.document)
     on conflict (tenant_id, run_id, line_id) do update
       set document_id = excluded.document_id, line_order = excluded.line_order, account_id = excluded.account_id,
           vat_id = excluded.vat_id, customer_id = excluded.customer_id, cents = excluded.cents,
           vat_base_cents = excluded.vat_base_cents, currency_id = excluded.currency_id,
           currency_cents = excluded.currency_cents, reference = excluded.reference, match_id = excluded.match_id,
           parent_id = excluded.parent_id, date = excluded.date`,
    [sql.tenantId, run, JSON.stringify(unique(rows))],
  );
}

const unique = <Row extends { readonly id: string }>(rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

/**
 * The next matchings of staged documents, in the order of their ids.
 *
 * @param isEach also those that balance by the lines that are staged
 */
export async function openMatches(
  sql: TenantSql,
  run: string,
  { isEach, after, limit }: { readonly isEach: boolean; readonly after: string; readonly limit: number },
): Promise<readonly WinbooksId[]> {
  const result = await sql.query(
    `select line.match_id as id from tie_out_lines as line
      where line.tenant_id = $1 and line.run_id = $2 and line.match_id > $4
      group by line.match_id
     having ($3 or sum(line.cents) <> 0)
        and bool_or(exists (select from tie_out_documents as document
                             where document.tenant_id = $1 and document.run_id = $2
                               and document.document_id = line.document_id))
      order by line.match_id limit $5`,
    [sql.tenantId, run, isEach, after, limit],
  );
  return parseRows(z.object({ id: winbooksIdColumn }), result).map(({ id }) => id);
}

/** Keeps lines that matchings have in other periods. What a page has shown of a line says more, and stays. */
export async function stageMatched(
  sql: TenantSql,
  run: string,
  lines: readonly AccountLine[],
): Promise<void> {
  await sql.query(
    `insert into tie_out_lines (tenant_id, run_id, line_id, document_id, line_order, customer_id, cents, currency_cents, reference,
                                match_id, parent_id, date)
     select $1, $2, id, "headerId", "order", "customerId", "amountCents", "currencyAmountCents", reference, "matchId", "parentId", date
       from jsonb_to_recordset($3::jsonb)
         as row (id text, "headerId" text, "order" integer, "customerId" text, "amountCents" bigint,
                 "currencyAmountCents" bigint, reference text, "matchId" text, "parentId" text, date date)
     on conflict (tenant_id, run_id, line_id) do nothing`,
    [sql.tenantId, run, JSON.stringify(unique(lines))],
  );
}

/** References of ours on documents whose invoice neither side has named yet. */
export async function unnamedReferences(
  sql: TenantSql,
  run: string,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const result = await sql.query(
    `select distinct trim(line.reference) as reference
       from tie_out_documents as document
       join tie_out_lines as line
         on line.tenant_id = $1 and line.run_id = $2 and line.document_id = document.document_id and line.customer_id is not null
      where document.tenant_id = $1 and document.run_id = $2
        and trim(line.reference) ~ '^T[0-7][0-9A-HJKMNP-TV-Z]{25}$' and trim(line.reference) collate "C" > $3
        and not exists (select from tie_out_invoices as invoice
                         where invoice.tenant_id = $1 and invoice.run_id = $2 and invoice.reference = trim(line.reference))
      order by 1 limit $4`,
    [sql.tenantId, run, after, limit],
  );
  return parseRows(z.object({ reference: z.string() }), result).map(({ reference }) => reference);
}

/**
 * Gives each document of a month to its invoice: the one whose booking names it, else the one whose reference it carries.
 *
 * @param month null: those without a date
 */
export async function nameDocuments(sql: TenantSql, run: string, month: string | null): Promise<void> {
  await sql.query(
    `update tie_out_documents as document set invoice_id = coalesce(
        (select invoice.invoice_id from tie_out_invoices as invoice
          where invoice.tenant_id = $1 and invoice.run_id = $2 and invoice.document_id = document.document_id limit 1),
        (select invoice.invoice_id from tie_out_lines as line
           join tie_out_invoices as invoice
             on invoice.tenant_id = $1 and invoice.run_id = $2 and invoice.reference = trim(line.reference)
          where line.tenant_id = $1 and line.run_id = $2 and line.document_id = document.document_id
            and line.customer_id is not null
          order by invoice.invoice_id limit 1))
      where tenant_id = $1 and run_id = $2 and month is not distinct from $3`,
    [sql.tenantId, run, month],
  );
}

const month = z.object({ month: z.string().nullable() });

/** The months of both sides, in order; one without a date is null, and last. */
export async function stagedMonths(sql: TenantSql, run: string): Promise<readonly (string | null)[]> {
  const result = await sql.query(
    `select month from tie_out_invoices where tenant_id = $1 and run_id = $2
      union select month from tie_out_documents where tenant_id = $1 and run_id = $2
      order by 1 nulls last`,
    [sql.tenantId, run],
  );
  return parseRows(month, result).map((row) => row.month);
}

export async function countStaged(
  sql: TenantSql,
  run: string,
): Promise<{ readonly invoices: number; readonly documents: number }> {
  const result = await sql.query(
    `select (select count(*) from tie_out_invoices where tenant_id = $1 and run_id = $2) as invoices,
            (select count(*) from tie_out_documents where tenant_id = $1 and run_id = $2) as documents`,
    [sql.tenantId, run],
  );
  return z.object({ invoices: z.number(), documents: z.number() }).parse(result.rows[0]);
}

/** Whether the server shows VAT codes on lines at all. */
export async function statesVatCodes(sql: TenantSql, run: string): Promise<boolean> {
  const result = await sql.query(
    `select from tie_out_lines where tenant_id = $1 and run_id = $2 and vat_id is not null limit 1`,
    [sql.tenantId, run],
  );
  return result.rowCount > 0;
}
