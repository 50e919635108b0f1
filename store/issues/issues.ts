import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows } from '../database/row-parsing';

/** What an issue is about. */
type RecordKind = 'invoice' | 'payment' | 'relation' | 'connection' | 'tenant' | 'journal';
export interface IssueRecord {
  readonly kind: RecordKind;
  readonly id: string;
}
export type IssueParams = Readonly<Record<string, unknown>>;

const issueRow = z.object({
  id: z.string(),
  code: z.string(),
  /** Another version may know more kinds. */
  recordKind: z.string(),
  recordId: z.string(),
  params: z.record(z.string(), z.unknown()),
  openedAt: z.date(),
});
export type OpenIssue = z.output<typeof issueRow>;

/** Opens the issue, or updates the params of the open one; returns its id. */
export async function openIssue(
  sql: TenantSql,
  code: string,
  record: IssueRecord,
  params: IssueParams = {},
): Promise<string> {
  const result = await sql.query(
    `insert into issues (tenant_id, code, record_kind, record_id, params) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, record_kind, record_id, code) where closed_at is null
       do update set params = excluded.params
     returning id`,
    [sql.tenantId, code, record.kind, record.id, JSON.stringify(params)],
  );
  return z.object({ id: z.string() }).parse(result.rows[0]).id;
}

/** Closes one issue of a record; false when it was not open. */
export async function closeIssue(sql: TenantSql, code: string, record: IssueRecord): Promise<boolean> {
  const result = await sql.query(
    `update issues set closed_at = now()
      where tenant_id = $1 and record_kind = $2 and record_id = $3 and code = $4 and closed_at is null`,
    [sql.tenantId, record.kind, record.id, code],
  );
  return result.rowCount === 1;
}

/** Closes the open issues that have one of these codes and belong to one of these records, in one statement. */
export async function closeIssuesAmong(
  sql: TenantSql,
  codes: readonly string[],
  records: readonly IssueRecord[],
): Promise<void> {
  await sql.query(
    `update issues set closed_at = now()
       from unnest($3::text[], $4::text[]) as record (kind, id)
      where tenant_id = $1 and code = any ($2::text[]) and closed_at is null
        and record_kind = record.kind and record_id = record.id`,
    [sql.tenantId, codes, records.map(({ kind }) => kind), records.map(({ id }) => id)],
  );
}

/** Closes the open issues of a record, except `exceptCode`; returns how many. */
export async function closeIssues(
  sql: TenantSql,
  record: IssueRecord,
  exceptCode: string | null = null,
): Promise<number> {
  const result = await sql.query(
    `update issues set closed_at = now()
      where tenant_id = $1 and record_kind = $2 and record_id = $3 and code is distinct from $4 and closed_at is null`,
    [sql.tenantId, record.kind, record.id, exceptCode],
  );
  return result.rowCount;
}

/** Closes every open issue of a code, for all records; returns how many. */
export async function closeIssuesOfCode(sql: TenantSql, code: string): Promise<number> {
  const result = await sql.query(
    `update issues set closed_at = now() where tenant_id = $1 and code = $2 and closed_at is null`,
    [sql.tenantId, code],
  );
  return result.rowCount;
}

/** Whether the record has an open issue of this code. */
export async function hasOpenIssue(sql: TenantSql, code: string, record: IssueRecord): Promise<boolean> {
  const result = await sql.query(
    `select from issues
      where tenant_id = $1 and record_kind = $2 and record_id = $3 and code = $4 and closed_at is null`,
    [sql.tenantId, record.kind, record.id, code],
  );
  return result.rowCount > 0;
}

/** Whether the record has an open issue of any code. */
export async function hasAnyOpenIssue(sql: TenantSql, record: IssueRecord): Promise<boolean> {
  const result = await sql.query(
    `select from issues where tenant_id = $1 and record_kind = $2 and record_id = $3 and closed_at is null limit 1`,
    [sql.tenantId, record.kind, record.id],
  );
  return result.rowCount > 0;
}

/** The open issues, oldest first. */
export async function listOpenIssues(sql: TenantSql, limit = 1000): Promise<OpenIssue[]> {
  const result = await sql.query(
    `select id, code, record_kind as "recordKind", record_id as "recordId", params, opened_at as "openedAt"
       from issues where tenant_id = $1 and closed_at is null order by opened_at, id limit $2`,
    [sql.tenantId, limit],
  );
  return parseRows(issueRow, result);
}

/** The open issues that a page shows. A field without a value restricts nothing. */
export interface IssueFilter {
  readonly code: string | undefined;
  readonly ofCodes: readonly string[] | null;
  readonly notOfCodes: readonly string[] | null;
}

/** A page of the open issues, oldest first. `after` is the id of the last one of the page before. */
export async function listIssuePage(
  sql: TenantSql,
  { code, ofCodes, notOfCodes }: IssueFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<OpenIssue[]> {
  const result = await sql.query(
    `select id, code, record_kind as "recordKind", record_id as "recordId", params, opened_at as "openedAt"
       from issues
      where tenant_id = $1 and closed_at is null and ($2::text is null or code = $2)
        and ($3::text[] is null or code = any ($3)) and ($4::text[] is null or code <> all ($4))
        and ($5::uuid is null or (opened_at, id) > (select opened_at, id from issues where tenant_id = $1 and id = $5))
      order by opened_at, id limit $6`,
    [sql.tenantId, code ?? null, ofCodes, notOfCodes, after, limit],
  );
  return parseRows(issueRow, result);
}

export async function countOpenIssues(sql: TenantSql): Promise<number> {
  const result = await sql.query(
    `select count(*) as open from issues where tenant_id = $1 and closed_at is null`,
    [sql.tenantId],
  );
  return firstRow(z.object({ open: z.number() }), result)?.open ?? 0;
}

/** The codes of the open issues that stand in the way of the tenant as a whole, the oldest first. */
export async function listObstacles(sql: TenantSql): Promise<readonly string[]> {
  const result = await sql.query(
    `select code from issues
      where tenant_id = $1 and closed_at is null
        and (record_kind in ('connection', 'tenant') or code = 'LOOKUP_BLIND')
      group by code order by min(opened_at), code`,
    [sql.tenantId],
  );
  return parseRows(z.object({ code: z.string() }), result).map(({ code }) => code);
}
