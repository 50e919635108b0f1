import { beginningOf } from '../../domain/text-cut';
import type { Failure, Outcome } from '../outcome';
import { cleanText, parseCleanJson } from './clean-text';
import type { VendorResponse, VendorSilence } from './vendor-request';

const LONGEST_WORDS = 500;
const LONGEST_PAUSE_MS = 60 * 60_000;

/** A 2xx answer whose body is JSON, or empty (`json` is then null). */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The text itself where text was expected. */
  readonly json: unknown;
}

/**
 * Classifies one exchange by its status alone (winbooks-api §5.g, tribe-api §2.9); the body of an error is only shown.
 * A redirect, a 408, a 5xx, or a 2xx whose body is not JSON counts as no answer. The content type is ignored (tribe-api
 * §2.9). Every text in an answer is cleaned (`clean-text.ts`), so that half a character in one record does not stop its
 * neighbours.
 */
export function classifyResponse(
  result: VendorResponse | VendorSilence,
  expects: 'json' | 'text' = 'json',
): Outcome<VendorAnswer> {
  if ('failed' in result) {
    if (result.failed === 'heldBack') return { kind: 'throttled', retryAfterMs: result.waitMs ?? null };
    return { kind: result.failed, reason: result.reason };
  }
  const { status, headers, text } = result;
  if (status >= 200 && status < 300) {
    const body = text.replace(/^\uFEFF/, '').trim();
    if (expects === 'text') return { kind: 'ok', value: { status, headers, json: cleanText(body) } };
    if (body === '') return { kind: 'ok', value: { status, headers, json: null } };
    try {
      return { kind: 'ok', value: { status, headers, json: parseCleanJson(body) } };
    } catch {
      return { kind: 'unknown', reason: `status ${status} with a body that is not JSON` };
    }
  }
  if (status === 401) return { kind: 'unauthorised', words: wordsOf(text) };
  if (status === 429) return { kind: 'throttled', retryAfterMs: retryAfterMs(headers) };
  if (status >= 400 && status < 500 && status !== 408) {
    return { kind: 'refused', status, words: wordsOf(text) };
  }
  return { kind: 'unknown', reason: `status ${status}` };
}

/** If one object was asked for, 404 means that it does not exist. */
export const notFoundIsAbsent = (failure: Failure): Failure =>
  failure.kind === 'refused' && failure.status === 404 && failure.about === undefined
    ? { kind: 'absent' }
    : failure;

/**
 * Retry-After in ms, given in seconds or as a date, limited to an hour; null when absent. A date is by the vendor's
 * clock, which the answer also contains (`Date`), because ours may differ by minutes.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>): number | null {
  const value = headers['retry-after']?.trim();
  if (!value) return null;
  const saidAt = Date.parse(headers['date'] ?? '');
  const ms = /^\d+(\.\d+)?$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - (Number.isNaN(saidAt) ? Date.now() : saidAt);
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), LONGEST_PAUSE_MS) : null;
}

/** The vendor's words for people: the message of a known error format, else the text without its markup. */
export function wordsOf(text: string): string {
  const words = messageOf(parsed(text)) ?? text.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ');
  return beginningOf(cleanText(words).replace(/\s+/g, ' ').trim(), LONGEST_WORDS);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** OAuth (`error`, `error_description`), OData (`error.message`), WinBooks (`Message`). */
function messageOf(body: unknown): string | null {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null) return null;
  const fields = body as Readonly<Record<string, unknown>>;
  if (typeof fields['error'] === 'object') return messageOf(fields['error']);
  const said = ['error', 'error_description', 'message', 'Message', 'ExceptionMessage']
    .map((name) => fields[name])
    .filter((value) => typeof value === 'string' && value !== '');
  return said.length > 0 ? said.join(': ') : null;
}
