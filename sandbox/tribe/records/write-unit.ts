import { type StoredRecord } from './stored-record';
import { linksOf, type RecordReader, type TenantRecords } from './tenant-records';

/** A record before and after a write; null before its creation, after its deletion. */
export interface Mutation {
  before: StoredRecord | null;
  after: StoredRecord | null;
}

/** The changes of one request: visible to later steps of that request, and committed together or not at all. */
export class WriteUnit implements RecordReader {
  private readonly changes = new Map<string, StoredRecord | null>();
  private committed: Mutation[] = [];

  constructor(private readonly records: TenantRecords) {}

  get(id: string): StoredRecord | null {
    const changed = this.changes.get(id);
    return changed === undefined ? this.records.get(id) : changed;
  }

  ofTypes(types: readonly string[]): StoredRecord[] {
    return [
      ...this.records.ofTypes(types).filter((record) => !this.changes.has(record.id)),
      ...this.changed().filter((record) => types.includes(record.type)),
    ];
  }

  pointingTo(key: string, id: string): StoredRecord[] {
    const link = `${key}>${id}`;
    return [
      ...this.records.pointingTo(key, id).filter((record) => !this.changes.has(record.id)),
      ...this.changed().filter((record) => linksOf(record).includes(link)),
    ];
  }

  put(record: StoredRecord): void {
    this.changes.set(record.id, record);
  }

  remove(id: string): void {
    this.changes.set(id, null);
  }

  /** The changes so far, with the state before them. */
  mutations(): Mutation[] {
    return [...this.changes].map(([id, after]) => ({ before: this.records.get(id), after }));
  }

  /** The committed changes, for webhooks. */
  mutationsCommitted(): Mutation[] {
    return this.committed;
  }

  commit(): void {
    this.committed = this.mutations();
    if (this.changes.size > 0) this.records.commit(this.changes);
  }

  private changed(): StoredRecord[] {
    return [...this.changes.values()].filter((record) => record !== null);
  }
}
