import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenVault } from '../connection';
import type { Outcome } from '../outcome';

/** A vendor that asks for more silence than this gets it from the whole connection, and the slot back. Milliseconds. */
const SHORT_SILENCE_MS = 3_000;
/** So long one read bears with short silences. Milliseconds. */
const PATIENCE_MS = 20_000;
/** A vendor that asked for silence this recently is given it before a write as well. Milliseconds. */
const REMEMBERED_MS = 60_000;

const lastAsked = new WeakMap<TokenVault, { readonly at: number; readonly silenceMs: number }>();

/** Remembers that the vendor asked for a short silence (429 with Retry-After); returns it, else null. Milliseconds. */
export function shortSilence(tokens: TokenVault, outcome: Outcome<unknown>): number | null {
  if (outcome.kind !== 'throttled' || outcome.retryAfterMs === null) return null;
  if (outcome.retryAfterMs > SHORT_SILENCE_MS) return null;
  lastAsked.set(tokens, { at: Date.now(), silenceMs: outcome.retryAfterMs });
  return outcome.retryAfterMs;
}

/**
 * Repeats a read after each short silence that the vendor asks for. Without it a question of several requests would never be
 * answered by a vendor that allows one or two requests a second (winbooks-api §8 G2, tribe-api §6 G9): it would
 * begin anew each time.
 */
export async function bearingWithSilence<Value>(
  tokens: TokenVault,
  send: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const outcome = await send();
    const silenceMs = shortSilence(tokens, outcome);
    if (silenceMs === null || Date.now() + silenceMs > giveUpAt) return outcome;
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
