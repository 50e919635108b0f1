/**
 * Reading a vendor's records without trusting their types: absent and null alike, numbers as strings and the other way
 * round, padded strings (winbooks-api §4.0, tribe-api §2.3, §2.4).
 */
export type VendorRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is VendorRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A nested record, or null. */
export const recordOf = (value: unknown): VendorRecord | null => (isRecord(value) ? value : null);

/** The records of a list; null when it is no list of records. */
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

/** A finite number; a string counts when all of it is a decimal number with a point. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return null;
  return Number(value);
}

/** A yes or no, also as 0/1 and as text; null when it is neither. */
export function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

/** The first of several spellings that the record has, whatever its case; for names that are gaps in the reference. */
export function firstOf(record: VendorRecord, names: readonly string[]): unknown {
  const byLowerCase = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of names) {
    const value = byLowerCase.get(name.toLowerCase());
    if (value !== undefined && value !== null) return value;
  }
  return null;
}
