import { randomBytes } from 'node:crypto';
import { createTestDatabase } from '../support/servers';
import { explore, type Outcome } from './interleaving';
import type { Weakness } from './vendors';
import { makeTimeVirtual, VirtualStore } from './virtual-store';
import { fencesMet } from './without-fence';

export interface LaneOrder {
  readonly seeds: readonly number[];
  readonly weakness: Weakness | null;
  /** Ends the lane at its first finding. */
  readonly untilFound: boolean;
}

/** Plays seeds one after the other on a database of its own. */
export async function playLane(order: LaneOrder, tell: (outcome: Outcome) => void): Promise<void> {
  const server = await createTestDatabase();
  await makeTimeVirtual(server.url);
  const store = new VirtualStore(server.url);
  const lane = randomBytes(4).toString('hex');
  try {
    for (const seed of order.seeds) {
      const outcome = await explore(store, seed, order.weakness, `t-${lane}-${seed}`);
      tell(outcome);
      if (order.untilFound && outcome.findings.length > 0) return;
    }
    if (order.weakness === 'fence' && fencesMet() === 0)
      throw new Error('No fence was recognised, so none was taken away: see without-fence.ts.');
  } finally {
    await store.close();
    await server.drop();
  }
}
