import type { BookingState } from '../booking/booking-entry';
import type { IssueCode } from '../issues/issue-catalogue';

/**
 * What the activities of one booking tell its workflow: data, never personal, small enough for a history.
 * The intent row is the truth; these results only say what to do next.
 */
export interface BookingInput {
  readonly tenant: string;
  /** Tribe's invoice id. */
  readonly invoice: string;
}

/** Where a run ends. `postponed`: the row stays open and dispatch starts a new run when it is due. */
export interface BookingEnd {
  readonly state: Extract<BookingState, 'booked' | 'held' | 'skipped'> | 'postponed';
  readonly issueCode: IssueCode | null;
  /** For people: `VEN 2026/20260101`, or why it stopped. */
  readonly words: string;
}

export type PrepareResult =
  /** The intent stands: it may be looked up, fenced and posted. */
  | { readonly kind: 'ready'; readonly journal: string; readonly docNumber: number; readonly attempt: number }
  /** The debtor is not in WinBooks yet: create it first, by its own intent. */
  | { readonly kind: 'customer'; readonly relation: string; readonly code: string }
  /** An attempt of unknown fate exists: look before anything else. */
  | { readonly kind: 'verify' }
  /** Something else is at work on a thing this booking needs. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly words: string }
  | { readonly kind: 'end'; readonly end: BookingEnd };

export type PostResult =
  | { readonly kind: 'end'; readonly end: BookingEnd }
  /** WinBooks said yes, and reading it back gave no answer yet. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'unknown' }
  /** Certainly not executed: wait, then look up again. */
  | { readonly kind: 'notSent'; readonly waitMs: number; readonly words: string }
  /** The fence refused: the row moved on without us. */
  | { readonly kind: 'stale' };

export type LookUpResult =
  /** The row has settled (booked, held, or prepared again): prepare tells which. */
  | { readonly kind: 'settled' }
  /** Not there, and it is too early to believe it. */
  | { readonly kind: 'absent'; readonly waitMs: number; readonly untilIso: string }
  /** The ledger could not be asked. */
  | { readonly kind: 'noAnswer'; readonly waitMs: number; readonly words: string };

/** The customer that a booking waits for. */
export interface CustomerInput extends BookingInput {
  /** Tribe's id of the organisation. */
  readonly relation: string;
}

export type CustomerResult =
  /** Linked, or already decided: prepare tells. */
  | { readonly kind: 'done' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'notSent'; readonly waitMs: number; readonly words: string }
  /** The booking is held because of its customer. */
  | { readonly kind: 'end'; readonly end: BookingEnd };
