/** The watermark of Tribe's invoices. */
export const INVOICE_FEED = 'tribe.invoices';
/** The watermark of invoices that were never changed: they have no change date to be listed by. */
export const UNTOUCHED_FEED = 'tribe.invoices.untouched';

/** What the activities of a tenant's loop return to its workflow: counts only. */
export interface SyncInput {
  readonly tenant: string;
}

export interface WatchInput extends SyncInput {
  /** Absent in runs that an earlier version began: their watch does the upkeep too. */
  readonly isUpkeepApart?: boolean;
}

/** The loop's parameters, read from the tenant's settings at the start of each run. */
export interface SyncTuning {
  readonly pollSeconds: number;
  readonly state: 'active' | 'paused' | 'draining' | 'inactive';
  /** While draining, between two counts of what is under way. */
  readonly countAgainMs: number;
  readonly afterErrorMs: number;
}

/** The watch completes only if there is work. */
export interface WatchResult {
  /** Invoices seen for the first time, or changed. */
  readonly found: number;
  /** Rows that dispatch may start now. */
  readonly due: number;
}

/** Upkeep completes only when it has made something due. */
export interface UpkeepResult {
  readonly due: number;
}

export interface DispatchResult {
  readonly started: number;
  /** Runs that are still open. */
  readonly open: number;
  readonly due: number;
}

export interface SyncState {
  readonly tenant: string;
  readonly state: SyncTuning['state'];
  readonly words: string;
  readonly sinceIso: string;
  readonly found: number;
  readonly started: number;
}
