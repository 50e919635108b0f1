import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** One changed record: its collection, its key, its new value (absent when removed). */
type Change = [collection: string, key: string, value?: unknown];

/**
 * Called for every change, including rolled-back ones; an undefined `before` or `after` means that the record did not
 * exist.
 */
export type ChangeObserver = (collection: string, key: string, before: unknown, after: unknown) => void;

/** The writes of one request: visible at once in memory, stored together or not at all. */
export interface Transaction {
  put(collection: string, key: string, value: unknown): void;
  remove(collection: string, key: string): void;
}

/**
 * The records of a twin, in memory and, with a data folder, in an append-only file: a line per transaction, written
 * before the answer leaves, so that a committed write survives the end of the process. Values are JSON and are replaced,
 * never changed in place.
 */
export class DurableState {
  private readonly collections = new Map<string, Map<string, unknown>>();
  private readonly observers: ChangeObserver[] = [];
  private file: number | null = null;

  private constructor() {}

  /** Opens (and compacts) `<dataDir>/<name>.jsonl`; without a folder the state lives in memory only. */
  static open(name: string, dataDir?: string): DurableState {
    const state = new DurableState();
    if (dataDir === undefined) return state;
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, `${name}.jsonl`);
    if (existsSync(path)) state.replay(readFileSync(path, 'utf8'));
    state.compactInto(path);
    state.file = openSync(path, 'a');
    return state;
  }

  get(collection: string, key: string): unknown {
    return this.collections.get(collection)?.get(key);
  }

  /** The records of a collection, in order of first insertion. */
  entries(collection: string): ReadonlyMap<string, unknown> {
    return this.collections.get(collection) ?? new Map<string, unknown>();
  }

  collectionNames(): string[] {
    return [...this.collections.keys()];
  }

  /** Runs `work`; when it throws, none of its writes takes effect. */
  transaction<T>(work: (transaction: Transaction) => T): T {
    const changes: Change[] = [];
    const undo: Change[] = [];
    const apply = (change: Change): void => {
      const [collection, key] = change;
      const before = this.get(collection, key);
      undo.unshift(before === undefined ? [collection, key] : [collection, key, before]);
      changes.push(change);
      this.apply(change);
    };
    try {
      const result = work({
        put: (collection, key, value) => apply([collection, key, value]),
        remove: (collection, key) => apply([collection, key]),
      });
      if (this.file !== null && changes.length > 0) writeSync(this.file, `${JSON.stringify(changes)}\n`);
      return result;
    } catch (error) {
      for (const change of undo) this.apply(change);
      throw error;
    }
  }

  /** Calls `observer` for every existing record, and from now on for every change. */
  observe(observer: ChangeObserver): void {
    this.observers.push(observer);
    for (const [collection, records] of this.collections) {
      for (const [key, value] of records) observer(collection, key, undefined, value);
    }
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private apply([collection, key, value]: Change): void {
    const records = this.collections.get(collection) ?? new Map<string, unknown>();
    this.collections.set(collection, records);
    const before = records.get(key);
    if (value === undefined) records.delete(key);
    else records.set(key, value);
    for (const observer of this.observers) observer(collection, key, before, value);
  }

  /** A last line that was cut off when the process ended was never answered, so it is left out. */
  private replay(text: string): void {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      let changes: Change[];
      try {
        changes = JSON.parse(line) as Change[];
      } catch {
        return;
      }
      for (const change of changes) this.apply(change);
    }
  }

  private compactInto(path: string): void {
    const lines: string[] = [];
    for (const [collection, records] of this.collections) {
      for (const [key, value] of records) lines.push(JSON.stringify([[collection, key, value]]));
    }
    writeFileSync(`${path}.new`, lines.length === 0 ? '' : `${lines.join('\n')}\n`);
    renameSync(`${path}.new`, path);
  }
}
