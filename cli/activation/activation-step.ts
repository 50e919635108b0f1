import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { StepResult } from '../../domain/steps/activation-steps';
import { counted as countedWords } from '../counted';

/** The updates of the activation workflow in their order, and what each did, for people. */
const STEPS = {
  connect: 'connection details checked',
  mapVat: 'VAT groups mapped',
  configure: 'settings checked',
  approve: 'activated',
} as const;
export type StepName = keyof typeof STEPS;

/** What a step counts, for people; what is not named here says nothing to them. */
const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  vatGroups: ['# VAT group in Tribe', '# VAT groups in Tribe'],
  mapped: ['# VAT group mapped', '# VAT groups mapped'],
  unmapped: ['# without a WinBooks code', '# without a WinBooks code'],
  linked: ['# customer linked', '# customers linked'],
  forReview: ['# to be reviewed', '# to be reviewed'],
};

const AGAIN_AFTER_MS = 5_000;
/** A step that is under way when the patience ends may still come to its own end. */
const LAST_STEP_MS = 10_000;

/** The code of a step that did not come to an end: no cause is known that could be named. */
export const NO_ANSWER = 'NO_ANSWER';

export interface StepTaken extends Pick<StepResult, 'ok' | 'counts'> {
  readonly issueCodes: readonly string[];
}

/**
 * Takes one step, again while a vendor does not answer and `deadline` (ms since 1970) has not passed. Throws when Temporal
 * does not answer or refuses it.
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

/** A start that was killed may have left a step under way: its turn comes when that one has its result. */
function unlessBusy(error: unknown): 'busy' {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  if (cause instanceof ApplicationFailure && cause.type === 'StepNotAllowed') return 'busy';
  throw error;
}

/** A step that was taken, for people. */
export function stepInWords(name: StepName, { counts }: StepTaken): string {
  const listed = Object.entries(counts).flatMap(([counted, count]) => {
    const words = COUNTED[counted];
    return words === undefined ? [] : [countedWords('en', count, ...words)];
  });
  return `${STEPS[name]} ✓${listed.length === 0 ? '' : ` (${listed.join(', ')})`}`;
}

/** Null: it had not come to an end by then. It goes on in the workflow, nobody waits for it any more. */
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
