import { z } from 'zod';
import type { ControlSql } from '../database/database';
import { NOTICE_CHANNEL } from '../issues/notices';

const connectionNews = z.discriminatedUnion('kind', [
  /** The vendor asked for silence of so many milliseconds, counted from the moment of this notice. */
  z.object({ kind: z.literal('silence'), fingerprint: z.string(), ms: z.number() }),
  /** A process that has no slot asks for this one. */
  z.object({ kind: z.literal('wanted'), fingerprint: z.string(), slot: z.number() }),
]);

/** What the processes that share a connection tell each other (see notices.ts). */
export type ConnectionNews = z.output<typeof connectionNews>;

/** Null when the notice is about something else, or of another version. */
export function readConnectionNews(notice: string): ConnectionNews | null {
  try {
    return connectionNews.parse(JSON.parse(notice));
  } catch {
    return null;
  }
}

/** Told to every process that listens, this one included, when the transaction is committed. */
export async function tellConnectionNews(sql: ControlSql, news: ConnectionNews): Promise<void> {
  await sql.query('select pg_notify($1, $2)', [NOTICE_CHANNEL, JSON.stringify(news)]);
}
