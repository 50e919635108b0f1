/**
 * The closed set of outcomes of a vendor call. Expected outcomes are data; nothing here is thrown.
 *
 * - `absent`: the vendor says that the record does not exist (404, 204, `null`).
 * - `refused`: a definite 4xx: not executed, and it will not be until something changes. `words` are the vendor's.
 * - `unauthorised`: 401, after one refresh of the token: not executed.
 * - `throttled`: 429, or no budget on our side: not executed; wait `retryAfterMs` (null: not given).
 * - `unavailable`: certainly not executed: connection refused, DNS, TLS, or the request never left.
 * - `unknown`: everything else: timeout, reset, 408, 5xx, an answer that differs from the reference. The fate of a
 *   write is unknown; for a read there is no answer.
 */
export type Outcome<Value> = { readonly kind: 'ok'; readonly value: Value } | Failure;

export type Failure =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly words: string;
      /**
       * Set when the token endpoint refused: our credentials are wrong, not this request. `grant`: the refresh token is
       * no longer valid, and only a person can connect again (tribe-api §1.4).
       */
      readonly about?: 'credentials' | 'grant';
    }
  | { readonly kind: 'unauthorised'; readonly words: string }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null }
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** `isTooMuch`: a list is longer than the bound that its reader set. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly isTooMuch?: true };

export type Refusal = Extract<Failure, { readonly kind: 'refused' }>;

export const ok = <Value>(value: Value): Outcome<Value> => ({ kind: 'ok', value });
