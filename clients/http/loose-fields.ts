/**
 * Reads a vendor's records without trusting their types: absent and null are the same, numbers may be strings and the
 * reverse, strings may be padded (winbooks-api §4.0, tribe-api §2.3, §2.4).
 */
export type VendorRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is VendorRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A nested record, or null. */
export const recordOf = (value: unknown): VendorRecord | null => (isRecord(value) ? value : null);

/** The records of a list; null when it is not a list of records. */
export function recordsOf(value: unknown): VendorRecord[] | null {
  return Array.isArray(value) && value.every(isRecord) ? value : null;
}

/** Trimmed text; empty is null. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text === '' ? null : text;
}

/** A finite number; a string counts if it is entirely a decimal number with a point. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

/** A boolean, also written as 0/1 or as text; null when it is neither. */
export function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

/**
 * The value under the first of several spellings that the record has, ignoring case; for names that the reference
 * leaves open.
 */
export function firstOf(record: VendorRecord, names: readonly string[]): unknown {
  const byLowerCase = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of names) {
    const value = byLowerCase.get(name.toLowerCase());
    if (value !== undefined && value !== null) return value;
  }
  return null;
}
