import { z } from 'zod';
import type { Day, TribeId } from '../../domain/ids';
import { SKIP_REASONS } from '../../domain/issues/texts/check-texts';
import type { TenantSql } from '../database/database';
import { parseRows, tribeIdColumn } from '../database/row-parsing';
import { closeIssues } from '../issues/issues';
import { OLDEST_FIRST } from './booking-row';

/**
 * Held and skipped bookings: how they are tried again, and how one is skipped. Each is one guarded UPDATE: of two
 * concurrent callers, one wins and the other learns that. None touches a row that a run may be sending.
 */

const idRow = z.object({ id: tribeIdColumn });

/**
 * held or skipped → waiting, due now: the only statement for it. The issue stays open until the outcome. A skipped row
 * gave up its number and claims one again when it is prepared. Returns which rows were held or skipped.
 *
 * @param how `tellApart`: a person looked at a near miss and declared its document to be another invoice
 */
async function waitAgain(
  sql: TenantSql,
  ids: readonly TribeId[],
  how: { readonly tellApart: boolean } = { tellApart: false },
): Promise<TribeId[]> {
  if (ids.length === 0) return [];
  const result = await sql.query(
    `update bookings
        set state = 'waiting', due_at = now(), issue_code = null, issue_details = null, skip_reason = null,
            skipped_by_rule = false, doc_number = case when state = 'skipped' then null else doc_number end,
            cleared_documents = case
              when $3 and issue_code = 'NEAR_MISS' and issue_details ->> 'documentId' is not null
                then array_append(array_remove(cleared_documents, lower(issue_details ->> 'documentId')),
                                  lower(issue_details ->> 'documentId'))
              else cleared_documents end,
            updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = any ($2::text[]) and state in ('held', 'skipped')
      returning tribe_invoice_id as id`,
    [sql.tenantId, ids, how.tellApart],
  );
  return parseRows(idRow, result).map(({ id }) => id);
}

/** The obstacle may be gone, so it is tried again. */
export async function reopenBooking(sql: TenantSql, id: TribeId): Promise<boolean> {
  return (await waitAgain(sql, [id])).length === 1;
}

/** The same for many; returns which. */
export const reopenBookings = (sql: TenantSql, ids: readonly TribeId[]): Promise<TribeId[]> =>
  waitAgain(sql, ids);

/** A person asks to try again. If it was held as a near miss, that person has looked at the document. */
export async function retryBooking(sql: TenantSql, id: TribeId): Promise<boolean> {
  return (await waitAgain(sql, [id], { tellApart: true })).length === 1;
}

/** Tries every held booking with one of these codes again. Returns which. */
export async function retryHeldFor(sql: TenantSql, codes: readonly string[]): Promise<TribeId[]> {
  const held = await sql.query(
    `select tribe_invoice_id as id from bookings
      where tenant_id = $1 and state = 'held' and issue_code = any ($2::text[]) for update`,
    [sql.tenantId, codes],
  );
  return waitAgain(
    sql,
    parseRows(idRow, held).map(({ id }) => id),
  );
}

/**
 * The start date was moved to an earlier day: rows that a rule skipped and that are no longer before it are tried
 * again; their runs decide whether they are booked. Returns how many.
 */
export async function reopenSkippedByRule(sql: TenantSql, startDate: Day | null): Promise<number> {
  const skipped = await sql.query(
    `select tribe_invoice_id as id from bookings
      where tenant_id = $1 and state = 'skipped' and skipped_by_rule and skip_reason = $3
        and ($2::date is null or invoice_date is null or invoice_date >= $2::date) for update`,
    [sql.tenantId, startDate, SKIP_REASONS.beforeStartDate.en],
  );
  const ids = parseRows(idRow, skipped).map(({ id }) => id);
  return (await waitAgain(sql, ids)).length;
}

/**
 * Tries bookings again that are held as a near miss of a document which another booking has claimed since. Waits for no
 * lock: a locked row is left to the next call, so it must be called repeatedly. Returns how many.
 */
export async function releaseNearMisses(sql: TenantSql): Promise<number> {
  const held = await sql.query(
    `select near.tribe_invoice_id as id from bookings as near
      where near.tenant_id = $1 and near.state = 'held' and near.issue_code = 'NEAR_MISS'
        and exists (select from bookings as other
                     where other.tenant_id = $1 and other.winbooks_id = lower(near.issue_details ->> 'documentId'))
        for update of near skip locked`,
    [sql.tenantId],
  );
  const ids = parseRows(idRow, held).map(({ id }) => id);
  return (await waitAgain(sql, ids)).length;
}

/**
 * waiting, prepared or held → skipped: gives up the number and closes the issues. Never while an attempt is in flight.
 * A row that a rule skipped returns when the invoice or the rule changes (`reopenSkippedByRule`); one that a person
 * skipped stays.
 */
async function skip(
  sql: TenantSql,
  id: TribeId,
  reason: string,
  from: { readonly states: readonly string[]; readonly isByRule: boolean },
): Promise<boolean> {
  const result = await sql.query(
    `update bookings
        set state = 'skipped', due_at = null, skip_reason = $3, skipped_by_rule = $4, look_anew = true,
            issue_code = null, issue_details = null, updated_at = now(),
            recheck_at = case when ever_unknown then now() + interval '1 hour' end
      where tenant_id = $1 and tribe_invoice_id = $2 and state = any ($5::text[]) and winbooks_id is null`,
    [sql.tenantId, id, reason, from.isByRule, from.states],
  );
  if (result.rowCount === 0) return false;
  await closeIssues(sql, { kind: 'invoice', id });
  return true;
}

/** By a rule, in the step that has just read the invoice. */
export const skipBooking = (sql: TenantSql, id: TribeId, reason: string): Promise<boolean> =>
  skip(sql, id, reason, { states: ['waiting', 'prepared', 'held'], isByRule: true });

/** By a person; no rule undoes it. It never skips what a run has prepared and may be about to send. */
export const skipByHand = (sql: TenantSql, id: TribeId, reason: string): Promise<boolean> =>
  skip(sql, id, reason, { states: ['waiting', 'held'], isByRule: false });

/**
 * The invoices that are held for one of these customers, oldest first: their issue names the customer's code or number.
 * Those whose customer had no number at all are included, because nothing shows whose they are.
 */
export async function heldForCustomer(sql: TenantSql, codes: readonly string[]): Promise<TribeId[]> {
  const result = await sql.query(
    `select tribe_invoice_id as "tribeInvoiceId" from bookings
      where tenant_id = $1 and state = 'held'
        and (issue_details ->> 'customer' = any ($2::text[])
             or (issue_code = 'CUSTOMER_NUMBER_UNUSABLE' and issue_details ->> 'number' = any ($2::text[]))
             or (issue_code = 'CUSTOMER_MATCH_UNCLEAR' and exists (
                  select from unnest($2::text[]) code, concat('; ', issue_details ->> 'candidates', '; ') named
                   where strpos(named, '; ' || code || ' (') > 0 or strpos(named, '; ' || code || '; ') > 0))
             or issue_code = 'CUSTOMER_WITHOUT_NUMBER')
      order by ${OLDEST_FIRST}`,
    [sql.tenantId, codes],
  );
  return parseRows(z.object({ tribeInvoiceId: tribeIdColumn }), result).map((row) => row.tribeInvoiceId);
}
