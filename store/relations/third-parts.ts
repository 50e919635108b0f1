import { LEAVE_WITHIN_MS } from '../../domain/writes/write-protocol';
import type { WinbooksId } from '../../domain/ids';
import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';

/** Making an address or a contact of a third, which is a second one when it is sent twice. */
export type ThirdPart = 'address' | 'contact';

/** The store's clock before a third was read: whoever sends says since when it is known that the part is not there. */
export async function storeClock(sql: TenantSql): Promise<string> {
  const row = firstRow(
    z.object({ now: z.string() }),
    await sql.query('select clock_timestamp()::text as now', []),
  );
  if (row === null) throw new Error('A clock gave no row.');
  return row.now;
}

/**
 * Right before the request leaves, committed by itself. False: do not send. Somebody else has sent one since the third was read, or the
 * fate of an earlier one is not known yet.
 *
 * @param readAt `storeClock` from before the reading that did not show the part
 */
export async function fenceThirdPart(
  sql: TenantSql,
  part: { readonly thirdId: WinbooksId; readonly part: ThirdPart },
  readAt: string,
  quietPeriodSeconds: number,
): Promise<boolean> {
  const fenced = await sql.query(
    `insert into third_parts as held (tenant_id, third_id, part, sent_at)
     select $1, $2, $3, clock_timestamp() where exists (select from tenants where id = $1 and state = 'active')
     on conflict (tenant_id, third_id, part) do update set sent_at = excluded.sent_at, settled_at = null
       where held.settled_at < $4::timestamptz
          or (held.settled_at is null
              and held.sent_at < $4::timestamptz - ($5 + ${LEAVE_WITHIN_MS / 1000}) * interval '1 second')`,
    [sql.tenantId, part.thirdId, part.part, readAt, quietPeriodSeconds],
  );
  return fenced.rowCount === 1;
}

/** The vendor has answered: it was made, or not. Whoever read the third before this moment does not send. */
export async function settleThirdPart(
  sql: TenantSql,
  { thirdId, part }: { readonly thirdId: WinbooksId; readonly part: ThirdPart },
): Promise<void> {
  await sql.query(
    `update third_parts set settled_at = clock_timestamp() where tenant_id = $1 and third_id = $2 and part = $3`,
    [sql.tenantId, thirdId, part],
  );
}
