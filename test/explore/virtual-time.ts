import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { createRequire } from 'node:module';
import type * as TimersPromises from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { seededRandom, type Random } from '../faults/seeded-random';

/** The module itself: an import of it as a namespace may be a copy. */
const timersPromises = createRequire(__filename)('node:timers/promises') as typeof TimersPromises;

/** On whose behalf code runs: what it awaits goes on only while it is neither gone nor asleep. */
export interface Actor {
  readonly name: string;
  isGone(): boolean;
  /** Epoch milliseconds of virtual time; anything in the past: it is awake. */
  asleepUntil(): number;
}

/** The context in which it was made, as `AsyncLocalStorage.snapshot` has it at many times the cost. */
export class AsyncContext extends AsyncResource {
  constructor() {
    super('explorer');
  }
}

/** The actor of the code that is running; none in the harness itself and inside the store, which live in real time. */
export const actors = new AsyncLocalStorage<Actor>();

interface Timer {
  readonly actor: Actor;
  readonly order: number;
  readonly everyMs: number | null;
  readonly fire: () => void;
  at: number;
}

/** The time of one interleaving. It moves only when the schedule says so. */
export class VirtualClock {
  readonly random: Random;
  private readonly timers = new Set<Timer>();
  private lastOrder = 0;

  constructor(
    public now: number,
    seed: number,
  ) {
    this.random = seededRandom(seed);
  }

  after(ms: number, actor: Actor, fire: () => void, everyMs: number | null = null): Timer {
    const at = this.now + Math.max(ms, everyMs === null ? 0 : 1);
    const timer: Timer = { actor, order: (this.lastOrder += 1), everyMs, fire, at };
    this.timers.add(timer);
    return timer;
  }

  cancel(timer: Timer): void {
    this.timers.delete(timer);
  }

  /** The moment of the next timer that will fire; null when there is none. */
  nextAt(): number | null {
    const next = this.next();
    return next === null ? null : dueAt(next);
  }

  /** Fires the next timer that is due by `until`, and moves the time to it; false when there is none. */
  fireNext(until: number): boolean {
    const next = this.next();
    if (next === null || dueAt(next) > until) return false;
    this.now = Math.max(this.now, dueAt(next));
    if (next.everyMs === null) this.timers.delete(next);
    else next.at = this.now + next.everyMs;
    next.fire();
    return true;
  }

  private next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.timers) {
      if (timer.actor.isGone()) this.timers.delete(timer);
      else if (first === null || isBefore(timer, first)) first = timer;
    }
    return first;
  }
}

const dueAt = ({ at, actor }: Timer): number => Math.max(at, actor.asleepUntil());
const isBefore = (one: Timer, other: Timer): boolean =>
  dueAt(one) < dueAt(other) || (dueAt(one) === dueAt(other) && one.order < other.order);

let current: VirtualClock | null = null;

/** Everything in this process lives by this clock from now on; null: by the real one again. */
export function liveBy(clock: VirtualClock | null): void {
  install();
  current = clock;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  now: Date.now.bind(Date),
  monotonic: performance.now.bind(performance),
  random: Math.random.bind(Math),
  sleep: timersPromises.setTimeout,
};

/** What `setTimeout` returns in virtual time; looks enough like Node's own. */
class VirtualTimeout {
  constructor(
    readonly clock: VirtualClock,
    readonly timer: Timer,
  ) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return false;
  }
}

type Callback = (...args: unknown[]) => void;

/** Arms a timer for the actor that asks; its callback runs in the context in which it was armed. */
function arm(
  callback: Callback,
  ms: number,
  args: readonly unknown[],
  repeats: boolean,
): VirtualTimeout | null {
  const actor = actors.getStore();
  if (actor === undefined || current === null) return null;
  const context = new AsyncContext();
  const clock = current;
  const fire = (): void => context.runInAsyncScope(() => callback(...args));
  return new VirtualTimeout(clock, clock.after(ms, actor, fire, repeats ? ms : null));
}

let isInstalled = false;

/** Replaces clocks and timers of this process once. Without an actor they are the real ones. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  const disarm =
    (otherwise: (handle: never) => void) =>
    (handle: unknown): void => {
      if (handle instanceof VirtualTimeout) handle.clock.cancel(handle.timer);
      else otherwise(handle as never);
    };
  Object.assign(globalThis, {
    setTimeout: Object.assign(
      (callback: Callback, ms = 0, ...args: unknown[]) =>
        arm(callback, ms, args, false) ?? real.setTimeout(callback, ms, ...args),
      real.setTimeout,
    ),
    setInterval: (callback: Callback, ms = 0, ...args: unknown[]) =>
      arm(callback, ms, args, true) ?? real.setInterval(callback, ms, ...args),
    clearTimeout: disarm(real.clearTimeout),
    clearInterval: disarm(real.clearInterval),
    Date: virtualDate(),
  });
  performance.now = () => current?.now ?? real.monotonic();
  Math.random = () => current?.random.fraction() ?? real.random();
  Object.assign(timersPromises, {
    setTimeout: (ms?: number, value?: unknown, options?: object) => {
      const sleeping = new Promise((resolve) => {
        if (arm(() => resolve(value), ms ?? 0, [], false) === null) resolve(real.sleep(ms, value, options));
      });
      return sleeping;
    },
  });
}

function virtualDate(): DateConstructor {
  const now = (): number => current?.now ?? real.now();
  return new Proxy(Date, {
    construct: (target, args: []) => (args.length === 0 ? new target(now()) : new target(...args)),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}
