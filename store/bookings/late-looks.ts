import { z } from 'zod';
import type { TribeId, WinbooksId } from '../../domain/ids';
import type { TenantSql } from '../database/database';
import { parseRows, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';
import { unlessTaken } from '../database/unique-violation';

/** The late looks at final bookings: an hour after they ended, and a day after. */

const dueLookRow = z.object({
  id: tribeIdColumn,
  winbooksId: winbooksIdColumn.nullable(),
  /** The period of its entry. */
  periodId: winbooksIdColumn.nullable(),
  isBooked: z.boolean(),
  /** True if it was booked and never in doubt: only the existence of its document needs a look. */
  isPlain: z.boolean(),
});
export type DueLook = z.output<typeof dueLookRow>;

/** The bookings that are due for a late look, the longest due first. */
export async function dueLooks(sql: TenantSql, limit: number): Promise<DueLook[]> {
  const result = await sql.query(
    `select tribe_invoice_id as id, winbooks_id as "winbooksId", entry ->> 'periodId' as "periodId",
            state = 'booked' as "isBooked",
            state = 'booked' and winbooks_id is not null and not ever_unknown and issue_code is null
              and seen_issues = '{}' as "isPlain"
       from bookings
      where tenant_id = $1 and recheck_at <= now() order by recheck_at, tribe_invoice_id limit $2`,
    [sql.tenantId, limit],
  );
  return parseRows(dueLookRow, result);
}

/**
 * Records a look: the next is a day after they ended, then none. A row that is no longer final is left to its run. A
 * locked row stays due for the next time, because a statement over many rows must not wait for any of them.
 */
export async function markLooked(sql: TenantSql, ids: readonly TribeId[]): Promise<void> {
  await sql.query(
    `update bookings
        set recheck_at = case
              when state in ('booked', 'held', 'skipped') and now() < coalesce(booked_at, sent_at) + interval '12 hours'
                then now() + interval '23 hours' end
      where tenant_id = $1 and tribe_invoice_id in (
        select tribe_invoice_id from bookings
         where tenant_id = $1 and tribe_invoice_id = any ($2::text[])
           for update skip locked)`,
    [sql.tenantId, ids],
  );
}

/** Postpones a look that was not possible until `until`, so that it does not delay others. */
export async function postponeLook(sql: TenantSql, id: TribeId, until: Date): Promise<void> {
  await sql.query(
    `update bookings set recheck_at = $3 where tenant_id = $1 and tribe_invoice_id = $2 and recheck_at is not null`,
    [sql.tenantId, id, until],
  );
}

/**
 * A booked invoice has another document now: ours was deleted and it was booked again by hand. Guarded by the document
 * that was looked for; false when the row or the other document is no longer free.
 */
export async function moveBooked(
  sql: TenantSql,
  id: TribeId,
  moved: { readonly from: WinbooksId; readonly to: WinbooksId; readonly isOurs: boolean },
): Promise<boolean> {
  const outcome = await unlessTaken(sql, () =>
    sql.query(
      `update bookings set winbooks_id = $4, linked = not $5, updated_at = now()
        where tenant_id = $1 and tribe_invoice_id = $2 and state = 'booked' and winbooks_id = $3`,
      [sql.tenantId, id, moved.from, moved.to, moved.isOurs],
    ),
  );
  return 'value' in outcome && outcome.value.rowCount === 1;
}

/**
 * booked → waiting, due now: its document is gone and a person wants it booked again. Guarded by that document. What
 * was seen of the old booking is forgotten; its issues stay open until the outcome, as after a retry.
 */
export async function rebookGone(sql: TenantSql, id: TribeId, document: WinbooksId): Promise<boolean> {
  const result = await sql.query(
    `update bookings
        set state = 'waiting', due_at = now(), winbooks_id = null, linked = false, booked_at = null,
            issue_code = null, issue_details = null, seen_issues = '{}', look_anew = true, look_at_change = false,
            recheck_at = null, updated_at = now()
      where tenant_id = $1 and tribe_invoice_id = $2 and state = 'booked' and winbooks_id = $3`,
    [sql.tenantId, id, document],
  );
  return result.rowCount === 1;
}
