import { ApplicationFailure } from '@temporalio/common';
import { Context } from '@temporalio/activity';
import type { Outcome } from '../../clients/outcome';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { inWords } from '../waiting';

/** How often a vendor that does not answer is asked before the person gets an issue. */
const PATIENT_ATTEMPTS = 4;

/** The value, or the issue for the person; an outage is retried a few times first. Only inside an activity. */
export function answered<Value>(
  vendor: 'tribe' | 'winbooks',
  outcome: Outcome<Value>,
): { readonly value: Value } | Issue {
  const answer = answeredOnce(vendor, outcome);
  const isOutage = 'code' in answer && answer.code === 'VENDOR_UNREACHABLE';
  if (isOutage && outcome.kind !== 'ok' && Context.current().info.attempt < PATIENT_ATTEMPTS)
    throw ApplicationFailure.retryable(`${vendor}: ${inWords(outcome)}`, 'VendorGaveNoAnswer');
  return answer;
}

/** The value, or the issue for the person who waits; an outage is an issue too. */
export function answeredOnce<Value>(
  vendor: 'tribe' | 'winbooks',
  outcome: Outcome<Value>,
): { readonly value: Value } | Issue {
  switch (outcome.kind) {
    case 'ok':
      return { value: outcome.value };
    case 'refused':
    case 'unauthorised':
      return issue(vendor === 'tribe' ? 'CONNECTION_REFUSED_TRIBE' : 'CONNECTION_REFUSED_WINBOOKS', {
        words: outcome.words,
      });
    case 'absent':
    case 'throttled':
    case 'unavailable':
    case 'unknown':
      return issue('VENDOR_UNREACHABLE', { vendor, words: inWords(outcome) });
  }
}

/** How an answer of a vendor is handled: `answered` in an activity, `answeredOnce` where a person waits. */
export type Answering = typeof answeredOnce;
