import { timesOf, type TribeConnection } from '../connection';
import { isRecord, type VendorRecord } from '../http/loose-fields';
import { notFoundIsAbsent, type VendorAnswer } from '../http/response-classification';
import { reading, type SendRead, type VendorAccess } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import { obtainTribeTokens } from './tribe-tokens';

/**
 * One running reading function: its requests may be repeated after a 401, and concern the organisation of the token.
 */
export interface TribeSession {
  readonly connection: TribeConnection;
  readonly send: SendRead;
}

/** Runs a read of Tribe with one slot of the application's budget. */
export const readTribe = <Value>(
  connection: TribeConnection,
  read: (session: TribeSession) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> => reading(tribeAccess(connection), (send) => read({ connection, send }));

export const tribeAccess = (connection: TribeConnection): VendorAccess => ({
  tokens: connection.tokens,
  budget: connection.budget,
  times: timesOf(connection),
  isUserSupplied: connection.isUserSupplied ?? false,
  obtainTokens: (held) => obtainTribeTokens(connection, held),
  onRefused: async (refusal) => connection.onCredentialsRefused?.(refusal),
  onOutcome: (outcome, at) => connection.onOutcome?.(outcome, at),
});

/** OData query options, names without the dollar. Encoded so that a space is `%20` and a plus `%2B` (tribe-api §2.2). */
export type QueryOptions = Readonly<
  Partial<Record<'filter' | 'orderby' | 'expand' | 'select' | 'top' | 'skip' | 'count' | 'format', string>>
>;

/** An address under `/odata` of the API's base URL. */
export function odataUrl(connection: TribeConnection, path: string, options: QueryOptions = {}): string {
  const query = Object.entries(options)
    .map(([name, value]) => `$${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${connection.apiUrl.replace(/\/+$/, '')}/odata/${path}${query === '' ? '' : `?${query}`}`;
}

/** The path of one record: a bare, unquoted id (tribe-api §2.1). */
export const entityPath = (set: string, id: string): string => `${set}(${encodeURIComponent(id)})`;

/** One authorised GET. */
export const sendGet = (
  session: TribeSession,
  url: string,
  accept = 'application/json',
  expects: 'json' | 'text' = 'json',
): Promise<Outcome<VendorAnswer>> =>
  session.send(
    {
      url,
      method: 'GET',
      headers: { accept },
      timeoutMs: session.connection.readTimeoutMs ?? timesOf(session.connection).vendors.tribeReadMs,
    },
    expects,
  );

/** One record, or what a path leads to. `absent` for 404, 204, an empty body and `null` alike. */
export async function getRecord(
  session: TribeSession,
  path: string,
  options: QueryOptions = {},
): Promise<Outcome<VendorRecord>> {
  const answer = await sendGet(session, odataUrl(session.connection, path, options));
  if (answer.kind !== 'ok') return notFoundIsAbsent(answer);
  if (answer.value.json === null) return { kind: 'absent' };
  if (!isRecord(answer.value.json))
    return { kind: 'unknown', reason: `${path}: an answer that is no record` };
  return ok(answer.value.json);
}

/** Tries the largest expand first, and a smaller one whenever the server answers 400. */
export async function withSmallerExpands<Value>(
  expands: readonly [string, ...string[]],
  read: (expand: string) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const [first, ...smaller] = expands;
  let outcome = await read(first);
  for (const expand of smaller) {
    if (outcome.kind !== 'refused' || outcome.status !== 400 || outcome.about !== undefined) break;
    outcome = await read(expand);
  }
  return outcome;
}
