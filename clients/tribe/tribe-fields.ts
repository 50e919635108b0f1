import { brusselsDay, parseDay } from '../../domain/brussels-day';
import { tribeId, type Day, type TribeId } from '../../domain/ids';
import { recordOf, textOf, type VendorRecord } from '../http/loose-fields';

/** A record's id, or null. */
export function idOf(record: VendorRecord | null): TribeId | null {
  const text = textOf(record?.['ID']);
  return text === null ? null : tribeId(text);
}

/**
 * The day on a document: a `Date` is the day itself, a `DateTimeOffset` the day in Brussels (tribe-api §2.4, §6 G1),
 * and a date-time without offset its own day. Null when unreadable.
 */
export function dayOf(value: unknown): Day | null {
  const text = textOf(value);
  if (text === null) return null;
  const hasOffset = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (!hasOffset) return parseDay(text.slice(0, 10));
  const instant = instantOf(text);
  return instant === null ? null : brusselsDay(instant);
}

/** `Phase/Code` of an expanded phase; its name if the server gives no code (tribe-api §3.11). */
export function phaseCodeOf(record: VendorRecord): string | null {
  const phase = recordOf(record['Phase']);
  return phase ? (textOf(phase['Code']) ?? textOf(phase['Name'])) : null;
}

/**
 * An instant as the vendor wrote it, with all decimals, if it is plain ISO 8601; null when it is none, or its year is
 * impossible. Any other readable form is rewritten, so that every reader understands it the same way.
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
