import Module, { createRequire } from 'node:module';
import { ActivityFailure, RetryState } from '@temporalio/common';
import type { BookingEnd, BookingInput } from '../../domain/steps/booking-steps';
import type { Schedule } from './schedule';
import { actors, type Actor } from './virtual-time';
import type { ActivityLimits, Workers } from './workers';

/** One run of the workflow, as the Temporal server keeps it: no death of a worker ends it. */
export class Run implements Actor {
  end: BookingEnd | null = null;
  error: unknown = null;
  isForgotten = false;

  constructor(
    readonly name: string,
    private readonly schedule: Schedule,
    private readonly workers: Workers,
  ) {}

  isGone = (): boolean => this.isForgotten;
  asleepUntil = (): number => 0;
  isOpen = (): boolean => this.end === null && this.error === null && !this.isForgotten;

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.schedule.clock.after(ms, this, resolve));
  }

  /** An activity with its retry policy. A local one whose worker is lost is played again on another, as its workflow task is. */
  async perform(name: string, args: unknown[], options: ActivityOptions, isLocal: boolean): Promise<unknown> {
    const limits = limitsOf(options, isLocal);
    const retry = options.retry ?? {};
    let waitMs = milliseconds(retry.initialInterval ?? '1 second');
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.workers.attempt(this, name, args, limits);
      if (outcome.kind === 'ok') return outcome.value;
      if (outcome.kind === 'taskLost') attempt -= 1;
      else if (attempt >= (retry.maximumAttempts ?? Infinity) || isFinal(outcome.error))
        throw new ActivityFailure(
          'activity failed',
          name,
          '1',
          RetryState.MAXIMUM_ATTEMPTS_REACHED,
          'explorer',
          outcome.error instanceof Error ? outcome.error : undefined,
        );
      else await this.sleep(waitMs);
      waitMs = Math.min(
        waitMs * (retry.backoffCoefficient ?? 2),
        milliseconds(retry.maximumInterval ?? '100 seconds'),
      );
    }
  }
}

interface ActivityOptions {
  readonly startToCloseTimeout?: string | number;
  readonly heartbeatTimeout?: string | number;
  readonly retry?: {
    readonly maximumAttempts?: number;
    readonly initialInterval?: string | number;
    readonly maximumInterval?: string | number;
    readonly backoffCoefficient?: number;
  };
}

function limitsOf(options: ActivityOptions, isLocal: boolean): ActivityLimits {
  return {
    isLocal,
    lastsMs: milliseconds(options.startToCloseTimeout ?? '600 seconds'),
    heartbeatMs: options.heartbeatTimeout === undefined ? null : milliseconds(options.heartbeatTimeout),
  };
}

function milliseconds(duration: string | number): number {
  if (typeof duration === 'number') return duration;
  const [, amount, unit = ''] = /^(\d+)\s*([a-z]+)$/i.exec(duration.trim()) ?? [];
  const factor = { ms: 1, second: 1_000, seconds: 1_000, s: 1_000, minute: 60_000, minutes: 60_000 }[unit];
  if (amount === undefined || factor === undefined) throw new Error(`Not a duration: ${duration}`);
  return Number(amount) * factor;
}

const isFinal = (error: unknown): boolean =>
  (error as { nonRetryable?: boolean } | null)?.nonRetryable === true;

function currentRun(): Run {
  const actor = actors.getStore();
  if (!(actor instanceof Run)) throw new Error('A workflow call outside of any run.');
  return actor;
}

const proxied = (isLocal: boolean) => (options: ActivityOptions) =>
  new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args: unknown[]) =>
          currentRun().perform(String(name), args, options, isLocal),
    },
  );

/** As much of `@temporalio/workflow` as a booking's workflow uses. */
const workflowApi = {
  ActivityFailure,
  ActivityCancellationType: { WAIT_CANCELLATION_COMPLETED: 'WAIT_CANCELLATION_COMPLETED' },
  defineQuery: (name: string) => ({ name }),
  setHandler: () => undefined,
  sleep: (ms: number | string) => currentRun().sleep(milliseconds(ms)),
  proxyActivities: proxied(false),
  proxyLocalActivities: proxied(true),
  isCancellation: () => false,
  patched: () => true,
  setCurrentDetails: () => undefined,
  upsertSearchAttributes: () => undefined,
  workflowInfo: () => ({ typedSearchAttributes: { get: () => undefined } }),
};

type BookInvoice = (input: BookingInput) => Promise<BookingEnd>;

/**
 * The product's own workflow, unchanged, on this runtime instead of Temporal's sandbox: its module is loaded with `workflowApi` in
 * the place of the SDK's.
 */
export function loadBookInvoice(): BookInvoice {
  const load = createRequire(__filename);
  const id = load.resolve('@temporalio/workflow');
  const sdk = Object.assign(new Module(id), { exports: workflowApi, loaded: true });
  load.cache[id] = sdk;
  try {
    return (load('../../workflows/book-invoice') as { bookInvoice: BookInvoice }).bookInvoice;
  } finally {
    // Whoever else wants the SDK gets the real one.
    delete load.cache[id];
  }
}
