import { isRecord, textOf, type VendorRecord } from '../http/loose-fields';

/**
 * Joins a chunk to the chunks before it (winbooks-api §3.4). A cut may fall inside an object, so the first item of a
 * chunk may continue the last one. Lists are appended, records merged, and anything else is overwritten; null changes
 * nothing.
 */
export function mergeChunk(before: unknown, chunk: unknown): unknown {
  if (chunk === null || chunk === undefined) return before;
  if (Array.isArray(before) && Array.isArray(chunk)) return appendChunk(before, chunk);
  if (isRecord(before) && isRecord(chunk)) return mergeRecords(before, chunk);
  return chunk;
}

function appendChunk(before: readonly unknown[], chunk: readonly unknown[]): unknown[] {
  const last = before.at(-1);
  const [first, ...rest] = chunk;
  if (isRecord(last) && isRecord(first) && isSameObject(last, first)) {
    return [...before.slice(0, -1), mergeRecords(last, first), ...rest];
  }
  return [...before, ...chunk];
}

function mergeRecords(before: VendorRecord, chunk: VendorRecord): VendorRecord {
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(chunk)) merged[name] = mergeChunk(merged[name], value);
  return merged;
}

function isSameObject(a: VendorRecord, b: VendorRecord): boolean {
  const [typeA, typeB] = [textOf(a['$type']), textOf(b['$type'])];
  if (typeA !== null && typeB !== null && typeA !== typeB) return false;
  const [idA, idB] = [textOf(a['Id']), textOf(b['Id'])];
  if (idA !== null && idB !== null) return idA.toLowerCase() === idB.toLowerCase();
  const [codeA, codeB] = [textOf(a['Code']), textOf(b['Code'])];
  return codeA !== null && codeA === codeB;
}
