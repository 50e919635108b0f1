import type { Failure, Outcome, Refusal } from '../../clients/outcome';
import type { TenantId } from '../../domain/ids';
import type { TenantSql } from '../../store/database/database';
import { UnreadableRow } from '../../store/database/row-parsing';
import { isDatabaseOutage } from '../../store/database/store-errors';
import type { TakenUpdate, VendorUpdates } from '../../store/vendor-writes/vendor-updates';
import type { DebugPoint } from '../debug-points';
import type { Dependencies } from '../dependencies';
import type { Slot } from './send-once';

/** What a reading of the record says about the update. */
export type Comparison<Change, Obstacle> =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs'; readonly change: Change }
  /** A person has decided otherwise meanwhile, for example: nothing is written. */
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle };

/** A partial update of one record by its id, harmless to repeat: it states final values. */
export interface HarmlessWrite<Seen, Change, Ready extends Slot, Obstacle> {
  readonly points: { readonly beforeWrite: DebugPoint; readonly afterWrite: DebugPoint };
  /** The record as it is now at the vendor. */
  read(): Promise<Outcome<Seen>>;
  /** What is to be changed, always computed from the reading that was just made. */
  compare(seen: Seen): Comparison<Change, Obstacle>;
  /** What else prevents the write; null when nothing does. Asked only if something is to be written. */
  mayNotWrite(seen: Seen): Promise<Outcome<Obstacle | null>>;
  ready(): Promise<Outcome<Ready>>;
  /** One request, never repeated. */
  send(ready: Ready, change: Change): Promise<Outcome<unknown>>;
}

export type HarmlessResult<Seen, Obstacle> =
  /** The record has these values already: nothing was written. */
  | { readonly kind: 'same' }
  /** It was written, and the record shows it. */
  | { readonly kind: 'written' }
  /** The vendor does not have the record any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle }
  /** A definite no. `seen`: the record before it; null when the very reading was refused. */
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly seen: Seen | null }
  /** The vendor has confirmed it, and the record shows something else. */
  | { readonly kind: 'notTaken'; readonly seen: Seen }
  /** Nothing is known, or nothing was sent: again later, from a fresh reading. `wasSent`: the write may have reached the vendor. */
  | { readonly kind: 'noAnswer'; readonly failure: Failure; readonly wasSent: boolean };

/**
 * Reads the record, compares, writes once, reads back and compares again. A record that has these values already is not
 * written. After a lost answer the reading shows what became of the write; a value that somebody changed meanwhile shows in it and is not overwritten.
 */
export async function writeHarmless<Seen, Change, Ready extends Slot, Obstacle>(
  { debugPoint }: Pick<Dependencies, 'debugPoint'>,
  write: HarmlessWrite<Seen, Change, Ready, Obstacle>,
): Promise<HarmlessResult<Seen, Obstacle>> {
  const before = await write.read();
  if (before.kind !== 'ok') return failed<Seen>(before, null);
  const seen = before.value;
  const comparison = write.compare(seen);
  if (comparison.kind !== 'differs') return comparison;
  const obstacle = await write.mayNotWrite(seen);
  if (obstacle.kind !== 'ok') return failed(obstacle, seen);
  if (obstacle.value !== null) return { kind: 'obstacle', obstacle: obstacle.value };

  const ready = await write.ready();
  if (ready.kind !== 'ok') return failed(ready, seen);
  let sent: Outcome<unknown>;
  try {
    await debugPoint(write.points.beforeWrite);
    sent = await write.send(ready.value, comparison.change);
  } finally {
    await ready.value.release();
  }
  await debugPoint(write.points.afterWrite);
  if (sent.kind !== 'ok' && sent.kind !== 'unknown') return failed(sent, seen);

  const after = await write.read();
  if (after.kind !== 'ok') return failed(after, seen, true);
  const result = write.compare(after.value);
  if (result.kind === 'same') return { kind: 'written' };
  if (result.kind === 'obstacle') return result;
  return sent.kind === 'ok'
    ? { kind: 'notTaken', seen: after.value }
    : { kind: 'noAnswer', failure: sent, wasSent: true };
}

/** A definite refusal is for people to solve; any other failure passes. */
function failed<Seen>(
  failure: Failure,
  seen: Seen | null,
  wasSent = false,
): Extract<HarmlessResult<Seen, never>, { kind: 'gone' | 'refused' | 'noAnswer' }> {
  if (failure.kind === 'absent') return { kind: 'gone' };
  return failure.kind === 'refused' && failure.about === undefined
    ? { kind: 'refused', refusal: failure, seen }
    : { kind: 'noAnswer', failure, wasSent };
}

/** A kind of harmless write, whose rows say what is wanted. */
export interface UpdateKind<Wanted, Seen, Change, Ready extends Slot, Obstacle> {
  readonly updates: VendorUpdates<Wanted>;
  /** False when nothing is wanted of the record any more. In the transaction that takes the row. */
  isWanted(sql: TenantSql, recordId: string, wanted: Wanted): Promise<boolean>;
  open(recordId: string, wanted: Wanted): HarmlessWrite<Seen, Change, Ready, Obstacle>;
  /** Acts on the result, in the transaction that ends this attempt. `done` deletes the row; else it is tried again when it is due. */
  settle(sql: TenantSql, ended: EndedUpdate<Wanted, Seen, Obstacle>): Promise<void>;
  /** Whether the vendor answers the smallest question that we have. */
  answers(): Promise<boolean>;
}

/** An attempt of an update, and what came of it. */
export interface EndedUpdate<Wanted, Seen, Obstacle> {
  readonly update: TakenUpdate;
  readonly wanted: Wanted;
  readonly result: HarmlessResult<Seen, Obstacle>;
}

/**
 * Makes the updates of one kind that are due, the longest due first: one short transaction takes a row, one ends it. A record that
 * fails alone waits longer each time, and the others go on; in an outage of the vendor all others wait as long as the one that
 * noticed. An exception concerns its record alone; the first one is thrown at the end.
 */
export async function writeDueUpdates<Wanted, Seen, Change, Ready extends Slot, Obstacle>(
  deps: Pick<Dependencies, 'database' | 'debugPoint'>,
  tenant: TenantId,
  kind: UpdateKind<Wanted, Seen, Change, Ready, Obstacle>,
  atMost: number,
): Promise<void> {
  const { updates } = kind;
  const inStore = <Value>(work: (sql: TenantSql) => Promise<Value>): Promise<Value> =>
    deps.database.asTenant(tenant, work);
  const exceptions: unknown[] = [];
  for (let taken = 0; taken < atMost; taken += 1) {
    const next = await inStore(takeNext);
    if (next === null) break;
    if (next === 'unwanted') continue;
    try {
      if ((await attempt(next)) === 'outage') break;
    } catch (error) {
      if (isDatabaseOutage(error)) throw error;
      exceptions.push(error);
    }
  }
  if (exceptions.length > 0) throw exceptions[0];

  async function takeNext(sql: TenantSql): Promise<Next<Wanted> | 'unwanted' | null> {
    const update = await updates.takeNext(sql);
    if (update === null) return null;
    const wanted = updates.read(update);
    if (wanted instanceof UnreadableRow || (await kind.isWanted(sql, update.recordId, wanted)))
      return { update, wanted };
    await updates.done(sql, update);
    return 'unwanted';
  }

  async function attempt({ update, wanted }: Next<Wanted>): Promise<'ended' | 'outage'> {
    if (wanted instanceof UnreadableRow) throw wanted;
    const result = await writeHarmless(deps, kind.open(update.recordId, wanted));
    const isOutage =
      result.kind === 'noAnswer' && !(result.failure.kind === 'unknown' && (await kind.answers()));
    // Many requests at once are no failure of this record: it counts no attempt, and its wait does not grow.
    const isBusy = result.kind === 'noAnswer' && result.failure.kind === 'throttled' && !result.wasSent;
    await inStore(async (sql) => {
      if (isBusy) await updates.giveBack(sql, update);
      else if (await updates.isCurrent(sql, update)) await kind.settle(sql, { update, wanted, result });
      if (isOutage) await updates.putOffOthers(sql, update);
    });
    return isOutage ? 'outage' : 'ended';
  }
}

interface Next<Wanted> {
  readonly update: TakenUpdate;
  readonly wanted: Wanted | UnreadableRow;
}
