/**
 * One request to a twin. `status` 0 means that nothing was decided (yet): it is waiting, or was dropped before it was
 * handled.
 */
export interface JournalEntry {
  seq: number;
  at: string;
  method: string;
  path: string;
  query: string;
  status: number;
  fault: string | null;
  durationMs: number;
  /** True when this request changed the twin's state. */
  committed: boolean;
  underWay: boolean;
  requestBody?: string;
  /** The last characters of the Authorization header: enough to tell tokens apart, without storing them. */
  authTail?: string;
}

const kept = 50_000;
const bodyCharacters = 20_000;

/** The last 50,000 requests, in order of arrival; an entry is there from the moment its request is complete. */
export class RequestJournal {
  private entries: JournalEntry[] = [];
  private lastSeq = 0;

  open(request: {
    method: string;
    path: string;
    rawQuery: string;
    body: string;
    authorization: string;
  }): JournalEntry {
    const entry: JournalEntry = {
      seq: ++this.lastSeq,
      at: new Date().toISOString(),
      method: request.method,
      path: request.path,
      query: request.rawQuery,
      status: 0,
      fault: null,
      durationMs: 0,
      committed: false,
      underWay: true,
    };
    if (request.body !== '') entry.requestBody = request.body.slice(0, bodyCharacters);
    if (request.authorization !== '') entry.authTail = request.authorization.slice(-6);
    this.entries.push(entry);
    if (this.entries.length > kept + 1_000) this.entries = this.entries.slice(-kept);
    return entry;
  }

  since(seq: number): JournalEntry[] {
    return this.entries.slice(-kept).filter((entry) => entry.seq > seq);
  }

  clear(): void {
    this.entries = [];
  }
}
