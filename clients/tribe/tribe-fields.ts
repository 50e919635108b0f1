import { brusselsDay, parseDay } from '../../domain/brussels-day';
import { tribeId, type Day, type TribeId } from '../../domain/ids';
import { recordOf, textOf, type VendorRecord } from '../http/loose-fields';

/** A record's id, or null. */
export function idOf(record: VendorRecord | null): TribeId | null {
  const text = textOf(record?.['ID']);
  return text === null ? null : tribeId(text);
}

/**
 * A day as it stands on a document: a `Date` is the day itself, a `DateTimeOffset` the day it is in Brussels (tribe-api §2.4, §6 G1).
 * A date-time without an offset names its own day. Null when unreadable.
 */
export function dayOf(value: unknown): Day | null {
  const text = textOf(value);
  if (text === null) return null;
  const hasOffset = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (!hasOffset) return parseDay(text.slice(0, 10));
  const instant = instantOf(text);
  return instant === null ? null : brusselsDay(instant);
}

/** `Phase/Code` of an expanded phase; its name where a server has no code (tribe-api §3.11). */
export function phaseCodeOf(record: VendorRecord): string | null {
  const phase = recordOf(record['Phase']);
  return phase ? (textOf(phase['Code']) ?? textOf(phase['Name'])) : null;
}

/**
 * A moment as the vendor wrote it, with all its decimals where it is plain ISO 8601; null when it is none, or of no year that a
 * calendar has. What is merely readable is written anew, so that every reader understands the same.
 */
export function instantOf(value: unknown): string | null {
  const text = textOf(value);
  const at = new Date(text ?? NaN);
  if (text === null || Number.isNaN(at.getTime())) return null;
  const year = at.getUTCFullYear();
  if (year < 1 || year > 9999) return null;
  const isPlain = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/.test(text);
  return isPlain && parseDay(text.slice(0, 10)) !== null ? text : at.toISOString();
}

/** The later of CreationDate and LastMutationDate as the vendor wrote it; either may be null (tribe-api §2.8). */
export function changedAtOf(record: VendorRecord): string | null {
  const dates = [record['CreationDate'], record['LastMutationDate']]
    .map(instantOf)
    .filter((text) => text !== null);
  return dates.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

/** A record's own type, `Activity.Invoice` or `#ns.Activity_Invoice`, dots as underscores (tribe-api §2.2, §2.3). */
export const typeOf = (record: VendorRecord): string | null =>
  (textOf(record['_Type']) ?? textOf(record['@odata.type']))?.replace(/^#/, '').replaceAll('.', '_') ?? null;
