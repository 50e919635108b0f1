import { z } from 'zod';
import type { ControlTotal } from '../../domain/tie-out/control-totals';
import { DIFFERENCE_CODES, type TieOutDifference } from '../../domain/tie-out/tie-out-records';
import type { TenantSql } from '../database/database';
import { dayColumn, firstRow, parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';

/** What the last comparison of each month came to. */

/** Rows of a month that has no day are kept under this name. */
export const WITHOUT_DATE = 'none';

const totals = z.object({
  count: z.number(),
  netCents: z.number(),
  vatCents: z.number(),
  grossCents: z.number(),
  openCents: z.number(),
});
const controlTotal = z.object({
  journal: z.string().nullable(),
  month: z.string().nullable(),
  vatCode: z.string().nullable(),
  tribe: totals,
  winbooks: totals,
});
const side = z.object({
  id: z.string(),
  number: z.string().nullable(),
  date: dayColumn.nullable(),
  customer: z.string().nullable(),
  grossCents: z.number().nullable(),
  parts: z.array(z.object({ vatCode: z.string().nullable(), netCents: z.number(), vatCents: z.number() })),
  phase: z.string().nullable(),
  state: z.string().nullable(),
  digest: z.string().nullable(),
});
const difference: z.ZodType<TieOutDifference> = z.object({
  code: z.enum(DIFFERENCE_CODES),
  invoiceId: tribeIdColumn.nullable(),
  documentId: winbooksIdColumn.nullable(),
  invoice: z.string().nullable(),
  document: z.string().nullable(),
  tribe: side.nullable(),
  winbooks: side.nullable(),
  changedIn: z.enum(['tribe', 'winbooks']).nullable(),
  words: z.string(),
});

/** The digest under which a month was compared last; null when it never was. */
export async function digestOf(sql: TenantSql, month: string): Promise<string | null> {
  const result = await sql.query(`select digest from tie_out_months where tenant_id = $1 and month = $2`, [
    sql.tenantId,
    month,
  ]);
  return firstRow(z.object({ digest: z.string() }), result)?.digest ?? null;
}

export interface MonthResult {
  readonly month: string;
  readonly digest: string;
  readonly totals: readonly ControlTotal[];
  readonly differences: readonly TieOutDifference[];
}

/** Replaces the result of a month. A difference that stood before keeps the moment when it was first seen. */
export async function storeMonth(sql: TenantSql, run: string, result: MonthResult): Promise<void> {
  await sql.query(
    `insert into tie_out_months (tenant_id, month, run_id, digest, totals) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, month) do update
       set run_id = excluded.run_id, digest = excluded.digest, totals = excluded.totals, compared_at = now()`,
    [sql.tenantId, result.month, run, result.digest, JSON.stringify(result.totals)],
  );
  const before = await sql.query(
    `delete from tie_out_differences where tenant_id = $1 and month = $2
     returning code, invoice_id as "invoiceId", document_id as "documentId", first_seen_at as "firstSeenAt"`,
    [sql.tenantId, result.month],
  );
  const seenAt = new Map(parseRows(seenRow, before).map((row) => [keyOf(row), row.firstSeenAt]));
  const rows = result.differences.map((each, place) => ({
    place,
    code: each.code,
    invoice_id: each.invoiceId,
    document_id: each.documentId,
    difference: each,
    first_seen_at: seenAt.get(keyOf(each)) ?? null,
  }));
  await sql.query(
    `insert into tie_out_differences (tenant_id, month, place, code, invoice_id, document_id, difference, first_seen_at)
     select $1, $2, place, code, invoice_id, document_id, difference, coalesce(first_seen_at, now())
       from jsonb_to_recordset($3::jsonb) as row (place integer, code text, invoice_id text, document_id text,
                                                  difference jsonb, first_seen_at timestamptz)`,
    [sql.tenantId, result.month, JSON.stringify(rows)],
  );
}

const seenRow = z.object({
  code: z.string(),
  invoiceId: z.string().nullable(),
  documentId: z.string().nullable(),
  firstSeenAt: z.date(),
});

/** What tells one difference from another. */
export const keyOf = (difference: {
  readonly code: string;
  readonly invoiceId: string | null;
  readonly documentId: string | null;
}): string => `${difference.code} ${difference.invoiceId ?? ''} ${difference.documentId ?? ''}`;

/** The month was looked at and neither side had changed. */
export async function keepMonth(sql: TenantSql, run: string, month: string): Promise<void> {
  await sql.query(
    `update tie_out_months set run_id = $3, compared_at = now() where tenant_id = $1 and month = $2`,
    [sql.tenantId, month, run],
  );
}

/** Takes away months that have nothing on either side any more; returns their names. */
export async function removeOtherMonths(sql: TenantSql, months: readonly string[]): Promise<void> {
  await sql.query(`delete from tie_out_differences where tenant_id = $1 and not (month = any ($2::text[]))`, [
    sql.tenantId,
    months,
  ]);
  await sql.query(`delete from tie_out_months where tenant_id = $1 and not (month = any ($2::text[]))`, [
    sql.tenantId,
    months,
  ]);
}

/** The differences that stand, of one month or of all. */
export async function listDifferences(
  sql: TenantSql,
  wanted: string | null = null,
): Promise<readonly (TieOutDifference & { readonly month: string; readonly firstSeenAt: Date })[]> {
  const result = await sql.query(
    `select month, difference, first_seen_at as "firstSeenAt" from tie_out_differences
      where tenant_id = $1 and ($2::text is null or month = $2) order by month, place`,
    [sql.tenantId, wanted],
  );
  return parseRows(z.object({ month: z.string(), difference, firstSeenAt: z.date() }), result).map((row) => ({
    ...row.difference,
    month: row.month,
    firstSeenAt: row.firstSeenAt,
  }));
}

/** The control totals that stand, of one month or of all. */
export async function listTotals(
  sql: TenantSql,
  wanted: string | null = null,
): Promise<readonly ControlTotal[]> {
  const result = await sql.query(
    `select totals from tie_out_months where tenant_id = $1 and ($2::text is null or month = $2) order by month`,
    [sql.tenantId, wanted],
  );
  return parseRows(z.object({ totals: z.array(controlTotal) }), result).flatMap((row) => row.totals);
}
