import { seededRandom, type Random } from '../faults/seeded-random';
import { VirtualClock, type Actor } from './virtual-time';

/** Where an actor waits for the schedule to let it go on. */
interface Gate {
  readonly actor: Actor;
  readonly label: string;
  readonly open: () => void;
}

/** Something that the outside does by itself, at the latest at `by`: a vendor that carries a request out late. */
interface LateEffect {
  readonly label: string;
  readonly by: number;
  readonly happen: () => void;
}

/**
 * One interleaving's order of things. Between two gates an actor runs undisturbed; whatever waits at a gate may be let
 * through next, overtaken, or left behind for ever. Everything that happens is decided by the seed.
 */
export class Schedule {
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly trace: string[] = [];
  private gates: Gate[] = [];
  private lateEffects: LateEffect[] = [];
  private inFlight = 0;
  private whenIdle: (() => void) | null = null;
  private readonly startedAt: number;

  constructor(seed: number, startsAt: number) {
    this.random = seededRandom(seed);
    this.clock = new VirtualClock(startsAt, seed + 1);
    this.startedAt = startsAt;
  }

  note(what: string): void {
    const seconds = ((this.clock.now - this.startedAt) / 1000).toFixed(3).padStart(9);
    this.trace.push(`${seconds}  ${what}`);
  }

  /** Waits until the schedule lets this actor through: for ever, when it is killed before. */
  pass(actor: Actor, label: string): Promise<void> {
    return new Promise((open) => this.hold(actor, label, open));
  }

  hold(actor: Actor, label: string, open: () => void): void {
    this.gates.push({ actor, label, open });
  }

  later(label: string, by: number, happen: () => void): void {
    this.lateEffects.push({ label, by, happen });
  }

  /** Real input and output (the store's): the schedule waits for it. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.inFlight += 1;
    try {
      return await work();
    } finally {
      this.inFlight -= 1;
      if (this.inFlight === 0) this.whenIdle?.();
    }
  }

  /** Until everybody waits at a gate, for a timer, or for ever. */
  async settle(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      if (this.inFlight === 0) return;
      await new Promise<void>((resolve) => (this.whenIdle = resolve));
      this.whenIdle = null;
    }
  }

  /** Lets one of those go on who can; false when nobody can. */
  letOneGoOn(): boolean {
    this.gates = this.gates.filter(({ actor }) => !actor.isGone());
    const able = this.gates.filter(({ actor }) => actor.asleepUntil() <= this.clock.now);
    if (able.length === 0) return false;
    const gate = this.random.pick(able);
    this.gates.splice(this.gates.indexOf(gate), 1);
    this.note(`${gate.actor.name}: ${gate.label}`);
    gate.open();
    return true;
  }

  /** One of the late effects happens now; false when there is none. */
  letOneHappen(): boolean {
    if (this.lateEffects.length === 0) return false;
    this.happen(this.random.pick(this.lateEffects));
    return true;
  }

  /** Time passes until the next thing happens by itself, at most until `until`; false when nothing did. */
  async passTime(until: number): Promise<boolean> {
    const effect = this.lateEffects.toSorted((one, other) => one.by - other.by)[0];
    const timerAt = this.clock.nextAt() ?? Infinity;
    if (effect !== undefined && effect.by <= Math.min(timerAt, until)) {
      this.clock.now = Math.max(this.clock.now, effect.by);
      this.happen(effect);
      return true;
    }
    const hasFired = this.clock.fireNext(until);
    if (hasFired) await this.settle();
    return hasFired;
  }

  /** Everybody who waits at a gate is kept waiting for so long, while timers go on. */
  async jump(ms: number): Promise<void> {
    const until = this.clock.now + ms;
    while (await this.passTime(until));
    this.clock.now = Math.max(this.clock.now, until);
  }

  /** Whether somebody waits at a gate and could be let through, now or when awake. */
  hasGates(): boolean {
    return this.gates.some(({ actor }) => !actor.isGone());
  }

  private happen(effect: LateEffect): void {
    this.lateEffects.splice(this.lateEffects.indexOf(effect), 1);
    this.note(effect.label);
    effect.happen();
  }
}
