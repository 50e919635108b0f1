import { z } from 'zod';
import type { ControlSql } from './database';
import { firstRow } from './row-parsing';

/** A slot is the right to have one request in flight; it lapses unless its holder renews it. */
export const SLOT_LEASE_MS = 15_000;

export type SlotAnswer =
  | { readonly kind: 'slot'; readonly slot: number }
  /** Every slot is taken. */
  | { readonly kind: 'busy' }
  /** The vendor asked for silence (Retry-After). */
  | { readonly kind: 'paused'; readonly until: Date };

const slotRow = z.object({ slot: z.number() });
const budgetRow = z.object({ slots: z.number(), pausedUntil: z.date().nullable() });

/**
 * Takes a free slot out of `concurrency`, never waiting for one. `holder` must be unique to this request.
 * One statement when there is a slot; the first call of a connection lays its slots out.
 */
export async function acquireSlot(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
  holder: string,
  leaseMs: number = SLOT_LEASE_MS,
): Promise<SlotAnswer> {
  const taken = await takeFreeSlot(sql, fingerprint, concurrency, holder, leaseMs);
  if (taken !== null) return { kind: 'slot', slot: taken };
  const budget = await readBudget(sql, fingerprint, concurrency);
  if (budget.pausedUntil !== null) return { kind: 'paused', until: budget.pausedUntil };
  if (budget.slots >= concurrency) return { kind: 'busy' };
  await layOutSlots(sql, fingerprint, concurrency);
  const first = await takeFreeSlot(sql, fingerprint, concurrency, holder, leaseMs);
  return first === null ? { kind: 'busy' } : { kind: 'slot', slot: first };
}

async function takeFreeSlot(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
  holder: string,
  leaseMs: number,
): Promise<number | null> {
  const result = await sql.query(
    // Materialised: in a join the planner may run the choice once per row, and one call would take every slot.
    `with free as materialized (
       select slot from connection_slots
        where fingerprint = $1 and slot <= $2
          and (lease_until is null or lease_until <= clock_timestamp())
          and not exists (select from connection_pauses where fingerprint = $1 and paused_until > clock_timestamp())
        order by slot limit 1 for update skip locked
     )
     update connection_slots as taken
        set holder = $3, lease_until = clock_timestamp() + $4 * interval '1 millisecond', wanted_at = null
       from free where taken.fingerprint = $1 and taken.slot = free.slot
     returning taken.slot`,
    [fingerprint, concurrency, holder, leaseMs],
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
            (select paused_until from connection_pauses
              where fingerprint = $1 and paused_until > clock_timestamp()) as "pausedUntil"`,
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

/** Keeps the slot for another `leaseMs`; false when the lease had lapsed and someone else took it. */
export async function renewSlot(
  sql: ControlSql,
  fingerprint: string,
  slot: number,
  holder: string,
  leaseMs: number = SLOT_LEASE_MS,
): Promise<boolean> {
  const result = await sql.query(
    `update connection_slots set lease_until = clock_timestamp() + $4 * interval '1 millisecond'
      where fingerprint = $1 and slot = $2 and holder = $3`,
    [fingerprint, slot, holder, leaseMs],
  );
  return result.rowCount === 1;
}

/** What the store says of a slot in use: `lost` when its lease had lapsed and someone else took it. */
export type SlotStanding =
  | { readonly kind: 'kept' }
  /** A process that has none asks for it. */
  | { readonly kind: 'wanted' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'lost' };

const standingRow = z.object({ isWanted: z.boolean().nullable(), isPaused: z.boolean() });

/** Before a slot serves another request: keeps it for another `leaseMs`, and tells what else to heed. */
export async function confirmSlot(
  sql: ControlSql,
  fingerprint: string,
  slot: number,
  holder: string,
  leaseMs: number = SLOT_LEASE_MS,
): Promise<SlotStanding> {
  const result = await sql.query(
    `with mine as materialized (
       select slot, wanted_at from connection_slots
        where fingerprint = $1 and slot = $2 and holder = $3 for update
     )
     update connection_slots as kept
        set lease_until = clock_timestamp() + $4 * interval '1 millisecond', wanted_at = null
       from mine where kept.fingerprint = $1 and kept.slot = mine.slot
     returning mine.wanted_at > clock_timestamp() - interval '2 seconds' as "isWanted",
       exists (select from connection_pauses where fingerprint = $1 and paused_until > clock_timestamp()) as "isPaused"`,
    [fingerprint, slot, holder, leaseMs],
  );
  const standing = firstRow(standingRow, result);
  if (standing === null) return { kind: 'lost' };
  return { kind: standing.isPaused ? 'paused' : standing.isWanted === true ? 'wanted' : 'kept' };
}

/**
 * Asks for one of the first `concurrency` slots that others hold: whoever holds it gives it back after the request under way.
 *
 * @param ours how the names of our own holders begin
 */
export async function wantSlot(
  sql: ControlSql,
  fingerprint: string,
  concurrency: number,
  ours: string,
): Promise<void> {
  await sql.query(
    `update connection_slots set wanted_at = clock_timestamp()
      where fingerprint = $1 and slot = (
        select slot from connection_slots
         where fingerprint = $1 and slot <= $2 and holder is not null and not starts_with(holder, $3)
         order by random() limit 1)`,
    [fingerprint, concurrency, ours],
  );
}

/** Gives the slot back; false when it was no longer this holder's. */
export async function releaseSlot(
  sql: ControlSql,
  fingerprint: string,
  slot: number,
  holder: string,
): Promise<boolean> {
  const result = await sql.query(
    `update connection_slots set holder = null, lease_until = null
      where fingerprint = $1 and slot = $2 and holder = $3`,
    [fingerprint, slot, holder],
  );
  return result.rowCount === 1;
}

/** Nobody gets a slot of this connection before `until`; a later pause is never shortened. */
export async function pauseConnection(sql: ControlSql, fingerprint: string, until: Date): Promise<void> {
  await sql.query(
    `insert into connection_pauses as held (fingerprint, paused_until) values ($1, $2)
     on conflict (fingerprint) do update set paused_until = greatest(held.paused_until, excluded.paused_until)`,
    [fingerprint, until],
  );
}
