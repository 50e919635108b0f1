/**
 * The protocol of every write to a vendor that must not happen twice (docs/adr/0014-one-write-protocol.md). A row holds what is to be
 * sent, and its state decides what may happen next. Pure: the store turns each step into one guarded statement.
 */

/** `written` is called `booked` in the table of bookings. */
export const WRITE_STATES = ['prepared', 'posting', 'verifying', 'written', 'held'] as const;
export type WriteState = (typeof WRITE_STATES)[number];

/**
 * What may happen to a write.
 *
 * - `prepare`: what is to be sent is stored, in place of what was never sent
 * - `fence`: committed right before the request leaves; the only way to `posting`
 * - `notSent`: this attempt certainly did not reach the vendor
 * - `lose`: nobody knows what became of this attempt
 * - `miss`: looked for, not there, and nothing of this attempt can arrive any more
 * - `write`: it is at the vendor, by our doing or found there
 * - `hold`: a person is needed, and no attempt is of unknown fate
 * - `refuse`: the same from an attempt whose fate is known, since the vendor has said no
 */
export type WriteStep = 'prepare' | 'fence' | 'notSent' | 'lose' | 'miss' | 'write' | 'hold' | 'refuse';

interface Transition {
  readonly from: readonly WriteState[];
  readonly to: WriteState;
}

export const WRITE_TRANSITIONS: Readonly<Record<WriteStep, Transition>> = {
  prepare: { from: ['held', 'prepared'], to: 'prepared' },
  fence: { from: ['prepared'], to: 'posting' },
  notSent: { from: ['posting'], to: 'prepared' },
  lose: { from: ['posting'], to: 'verifying' },
  miss: { from: ['verifying'], to: 'prepared' },
  write: { from: ['prepared', 'posting', 'verifying'], to: 'written' },
  hold: { from: ['prepared'], to: 'held' },
  refuse: { from: ['prepared', 'posting', 'verifying'], to: 'held' },
};

/** A request may leave up to this long after its fence; then it is aborted. Milliseconds. */
export const LEAVE_WITHIN_MS = 5_000;
/** With this many bookings of unknown fate nothing more is sent for the tenant until one of them has settled. */
export const MOST_UNKNOWN = 3;

/** A write, as far as the protocol knows it. */
export interface WriteSoFar {
  readonly state: WriteState;
  /** Attempts that may have left. */
  readonly attempt: number;
  /** The vendor has given an id for it. */
  readonly isConfirmed: boolean;
}

/**
 * The write after a step; null where the step is not allowed: it comes late, twice or for an attempt of before.
 *
 * @param attempt the attempt that the caller means
 */
export function afterStep(write: WriteSoFar, step: WriteStep, attempt: number): WriteSoFar | null {
  const { from, to } = WRITE_TRANSITIONS[step];
  if (!from.includes(write.state)) return null;
  // What the vendor has confirmed can only become written: nothing sends it again.
  if (write.isConfirmed && step !== 'write') return null;
  // From the first fence on what is stored is sent unchanged, until its fate is known.
  if (step === 'prepare' && write.state === 'prepared' && write.attempt > 0) return null;
  const isOfAttempt = step === 'write' || step === 'hold' || step === 'prepare';
  const isInFlight = write.state === 'posting' || write.state === 'verifying';
  if (!isOfAttempt && (step !== 'refuse' || isInFlight) && write.attempt !== attempt) return null;
  return {
    state: to,
    attempt: step === 'fence' ? write.attempt + 1 : write.attempt,
    isConfirmed: write.isConfirmed || step === 'write',
  };
}
