import { playCards, type Card } from './matrix';
import { progressLine } from './report';
import { scenarios } from './scenarios';
import { unprotected } from './scenarios/unprotected';

/** One run of the most different failures; `npm run test:faults` plays them all, many times. */
const PLAYED: readonly (readonly [scenario: string, seed: number])[] = [
  ['suspended-after-fence', 101],
  ['killed-after-post', 102],
  ['settings-changed-while-unknown', 103],
  ['everything-at-once', 104],
  ['workflow-reset-in-flight', 105],
  ['two-starts', 106],
  ['relations-changes-lost', 1218836200],
  ['relations-creations-lost-renumbered-without-vat', 1989645892],
  ['late-commit', 107],
  ['tokens-rotated-by-two-tenants', 108],
  ['error-pages', 109],
  ['answers-lost-100%', 110],
  ['refused-then-keyed-by-hand', 111],
];
const PATIENCE_MS = 400_000;
const LANES = 3;

describe('the fault matrix, in short', () => {
  it(
    'finds nothing wrong in the product',
    async () => {
      const results = await playCards(PLAYED.map(cardOf), LANES, () => undefined);

      expect(results).toHaveLength(PLAYED.length);
      expect(results.filter(({ violations }) => violations.length > 0).map(inWords)).toEqual([]);
      expect(results.filter(({ faults }) => Object.keys(faults).length === 0).map(inWords)).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'finds duplicates when a worker without the protection meets the same failures',
    async () => {
      const cards = unprotected.map((scenario, index): Card => ({ scenario, seed: 200 + index }));
      const results = await playCards(cards, cards.length, () => undefined);

      expect(results).toHaveLength(cards.length);
      for (const { violations } of results) expect(violations.map(({ kind }) => kind)).toContain('duplicate');
    },
    PATIENCE_MS,
  );
});

function cardOf([name, seed]: readonly [string, number]): Card {
  const scenario = scenarios.find((candidate) => candidate.name === name);
  if (scenario === undefined) throw new Error(`There is no scenario ${name}`);
  return { scenario, seed };
}

const inWords = (result: Parameters<typeof progressLine>[0]): string => progressLine(result, 1, 1);
