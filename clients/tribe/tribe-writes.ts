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

/**
 * Changes only these fields of one record: PUT is a partial update (tribe-api §2.1). Sent once, then returns the slot; it may be sent
 * again, because it states final values. Never throws.
 */
export async function updateRecord(
  { connection, ticket }: ReadyToWrite,
  record: { readonly set: string; readonly id: string },
  fields: VendorRecord,
): Promise<Outcome<null>> {
  const answer = await ticket.send({
    url: odataUrl(connection, entityPath(record.set, record.id)),
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
    timeoutMs: timesOf(connection).vendors.debtorNumberMs,
    maxBytes: 1024 * 1024,
  });
  return answer.kind === 'ok' ? ok(null) : answer;
}

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
  const answer = await ready.value.ticket.send({
    url: odataUrl(connection, path),
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: timesOf(connection).vendors.tribeReadMs,
    maxBytes: 1024 * 1024,
  });
  return answer.kind === 'ok' ? ok(null) : answer;
}
