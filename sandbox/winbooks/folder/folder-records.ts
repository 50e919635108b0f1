import { createHash, randomUUID } from 'node:crypto';
import { type DurableState, type Transaction } from '../../kernel/durable-state';
import { modelNamed, allModels } from '../models/model-catalogue';

/**
 * A record as stored: guid keys in lower case, instants in ms, days as YYYY-MM-DD, amounts as decimals; null means
 * empty.
 */
export type Row = Readonly<Record<string, unknown>> & { readonly Id: string };

const indexedFields = new Map(
  allModels().map((model) => [
    model.name,
    [...model.references.map(({ idField }) => idField), 'Code', 'Reference', 'DocNumber'],
  ]),
);

/** Finds the records of all folders by the value of a key field, without reading them all. */
export class RecordIndex {
  private readonly buckets = new Map<string, Set<string>>();

  constructor(state: DurableState) {
    state.observe((collection, key, before, after) => {
      const model = collection.split('/')[1];
      if (model === undefined) return;
      for (const field of indexedFields.get(model) ?? []) {
        const [was, is] = [valueOf(before, field), valueOf(after, field)];
        if (was === is) continue;
        if (was !== null) this.buckets.get(`${collection}/${field}/${was}`)?.delete(key);
        if (is !== null) this.bucket(`${collection}/${field}/${is}`).add(key);
      }
    });
  }

  /**
   * Ids of the records whose field resembles the value (ignoring case and trailing blanks); null when it is not
   * indexed.
   */
  find(collection: string, field: string, value: unknown): Iterable<string> | null {
    if (!indexedFields.get(collection.split('/')[1] ?? '')?.includes(field)) return null;
    return this.buckets.get(`${collection}/${field}/${normalise(value)}`) ?? [];
  }

  private bucket(name: string): Set<string> {
    const bucket = this.buckets.get(name) ?? new Set<string>();
    this.buckets.set(name, bucket);
    return bucket;
  }
}

function valueOf(record: unknown, field: string): string | null {
  if (typeof record !== 'object' || record === null) return null;
  const value: unknown = (record as Record<string, unknown>)[field];
  return value === undefined || value === null ? null : normalise(value);
}

function normalise(value: unknown): string {
  return String(value).trimEnd().toLowerCase();
}

/** The records of one folder. */
export class FolderRecords {
  constructor(
    private readonly state: DurableState,
    private readonly index: RecordIndex,
    readonly folder: string,
  ) {}

  *all(model: string): Iterable<Row> {
    for (const value of this.state.entries(this.collection(model)).values()) yield value as Row;
  }

  byId(model: string, id: unknown): Row | null {
    if (typeof id !== 'string') return null;
    return (this.state.get(this.collection(model), id) as Row | undefined) ?? null;
  }

  /** All records with the code; journals have one per book year. */
  byCode(model: string, code: string): Row[] {
    return this.where(model, 'Code', code).filter((row) => row['Code'] === code.trimEnd());
  }

  /** The records whose field equals the value, ignoring case and trailing blanks. */
  where(model: string, field: string, value: unknown): Row[] {
    const ids = this.index.find(this.collection(model), field, value);
    const rows: Row[] = [];
    for (const id of ids ?? []) {
      const row = this.byId(model, id);
      if (row !== null) rows.push(row);
    }
    if (ids !== null) return rows;
    return [...this.all(model)].filter((row) => normalise(row[field]) === normalise(value));
  }

  /** Like `where`, but null when that would mean reading every record. */
  candidates(model: string, field: string, value: unknown): Row[] | null {
    if (field === 'Id') return [this.byId(model, String(value).toLowerCase())].filter((row) => row !== null);
    const isIndexed = this.index.find(this.collection(model), field, value) !== null;
    return isIndexed ? this.where(model, field, value) : null;
  }

  /** The one record with a code; throws when this folder was seeded without it. */
  coded(model: string, code: string): Row {
    const row = this.byCode(model, code)[0];
    if (row === undefined) throw new Error(`folder ${this.folder} has no ${model} ${code}`);
    return row;
  }

  collection(model: string): string {
    return `${this.folder}/${modelNamed(model).name}`;
  }
}

/** Writes records of one folder inside a transaction, and maintains the technical fields. */
export class FolderWriter {
  constructor(
    readonly records: FolderRecords,
    private readonly transaction: Transaction,
    /** Ms since 1970 on the vendor's clock. */
    readonly now: number,
  ) {}

  /** Inserts a record; `stableKey` gives seeded records the same Id in every run. */
  insert(model: string, fields: Record<string, unknown>, stableKey?: string): Row {
    const id =
      stableKey === undefined ? randomUUID() : stableGuid(`${this.records.folder}/${model}/${stableKey}`);
    const userId = stableGuid('user');
    const row: Row = {
      ...fields,
      Id: id,
      Version: 1,
      Created: this.now,
      Modified: this.now,
      CreatedBy: userId,
      ModifiedBy: userId,
    };
    this.transaction.put(this.records.collection(model), id, row);
    return row;
  }

  /** Overwrites the given fields, raises Version and Modified. */
  update(model: string, row: Row, fields: Record<string, unknown>): Row {
    const changed: Row = { ...row, ...fields, Version: Number(row['Version']) + 1, Modified: this.now };
    this.transaction.put(this.records.collection(model), row.Id, changed);
    return changed;
  }

  /** Overwrites fields without a trace: Version and Modified stay. */
  updateSilently(model: string, row: Row, fields: Record<string, unknown>): Row {
    const changed: Row = { ...row, ...fields };
    this.transaction.put(this.records.collection(model), row.Id, changed);
    return changed;
  }

  remove(model: string, row: Row): void {
    this.transaction.remove(this.records.collection(model), row.Id);
  }
}

/** A GUID that depends only on its name. */
export function stableGuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
