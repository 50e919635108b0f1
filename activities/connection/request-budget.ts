import type { RequestBudget } from '../../clients/connection';
import type { Database } from '../../store/database/database';
import type { Dependencies } from '../dependencies';
import { slotDesk, type SlotDesk } from './slot-desk';

/** One desk per connection and process, at which its requests queue (see slot-desk.ts). */
const desks = new WeakMap<Database, Map<string, SlotDesk>>();

/**
 * The connection's request budget, shared by all workers. A slot is a lease of 15 s in the store that its holder renews
 * while its request may be running. A slot of a killed worker, or one that was forgotten, therefore becomes free.
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
