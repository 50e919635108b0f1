import { z } from 'zod';
import { BOOKING_STATES } from '../../domain/booking/booking-entry';
import type { TribeId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { dayColumn, parseRows, winbooksIdColumn } from '../database/row-parsing';
import { AUDIT_COLUMNS, auditRow, type RecordedAuditEvent } from '../issues/audit-events';

/**
 * What happened to one booking. Changes of its state are written by a trigger, in the transaction of the change. All rows of a
 * transaction have the same `now()`: that tells which action of a person made a change, and which change opened or closed an issue.
 */

/** A state that only another version knows is shown as held. */
const state = z.enum(BOOKING_STATES).catch('held');
const details = z.record(z.string(), z.unknown());

const changeRow = z.object({
  at: z.date(),
  /** Null: it was found. */
  was: state.nullable(),
  state,
  attempt: z.number(),
  issueCode: z.string().nullable(),
  issueDetails: details.nullable(),
  skipReason: z.string().nullable(),
  skippedByRule: z.boolean(),
  journalCode: z.string().nullable(),
  docNumber: z.number().nullable(),
  bookYear: z.string().nullable(),
  bookedOn: dayColumn.nullable(),
  winbooksId: winbooksIdColumn.nullable(),
  linked: z.boolean(),
  /** The action that made the change, and who acted; null when no action did. */
  action: z.string().nullable(),
  actor: z.string().nullable(),
});
/** One change of the state, with what was known then. */
export type BookingChange = z.output<typeof changeRow>;

/** The changes of state, oldest first: the last `limit` of them. */
export async function listBookingChanges(
  sql: TenantSql,
  id: TribeId,
  limit: number,
): Promise<BookingChange[]> {
  const result = await sql.query(
    `select change.at, was, state, attempt, issue_code as "issueCode", issue_details as "issueDetails",
            skip_reason as "skipReason", skipped_by_rule as "skippedByRule", journal_code as "journalCode",
            doc_number as "docNumber", book_year as "bookYear", booked_on as "bookedOn", winbooks_id as "winbooksId", linked,
            done.action, done.actor
       from booking_events as change
       left join lateral (
         select action, actor from audit_events as event
          where event.tenant_id = $1 and event.at = change.at and (record = 'invoice:' || $2 or record not like 'invoice:%')
          order by record = 'invoice:' || $2 desc, id limit 1) as done on true
      where change.tenant_id = $1 and tribe_invoice_id = $2 order by change.id desc limit $3`,
    [sql.tenantId, id, limit],
  );
  return parseRows(changeRow, result).reverse();
}

/** Whether the state changed at the moment `at`, for a query with the invoice as `$2`. */
const isChangeAt = (at: string): string =>
  `exists (select from booking_events as change
            where change.tenant_id = $1 and change.tribe_invoice_id = $2 and change.at = ${at})`;

/** What was done to the booking without a change of its state, refusals too; oldest first, the last `limit`. */
export async function listOtherActions(
  sql: TenantSql,
  id: TribeId,
  limit: number,
): Promise<RecordedAuditEvent[]> {
  const result = await sql.query(
    `select ${AUDIT_COLUMNS} from audit_events
      where tenant_id = $1 and record = 'invoice:' || $2 and not ${isChangeAt('audit_events.at')}
      order by id desc limit $3`,
    [sql.tenantId, id, limit],
  );
  return parseRows(auditRow, result).reverse();
}

const issueRow = z.object({
  code: z.string(),
  params: details,
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  /** It was opened by a change of the state that tells its code. */
  isOfChange: z.boolean(),
});
export type BookingIssue = z.output<typeof issueRow>;

/** The issues of the booking, open and closed, oldest first: the last `limit`. */
export async function listBookingIssues(sql: TenantSql, id: TribeId, limit: number): Promise<BookingIssue[]> {
  const result = await sql.query(
    `select code, params, opened_at as "openedAt", closed_at as "closedAt",
            exists (select from booking_events as change
                     where change.tenant_id = $1 and change.tribe_invoice_id = $2 and change.at = issues.opened_at
                       and change.issue_code = issues.code) as "isOfChange"
       from issues where tenant_id = $1 and record_kind = 'invoice' and record_id = $2
      order by opened_at desc, id desc limit $3`,
    [sql.tenantId, id, limit],
  );
  return parseRows(issueRow, result).reverse();
}
