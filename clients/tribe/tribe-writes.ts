import { POST_TIMEOUT_MS } from '../../domain/booking/quiet-period';
import { timesOf, type TribeConnection } from '../connection';
import type { VendorRecord } from '../http/loose-fields';
import type { VendorAnswer } from '../http/response-classification';
import { writeTicket, type WriteTicket } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import { entityPath, odataUrl, tribeAccess } from './tribe-session';

/** A slot and a token for exactly one write to one organisation. */
export interface ReadyToWrite {
  readonly connection: TribeConnection;
  readonly ticket: WriteTicket;
  /** Returns the slot unused. */
  release(): Promise<void>;
}

/** Everything that a write needs before it is sent. Any failure means that nothing was sent. */
export async function prepareTribeWrite(connection: TribeConnection): Promise<Outcome<ReadyToWrite>> {
  const ticket = await writeTicket(tribeAccess(connection));
  if (ticket.kind !== 'ok') return ticket;
  return ok({ connection, ticket: ticket.value, release: () => ticket.value.release() });
}

/** One request that states final values of a record, so that it may be sent again. */
export interface RecordUpdate {
  readonly method: 'PUT' | 'POST';
  readonly path: string;
  readonly body: VendorRecord;
  readonly timeoutMs: number;
}

/** Sent once, then returns the slot. Never throws. */
export async function sendUpdate(
  { connection, ticket }: ReadyToWrite,
  { method, path, body, timeoutMs }: RecordUpdate,
): Promise<Outcome<null>> {
  const answer = await ticket.send({
    url: odataUrl(connection, path),
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs,
    maxBytes: 1024 * 1024,
  });
  return answer.kind === 'ok' ? ok(null) : answer;
}

/** Changes only these fields of one record: PUT is a partial update (tribe-api §2.1). */
export const updateRecord = (
  ready: ReadyToWrite,
  record: { readonly set: string; readonly id: string },
  fields: VendorRecord,
): Promise<Outcome<null>> =>
  sendUpdate(ready, {
    method: 'PUT',
    path: entityPath(record.set, record.id),
    body: fields,
    timeoutMs: timesOf(ready.connection).vendors.debtorNumberMs,
  });

/** One POST that creates a record, never repeated, then returns the slot. Never throws. */
export const postEntity = (
  ready: ReadyToWrite,
  set: string,
  body: VendorRecord,
  { leaveBy, timeoutMs = POST_TIMEOUT_MS }: { readonly leaveBy: number; readonly timeoutMs?: number },
): Promise<Outcome<VendorAnswer>> =>
  ready.ticket.send({
    url: odataUrl(ready.connection, set),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs,
    leaveBy,
    maxBytes: 1024 * 1024,
  });

/** One write with a slot of its own, for a record that is read beforehand. */
export async function writeOnce(
  connection: TribeConnection,
  method: 'PUT' | 'POST',
  path: string,
  body: VendorRecord,
): Promise<Outcome<null>> {
  const ready = await prepareTribeWrite(connection);
  if (ready.kind !== 'ok') return ready;
  return sendUpdate(ready.value, {
    method,
    path,
    body,
    timeoutMs: timesOf(connection).vendors.tribeReadMs,
  });
}
