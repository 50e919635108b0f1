import { z } from 'zod';
import type { TribeId } from '../../domain/ids';
import { clearBooked, flagBooked } from './booked-issues';
import { isNewer, type FoundInvoice } from './booking-queue';
import type { TenantSql } from '../database/database';
import type { IssueParams } from '../issues/issues';
import { parseRows, tribeIdColumn } from '../database/row-parsing';

/**
 * The code of a booked invoice whose content in Tribe differs from its entry. The booking itself is never touched here.
 */
const CHANGED = 'INVOICE_CHANGED';

/**
 * Marks changed invoices that are not candidates for booking: those with an entry are to be compared with it. Adds no
 * row. Returns how many were marked.
 */
export async function noteChanged(sql: TenantSql, invoices: readonly FoundInvoice[]): Promise<number> {
  const result = await sql.query(
    `update bookings as b set look_at_change = true, changed_at = found.changed_at
       from (select id, max("changedAt") as changed_at
               from jsonb_to_recordset($2::jsonb) as row (id text, "changedAt" timestamptz) group by id) as found
      where b.tenant_id = $1 and b.tribe_invoice_id = found.id and ${isNewer('found.changed_at', 'b.changed_at')}
        and b.state not in ('waiting', 'held', 'skipped')`,
    [sql.tenantId, JSON.stringify(invoices)],
  );
  return result.rowCount;
}

/** The booked invoices that changed in Tribe since they were booked, the oldest change first. */
export async function dueChanges(sql: TenantSql, limit: number): Promise<TribeId[]> {
  const result = await sql.query(
    `select tribe_invoice_id as "tribeInvoiceId" from bookings
      where tenant_id = $1 and look_at_change and state = 'booked' and coalesce(compare_at <= now(), true)
      order by changed_at, tribe_invoice_id limit $2`,
    [sql.tenantId, limit],
  );
  return parseRows(z.object({ tribeInvoiceId: tribeIdColumn }), result).map((row) => row.tribeInvoiceId);
}

/**
 * The content differs: the invoice stays booked, with an open issue, unless a person has seen this very content.
 * `statedDigest` is the content in Tribe (`invoiceDigest`). Returns whether the issue is open.
 */
export async function flagChanged(
  sql: TenantSql,
  id: TribeId,
  details: IssueParams & { readonly statedDigest: string },
): Promise<boolean> {
  const isOpen = await flagBooked(sql, id, CHANGED, details);
  await markLookedAt(sql, id);
  return isOpen;
}

/** The content equals what was booked (again), so the issue closes. */
export async function clearChange(sql: TenantSql, id: TribeId): Promise<boolean> {
  const isBooked = await clearBooked(sql, id, CHANGED);
  await markLookedAt(sql, id);
  return isBooked;
}

async function markLookedAt(sql: TenantSql, id: TribeId): Promise<void> {
  await sql.query(
    `update bookings set look_at_change = false, compare_at = null
      where tenant_id = $1 and tribe_invoice_id = $2 and state = 'booked' and look_at_change`,
    [sql.tenantId, id],
  );
}
