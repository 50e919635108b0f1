import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import { SEEABLE_CODES, showsNothingNew, type SeeableCode } from '../../domain/issues/seen-issues';
import type { TenantSql } from '../database/database';
import { closeIssue, openIssue, type IssueParams } from '../issues/issues';
import { firstRow, parseRows } from '../database/row-parsing';

/**
 * The issues of a booked invoice. They never touch the booking itself: they open, and close when both sides agree again
 * or a person has seen them. Each function locks the row first, so that the second of two concurrent calls sees the
 * effect of the first.
 */

const issueRecord = (id: TribeId) => ({ kind: 'invoice', id }) as const;

/**
 * Opens an issue on a booked invoice, or updates the open one, and forgets what was seen of this code. False in any
 * other state, and when a person has already seen all of it.
 */
export async function flagBooked(
  sql: TenantSql,
  id: TribeId,
  code: SeeableCode,
  details: IssueParams,
): Promise<boolean> {
  const seen = await lockBooked(sql, id);
  if (seen === null) return false;
  const before = seen[code];
  if (before !== undefined && showsNothingNew(code, before, details)) return false;
  await forgetSeen(sql, id, code);
  await openIssue(sql, code, issueRecord(id), details);
  await showGravest(sql, id);
  return true;
}

/** Both sides agree (again): closes the issue and forgets what was seen of it. False when the invoice is not booked. */
export async function clearBooked(sql: TenantSql, id: TribeId, code: SeeableCode): Promise<boolean> {
  if ((await lockBooked(sql, id)) === null) return false;
  await forgetSeen(sql, id, code);
  await closeIssue(sql, code, issueRecord(id));
  await showGravest(sql, id);
  return true;
}

/** An issue that was closed because a person has seen it. */
export interface SeenIssue {
  readonly code: SeeableCode;
  readonly details: IssueParams;
}

/**
 * A person has dealt with the issues or accepts them: closes the open issues of these codes and keeps their details, so
 * that the same details do not open them again. Returns the closed issues, the most serious first: none when the
 * invoice is not booked, or no such issue is open.
 */
export async function seeIssues(
  sql: TenantSql,
  id: TribeId,
  codes: readonly SeeableCode[],
): Promise<readonly SeenIssue[]> {
  if ((await lockBooked(sql, id)) === null) return [];
  const closed = await sql.query(
    `update issues set closed_at = now()
      where tenant_id = $1 and record_kind = 'invoice' and record_id = $2 and code = any ($3::text[]) and closed_at is null
      returning code, params as details`,
    [sql.tenantId, id, codes],
  );
  const seen = parseRows(seenRow, closed);
  if (seen.length === 0) return [];
  await sql.query(
    `update bookings set seen_issues = seen_issues || $3::jsonb where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, id, JSON.stringify(Object.fromEntries(seen.map(({ code, details }) => [code, details])))],
  );
  await showGravest(sql, id);
  return seen.toSorted((one, other) => SEEABLE_CODES.indexOf(one.code) - SEEABLE_CODES.indexOf(other.code));
}

const details = z.record(z.string(), z.unknown());
const seenRow = z.object({ code: z.enum(SEEABLE_CODES), details });
const lockedRow = z.object({ seen: z.record(z.string(), details) });

/** Locks the row until the transaction ends and returns what was seen of it, by code; null when it is not booked. */
async function lockBooked(
  sql: TenantSql,
  id: TribeId,
): Promise<Readonly<Record<string, IssueParams>> | null> {
  const result = await sql.query(
    `select seen_issues as seen from bookings
      where tenant_id = $1 and tribe_invoice_id = $2 and state = 'booked' for update`,
    [sql.tenantId, id],
  );
  return firstRow(lockedRow, result)?.seen ?? null;
}

async function forgetSeen(sql: TenantSql, id: TribeId, code: SeeableCode): Promise<void> {
  await sql.query(
    `update bookings set seen_issues = seen_issues - $3::text
      where tenant_id = $1 and tribe_invoice_id = $2 and seen_issues ? $3::text`,
    [sql.tenantId, id, code],
  );
}

/** Lists show one issue per invoice: this records the most serious open one, or none. */
export async function showGravest(sql: TenantSql, id: TribeId): Promise<void> {
  await sql.query(
    `update bookings set (issue_code, issue_details) = (
              select code, params from issues
               where tenant_id = $1 and record_kind = 'invoice' and record_id = $2 and closed_at is null
               order by array_position($3::text[], code) nulls last, opened_at limit 1),
            updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, id, SEEABLE_CODES],
  );
}
