import { z } from 'zod';
import type { TenantSql } from '../database/database';
import type { Day } from '../../domain/ids';
import { dayColumn, firstRow, isoInstant } from '../database/row-parsing';

const watermarkRow = z.object({
  /** ISO 8601 in UTC on the vendor's clock; null before anything was read. */
  position: z.string().nullable(),
  /** 0 before anything was read. */
  version: z.number(),
  /** Invoices before this day were passed over; null when none were. */
  startDate: dayColumn.nullable(),
  /** When the feed was last read to its end. */
  polledAt: z.date().nullable(),
  /** How long the position has been unchanged. */
  unmovedSeconds: z.number(),
  /** Where reading of the list continues, in a form of its reader; null when it was read to its end. */
  place: z.unknown(),
});
export type Watermark = z.output<typeof watermarkRow>;

/** How far the feed was read; null when it was never read. */
export async function readWatermark(sql: TenantSql, feed: string): Promise<Watermark | null> {
  const result = await sql.query(
    `select ${isoInstant('position')} as position, version, start_date as "startDate", polled_at as "polledAt", place,
            extract(epoch from now() - moved_at)::float8 as "unmovedSeconds"
       from watermarks where tenant_id = $1 and feed = $2`,
    [sql.tenantId, feed],
  );
  return firstRow(watermarkRow, result);
}

/**
 * Moves the watermark, in the transaction that wrote the rows it stands for. False when it is no longer at
 * `expectedVersion` (0: never moved), because another watch was faster. It never moves back.
 *
 * @param position null when no row had a date: it stays where it is
 * @param startDate invoices before this day were passed over
 * @param place where reading of the list continues; null at its end
 * @param isWhole the feed was read to its end, which sets when it was last read
 */
export async function advanceWatermark(
  sql: TenantSql,
  feed: string,
  position: string | null,
  expectedVersion: number,
  startDate: Day | null,
  place: object | null = null,
  isWhole = place === null,
): Promise<boolean> {
  const result = await sql.query(
    `insert into watermarks as held (tenant_id, feed, position, version, start_date, polled_at, place)
     select $1, $2, $3::timestamptz, $4::int + 1, $5::date, case when $7 then now() end, $6::jsonb
      where $4 = 0 or exists (select from watermarks where tenant_id = $1 and feed = $2)
     on conflict (tenant_id, feed) do update
       set position = greatest(held.position, excluded.position), version = excluded.version,
           start_date = excluded.start_date,
           polled_at = coalesce(excluded.polled_at, held.polled_at), place = excluded.place,
           moved_at = case when excluded.position <= held.position or excluded.position is null then held.moved_at else now() end
       where held.version = $4`,
    [
      sql.tenantId,
      feed,
      position,
      expectedVersion,
      startDate,
      place === null ? null : JSON.stringify(place),
      isWhole,
    ],
  );
  return result.rowCount === 1;
}

/** Records that the feed was read and nothing had changed. */
export async function touchPoll(sql: TenantSql, feed: string): Promise<void> {
  await sql.query(
    `insert into watermarks (tenant_id, feed, polled_at) values ($1, $2, now())
     on conflict (tenant_id, feed) do update set polled_at = now()`,
    [sql.tenantId, feed],
  );
}

/**
 * The watermark to continue from, for a reader that passes over invoices before `startDate`. If it was moved here under
 * a later start date, invoices between the two dates were passed over: the feed is then read from its beginning, in the
 * caller's transaction, whoever changed the date. Storing a row per old invoice instead would burden every list.
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

/**
 * The feed, and those named below it, are read from their beginning at the next poll; a poll that is running does not
 * move them.
 */
export async function rewindWatermark(sql: TenantSql, feed: string): Promise<void> {
  await sql.query(
    `update watermarks set position = null, place = null, version = version + 1, start_date = null
      where tenant_id = $1 and (feed = $2 or starts_with(feed, $2 || '.'))`,
    [sql.tenantId, feed],
  );
}
