import { z } from 'zod';
import { tellConnectionNews } from './connection-news';
import type { ControlSql } from '../database/database';

/** The remainder of the silence that the vendor of connection $1 asked for; null when requests are allowed. */
export const SILENT_MS = `(select ceil(extract(epoch from paused_until - clock_timestamp()) * 1000)::int
  from connection_pauses where fingerprint = $1 and paused_until > clock_timestamp())`;

/** The remainder of the silence that the vendor asked for; 0 when requests are allowed. Milliseconds. */
export async function readSilence(sql: ControlSql, fingerprint: string): Promise<number> {
  const result = await sql.query(`select ${SILENT_MS} as "silentMs"`, [fingerprint]);
  return z.object({ silentMs: z.number().nullable() }).parse(result.rows[0]).silentMs ?? 0;
}

/**
 * Stops all requests over this connection for `ms`, by the clock of the database. A longer silence is never shortened.
 * Every process that listens is notified at once.
 */
export async function pauseConnection(sql: ControlSql, fingerprint: string, ms: number): Promise<void> {
  await sql.query(
    `insert into connection_pauses as held (fingerprint, paused_until) values ($1, clock_timestamp() + $2 * interval '1 millisecond')
     on conflict (fingerprint) do update set paused_until = greatest(held.paused_until, excluded.paused_until)`,
    [fingerprint, ms],
  );
  const left = await readSilence(sql, fingerprint);
  if (left > 0) await tellConnectionNews(sql, { kind: 'silence', fingerprint, ms: left });
}
