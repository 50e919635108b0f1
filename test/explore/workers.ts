import { asyncLocalStorage as activityContexts, type Context } from '@temporalio/activity';
import { createActivities, type Activities } from '../../activities';
import type { Dependencies } from '../../activities/dependencies';
import { createMasterDataCache } from '../../activities/master-data';
import type { Schedule } from './schedule';
import type { Run } from './temporal-runtime';
import { actors, type Actor } from './virtual-time';

/** How long Temporal waits for an attempt. */
export interface ActivityLimits {
  readonly isLocal: boolean;
  readonly lastsMs: number;
  readonly heartbeatMs: number | null;
}

export type AttemptOutcome =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** A local activity went down with its worker. */
  | { readonly kind: 'taskLost' };

/** One worker process. */
class WorkerProcess {
  isDead = false;
  asleepUntil = 0;

  constructor(
    readonly name: string,
    readonly activities: Activities,
  ) {}
}

/** One attempt of an activity in a worker: what it awaits ends with its process, whatever Temporal believes of it. */
export class Attempt implements Actor {
  isDone = false;
  /** Its write has left. */
  hasSent = false;
  /** The document that it sent, with the id that was answered. */
  confirmed: Readonly<Record<string, unknown>> | null = null;

  constructor(
    readonly name: string,
    readonly activity: string,
    readonly worker: WorkerProcess,
  ) {}

  isGone = (): boolean => this.worker.isDead;
  asleepUntil = (): number => this.worker.asleepUntil;
}

const TEMPORAL: Actor = { name: 'temporal', isGone: () => false, asleepUntil: () => 0 };

/** Two worker processes are kept up and awake. Activities go to either; whoever is killed or asleep tells nobody. */
export class Workers {
  private readonly all: WorkerProcess[] = [];
  private readonly attempts = new Set<Attempt>();

  constructor(
    private readonly schedule: Schedule,
    private readonly dependencies: () => Omit<Dependencies, 'masterData'>,
  ) {}

  /** Plays one attempt, and says what Temporal comes to know of it. */
  attempt(run: Run, name: string, args: unknown[], limits: ActivityLimits): Promise<AttemptOutcome> {
    const { clock } = this.schedule;
    const worker = this.schedule.random.pick(this.awake());
    const attempt = new Attempt(`${worker.name} ${run.name} ${name}`, name, worker);
    this.attempts.add(attempt);
    return new Promise((resolve) => {
      let lastBeat = clock.now;
      const context = {
        heartbeat: () => void (lastBeat = clock.now),
        cancellationSignal: new AbortController().signal,
      } as unknown as Context;
      const step = worker.activities[name as keyof Activities] as (...all: unknown[]) => Promise<unknown>;
      const done = async (outcome: AttemptOutcome): Promise<void> => {
        await this.schedule.pass(attempt, `ends: ${inShort(outcome)}`);
        attempt.isDone = true;
        clock.cancel(limit);
        this.attempts.delete(attempt);
        resolve(outcome);
      };
      actors.run(attempt, () => {
        void activityContexts
          .run(context, async () => step(...args))
          .then(
            (value) => done({ kind: 'ok', value }),
            (error: unknown) => done({ kind: 'failed', error }),
          );
      });
      const limit = clock.after(limits.lastsMs, TEMPORAL, () => {
        const isLost = limits.isLocal && (worker.isDead || worker.asleepUntil > clock.now);
        if (!attempt.isDone) this.schedule.note(`${attempt.name}: given up by Temporal`);
        resolve(isLost ? { kind: 'taskLost' } : { kind: 'failed', error: new Error('timed out') });
      });
      if (limits.heartbeatMs !== null) watchHeartbeat(limits.heartbeatMs);

      function watchHeartbeat(ms: number): void {
        clock.after(lastBeat + ms - clock.now, TEMPORAL, () => {
          if (attempt.isDone) return;
          if (clock.now >= lastBeat + ms) resolve({ kind: 'failed', error: new Error('no heartbeat') });
          else watchHeartbeat(ms);
        });
      }
    });
  }

  kill(): void {
    const worker = this.schedule.random.pick(this.awake());
    worker.isDead = true;
    this.schedule.note(`${worker.name} is killed`);
  }

  /** As by SIGSTOP: its clocks go on, and it does not know. */
  suspend(ms: number): void {
    const worker = this.schedule.random.pick(this.awake());
    worker.asleepUntil = this.schedule.clock.now + ms;
    this.schedule.note(`${worker.name} is suspended for ${ms / 1000} s`);
  }

  /** Whether an attempt is under way in a process that lives, known to Temporal or not. */
  areBusy(): boolean {
    for (const attempt of this.attempts) if (attempt.isGone()) this.attempts.delete(attempt);
    return this.attempts.size > 0;
  }

  /** Those that are neither dead nor asleep: two at least, where need be by starting another. */
  private awake(): WorkerProcess[] {
    const isAwake = ({ isDead, asleepUntil }: WorkerProcess): boolean =>
      !isDead && asleepUntil <= this.schedule.clock.now;
    while (this.all.filter(isAwake).length < 2) {
      const masterData = createMasterDataCache();
      const activities = createActivities({ ...this.dependencies(), masterData });
      this.all.push(new WorkerProcess(`w${this.all.length + 1}`, activities));
    }
    return this.all.filter(isAwake);
  }
}

function inShort(outcome: AttemptOutcome): string {
  if (outcome.kind === 'ok') return JSON.stringify(outcome.value);
  return outcome.kind === 'failed' ? `throws ${String(outcome.error)}` : outcome.kind;
}
