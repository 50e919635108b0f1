import { z } from 'zod';
import { TIMINGS } from '../../domain/timings';
import { tellConnectionNews } from './connection-news';
import { SILENT_MS } from './connection-silence';
import type { ControlSql } from '../database/database';
import { firstRow } from '../database/row-parsing';

/** A slot is the right to have one request open; it expires unless its holder renews it. Milliseconds. */
export interface SlotTimes {
  readonly leaseMs: number;
  /** A lease ends this long after its last request began, however often it is renewed. */
  readonly lifeMs: number;
}

export type SlotAnswer =
  | { readonly kind: 'slot'; readonly slot: number }
  /** Every slot is taken. */
  | { readonly kind: 'busy' }
  /**
   * The vendor asked for silence (Retry-After) that still lasts this long. Milliseconds by the clock of the database.
   */
  | { readonly kind: 'paused'; readonly ms: number };

const slotRow = z.object({ slot: z.number() });
const budgetRow = z.object({ slots: z.number(), silentMs: z.number().nullable() });
const MS = `* interval '1 millisecond'`;

/**
 * Takes a free slot out of `concurrency` without waiting. `holder` must be unique to this request. It takes one
 * statement if there is a slot; the first call of a connection creates its slots.
 */
export async function acquireSlot(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
  holder: string,
  { leaseMs, lifeMs }: SlotTimes = TIMINGS.slots,
): Promise<SlotAnswer> {
  const take = (): Promise<number | null> =>
    takeFreeSlot(sql, fingerprint, concurrency, holder, leaseMs, lifeMs);
  const taken = await take();
  if (taken !== null) return { kind: 'slot', slot: taken };
  const budget = await readBudget(sql, fingerprint, concurrency);
  if (budget.silentMs !== null) return { kind: 'paused', ms: budget.silentMs };
  if (budget.slots >= concurrency) return { kind: 'busy' };
  await layOutSlots(sql, fingerprint, concurrency);
  const first = await take();
  return first === null ? { kind: 'busy' } : { kind: 'slot', slot: first };
}

async function takeFreeSlot(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
  holder: string,
  leaseMs: number,
  lifeMs: number,
): Promise<number | null> {
  const result = await sql.query(
    // Materialised: in a join, the planner may evaluate the choice once per row, and one call would take every slot.
    `with free as materialized (
       select slot from connection_slots
        where fingerprint = $1 and slot <= $2
          and (lease_until is null or lease_until <= clock_timestamp())
          and not exists (select from connection_pauses where fingerprint = $1 and paused_until > clock_timestamp())
        order by slot limit 1 for update skip locked
     )
     update connection_slots as taken
        set holder = $3, wanted_at = null,
            lease_until = clock_timestamp() + $4 ${MS}, lives_until = clock_timestamp() + $5 ${MS}
       from free where taken.fingerprint = $1 and taken.slot = free.slot
     returning taken.slot`,
    [fingerprint, concurrency, holder, leaseMs, lifeMs],
  );
  return firstRow(slotRow, result)?.slot ?? null;
}

async function readBudget(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
): Promise<z.output<typeof budgetRow>> {
  const result = await sql.query(
    `select (select count(*) from connection_slots where fingerprint = $1 and slot <= $2) as slots,
            ${SILENT_MS} as "silentMs"`,
    [fingerprint, concurrency],
  );
  return budgetRow.parse(result.rows[0]);
}

async function layOutSlots(sql: ControlSql, fingerprint: string, concurrency: number): Promise<void> {
  await sql.query(
    `insert into connection_slots (fingerprint, slot) select $1, generate_series(1, $2::int) on conflict do nothing`,
    [fingerprint, concurrency],
  );
}

/**
 * Keeps the slot for another `leaseMs`, but not beyond the end of its life. False when its life is over, or when the
 * lease had expired and someone else took it.
 */
export async function renewSlot(
  sql: ControlSql,
  fingerprint: string,
  slot: number,
  holder: string,
  leaseMs: number = TIMINGS.slots.leaseMs,
): Promise<boolean> {
  const result = await sql.query(
    `update connection_slots set lease_until = least(clock_timestamp() + $4 ${MS}, lives_until)
      where fingerprint = $1 and slot = $2 and holder = $3
        and (lives_until is null or lives_until > clock_timestamp())`,
    [fingerprint, slot, holder, leaseMs],
  );
  return result.rowCount === 1;
}

/** The standing of a slot in use; null when its lease had expired and someone else took it. */
export interface SlotStanding {
  /** True when a process without a slot asks for it. */
  readonly isWanted: boolean;
  /** The remainder of the silence that the vendor asked for; 0 when requests are allowed. Milliseconds. */
  readonly silentMs: number;
}

const standingRow = z.object({ isWanted: z.boolean().nullable(), silentMs: z.number().nullable() });

/**
 * Called when a slot serves another request: keeps it for another `leaseMs` of a new life, and returns its standing.
 */
export async function confirmSlot(
  sql: ControlSql,
  fingerprint: string,
  slot: number,
  holder: string,
  {
    leaseMs,
    lifeMs,
    wantedForMs = TIMINGS.slots.wantedForMs,
  }: SlotTimes & { readonly wantedForMs?: number } = TIMINGS.slots,
): Promise<SlotStanding | null> {
  const result = await sql.query(
    `with mine as materialized (
       select slot, wanted_at from connection_slots
        where fingerprint = $1 and slot = $2 and holder = $3 for update
     )
     update connection_slots as kept
        set lease_until = clock_timestamp() + $4 ${MS}, lives_until = clock_timestamp() + $5 ${MS}, wanted_at = null
       from mine where kept.fingerprint = $1 and kept.slot = mine.slot
     returning mine.wanted_at > clock_timestamp() - $6 ${MS} as "isWanted", ${SILENT_MS} as "silentMs"`,
    [fingerprint, slot, holder, leaseMs, lifeMs, wantedForMs],
  );
  const standing = firstRow(standingRow, result);
  if (standing === null) return null;
  return { isWanted: standing.isWanted === true, silentMs: standing.silentMs ?? 0 };
}

/**
 * Asks for one of the first `concurrency` slots that other processes hold; its holder returns it after the current
 * request. A repeated request within a short time is not sent again.
 *
 * @param ours prefix of the names of our own holders
 */
export async function wantSlot(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
  ours: string,
  againMs: number = TIMINGS.slots.wantAgainMs,
): Promise<void> {
  const result = await sql.query(
    `update connection_slots set wanted_at = clock_timestamp()
      where fingerprint = $1 and slot = (
        select slot from connection_slots
         where fingerprint = $1 and slot <= $2 and holder is not null and not starts_with(holder, $3)
         order by random() limit 1)
        and (wanted_at is null or wanted_at < clock_timestamp() - $4 ${MS})
     returning slot`,
    [fingerprint, concurrency, ours, againMs],
  );
  const wanted = firstRow(slotRow, result);
  if (wanted) await tellConnectionNews(sql, { kind: 'wanted', fingerprint, slot: wanted.slot });
}

/** Returns the slot; false when it was no longer this holder's. */
export async function releaseSlot(
  sql: ControlSql,
  fingerprint: string,
  slot: number,
  holder: string,
): Promise<boolean> {
  const result = await sql.query(
    `update connection_slots set holder = null, lease_until = null, lives_until = null
      where fingerprint = $1 and slot = $2 and holder = $3`,
    [fingerprint, slot, holder],
  );
  return result.rowCount === 1;
}
