import { requestTokens } from '../access-token';
import { timesOf, type HeldTokens, type Tokens, type WinbooksConnection } from '../connection';
import { isRecord, type VendorRecord } from '../http/loose-fields';
import { notFoundIsAbsent } from '../http/response-classification';
import type { VendorRequest } from '../http/vendor-request';
import { reading, type SendRead, type VendorAccess } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import { mergeChunk } from './continue-path';

const ASSUMED_LIFETIME_S = 900;
/** A hundred objects each: more than any of our questions returns. */
const MOST_CHUNKS = 500;

/** One running reading function: its requests may be repeated after a 401, and concern one folder. */
export interface WinbooksSession {
  readonly connection: WinbooksConnection;
  readonly send: SendRead;
}

/** Runs a read of WinBooks with one slot of the licence's budget. */
export const readWinbooks = <Value>(
  connection: WinbooksConnection,
  read: (session: WinbooksSession) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> => reading(winbooksAccess(connection), (send) => read({ connection, send }));

export const winbooksAccess = (connection: WinbooksConnection): VendorAccess => ({
  tokens: connection.tokens,
  budget: connection.budget,
  times: timesOf(connection),
  isUserSupplied: connection.isUserSupplied ?? false,
  obtainTokens: (held) => obtainTokens(connection, held),
  onRefused: async (refusal) => connection.onCredentialsRefused?.(refusal),
  onOutcome: (outcome, at) => connection.onOutcome?.(outcome, at),
});

/**
 * Uses the refresh token if we have one. Without it, or when it is no longer accepted, uses the exchange token, which
 * may be used repeatedly (winbooks-api §2.1–2.3). The e-mail is alone in the Basic header, without colon or password.
 */
async function obtainTokens(
  connection: WinbooksConnection,
  held: HeldTokens | null,
): Promise<Outcome<Tokens>> {
  const ask = (grant: string, code: string): Promise<Outcome<Tokens>> =>
    requestTokens({
      url: `${baseUrl(connection)}/OAuth20/Token`,
      headers: { authorization: `Basic ${Buffer.from(connection.email, 'utf8').toString('base64')}` },
      form: { grant_type: grant, code },
      connection,
      lifetimeSeconds: ASSUMED_LIFETIME_S,
    });
  if (held !== null && held.refreshToken !== null) {
    const refreshed = await ask('refresh_token', held.refreshToken);
    if (refreshed.kind === 'ok') {
      return ok({ ...refreshed.value, refreshToken: refreshed.value.refreshToken ?? held.refreshToken });
    }
    if (refreshed.kind !== 'refused') return refreshed;
  }
  return ask('exchange_token', connection.exchangeToken);
}

const baseUrl = (connection: WinbooksConnection): string => connection.apiUrl.replace(/\/+$/, '');

/**
 * An address of winbooks-api §3.2: singular with a code, plural without; `action` is `ExecuteCriteria` or nothing.
 * `level` is omitted for writes.
 */
export function folderUrl(
  connection: WinbooksConnection,
  path: { readonly model: string; readonly code?: string; readonly action?: string; readonly level?: 1 | 2 },
): string {
  const parts = ['app', path.model, path.code, 'Folder', connection.folder, path.action]
    .filter((part) => part !== undefined)
    .map((part) => encodeURIComponent(part));
  const query = path.level === undefined ? '' : `?maxLevel=${path.level}`;
  return `${baseUrl(connection)}/${parts.join('/')}${query}`;
}

/**
 * One object by code or id. `absent` for 404, 204, an empty body and `null` alike (winbooks-api §3.6).
 */
export async function getObject(
  session: WinbooksSession,
  model: string,
  codeOrId: string,
  level: 1 | 2,
): Promise<Outcome<VendorRecord>> {
  const url = folderUrl(session.connection, { model, code: codeOrId, level });
  const answer = await sendWhole(session, { url, method: 'GET' });
  if (answer.kind !== 'ok') return notFoundIsAbsent(answer);
  const { json } = answer.value;
  if (json === null) return { kind: 'absent' };
  if (!isRecord(json)) return { kind: 'unknown', reason: `${model} was answered with something else` };
  return ok(json);
}

interface WholeAnswer {
  readonly json: unknown;
  /** The vendor's clock, from the `Date` header; null when there is none. */
  readonly vendorNow: Date | null;
}

/** The whole JSON of one request; its chunks are fetched with the same request and merged (winbooks-api §3.4). */
export async function sendWhole(
  session: WinbooksSession,
  request: Pick<VendorRequest, 'url' | 'method' | 'body'>,
): Promise<Outcome<WholeAnswer>> {
  let whole: unknown = null;
  let continuePath: string | null = null;
  for (let chunk = 0; chunk < MOST_CHUNKS; chunk += 1) {
    const answer = await session.send({
      ...request,
      headers: {
        'content-type': 'application/json',
        ...(continuePath === null ? {} : { ContinuePath: continuePath }),
      },
      timeoutMs: session.connection.readTimeoutMs ?? timesOf(session.connection).vendors.winbooksReadMs,
    });
    if (answer.kind !== 'ok') return answer;
    whole = mergeChunk(whole, answer.value.json);
    continuePath = answer.value.headers['continuepath']?.trim() || null;
    if (continuePath === null) return ok({ json: whole, vendorNow: dateOf(answer.value.headers['date']) });
  }
  return { kind: 'unknown', reason: `an answer of more than ${MOST_CHUNKS} chunks` };
}

function dateOf(header: string | undefined): Date | null {
  const atMs = Date.parse(header ?? '');
  return Number.isNaN(atMs) ? null : new Date(atMs);
}
