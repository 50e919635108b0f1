import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { closeIssues } from '../issues/issues';
import { firstRow, tribeIdColumn } from '../database/row-parsing';
import { unlessTaken } from '../database/unique-violation';

const issueRecord = (id: TribeId) => ({ kind: 'invoice', id }) as const;

/** The document in WinBooks that a person identified as this invoice, and the known facts about it. */
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
 * held → booked as an existing document; closes its issues. A conflict names the booking that has the document.
 *
 * @param gone the deleted document of a booked invoice, which the other one replaces; null for an invoice that is
 *   held
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

/** A booking that has the document has its number too, and either unique index may have refused first. */
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
