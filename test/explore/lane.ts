import { randomBytes } from 'node:crypto';
import { createTestDatabase } from '../support/servers';
import { explore, type Outcome } from './interleaving';
import { makeTimeVirtual, VirtualStore } from './virtual-store';
import { fencesMet, type Weakness } from './weaknesses';

/** What a lane is to play: its program is given this as JSON. */
export interface LaneOrder {
  readonly first: number;
  readonly runs: number;
  readonly weakness: Weakness | null;
  /** Ends the lane at its first finding. */
  readonly untilFound: boolean;
  /** The whole trace of each run, not only of those that went wrong. */
  readonly withTraces: boolean;
}

/** What a lane writes, one line of JSON a run: the trace only where it is wanted. */
export type LaneLine = Pick<Outcome, 'seed' | 'findings'> & { readonly trace: readonly string[] | null };

/** Plays seeds one after the other on a database of its own; a process of its own, because clocks and timers are replaced. */
async function playLane({ first, runs, weakness, untilFound, withTraces }: LaneOrder): Promise<void> {
  const server = await createTestDatabase();
  await makeTimeVirtual(server.url);
  const store = new VirtualStore(server.url);
  const lane = randomBytes(4).toString('hex');
  try {
    for (let seed = first; seed < first + runs; seed += 1) {
      const { findings, trace } = await explore(store, seed, weakness, `t-${lane}-${seed}`);
      const isShown = withTraces || findings.length > 0;
      const line: LaneLine = { seed, findings, trace: isShown ? trace : null };
      process.stdout.write(`${JSON.stringify(line)}\n`);
      if (untilFound && findings.length > 0) return;
    }
    if (weakness === 'fence' && fencesMet() === 0)
      throw new Error('No fence was recognised, so none was taken away: see weaknesses.ts.');
  } finally {
    await store.close();
    await server.drop();
  }
}

playLane(JSON.parse(process.argv[2] ?? '') as LaneOrder).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
