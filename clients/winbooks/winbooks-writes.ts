import type { BookingEntry } from '../../domain/booking/booking-entry';
import { winbooksId, type WinbooksId } from '../../domain/ids';
import { POST_TIMEOUT_MS } from '../../domain/booking/quiet-period';
import type { WinbooksConnection } from '../connection';
import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';
import type { VendorRequest } from '../http/vendor-request';
import { writeTicket, type WriteTicket } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import { ZERO_GUID } from './winbooks-fields';
import { folderUrl, winbooksAccess } from './winbooks-session';
import { headerBody } from './write-bodies';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** A slot and a token for exactly one write to one folder. */
export interface ReadyToSend {
  readonly connection: WinbooksConnection;
  readonly ticket: WriteTicket;
  /** Returns the slot unused, when the fence refused. */
  release(): Promise<void>;
}

export interface SendOptions {
  /** Epoch ms: a request that has not left by then never does. */
  readonly leaveBy: number;
  readonly timeoutMs?: number;
}

/** Everything that a write needs before its fence. Any failure means that nothing was sent. */
export async function prepareWrite(connection: WinbooksConnection): Promise<Outcome<ReadyToSend>> {
  const ticket = await writeTicket(winbooksAccess(connection));
  if (ticket.kind !== 'ok') return ticket;
  return ok({ connection, ticket: ticket.value, release: () => ticket.value.release() });
}

/**
 * Books an entry: one POST of a GLTransHeader with its lines (winbooks-api §4.9), never repeated, then returns the
 * slot. Amounts are sent in units with at most two decimals, exact from the entry's cents. Never throws.
 *
 * @returns the new document's id; `unknown` also for a 2xx without an id (winbooks-api §3.6)
 */
export async function postHeader(
  ready: ReadyToSend,
  entry: BookingEntry,
  options: SendOptions,
): Promise<Outcome<{ readonly id: WinbooksId }>> {
  const url = folderUrl(ready.connection, { model: 'GLTransHeader' });
  const answer = await send(ready, 'POST', url, headerBody(entry), options);
  if (answer.kind !== 'ok') return answer;
  const id = idInHref(answer.value);
  return id === null ? { kind: 'unknown', reason: 'the booking was answered without an id' } : ok({ id });
}

/** One write of any kind; then returns the slot. */
export async function send(
  ready: ReadyToSend,
  method: 'POST' | 'PUT',
  url: string,
  body: VendorRecord,
  options: SendOptions,
): Promise<Outcome<unknown>> {
  const request: VendorRequest = {
    url,
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: options.timeoutMs ?? POST_TIMEOUT_MS,
    leaveBy: options.leaveBy,
    maxBytes: 1024 * 1024,
  };
  const answer = await ready.ticket.send(request);
  return answer.kind === 'ok' ? ok(answer.value.json) : answer;
}

/** The address of what was written. */
export function hrefOf(json: unknown): string | null {
  return isRecord(json) ? (textOf(json['Href']) ?? textOf(json['href'])) : null;
}

/** The id after the model's name in an Href; a zero Guid counts as none. */
function idInHref(json: unknown): WinbooksId | null {
  const href = hrefOf(json);
  const tail = href?.slice(Math.max(0, href.lastIndexOf('/GLTransHeader/'))) ?? '';
  const [guid] = GUID.exec(tail) ?? [];
  return guid === undefined || guid === ZERO_GUID ? null : winbooksId(guid);
}
