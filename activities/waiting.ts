import type { Failure } from '../clients/outcome';

/** How long to wait after a vendor call that was certainly not executed, or that gave no answer. Milliseconds. */
export function waitAfter(failure: Failure): number {
  switch (failure.kind) {
    case 'throttled':
      return Math.min(Math.max(failure.retryAfterMs ?? 2_000, 500), 5 * 60_000);
    case 'unauthorised':
      return 10_000;
    case 'absent':
    case 'refused':
      return 30_000;
    case 'unavailable':
    case 'unknown':
      return 5_000;
  }
}

/** A failure in a few words for Temporal UI: kinds and statuses only, never what a vendor wrote. */
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
