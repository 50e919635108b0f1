import { z } from 'zod';
import type { TenantSql } from './database';
import type { Day } from '../domain/ids';
import { dayColumn, firstRow, isoInstant } from './row-parsing';

const watermarkRow = z.object({
  /** ISO 8601 in UTC on the vendor's clock; null while nothing was read. */
  position: z.string().nullable(),
  /** 0 while nothing was read. */
  version: z.number(),
  /** Invoices before this day were passed over on the way; null: none were. */
  startDate: dayColumn.nullable(),
  polledAt: z.date().nullable(),
});
export type Watermark = z.output<typeof watermarkRow>;

/** How far the feed was read; null when it was never looked at. */
export async function readWatermark(sql: TenantSql, feed: string): Promise<Watermark | null> {
  const result = await sql.query(
    `select ${isoInstant('position')} as position, version, start_date as "startDate", polled_at as "polledAt"
       from watermarks where tenant_id = $1 and feed = $2`,
    [sql.tenantId, feed],
  );
  return firstRow(watermarkRow, result);
}

/**
 * Moves the watermark, in the transaction that wrote the rows it stands for. False when it is no longer at
 * `expectedVersion` (0: never moved): another watch was faster. Asked to go back, it stays where it is.
 *
 * @param startDate before which invoices were passed over
 */
export async function advanceWatermark(
  sql: TenantSql,
  feed: string,
  position: string,
  expectedVersion: number,
  startDate: Day | null,
): Promise<boolean> {
  const result = await sql.query(
    `insert into watermarks as held (tenant_id, feed, position, version, start_date, polled_at)
     select $1, $2, $3::timestamptz, $4::int + 1, $5::date, now()
      where $4 = 0 or exists (select from watermarks where tenant_id = $1 and feed = $2)
     on conflict (tenant_id, feed) do update
       set position = greatest(held.position, excluded.position), version = excluded.version,
           start_date = excluded.start_date, polled_at = now()
       where held.version = $4`,
    [sql.tenantId, feed, position, expectedVersion, startDate],
  );
  return result.rowCount === 1;
}

/** The feed was looked at and nothing had changed. */
export async function touchPoll(sql: TenantSql, feed: string): Promise<void> {
  await sql.query(
    `insert into watermarks (tenant_id, feed, polled_at) values ($1, $2, now())
     on conflict (tenant_id, feed) do update set polled_at = now()`,
    [sql.tenantId, feed],
  );
}

/**
 * The watermark to read on from, for whoever passes over what is before `startDate`. Was it moved up to here under a later start date,
 * those invoices were passed over: then the feed is read from its beginning, in the caller's transaction, whoever has changed
 * the date and however. A row per old invoice would say the same at the price of all of them in every list.
 */
export async function watermarkFor(
  sql: TenantSql,
  feed: string,
  startDate: Day | null,
): Promise<{ readonly mark: Watermark | null; readonly isRewound: boolean }> {
  const mark = await readWatermark(sql, feed);
  const passedOver = mark?.startDate ?? null;
  if (passedOver === null || (startDate !== null && startDate >= passedOver))
    return { mark, isRewound: false };
  await rewindWatermark(sql, feed);
  return { mark: await readWatermark(sql, feed), isRewound: true };
}

/** The feed is read from its beginning at the next poll; a poll that is under way meanwhile does not move it. */
export async function rewindWatermark(sql: TenantSql, feed: string): Promise<void> {
  await sql.query(
    `update watermarks set position = null, version = version + 1, start_date = null where tenant_id = $1 and feed = $2`,
    [sql.tenantId, feed],
  );
}
