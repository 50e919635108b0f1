import { type DurableState } from '../../kernel/durable-state';
import { type StoredRecord } from './stored-record';

/** Reads records; a write unit overlays its own changes on those of the store. */
export interface RecordReader {
  get(id: string): StoredRecord | null;
  ofTypes(types: readonly string[]): StoredRecord[];
  /** The records whose link `key` points to `id`. */
  pointingTo(key: string, id: string): StoredRecord[];
}

/** The records of one tenant, indexed by type and by link. */
export class TenantRecords implements RecordReader {
  private readonly collection: string;
  private readonly byId = new Map<string, StoredRecord>();
  private readonly byType = new Map<string, Map<string, StoredRecord>>();
  private readonly byLink = new Map<string, Set<string>>();

  constructor(
    private readonly state: DurableState,
    tenant: string,
  ) {
    this.collection = `records:${tenant}`;
    for (const record of state.entries(this.collection).values()) this.index(record as StoredRecord);
  }

  get(id: string): StoredRecord | null {
    return this.byId.get(id) ?? null;
  }

  ofTypes(types: readonly string[]): StoredRecord[] {
    return types.flatMap((type) => [...(this.byType.get(type)?.values() ?? [])]);
  }

  pointingTo(key: string, id: string): StoredRecord[] {
    const ids = this.byLink.get(`${key}>${id}`);
    return ids === undefined ? [] : [...ids].flatMap((pointing) => this.byId.get(pointing) ?? []);
  }

  /** Commits changed records (null: removed) in one transaction, before anything is answered. */
  commit(changes: ReadonlyMap<string, StoredRecord | null>): void {
    this.state.transaction((transaction) => {
      for (const [id, record] of changes) {
        if (record === null) transaction.remove(this.collection, id);
        else transaction.put(this.collection, id, record);
      }
    });
    for (const [id, record] of changes) {
      this.unindex(id);
      if (record !== null) this.index(record);
    }
  }

  private index(record: StoredRecord): void {
    this.byId.set(record.id, record);
    const ofType = this.byType.get(record.type) ?? new Map<string, StoredRecord>();
    this.byType.set(record.type, ofType.set(record.id, record));
    for (const link of linksOf(record)) {
      const pointing = this.byLink.get(link) ?? new Set<string>();
      this.byLink.set(link, pointing.add(record.id));
    }
  }

  private unindex(id: string): void {
    const record = this.byId.get(id);
    if (record === undefined) return;
    this.byId.delete(id);
    this.byType.get(record.type)?.delete(id);
    for (const link of linksOf(record)) this.byLink.get(link)?.delete(id);
  }
}

/** Every link of a record as `key>target`. */
export function linksOf(record: StoredRecord): string[] {
  return Object.entries(record.links).flatMap(([key, link]) =>
    (typeof link === 'string' ? [link] : link).map((target) => `${key}>${target}`),
  );
}
