import type { BookingEntry } from '../../domain/booking/booking-entry';
import { winbooksId, type WinbooksId } from '../../domain/ids';
import { POST_TIMEOUT_MS } from '../../domain/booking/quiet-period';
import type { WinbooksConnection } from '../connection';
import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';
import type { VendorRequest } from '../http/vendor-request';
import { writeTicket, type WriteTicket } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import { folderUrl, winbooksAccess } from './winbooks-session';
import { customerBody, headerBody, type NewCustomer } from './write-bodies';

const ZERO_GUID = /^0{8}-0{4}-0{4}-0{4}-0{12}$/;
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
  const answer = await post(ready, url, headerBody(entry), options);
  if (answer.kind !== 'ok') return answer;
  const id = idInHref(answer.value);
  return id === null ? { kind: 'unknown', reason: 'the booking was answered without an id' } : ok({ id });
}

/**
 * Creates a customer with its Third: one POST, never repeated, then returns the slot. Never throws.
 *
 * @returns the Href and the code or id in it, by which the customer can be read; `unknown` for a 2xx without Href
 */
export async function createCustomer(
  ready: ReadyToSend,
  customer: NewCustomer,
  options: SendOptions,
): Promise<Outcome<{ readonly href: string; readonly idOrCode: string }>> {
  const url = folderUrl(ready.connection, { model: 'Customer', code: customer.code });
  const answer = await post(ready, url, customerBody(customer), options);
  if (answer.kind !== 'ok') return answer;
  const href = hrefOf(answer.value);
  if (href === null) return { kind: 'unknown', reason: 'the customer was answered without an Href' };
  return ok({ href, idOrCode: codeInHref(href) ?? customer.code });
}

async function post(
  ready: ReadyToSend,
  url: string,
  body: VendorRecord,
  options: SendOptions,
): Promise<Outcome<unknown>> {
  const request: VendorRequest = {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: options.timeoutMs ?? POST_TIMEOUT_MS,
    leaveBy: options.leaveBy,
    maxBytes: 1024 * 1024,
  };
  const answer = await ready.ticket.send(request);
  return answer.kind === 'ok' ? ok(answer.value.json) : answer;
}

function hrefOf(json: unknown): string | null {
  return isRecord(json) ? (textOf(json['Href']) ?? textOf(json['href'])) : null;
}

/** The id after the model's name in an Href; a zero Guid counts as none. */
function idInHref(json: unknown): WinbooksId | null {
  const href = hrefOf(json);
  const tail = href?.slice(Math.max(0, href.lastIndexOf('/GLTransHeader/'))) ?? '';
  const [guid] = GUID.exec(tail) ?? [];
  return guid === undefined || ZERO_GUID.test(guid) ? null : winbooksId(guid);
}

function codeInHref(href: string): string | null {
  const [, code] = /\/Customer\/([^/?]+)/i.exec(href) ?? [];
  if (code === undefined) return null;
  try {
    return decodeURIComponent(code);
  } catch {
    return code;
  }
}
