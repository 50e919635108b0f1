import { z } from 'zod';
import { FINAL_STATES } from '../../domain/booking/booking-entry';
import type { TenantSql } from '../database/database';
import { firstRow, parseRows } from '../database/row-parsing';

/** When the oldest invoice that is not final was found; null when all are final. */
export async function openSince(sql: TenantSql): Promise<Date | null> {
  const result = await sql.query(
    `select min(found_at) as since from bookings where tenant_id = $1 and not state = any ($2::text[])`,
    [sql.tenantId, FINAL_STATES],
  );
  return firstRow(z.object({ since: z.date().nullable() }), result)?.since ?? null;
}

/** How many invoices are held with each issue code, the most frequent first. */
export async function countHeldByCode(sql: TenantSql): Promise<Record<string, number>> {
  const result = await sql.query(
    `select issue_code as code, count(*) as bookings from bookings
      where tenant_id = $1 and state = 'held' and issue_code is not null
      group by issue_code order by count(*) desc, issue_code`,
    [sql.tenantId],
  );
  const rows = parseRows(z.object({ code: z.string(), bookings: z.number() }), result);
  return Object.fromEntries(rows.map(({ code, bookings }) => [code, bookings]));
}
