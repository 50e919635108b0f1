import type { Failure } from '../clients/outcome';
import type { Timings } from '../domain/timings';

/** How long to wait after a vendor call that was certainly not executed, or that gave no answer. Milliseconds. */
export function waitAfter(failure: Failure, times: Timings['afterFailure']): number {
  switch (failure.kind) {
    case 'throttled':
      return Math.min(Math.max(failure.retryAfterMs ?? times.throttledMs, times.shortestMs), times.longestMs);
    case 'unauthorised':
      return times.unauthorisedMs;
    case 'absent':
    case 'refused':
      return times.refusedMs;
    case 'unavailable':
    case 'unknown':
      return times.noAnswerMs;
  }
}

/** A failure in a few words for Temporal UI: kinds and statuses only, never the vendor's words. */
export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case 'refused':
      return `refused with status ${failure.status}`;
    case 'throttled':
      return 'asked to slow down';
    case 'unavailable':
      return 'not reachable';
    case 'unknown':
      return 'no usable answer';
    case 'absent':
      return 'nothing there';
    case 'unauthorised':
      return 'not authorised';
  }
}
