import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { closeIssues } from '../issues/issues';
import { firstRow, parseRows, tribeIdColumn } from '../database/row-parsing';
import { unlessTaken } from '../database/unique-violation';

/**
 * What people do to a booking. Each is one guarded UPDATE: of two who act at once, one wins and the other is told. None
 * touches a row that a run may be sending.
 */

const issueRecord = (id: TribeId) => ({ kind: 'invoice', id }) as const;
/** As in `booking-transitions`: what is not booked and was ever unknown is looked at once more. */
const LATE_LOOK = `case when ever_unknown then now() + interval '1 hour' end`;

/**
 * held or skipped → waiting, due now. The issue stays open until the outcome. A near miss that is tried again was looked at
 * by a person: that document is told apart from this invoice for good. A skipped row gave up its number.
 */
export async function retryBooking(sql: TenantSql, id: TribeId): Promise<boolean> {
  const result = await sql.query(
    `update bookings
        set state = 'waiting', due_at = now(), issue_code = null, issue_details = null, skip_reason = null,
            skipped_by_rule = false, doc_number = case when state = 'skipped' then null else doc_number end,
            cleared_documents = case
              when issue_code = 'NEAR_MISS' and issue_details ->> 'documentId' is not null
                then array_append(array_remove(cleared_documents, lower(issue_details ->> 'documentId')),
                                  lower(issue_details ->> 'documentId'))
              else cleared_documents end,
            updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2 and state in ('held', 'skipped')`,
    [sql.tenantId, id],
  );
  return result.rowCount === 1;
}

/** Every held booking with one of these codes → waiting, due now: what stood in their way has changed. Returns which. */
export async function retryHeldFor(sql: TenantSql, codes: readonly string[]): Promise<TribeId[]> {
  const result = await sql.query(
    `update bookings
        set state = 'waiting', due_at = now(), issue_code = null, issue_details = null, updated_at = now()
      where tenant_id = $1 and state = 'held' and issue_code = any($2::text[])
      returning tribe_invoice_id as id`,
    [sql.tenantId, codes],
  );
  return parseRows(z.object({ id: tribeIdColumn }), result).map(({ id }) => id);
}

/** held or waiting → skipped by a person, whatever a rule says later: gives its number up and closes its issues. */
export async function skipByHand(sql: TenantSql, id: TribeId, reason: string): Promise<boolean> {
  const result = await sql.query(
    `update bookings
        set state = 'skipped', due_at = null, skip_reason = $3, skipped_by_rule = false, look_anew = true,
            issue_code = null, issue_details = null, recheck_at = ${LATE_LOOK}, updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2 and state in ('held', 'waiting') and winbooks_id is null`,
    [sql.tenantId, id, reason],
  );
  if (result.rowCount === 0) return false;
  await closeIssues(sql, issueRecord(id));
  return true;
}

/** The document in WinBooks that a person says is this invoice, and what is known of it. */
export interface DocumentToLink {
  readonly id: WinbooksId;
  readonly journalId: WinbooksId | null;
  readonly journalCode: string | null;
  readonly docNumber: number | null;
  readonly bookYearId: WinbooksId | null;
  readonly bookYear: string | null;
  readonly customerCode: string | null;
  readonly grossCents: number | null;
}

export interface LinkConflict {
  /** What the other booking has: this document, or a claim on its number. */
  readonly conflict: 'document' | 'number';
  readonly other: TribeId;
  readonly otherNumber: string | null;
}

/**
 * held → booked as a document that is there already; closes its issues. A conflict names the booking that has it.
 *
 * @param gone the document of a booked invoice that is not there any more, in whose place the other one comes; null for one that
 *   is held
 */
export async function linkHeld(
  sql: TenantSql,
  id: TribeId,
  document: DocumentToLink,
  gone: WinbooksId | null = null,
): Promise<'linked' | 'not-held' | LinkConflict> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update bookings
          set state = 'booked', winbooks_id = $3, linked = true, journal_id = $4, journal_code = $5, doc_number = $6,
              numbering_scope = $7, book_year = $8, customer_code = coalesce(customer_code, $9),
              gross_cents = coalesce(gross_cents, $10), booked_on = null, issue_code = null, issue_details = null, seen_issues = '{}',
              unknown_since = null,
              booked_at = now(), due_at = null, recheck_at = now() + interval '1 hour', updated_at = now()
        where tenant_id = $1 and tribe_invoice_id = $2
          and (($11::text is null and state = 'held' and winbooks_id is null) or (state = 'booked' and winbooks_id = $11))`,
      [
        sql.tenantId,
        id,
        document.id,
        document.journalId,
        document.journalCode,
        document.docNumber,
        document.bookYearId,
        document.bookYear,
        document.customerCode,
        document.grossCents === null ? null : Math.abs(document.grossCents),
        gone,
      ],
    ),
  );
  if ('takenBy' in outcome) return conflictOf(sql, document);
  if (outcome.value.rowCount === 0) return 'not-held';
  await closeIssues(sql, issueRecord(id));
  return 'linked';
}

/** One that has the document has its number as well: either index may have been the first to refuse. */
async function conflictOf(sql: TenantSql, document: DocumentToLink): Promise<LinkConflict> {
  const holder = await sql.query(
    `select tribe_invoice_id as other, number as "otherNumber", coalesce(winbooks_id = $2, false) as "hasDocument"
       from bookings
      where tenant_id = $1
        and (winbooks_id = $2
             or (journal_id = $3 and numbering_scope = $4 and doc_number = $5 and state <> 'skipped'))
      order by winbooks_id = $2 desc nulls last limit 1`,
    [sql.tenantId, document.id, document.journalId, document.bookYearId, document.docNumber],
  );
  const row = firstRow(holderRow, holder);
  if (row === null) throw new Error('A link was refused as a duplicate, and its double is gone: try again.');
  const { hasDocument, other, otherNumber } = row;
  return { conflict: hasDocument ? 'document' : 'number', other, otherNumber };
}

const holderRow = z.object({
  other: tribeIdColumn,
  otherNumber: z.string().nullable(),
  hasDocument: z.boolean(),
});
