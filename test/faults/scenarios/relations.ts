import { setTimeout as sleep } from 'node:timers/promises';
import type { DebugPoint } from '../../../activities/debug-points';
import { TRIBE_CALL, WINBOOKS_CALL, type Run, type RunPlan, type Scenario } from '../scenario';
import type { Random } from '../seeded-random';
import { everyFault } from './everything';

/** What creates a party, and what changes one, as the twins see it. */
export const CREATIONS = {
  winbooks: { method: 'POST', path: '/app/(Customer|Supplier)/' },
  tribe: { method: 'POST', path: '/odata/Relationship_' },
} as const;
const CHANGES = {
  winbooks: { method: 'PUT', path: '/app/' },
  tribe: { method: 'PUT', path: '/odata/(Relation|Address)' },
} as const;
const SIDES = ['tribe', 'winbooks'] as const;

/** Parties on one side or both, and an invoice or two whose customer may be created by them or by the sync. */
const parties = (random: Random): Partial<RunPlan> => ({
  relations: random.between(6, 12),
  invoices: random.between(0, 2),
  poisons: 0,
  conflictRule: random.pick(['tribe', 'winbooks', 'newest'] as const),
});

const renumbering: Partial<RunPlan> = {
  winbooksSwitches: { G17b: 'renumber' },
  everyVatNumber: true,
  // The judge of the ledger knows customers by their codes.
  hasSecondCustomer: true,
};

async function strikeBoth(
  run: Run,
  calls: Readonly<Record<(typeof SIDES)[number], object>>,
  order: object,
): Promise<void> {
  for (const side of SIDES) await run.fault(side, { ...calls[side], ...order });
}

/** The first sync is done, and people go on typing on both sides. */
async function activateAndSettle(run: Run): Promise<void> {
  await run.activate();
  await run.untilFinal(60_000);
}

/** What may become of a request whose answer nobody hears. */
const lostAnswer = (random: Random): object =>
  random.pick([
    { kind: 'drop-after' },
    { kind: 'half-body' },
    { kind: 'status', status: 500, handled: true },
    { kind: 'html-200', handled: true },
    { kind: 'drop-before' },
  ] as const);

/** The answers to creations are lost: each record must stand there once. */
const creationsLost = (name: string, more: Partial<RunPlan>): Scenario => ({
  name,
  weight: 2,
  plan: (random) => ({ ...parties(random), ...more }),
  play: async (run) => {
    await strikeBoth(run, CREATIONS, { ...lostAnswer(run.random), count: run.random.between(2, 8) });
    await run.activate();
    await run.typeInBoth(run.random.between(0, 4));
    await run.untilFinal(25_000);
  },
});

/** Creations that arrive after the sender has given them up, and within the quiet period. */
const creationsLate = (name: string, more: Partial<RunPlan>): Scenario => ({
  name,
  plan: (random) => ({ ...parties(random), quietPeriodSeconds: random.between(2, 6), ...more }),
  play: async (run) => {
    const latestMs = run.plan.quietPeriodSeconds * 1000;
    for (let late = run.random.between(1, 3); late > 0; late -= 1)
      await strikeBoth(run, CREATIONS, {
        kind: 'late-commit',
        ms: run.random.between(0, latestMs),
        count: 1,
      });
    await run.activate();
    await run.untilFinal(20_000);
  },
});

const changesLost: Scenario = {
  name: 'relations-changes-lost',
  weight: 2,
  plan: parties,
  play: async (run) => {
    await activateAndSettle(run);
    await strikeBoth(run, CHANGES, { ...lostAnswer(run.random), count: run.random.between(2, 6) });
    for (let round = run.random.between(2, 3); round > 0; round -= 1) {
      await run.typeInBoth(run.random.between(2, 5));
      await sleep(run.random.between(0, 3_000));
    }
    await run.untilFinal(15_000);
  },
};

const throttled: Scenario = {
  name: 'relations-throttled',
  plan: parties,
  play: async (run) => {
    const order = run.random.pick([
      { kind: 'status', status: 429, rate: 0.3 },
      { kind: 'status', status: 429, rate: 0.3, retryAfterSeconds: 1 },
      { kind: 'rate-limit', limit: 3 },
    ] as const);
    if (run.random.chance(0.5)) await activateAndSettle(run);
    else await run.activate();
    await strikeBoth(run, { winbooks: WINBOOKS_CALL, tribe: TRIBE_CALL }, order);
    await run.typeInBoth(run.random.between(3, 6));
    await run.untilFinal(12_000);
  },
};

/** An hour without the vendor, compressed: at the first sync, or while people type on both sides. */
const outage = (side: (typeof SIDES)[number]): Scenario => ({
  name: `relations-outage-${side}`,
  plan: parties,
  play: async (run) => {
    if (run.random.chance(0.5)) await activateAndSettle(run);
    else await run.activate();
    const call = side === 'tribe' ? TRIBE_CALL : WINBOOKS_CALL;
    const how = run.random.pick([
      { kind: 'status', status: 503 },
      { kind: 'status', status: 500, handled: true },
      { kind: 'drop-before' },
      { kind: 'drop-after' },
      { kind: 'html-200' },
    ] as const);
    await run.fault(side, { ...call, ...how, rate: run.random.pick([1, 0.7]) });
    await run.typeInBoth(run.random.between(3, 6));
    await sleep(run.random.between(4_000, 10_000));
    await run.typeInBoth(run.random.between(0, 3));
  },
});

const tokens: Scenario = {
  name: 'relations-tokens-end',
  plan: (random) => ({ ...parties(random), winbooksSwitches: { tokenSeconds: random.pick(['900', '5']) } }),
  play: async (run) => {
    if (run.random.chance(0.5)) await activateAndSettle(run);
    else await run.activate();
    await run.fault('tribe', { kind: 'revoke-token', ...TRIBE_CALL, rate: 0.2, count: 3 });
    await run.fault('tribe', { kind: 'expire-token', ...TRIBE_CALL, rate: 0.2 });
    await run.fault('winbooks', { kind: 'expire-token', ...WINBOOKS_CALL, rate: 0.2 });
    await run.typeInBoth(run.random.between(3, 6));
    await run.untilFinal(12_000);
  },
};

/** Pages that are small, slow and cut off, while the lists that they are of change. */
const shiftingPages: Scenario = {
  name: 'relations-pages-shift',
  plan: (random) => ({
    ...parties(random),
    relations: random.between(16, 24),
    winbooksSwitches: { maxResult: '20' },
    tribeSwitches: { 'G8.max': '5', 'G8.nextLink': random.pick(['on', 'off']) },
  }),
  play: async (run) => {
    await strikeBoth(
      run,
      { winbooks: WINBOOKS_CALL, tribe: TRIBE_CALL },
      { kind: 'delay-before', ms: 300, rate: 0.5 },
    );
    await strikeBoth(
      run,
      { winbooks: WINBOOKS_CALL, tribe: TRIBE_CALL },
      { kind: 'drop-before', rate: 0.05 },
    );
    await run.activate();
    for (let typed = run.random.between(4, 10); typed > 0; typed -= 1) {
      await run.typeInBoth(1);
      await sleep(run.random.between(100, 1_000));
    }
    await run.untilFinal(25_000);
  },
};

/** A WinBooks that shows everything at each poll, whatever is asked, or dates its changes late. */
const filterIgnored: Scenario = {
  name: 'relations-modified-ignored',
  plan: (random) => ({
    ...parties(random),
    winbooksSwitches: random.pick([
      { filters: 'ignored' },
      { G12: 'ignored' },
      { G12: 'ignored', G22: 'behind' },
      { G22: 'behind' },
    ]),
  }),
  play: async (run) => {
    await activateAndSettle(run);
    await strikeBoth(run, CHANGES, { kind: 'drop-after', rate: 0.3 });
    await run.typeInBoth(run.random.between(4, 8));
    await run.untilFinal(15_000);
  },
};

/** Where a record is read, created or changed, in this order. */
const AT_FIRST: readonly DebugPoint[] = [
  'relations-read',
  'relations-taken',
  'before-customer-fence',
  'after-customer-fence',
  'before-customer-read-back',
  'before-relation-fence',
  'after-relation-fence',
  'after-creation',
  'before-adoption',
];
const AT_A_CHANGE: readonly DebugPoint[] = [
  'relations-read',
  'relations-taken',
  'before-relation-write',
  'after-relation-write',
  'before-relation-settle',
];

/** All records start on one side, so that each point is passed. */
const killed = (
  point: DebugPoint,
  when: 'at first' | 'at a change',
  how: 'killed' | 'suspended',
): Scenario => ({
  name: `relations-${how}-${point}${when === 'at first' ? '' : '-at-a-change'}`,
  plan: (random) => ({ ...parties(random), relations: random.between(9, 12) }),
  play: async (run) => {
    if (when === 'at a change') await activateAndSettle(run);
    const worker = run.worker();
    worker.stopAt(point);
    if (when === 'at first') await run.activate();
    else await run.typeInBoth(8);
    await worker.reached(point);
    await run.typeInBoth(run.random.between(0, 3));
    if (how === 'killed') {
      run.kill(worker);
      await run.startWorker();
      return;
    }
    run.suspend(worker);
    await run.startWorker();
    if (run.random.chance(0.5)) await run.untilFinal(60_000);
    else await sleep(run.random.between(0, 15_000));
    worker.release(point);
    run.wake(worker);
    await sleep(2_000);
  },
});

/** While a vendor is at it: the answer comes to nobody, and the next worker begins before it is there. */
const killedInFlight: Scenario = {
  name: 'relations-killed-in-flight',
  weight: 2,
  plan: parties,
  play: async (run) => {
    const isChange = run.random.chance(0.5);
    if (isChange) await activateAndSettle(run);
    const side = run.random.pick(SIDES);
    const slow = await run.fault(side, {
      kind: run.random.pick(['delay-after', 'delay-before'] as const),
      ...(isChange ? CHANGES : CREATIONS)[side],
      ms: 3_000,
      count: 2,
    });
    if (isChange) await run.typeInBoth(8);
    else await run.activate();
    const deadline = Date.now() + 30_000;
    while ((await run.fired(side, slow)) === 0 && Date.now() < deadline) await sleep(50);
    run.kill(run.worker());
    await run.startWorker();
  },
};

const everythingAtOnce: Scenario = {
  name: 'relations-everything-at-once',
  weight: 4,
  plan: (random) => ({
    ...parties(random),
    workers: random.pick([1, 2] as const),
    ...(random.chance(0.3) ? renumbering : {}),
  }),
  play: async (run) => {
    if (run.random.chance(0.5)) await activateAndSettle(run);
    else await run.activate();
    await everyFault(run);
    for (let deaths = run.random.between(0, 2); deaths > 0; deaths -= 1) {
      await run.typeInBoth(run.random.between(1, 4));
      await sleep(run.random.between(500, 6_000));
      const victim = run.worker();
      const successor = run.startWorker();
      run.kill(victim);
      await successor;
    }
    await run.typeInBoth(run.random.between(1, 4));
    await run.untilFinal(12_000);
  },
};

export const relations: readonly Scenario[] = [
  creationsLost('relations-creations-lost', {}),
  creationsLost('relations-creations-lost-renumbered', renumbering),
  creationsLost('relations-creations-lost-renumbered-without-vat', { ...renumbering, everyVatNumber: false }),
  creationsLate('relations-creations-late', {}),
  creationsLate('relations-creations-late-renumbered', renumbering),
  changesLost,
  throttled,
  outage('tribe'),
  outage('winbooks'),
  tokens,
  shiftingPages,
  filterIgnored,
  ...AT_FIRST.map((point) => killed(point, 'at first', 'killed')),
  ...AT_A_CHANGE.map((point) => killed(point, 'at a change', 'killed')),
  killed('after-relation-fence', 'at first', 'suspended'),
  killed('after-customer-fence', 'at first', 'suspended'),
  killed('before-relation-write', 'at a change', 'suspended'),
  killed('before-relation-settle', 'at a change', 'suspended'),
  killedInFlight,
  everythingAtOnce,
];
