import { startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { inTurns } from './in-turns';
import { outcomeTable } from './outcome-table';
import { playPosition } from './play-position';
import { everyPosition, nameOf, WHOLE_TWIN } from './positions';

const AT_ONCE = 8;
const PATIENCE_MS = 60 * 60_000;
/** `VARIANTS='winbooks G17b,tribe G1='` plays only the positions that begin like one of these. */
const wanted = process.env['VARIANTS']?.split(',') ?? [''];

describe('whatever the references leave open', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, 180_000);
  afterAll(() => stack.stop(), 120_000);

  it(
    'the same invoices are booked once, or held or refused with their reason',
    async () => {
      const positions = (await everyPosition(stack.twins)).filter((position) =>
        wanted.some((start) => nameOf(position).startsWith(start)),
      );
      const played = await inTurns(positions, AT_ONCE, async (position) => {
        const result = await playPosition(stack, position);
        process.stdout.write(`${outcomeTable([result])}\n`);
        return result;
      });
      const notPlayed = Object.entries(WHOLE_TWIN).map(([name, why]) => `not played: ${name}: ${why}`);
      process.stdout.write(`\n${[outcomeTable(played), ...notPlayed].join('\n')}\n`);

      expect(positions.length).toBeGreaterThan(0);
      const wrong = played.filter(({ problems }) => problems.length > 0);
      expect(wrong.length === 0 ? 'all well' : outcomeTable(wrong)).toBe('all well');
    },
    PATIENCE_MS,
  );
});
