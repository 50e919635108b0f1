import { z } from 'zod';
import type { ControlSql } from '../database/database';
import { NOTICE_CHANNEL } from '../database/notices';

const connectionNews = z.discriminatedUnion('kind', [
  /** The vendor asked for silence of this many milliseconds, from the moment of this notice. */
  z.object({ kind: z.literal('silence'), fingerprint: z.string(), ms: z.number() }),
  /** A process without a slot asks for this one. */
  z.object({ kind: z.literal('wanted'), fingerprint: z.string(), slot: z.number() }),
]);

/** Messages between the processes that share a connection (see notices.ts). */
export type ConnectionNews = z.output<typeof connectionNews>;

/** Null when the notice is about something else, or from another version. */
export function readConnectionNews(notice: string): ConnectionNews | null {
  try {
    return connectionNews.parse(JSON.parse(notice));
  } catch {
    return null;
  }
}

/** Reaches every process that listens, this one included, when the transaction commits. */
export async function tellConnectionNews(sql: ControlSql, news: ConnectionNews): Promise<void> {
  await sql.query('select pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify(news)]);
}
