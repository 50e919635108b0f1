export type Scalar = string | number | boolean | null;

/** A record of a tenant: its fields by storage key, its links by storage key (an id, or a list of ids). */
export interface StoredRecord {
  id: string;
  type: string;
  values: Readonly<Record<string, Scalar>>;
  links: Readonly<Record<string, string | readonly string[]>>;
}

/** The id behind a to-one link, or null. */
export function linkedId(record: StoredRecord, key: string): string | null {
  const link = record.links[key];
  return typeof link === 'string' ? link : null;
}

/** The text of a field; null when empty or of another kind. */
export function textOf(record: StoredRecord | null, key: string): string | null {
  const value = record?.values[key];
  return typeof value === 'string' ? value : null;
}

/** The number in a field; null when empty or of another kind. */
export function numberOf(record: StoredRecord | null, key: string): number | null {
  const value = record?.values[key];
  return typeof value === 'number' ? value : null;
}

/** The record with some fields replaced. */
export function withValues(record: StoredRecord, values: Record<string, Scalar>): StoredRecord {
  return { ...record, values: { ...record.values, ...values } };
}
