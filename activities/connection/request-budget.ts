import type { RequestBudget } from '../../clients/connection';
import type { Database } from '../../store/database/database';
import type { Dependencies } from '../dependencies';
import { slotDesk, type SlotDesk } from './slot-desk';

/** One desk per connection and process: its requests line up there (see slot-desk.ts). */
const desks = new WeakMap<Database, Map<string, SlotDesk>>();

/**
 * The connection's share of the vendor's patience, over all workers: a slot is a lease of 15 s in the store, renewed
 * by its holder while its request may be under way, so that a killed worker frees it, and one that forgets it too.
 */
export function requestBudget(
  { database, configuration }: Pick<Dependencies, 'database' | 'configuration'>,
  fingerprint: string,
  concurrency: number,
): RequestBudget {
  const known = desks.get(database) ?? new Map<string, SlotDesk>();
  desks.set(database, known);
  const desk = known.get(fingerprint) ?? slotDesk(database, fingerprint, configuration.timings.slots);
  known.set(fingerprint, desk);
  return { ...desk, acquire: () => desk.acquire(concurrency) };
}
