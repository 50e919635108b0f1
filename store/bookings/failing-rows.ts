import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import { showGravest } from './booked-issues';
import type { TenantSql } from '../database/database';
import { closeIssuesAmong, openIssue, type IssueParams } from '../issues/issues';
import { firstRow } from '../database/row-parsing';

/** What is done about one booking again and again until it works. */
export type FailingStep =
  'prepare' | 'customer' | 'new-customer' | 'look-up' | 'near-miss' | 'recheck' | 'compare';

const issueRecord = (id: TribeId) => ({ kind: 'invoice', id }) as const;

/** Counts a failure of a step for this row alone. Returns how many there are in a row; 0 when there is no such row. */
export async function countFailure(sql: TenantSql, id: TribeId, step: FailingStep): Promise<number> {
  const result = await sql.query(
    `update bookings
        set failures = failures || jsonb_build_object($3::text, coalesce((failures ->> $3)::int, 0) + 1)
      where tenant_id = $1 and tribe_invoice_id = $2
      returning (failures ->> $3)::int as failures`,
    [sql.tenantId, id, step],
  );
  return firstRow(z.object({ failures: z.number() }), result)?.failures ?? 0;
}

/** Up to this many invoices have an issue each; beyond that, one issue covers all. */
const MOST_ISSUES = 25;

/**
 * Opens the row's issue, shown wherever the invoice is listed. If many rows have the same one, opens one about the
 * connection instead.
 */
export async function openRowIssue(
  sql: TenantSql,
  id: TribeId,
  code: string,
  params: IssueParams,
  connection: 'tribe' | 'winbooks',
): Promise<void> {
  const result = await sql.query(
    `select count(*) filter (where record_id <> $3) as others from issues
      where tenant_id = $1 and code = $2 and record_kind = 'invoice' and closed_at is null`,
    [sql.tenantId, code, id],
  );
  const others = firstRow(z.object({ others: z.number() }), result)?.others ?? 0;
  if (others >= MOST_ISSUES) {
    await openIssue(sql, code, { kind: 'connection', id: connection }, params);
    return;
  }
  await openIssue(sql, code, issueRecord(id), params);
  await showOnBooked(sql, id);
}

/** The step succeeded: its failures are forgotten, and when no row fails any more the issues of these codes close. */
export async function clearFailure(
  sql: TenantSql,
  id: TribeId,
  step: FailingStep,
  codes: readonly string[],
): Promise<void> {
  const result = await sql.query(
    `update bookings set failures = failures - $3::text
      where tenant_id = $1 and tribe_invoice_id = $2 and failures ? $3::text
      returning failures = '{}' as "isWell"`,
    [sql.tenantId, id, step],
  );
  if (firstRow(z.object({ isWell: z.boolean() }), result)?.isWell !== true) return;
  // If there are still as many, the one of the connection opens again.
  await closeIssuesAmong(sql, codes, [
    issueRecord(id),
    { kind: 'connection', id: 'tribe' },
    { kind: 'connection', id: 'winbooks' },
  ]);
  await showOnBooked(sql, id);
}

/** A booked invoice shows the most serious of its issues; any other shows the issue that it is held with. */
async function showOnBooked(sql: TenantSql, id: TribeId): Promise<void> {
  const result = await sql.query(
    `select from bookings where tenant_id = $1 and tribe_invoice_id = $2 and state = 'booked'`,
    [sql.tenantId, id],
  );
  if (result.rowCount > 0) await showGravest(sql, id);
}

/** An outage has ended: rows that waited because they had failed are tried at once. Returns how many. */
export async function retryFailing(sql: TenantSql): Promise<number> {
  const result = await sql.query(
    `update bookings
        set due_at = case when due_at > now() then now() else due_at end,
            recheck_at = case when failures ? 'recheck' and recheck_at > now() then now() else recheck_at end,
            compare_at = null, updated_at = now()
      where tenant_id = $1 and failures <> '{}'`,
    [sql.tenantId],
  );
  return result.rowCount;
}

/** Repeats a failed comparison from `until` on. */
export async function postponeComparison(sql: TenantSql, id: TribeId, until: Date): Promise<void> {
  await sql.query(`update bookings set compare_at = $3 where tenant_id = $1 and tribe_invoice_id = $2`, [
    sql.tenantId,
    id,
    until,
  ]);
}
