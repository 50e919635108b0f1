/** What one run came to. */
export interface RunResult {
  readonly scenario: string;
  readonly seed: number;
  /** What must never happen, in words; empty: the run is green. */
  readonly violations: readonly Violation[];
  readonly invoices: number;
  /** Parties that must stand on both sides. */
  readonly relations: number;
  /** Bookings, and writes of relations, that reached a vendor, whatever became of them. */
  readonly writes: number;
  /** By kind: faults of the twins, and what was done to processes and servers. */
  readonly faults: Readonly<Record<string, number>>;
  /** From the end of the faults until every invoice was booked or held. */
  readonly finalAfterMs: number;
  readonly tookMs: number;
}

export interface Violation {
  readonly kind:
    | 'duplicate'
    | 'lost'
    | 'wrong total'
    | 'wrong value'
    | 'deleted'
    | 'stranger'
    | 'limit'
    | 'not final'
    | 'issue'
    | 'error';
  readonly words: string;
}
