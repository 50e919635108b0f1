import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows } from '../database/row-parsing';

/**
 * What does not work at this moment. `poll` is the reading of Tribe's invoices, whatever stops it; `looks` is the other
 * work of a poll. The first failure opens an outage, the first success ends it.
 */
export const OUTAGE_SUBJECTS = ['tribe', 'winbooks', 'poll', 'looks'] as const;
export type OutageSubject = (typeof OUTAGE_SUBJECTS)[number];

export interface OutageCause {
  /** Null when no vendor is the cause. */
  readonly host: string | null;
  readonly cause: string;
}

const failingRow = z.object({ since: z.date(), failures: z.number() });
const endedRow = z.object({ since: z.date() });

/** Records another failure in a row. Returns since when it fails, and how often so far. */
export async function noteFailing(
  sql: TenantSql,
  subject: OutageSubject,
  { host, cause }: OutageCause,
): Promise<{ readonly since: Date; readonly failures: number }> {
  const result = await sql.query(
    `insert into outages as held (tenant_id, subject, since, failures, host, cause) values ($1, $2, now(), 1, $3, $4)
     on conflict (tenant_id, subject) do update
       set since = coalesce(held.since, now()), failures = held.failures + 1, host = excluded.host, cause = excluded.cause
     returning since, failures`,
    [sql.tenantId, subject, host, cause],
  );
  return failingRow.parse(result.rows[0]);
}

/** Records a success. Returns since when it had failed; null when no outage was open. */
export async function noteWorking(sql: TenantSql, subject: OutageSubject): Promise<Date | null> {
  const result = await sql.query(
    `with ended as (
       select since from outages where tenant_id = $1 and subject = $2 and since is not null for update
     ), written as (
       update outages set since = null, failures = 0
        where tenant_id = $1 and subject = $2 and exists (select from ended)
     )
     select since from ended`,
    [sql.tenantId, subject],
  );
  return firstRow(endedRow, result)?.since ?? null;
}

const outageRow = z.object({
  subject: z.enum(OUTAGE_SUBJECTS),
  since: z.date(),
  failures: z.number(),
  host: z.string().nullable(),
  cause: z.string().nullable(),
});
export type Outage = z.output<typeof outageRow>;

/** The open outages, the longest first. */
export async function listOutages(sql: TenantSql): Promise<Outage[]> {
  const result = await sql.query(
    `select subject, since, failures, host, cause from outages
      where tenant_id = $1 and since is not null and subject = any ($2::text[]) order by since, subject`,
    [sql.tenantId, OUTAGE_SUBJECTS],
  );
  return parseRows(outageRow, result);
}
