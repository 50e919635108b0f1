import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import {
  afterStep,
  WRITE_TRANSITIONS,
  type WriteSoFar,
  type WriteStep,
} from '../../domain/writes/write-protocol';

const STEPS = Object.keys(WRITE_TRANSITIONS) as WriteStep[];
const NEW: WriteSoFar = { state: 'prepared', attempt: 0, isConfirmed: false };
const played = array(record({ step: constantFrom(...STEPS), attempt: integer({ min: 0, max: 4 }) }), {
  maxLength: 40,
});

/** The steps that were allowed, each with the write before and after it. */
function allowed(steps: readonly { readonly step: WriteStep; readonly attempt: number }[]) {
  let write = NEW;
  return steps.flatMap(({ step, attempt }) => {
    const before = write;
    write = afterStep(before, step, attempt) ?? before;
    return afterStep(before, step, attempt) === null ? [] : [{ step, before, after: write }];
  });
}

const holds = (check: (done: ReturnType<typeof allowed>) => void) =>
  assert(
    property(played, (steps) => check(allowed(steps))),
    { numRuns: 2_000 },
  );

describe('the protocol of a write, whatever is tried', () => {
  it('sends again only once the fate of the attempt before is known', () => {
    holds((done) => {
      let isOpen = false;
      for (const { step } of done) {
        if (step === 'fence') {
          expect(isOpen).toBe(false);
          isOpen = true;
        }
        if (['notSent', 'miss', 'write', 'refuse'].includes(step)) isOpen = false;
      }
    });
  });

  it('counts every attempt once, and believes nobody who means another one', () => {
    holds((done) => {
      expect(done.at(-1)?.after.attempt ?? 0).toBe(done.filter(({ step }) => step === 'fence').length);
      for (const { step, before } of done)
        if (step === 'notSent' || step === 'lose') expect(before.state).toBe('posting');
    });
    const sent: WriteSoFar = { state: 'posting', attempt: 2, isConfirmed: false };
    for (const step of ['notSent', 'lose', 'refuse'] as const) {
      expect(afterStep(sent, step, 1)).toBeNull();
      expect(afterStep(sent, step, 2)).not.toBeNull();
    }
  });

  it('leaves what is written alone', () => {
    holds((done) => {
      const at = done.findIndex(({ step }) => step === 'write');
      if (at >= 0) expect(done.slice(at + 1)).toEqual([]);
    });
  });

  it('takes another body only while nothing was sent, or after a person was needed', () => {
    holds((done) => {
      for (const { step, before } of done)
        if (step === 'prepare') expect(before.state === 'held' || before.attempt === 0).toBe(true);
    });
  });
});
