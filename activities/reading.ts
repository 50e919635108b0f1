import { ApplicationFailure } from '@temporalio/common';
import type { Failure, Outcome, Refusal } from '../clients/outcome';
import { inWords } from './waiting';

export type VendorName = 'Tribe' | 'WinBooks';

/**
 * A vendor says a definite no to a question that our work needs: rights that were withdrawn, say. Asking again may help once a
 * person has acted. The vendor's words stay out of the message, which Temporal keeps.
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

  /** For the issue that a person sees. */
  words(): string {
    return this.#words;
  }
}

/** A vendor gave no answer to a read: nobody knows yet whether to this question alone. */
export class NoAnswer extends ApplicationFailure {
  constructor(
    readonly vendor: VendorName,
    readonly outcome: Failure,
  ) {
    super(`${vendor}: ${inWords(outcome)}`, `${vendor}GaveNoAnswer`, false);
  }
}

/** What a read that brought no value throws; the retry policy answers it. */
export function noAnswer(vendor: VendorName, failure: Failure): Error {
  return failure.kind === 'refused' && failure.about === undefined
    ? new ReadingRefused(vendor, failure)
    : new NoAnswer(vendor, failure);
}

/** The value of a read of Tribe, null when it is absent, or an exception that the retry policy answers. */
export async function readingTribe<Value>(read: Promise<Outcome<Value>>): Promise<Value | null> {
  const outcome = await read;
  if (outcome.kind === 'ok') return outcome.value;
  if (outcome.kind === 'absent') return null;
  throw noAnswer('Tribe', outcome);
}
