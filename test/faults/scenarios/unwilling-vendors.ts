import { setTimeout as sleep } from 'node:timers/promises';
import { arrivedInSilences, requestsTo } from '../../connections/vendor-journal';
import { BOOKING_POST, TRIBE_CALL, WINBOOKS_CALL, type Run, type Scenario } from '../scenario';

type Side = 'tribe' | 'winbooks';
const callOf = (side: Side): object => (side === 'tribe' ? TRIBE_CALL : WINBOOKS_CALL);

/** "Slow down": never executed, so never of unknown fate. */
function throttled(name: string, order: (run: Run) => object): Scenario {
  return {
    name,
    plan: (random) => ({ invoices: random.between(3, 6) }),
    play: async (run) => {
      const side: Side = run.random.chance(0.75) ? 'winbooks' : 'tribe';
      await run.activate();
      await run.fault(side, { ...callOf(side), ...order(run) });
      await run.untilFinal(10_000);
    },
  };
}

/**
 * A vendor's pace, told in whole seconds, with two workers on its connection: whoever hears it silences both. Nothing but what
 * is under way may arrive until then; on a busy machine one request per silence is taken for that.
 */
const shortRetryAfter: Scenario = {
  name: 'short-retry-after-with-two-workers',
  weight: 2,
  plan: (random) => ({ invoices: random.between(4, 8), workers: 2 }),
  play: async (run) => {
    const side: Side = run.random.chance(0.75) ? 'winbooks' : 'tribe';
    await run.activate();
    // So low that a busy machine reaches it too: a run in which nothing was refused proves nothing.
    const limit = run.random.between(1, 3);
    await run.fault(side, { kind: 'rate-limit', limit, retryAfterSeconds: 1, ...callOf(side) });
    if (run.random.chance(0.5))
      await run.fault('winbooks', { kind: 'drop-after', ...BOOKING_POST, rate: 0.2 });
    await run.sendLater();
    await run.untilFinal(20_000);
    const silences = arrivedInSilences(await requestsTo(run.stack.twins, side), 1_000);
    const arrived = silences.reduce((sum, count) => sum + count, 0);
    if (arrived > silences.length)
      throw new Error(`${arrived} requests arrived in ${silences.length} silences`);
  },
};

/** What a vendor that is down may do with a call; `handled`: it did what was asked all the same. */
const outageFaults: readonly object[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 503, retryAfterSeconds: 1 },
  { kind: 'status', status: 500, handled: true },
  { kind: 'status', status: 502 },
  { kind: 'drop-before' },
  { kind: 'drop-before', ms: 2_500 },
  { kind: 'drop-after', ms: 1_000 },
  { kind: 'html-200' },
  // So slow that whoever asks gives up on a read; a post waits.
  { kind: 'delay-before', ms: 8_000 },
];

/** An hour without the vendor, compressed; invoices are sent meanwhile, and nobody does anything. */
function outage(side: Side): Scenario {
  return {
    name: `outage-${side}`,
    weight: 2,
    plan: (random) => ({ invoices: random.between(1, 3), later: random.between(2, 5) }),
    play: async (run) => {
      await run.activate();
      const rate = run.random.pick([1, 1, 0.7]);
      await run.fault(side, { ...callOf(side), ...run.random.pick(outageFaults), rate });
      await run.sendLater();
      await sleep(run.random.between(6_000, 14_000));
    },
  };
}

/** A page of a gateway, or words that say nothing, with status 200: in place of the answer, or of the deed. */
const pages: readonly object[] = [
  { kind: 'html-200', handled: true },
  { kind: 'html-200' },
  { kind: 'html-200', body: '{}', handled: true },
  { kind: 'html-200', body: '{}' },
  { kind: 'text-plain', body: 'OK' },
];

const errorPages: Scenario = {
  name: 'error-pages',
  weight: 2,
  play: async (run) => {
    await run.fault('winbooks', {
      ...run.random.pick(pages),
      ...BOOKING_POST,
      count: run.random.between(1, 3),
    });
    // A page with 200 in place of a look-up: no answer, and never "there is nothing".
    await run.fault('winbooks', { kind: 'html-200', path: '/ExecuteCriteria', rate: 0.2 });
    await run.activate();
    await run.untilFinal(20_000);
  },
};

export const unwillingVendors: readonly Scenario[] = [
  throttled('throttled-without-retry-after', () => ({ kind: 'status', status: 429, rate: 0.4 })),
  throttled('throttled-with-retry-after', () => ({
    kind: 'status',
    status: 429,
    rate: 0.3,
    retryAfterSeconds: 2,
    count: 6,
  })),
  throttled('throttled-per-second', (run) => ({ kind: 'rate-limit', limit: run.random.between(1, 3) })),
  shortRetryAfter,
  outage('winbooks'),
  outage('tribe'),
  errorPages,
];
