import { ApplicationFailure } from '@temporalio/common';
import type { Outcome } from '../clients/outcome';
import { inWords } from './waiting';

/** The value of a read of Tribe, null when it is absent, or an exception that the retry policy answers. */
export async function readingTribe<Value>(read: Promise<Outcome<Value>>): Promise<Value | null> {
  const outcome = await read;
  if (outcome.kind === 'ok') return outcome.value;
  if (outcome.kind === 'absent') return null;
  throw ApplicationFailure.retryable(`Tribe: ${inWords(outcome)}`, 'TribeGaveNoAnswer');
}
