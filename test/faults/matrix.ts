import { openLane, type Lane } from './lane';
import type { RunResult } from './result';
import { playRun } from './run';
import type { Scenario } from './scenario';
import { seededRandom } from './seeded-random';

/** One run to play: everything else follows from the two. */
export interface Card {
  readonly scenario: Scenario;
  readonly seed: number;
}

/**
 * So many runs out of the scenarios: each deck holds every scenario as often as it weighs, shuffled by the seed, so that
 * every kind of failure gets its turn.
 */
export function dealCards(scenarios: readonly Scenario[], runs: number, seed: number): Card[] {
  const random = seededRandom(seed);
  const deck = scenarios.flatMap((scenario) =>
    Array.from({ length: scenario.weight ?? 1 }, (): Scenario => scenario),
  );
  const cards: Card[] = [];
  while (cards.length < runs && deck.length > 0)
    for (const scenario of random.shuffled(deck))
      cards.push({ scenario, seed: random.between(1, 2_000_000_000) });
  return cards.slice(0, runs);
}

/** Plays the cards on so many lanes at once. A lane on which something went wrong is replaced. */
export async function playCards(
  cards: readonly Card[],
  lanes: number,
  onResult: (result: RunResult) => void,
): Promise<RunResult[]> {
  const waiting = [...cards];
  const results: RunResult[] = [];
  const workThrough = async (): Promise<void> => {
    let lane: Lane | null = null;
    try {
      for (let card = waiting.shift(); card !== undefined; card = waiting.shift()) {
        lane ??= await openLane();
        const result = await playRun(lane, card.scenario, card.seed);
        results.push(result);
        onResult(result);
        if (result.violations.length > 0) {
          await lane.stop();
          lane = null;
        }
      }
    } finally {
      await lane?.stop();
    }
  };
  await Promise.all(Array.from({ length: lanes }, workThrough));
  return results;
}
