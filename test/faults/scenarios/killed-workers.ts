import { setTimeout as sleep } from 'node:timers/promises';
import type { DebugPoint } from '../../../activities/debug-points';
import { BOOKING_POST, CUSTOMER_POST, type Run, type Scenario } from '../scenario';

interface Boundary {
  readonly point: DebugPoint;
  /** What must go wrong so that the point is passed at all. */
  readonly arm?: (run: Run) => Promise<unknown>;
  readonly newCustomer?: true;
}

const loseOnePost = (run: Run): Promise<unknown> =>
  run.fault('winbooks', { kind: 'drop-after', ...BOOKING_POST, count: 1 });

/** Every step boundary of a booking, in its order. */
const boundaries: readonly Boundary[] = [
  { point: 'watch-written' },
  { point: 'dispatched' },
  { point: 'after-prepare' },
  { point: 'before-fence' },
  { point: 'after-fence' },
  { point: 'after-post' },
  { point: 'before-read-back' },
  { point: 'before-settle' },
  { point: 'after-look-up', arm: loseOnePost },
  { point: 'before-verify-settle', arm: loseOnePost },
  { point: 'before-customer-fence', newCustomer: true },
  { point: 'after-customer-fence', newCustomer: true },
  { point: 'before-customer-read-back', newCustomer: true },
];

const planAt =
  (boundary: Boundary): NonNullable<Scenario['plan']> =>
  (random) => ({
    invoices: random.between(2, 4),
    acceptsDoubles: true,
    ...(boundary.newCustomer ? { hasSecondCustomer: false, poisons: 0 } : {}),
  });

/** The worker is killed there; its successor must not do again what was done. */
export const killedWorkers: readonly Scenario[] = boundaries.map((boundary) => ({
  name: `killed-${boundary.point}`,
  plan: planAt(boundary),
  play: async (run) => {
    await boundary.arm?.(run);
    const worker = run.worker();
    worker.stopAt(boundary.point);
    const activated = run.activate();
    await Promise.all([worker.reached(boundary.point), activated]);
    run.kill(worker);
    await run.startWorker();
  },
}));

/** The worker sleeps there, another takes over, and it wakes up as if nothing had happened. */
export const suspendedWorkers: readonly Scenario[] = boundaries.map((boundary) => ({
  name: `suspended-${boundary.point}`,
  plan: planAt(boundary),
  play: async (run) => {
    await boundary.arm?.(run);
    const worker = run.worker();
    worker.stopAt(boundary.point);
    const activated = run.activate();
    await Promise.all([worker.reached(boundary.point), activated]);
    run.suspend(worker);
    const successor = await run.startWorker();
    if (run.random.chance(0.7)) await run.untilFinal(60_000);
    else await sleep(run.random.between(0, 15_000));
    worker.release(boundary.point);
    run.wake(worker);
    if (run.random.chance(0.3)) {
      await sleep(run.random.between(0, 2_000));
      run.kill(successor);
    } else await sleep(2_000);
  },
}));

/** While WinBooks is at it: the answer comes to nobody. */
export const killedInFlight: Scenario = {
  name: 'killed-in-flight',
  plan: () => ({ acceptsDoubles: true }),
  weight: 2,
  play: async (run) => {
    const isCustomer = run.random.chance(0.3) && !run.plan.hasSecondCustomer;
    const slow = await run.fault('winbooks', {
      kind: run.random.pick(['delay-after', 'delay-before'] as const),
      ...(isCustomer ? CUSTOMER_POST : BOOKING_POST),
      ms: 4_000,
      count: 2,
    });
    const activated = run.activate();
    const deadline = Date.now() + 60_000;
    while ((await run.fired('winbooks', slow)) === 0 && !(await run.isFinal()) && Date.now() < deadline)
      await sleep(50);
    await activated;
    run.kill(run.worker());
    await run.startWorker();
  },
};
