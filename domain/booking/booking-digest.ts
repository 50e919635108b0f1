import { createHash } from 'node:crypto';
import type { BookingEntry } from './booking-entry';

/**
 * SHA-256 (hex) over the canonical JSON of an entry. Equal digests mean the same booking; the order of keys does not
 * matter.
 */
export function bookingDigest(entry: BookingEntry): string {
  return createHash('sha256').update(canonicalJson(entry), 'utf8').digest('hex');
}

/** JSON with sorted keys and without undefined members. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
