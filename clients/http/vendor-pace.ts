import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestBudget, TokenVault } from '../connection';
import type { Outcome } from '../outcome';
import { retryAfterMs } from './response-classification';
import type { VendorResponse, VendorSilence } from './vendor-request';

/** Who wants more silence than this gets it without anybody waiting for its end: slot and worker serve others. Milliseconds. */
const SHORT_SILENCE_MS = 3_000;
/** So long one request bears with short silences. Milliseconds. */
const PATIENCE_MS = 20_000;
/** A vendor that asked for silence this recently is given it before a write as well. Milliseconds. */
const REMEMBERED_MS = 60_000;

const lastAsked = new WeakMap<TokenVault, { readonly at: number; readonly silenceMs: number }>();

/**
 * A 429 or 503 that names a time silences the whole connection, for every process; token endpoints count as well. A short
 * silence after a 429 is a vendor's pace, which is remembered.
 */
export async function heedRetryAfter(
  connection: { readonly budget: RequestBudget; readonly tokens?: TokenVault },
  response: VendorResponse | VendorSilence,
): Promise<void> {
  if ('failed' in response || (response.status !== 429 && response.status !== 503)) return;
  const silenceMs = retryAfterMs(response.headers);
  if (silenceMs === null || silenceMs === 0) return;
  if (connection.tokens && response.status === 429 && silenceMs <= SHORT_SILENCE_MS)
    lastAsked.set(connection.tokens, { at: Date.now(), silenceMs });
  await connection.budget.pauseFor(silenceMs);
}

/**
 * Repeats a read after each short silence that the vendor asks for. Without it a question of several requests would never be
 * answered by a vendor that allows one or two requests a second (winbooks-api §8 G2, tribe-api §6 G9): it would
 * begin anew each time.
 */
export async function bearingWithSilence<Value>(
  send: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await send();
    const silenceMs = outcome.kind === 'throttled' ? outcome.retryAfterMs : null;
    if (silenceMs === null || silenceMs > SHORT_SILENCE_MS || Date.now() + silenceMs > giveUpAt)
      return outcome;
    // Reads come a little late, so that a write that waits as well goes first.
    await sleep(silenceMs * (1 + Math.random() / 4));
  }
}

/**
 * The silence before a write, where the vendor has asked for one lately: the look-ups right before it would otherwise use
 * up what it allows, and every write would be turned away.
 */
export async function silenceBeforeWrite(tokens: TokenVault): Promise<void> {
  const asked = lastAsked.get(tokens);
  if (asked && Date.now() - asked.at < REMEMBERED_MS) await sleep(asked.silenceMs);
}

/** Waits until the vendor may be spoken to. Returns what is left of a silence that is too long to wait for, else 0. Milliseconds. */
export async function endOfSilence(budget: RequestBudget): Promise<number> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const silentMs = await budget.silence();
    if (silentMs === 0 || silentMs > SHORT_SILENCE_MS || Date.now() + silentMs > giveUpAt) return silentMs;
    await sleep(silentMs);
  }
}
