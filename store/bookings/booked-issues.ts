import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import { SEEABLE_CODES, showsNothingNew, type SeeableCode } from '../../domain/issues/seen-issues';
import type { TenantSql } from '../database/database';
import { closeIssue, openIssue, type IssueParams } from '../issues/issues';
import { firstRow, parseRows } from '../database/row-parsing';

/**
 * The issues of a booked invoice. The booking itself is never touched: they open, and close when the facts agree or when a
 * person has seen them. Each locks the row first, so that of two at once the second sees what the first has done.
 */

const issueRecord = (id: TribeId) => ({ kind: 'invoice', id }) as const;

/**
 * Stays booked, and a person should look at it: opens the issue, or brings it up to date, and forgets what was seen of the
 * code. False in any other state, and when a person has seen all of it already.
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

/** The facts agree (again): closes the issue and forgets what was seen of it. False when it is not booked. */
export async function clearBooked(sql: TenantSql, id: TribeId, code: SeeableCode): Promise<boolean> {
  if ((await lockBooked(sql, id)) === null) return false;
  await forgetSeen(sql, id, code);
  await closeIssue(sql, code, issueRecord(id));
  await showGravest(sql, id);
  return true;
}

/** One issue that was closed because a person has seen it. */
export interface SeenIssue {
  readonly code: SeeableCode;
  readonly details: IssueParams;
}

/**
 * A person has dealt with it, or accepts it: closes the open issues of these codes and keeps what they said, so that the same
 * does not open them again. Returns those closed, the gravest first: none when it is not booked, or when no such issue is open.
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

/** Locks the row until the transaction ends and tells what was seen of it, by code; null when it is not booked. */
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

/** Lists have room for one issue of an invoice: the gravest that is open, or none. */
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
