import type { BookingState } from '../booking/booking-entry';
import type { IssueCode } from '../issues/issue-catalogue';

/**
 * What the activities of one booking return to its workflow: data without personal details, small enough for a history.
 * The intent row is the truth; these results only say what to do next.
 */
export interface BookingInput {
  readonly tenant: string;
  /** Tribe's invoice id. */
  readonly invoice: string;
}

/** How a run ends. After `postponed` the row stays open, and dispatch starts a new run when it is due. */
export interface BookingEnd {
  readonly state: Extract<BookingState, 'booked' | 'held' | 'skipped'> | 'postponed';
  readonly issueCode: IssueCode | null;
  /** For people: `VEN 2026/20260101`, or why it stopped. */
  readonly words: string;
}

export type PrepareResult =
  /** The intent is stored: it may be looked up, fenced and posted. */
  | { readonly kind: 'ready'; readonly journal: string; readonly docNumber: number; readonly attempt: number }
  /** The customer is not in WinBooks yet: it must be created first, with an intent of its own. */
  | { readonly kind: 'customer'; readonly relation: string; readonly code: string }
  /** There is an attempt of unknown fate, which must be looked up before anything else. */
  | { readonly kind: 'verify' }
  /** Another run is working on something that this booking needs. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly words: string }
  | { readonly kind: 'end'; readonly end: BookingEnd };

export type PostResult =
  | { readonly kind: 'end'; readonly end: BookingEnd }
  /** WinBooks confirmed the document, and reading it back has given no answer yet. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'unknown' }
  /** Certainly not executed: wait, then look up again. */
  | { readonly kind: 'notSent'; readonly waitMs: number; readonly words: string }
  /** The fence refused, because the row has changed since. */
  | { readonly kind: 'stale' };

export type LookUpResult =
  /** The row is booked, held or prepared again; `prepareBooking` finds out which. */
  | { readonly kind: 'settled' }
  /** The document is not there, and it is too early to believe that. */
  | { readonly kind: 'absent'; readonly waitMs: number; readonly untilIso: string }
  /** The ledger gave no answer. */
  | { readonly kind: 'noAnswer'; readonly waitMs: number; readonly words: string };

/** The customer that a booking waits for. */
export interface CustomerInput extends BookingInput {
  /** Tribe's id of the organisation. */
  readonly relation: string;
}

export type CustomerResult =
  /** The customer is linked, or the decision was made earlier; `prepareBooking` finds out. */
  | { readonly kind: 'done' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'notSent'; readonly waitMs: number; readonly words: string }
  /** The booking is held because of its customer. */
  | { readonly kind: 'end'; readonly end: BookingEnd };
