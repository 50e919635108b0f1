import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { StepResult } from '../../domain/steps/activation-steps';

/** The updates of the activation workflow. */
export type StepName = 'connect' | 'mapVat' | 'configure' | 'approve';

const AGAIN_AFTER_MS = 5_000;
/** A step that is under way when the patience ends may still come to its own end. */
const LAST_STEP_MS = 10_000;

/** The code of a step that did not come to an end: no cause is known. */
export const NO_ANSWER = 'NO_ANSWER';

export interface StepTaken extends Pick<StepResult, 'ok' | 'counts'> {
  readonly issueCodes: readonly string[];
}

/**
 * Takes one step, and repeats it while a vendor does not answer and `deadline` (ms since 1970) has not passed. Throws when
 * Temporal does not answer, or refuses the step.
 */
export async function takeStep(
  handle: WorkflowHandle,
  name: StepName,
  input: unknown,
  deadline: number,
): Promise<StepTaken> {
  let last: StepTaken = { ok: false, issueCodes: [NO_ANSWER], counts: {} };
  for (;;) {
    const update = handle.executeUpdate<StepResult, [unknown]>(name, { args: [input] });
    const result = await until(deadline + LAST_STEP_MS, update).catch(unlessBusy);
    if (result === null) return last;
    if (result !== 'busy') {
      const isOutage = result.issueCodes.includes('VENDOR_UNREACHABLE');
      if (!isOutage || Date.now() > deadline) return result;
      last = result;
    } else if (Date.now() > deadline) return last;
    await sleep(AGAIN_AFTER_MS);
  }
}

/** An activation that was killed may have left a step under way; this one has its turn when that step has its result. */
function unlessBusy(error: unknown): 'busy' {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  if (cause instanceof ApplicationFailure && cause.type === 'StepNotAllowed') return 'busy';
  throw error;
}

/** Null: the work had not come to an end at the deadline. It goes on in the workflow, and nobody waits for it. */
async function until<T>(deadline: number, work: Promise<T>): Promise<T | null> {
  work.catch(() => undefined);
  const timer = new AbortController();
  const late = sleep(Math.max(0, deadline - Date.now()), null, { signal: timer.signal }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
