import { type PropertyKind } from '../models/object-model';

/** How the vendor writes an empty foreign key (winbooks-api §4.0). */
export const zeroGuid = '00000000-0000-0000-0000-000000000000';
const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A value that is known to be a scalar, as text. */
export function plainText(value: unknown): string {
  return String(value);
}

/** Which midnight a calendar day is written as (gap G13). */
export type DayZone = 'utc' | 'brussels';

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && guidPattern.test(value);
}

/**
 * An instant in ms from `/Date(ms)/`, `/Date(ms+0200)/` (the offset does not change the instant) or ISO 8601 (without a
 * zone: UTC); null when it is none of these.
 */
export function readMoment(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const dotNet = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/.exec(value);
  if (dotNet?.[1] !== undefined) return Number(dotNet[1]);
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)) return null;
  const isZoned = value.length === 10 || /(Z|[+-]\d{2}:?\d{2})$/.test(value.slice(10));
  const ms = Date.parse(isZoned ? value : `${value}Z`);
  return Number.isNaN(ms) ? null : ms;
}

export function writeMoment(ms: number): string {
  return `/Date(${ms})/`;
}

const brusselsClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The calendar day (YYYY-MM-DD) of an instant in the zone in which the vendor stores its days. */
function dayOf(ms: number, zone: DayZone): string {
  return zone === 'utc' ? new Date(ms).toISOString().slice(0, 10) : brusselsClock.format(ms).slice(0, 10);
}

/** The instant at which a calendar day begins in the zone. */
export function midnightOf(day: string, zone: DayZone): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (zone === 'utc') return utc;
  const shown = Date.parse(`${brusselsClock.format(utc).replace(' ', 'T')}Z`);
  return utc - (shown - utc);
}

/** The value, or why it could not be read. */
export type Read = { value: unknown } | { problem: string };

/** Reads a JSON value as a property of a kind, in any of the spellings of winbooks-api §3.6. */
export function readValue(kind: PropertyKind, value: unknown, zone: DayZone): Read {
  if (value === null || value === undefined) return { value: null };
  switch (kind) {
    case 'string':
      if (typeof value === 'string') return { value };
      return typeof value === 'number' ? { value: String(value) } : { problem: 'is not a string' };
    case 'integer': {
      const number = readNumber(value);
      return number !== null && Number.isSafeInteger(number)
        ? { value: number }
        : { problem: 'is not a whole number' };
    }
    case 'decimal': {
      const number = readNumber(value);
      return number === null ? { problem: 'is not a number' } : { value: number };
    }
    case 'boolean':
      if (typeof value === 'boolean') return { value };
      if (value === 'true' || value === 1) return { value: true };
      return value === 'false' || value === 0 ? { value: false } : { problem: 'is not true or false' };
    case 'moment': {
      const ms = readMoment(value);
      return ms === null ? { problem: 'is not a date' } : { value: ms };
    }
    case 'day': {
      const ms = readMoment(value);
      return ms === null ? { problem: 'is not a date' } : { value: dayOf(ms, zone) };
    }
    case 'guid':
      if (!isGuid(value)) return { problem: 'is not a GUID' };
      return { value: value === zeroGuid ? null : value.toLowerCase() };
    case 'json':
      return { value };
  }
}

function readNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?$/.test(value.trim())) return null;
  return Number(value);
}

/** Whole cents of an amount, or null when it has more than two decimals (DEC_ERR). */
export function centsOf(amount: number): number | null {
  const cents = Math.round(amount * 100);
  return Number.isSafeInteger(cents) && cents / 100 === amount ? cents : null;
}
