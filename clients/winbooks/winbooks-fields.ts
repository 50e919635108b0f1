import Decimal from 'decimal.js';
import { brusselsDay, parseDay } from '../../domain/brussels-day';
import { winbooksId, type Day, type WinbooksId } from '../../domain/ids';
import { recordOf, textOf, type VendorRecord } from '../http/loose-fields';

/** An empty reference. */
export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';
const TWELVE_HOURS_MS = 12 * 3_600_000;
/**
 * Anything this old is .NET's empty DateTime, `/Date(-62135596800000)/` (winbooks-api §6), allowing for a time zone.
 */
const EMPTY_DATE_MS = -62_135_000_000_000;
const DOT_NET_DATE = /^\\?\/Date\((-?\d+)(?:[+-]\d{4})?\)\\?\/$/;
const DECIMAL_TEXT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** An id; absent, empty and the zero Guid are null (winbooks-api §4.0). */
export function idOf(value: unknown): WinbooksId | null {
  const text = textOf(value);
  return text === null || text === ZERO_GUID ? null : winbooksId(text);
}

/** The id of a referenced object: `X_Id`, or the `Id` of a nested `X` (winbooks-api §4.0). */
export function referenceOf(row: VendorRecord, name: string, foreignKey = `${name}_Id`): WinbooksId | null {
  return idOf(row[foreignKey]) ?? idOf(recordOf(row[name])?.['Id']);
}

/** The code of a referenced object: `XCode`, a nested `X.Code`, or `X` itself where it is text. */
export function codeOf(row: VendorRecord, name: string): string | null {
  const nested = row[name];
  return (
    textOf(row[`${name}Code`]) ??
    textOf(recordOf(nested)?.['Code']) ??
    (typeof nested === 'string' ? textOf(nested) : null)
  );
}

/**
 * A date-only field: `/Date(ms)/` (an offset in it changes nothing) or ISO 8601, plus twelve hours, as Brussels'
 * calendar day. That is right whether the server means midnight UTC or midnight in Brussels (winbooks-api §6). Null
 * when empty or unreadable.
 */
export function dayOf(value: unknown): Day | null {
  if (typeof value === 'number') return dayAt(value);
  const text = textOf(value);
  if (text === null) return null;
  const [, ms] = DOT_NET_DATE.exec(text) ?? [];
  if (ms !== undefined) return dayAt(Number(ms));
  if (/^\d{4}-\d{2}-\d{2}(T00:00(:00(\.0+)?)?)?$/.test(text)) return parseDay(text.slice(0, 10));
  const isIso = /^\d{4}-\d{2}-\d{2}T/.test(text);
  return isIso ? dayAt(Date.parse(text)) : null;
}

function dayAt(ms: number): Day | null {
  const isDate = Number.isFinite(ms) && Math.abs(ms) < 8e15 && ms > EMPTY_DATE_MS;
  return isDate ? brusselsDay(ms + TWELVE_HOURS_MS) : null;
}

/** A day as it is sent: 00:00 UTC of that day (winbooks-api §6). Change it here if a test folder shows otherwise. */
export const sentDate = (value: Day): string => `/Date(${Date.parse(`${value}T00:00:00Z`)})/`;

/** A decimal amount as integer cents, debit positive; null when absent or not an amount. */
export function centsOf(value: unknown): number | null {
  const text = textOf(value);
  if (text === null || !DECIMAL_TEXT.test(text)) return null;
  const cents = new Decimal(text).times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  return Number.isSafeInteger(cents) ? cents || 0 : null;
}

/** Cents as a JSON number with at most two decimals: the shortest decimal that means exactly this amount. */
export const sentAmount = (cents: number): number => new Decimal(cents).dividedBy(100).toNumber();

/** An instant, as ISO 8601 in UTC; null when empty or unreadable (winbooks-api §4.0). */
export function instantOf(value: unknown): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const [, ms] = DOT_NET_DATE.exec(text) ?? [];
  const isIso = /^\d{4}-\d{2}-\d{2}T/.test(text);
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const at = ms !== undefined ? Number(ms) : isIso ? Date.parse(hasZone ? text : `${text}Z`) : NaN;
  const isInstant = Number.isFinite(at) && Math.abs(at) < 8e15 && at > EMPTY_DATE_MS;
  return isInstant ? new Date(at).toISOString() : null;
}
