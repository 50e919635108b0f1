import { ApplicationFailure } from '@temporalio/common';
import type { Failure, Outcome, Refusal } from '../clients/outcome';
import { inWords } from './waiting';

export type VendorName = 'Tribe' | 'WinBooks';

/**
 * A vendor definitely refuses a question that our work needs, for example because rights were withdrawn. Asking again
 * may help once a person has acted. The vendor's words stay out of the message, which Temporal stores.
 */
export class ReadingRefused extends Error {
  override readonly name = 'ReadingRefused';
  readonly #words: string;

  constructor(
    readonly vendor: VendorName,
    refusal: Refusal,
  ) {
    super(`${vendor}: ${inWords(refusal)}`);
    this.#words = `${refusal.status} ${refusal.words}`.trim();
  }

  /** For the issue that people see. */
  words(): string {
    return this.#words;
  }
}

/** A vendor gave no answer to a read. It is not known yet whether that concerns this question alone. */
export class NoAnswer extends ApplicationFailure {
  constructor(
    readonly vendor: VendorName,
    readonly outcome: Failure,
  ) {
    super(`${vendor}: ${inWords(outcome)}`, `${vendor}GaveNoAnswer`, false);
  }
}

/** The exception for a read without a value; the retry policy handles it. */
export function noAnswer(vendor: VendorName, failure: Failure): Error {
  return failure.kind === 'refused' && failure.about === undefined
    ? new ReadingRefused(vendor, failure)
    : new NoAnswer(vendor, failure);
}

/** The value of a read of Tribe, null when it is absent, or an exception that the retry policy handles. */
export async function readingTribe<Value>(read: Promise<Outcome<Value>>): Promise<Value | null> {
  const outcome = await read;
  if (outcome.kind === 'ok') return outcome.value;
  if (outcome.kind === 'absent') return null;
  throw noAnswer('Tribe', outcome);
}

/** The value, or an exception that the activity's retry policy handles: reading again is always safe. */
export function orThrow<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind === 'ok') return outcome.value;
  throw noAnswer('WinBooks', outcome);
}

export function orAbsent<Value>(outcome: Outcome<Value>): Value | null {
  return outcome.kind === 'absent' ? null : orThrow(outcome);
}
