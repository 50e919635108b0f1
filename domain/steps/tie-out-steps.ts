/** What the steps of a tie-out take and return: ids and counts only. */
export interface TieOutInput {
  readonly tenant: string;
  /** `YYYY-MM`; null: every month since the start date. */
  readonly month: string | null;
}

export interface TieOutRunInput extends TieOutInput {
  readonly run: string;
}

export type TieOutBegun =
  | { readonly kind: 'run'; readonly run: string }
  /** The tenant is not read at the moment. */
  | { readonly kind: 'off'; readonly state: string };

/** A step returns after a while with what it has done; it is asked again until it is `isWhole`. */
export interface TieOutRead {
  /** Read and staged until now. */
  readonly rows: number;
  readonly isWhole: boolean;
}

export interface TieOutCompared {
  readonly months: number;
  readonly isWhole: boolean;
}

export interface TieOutEnded {
  readonly invoices: number;
  readonly documents: number;
  readonly differences: number;
  readonly appeared: number;
  readonly resolved: number;
}
