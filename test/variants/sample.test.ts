import { startStack, type Stack, UPKEEP_OFTEN } from '../support/stack';
import { outcomeTable } from './outcome-table';
import { playPosition } from './play-position';
import { single } from './positions';

/** Those that touch what a booking is made of; `npm run test:variants` plays every one. */
const SAMPLE = [
  single('tribe', 'G1.type', 'utc-midnight'),
  single('tribe', 'G5', 'Vat'),
  single('tribe', 'G7', 'absent'),
  single('winbooks', 'G13', 'brussels'),
  single('winbooks', 'G17b', 'renumber'),
  single('winbooks', 'filters', 'ignored'),
  single('winbooks', 'rights', 'read-only'),
];

describe('whatever the references leave open, in a sample', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack(null, UPKEEP_OFTEN);
    await stack.startWorker();
  }, 180_000);
  afterAll(() => stack.stop(), 60_000);

  it('the same invoices are booked once, or held with their reason', async () => {
    const played = await Promise.all(SAMPLE.map((position) => playPosition(stack, position)));
    const wrong = played.filter(({ problems }) => problems.length > 0);

    expect(wrong.length === 0 ? 'all well' : outcomeTable(wrong)).toBe('all well');
  }, 300_000);
});
