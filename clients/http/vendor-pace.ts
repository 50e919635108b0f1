import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientTimes, RequestBudget, TokenVault } from '../connection';
import type { Outcome } from '../outcome';
import { retryAfterMs } from './response-classification';
import type { VendorResponse, VendorSilence } from './vendor-request';

type PaceTimes = Pick<ClientTimes, 'vendors'>;

const lastAsked = new WeakMap<TokenVault, { readonly at: number; readonly silenceMs: number }>();

/**
 * A 429 or 503 that names a time stops the whole connection, in every process; token endpoints count too. A short
 * silence after a 429 is the vendor's pace, and is remembered.
 */
export async function heedRetryAfter(
  connection: { readonly budget: RequestBudget; readonly tokens?: TokenVault; readonly times: PaceTimes },
  response: VendorResponse | VendorSilence,
): Promise<void> {
  if ('failed' in response || (response.status !== 429 && response.status !== 503)) return;
  const silenceMs = retryAfterMs(response.headers);
  if (silenceMs === null || silenceMs === 0) return;
  if (connection.tokens && response.status === 429 && silenceMs <= connection.times.vendors.shortSilenceMs)
    lastAsked.set(connection.tokens, { at: Date.now(), silenceMs });
  await connection.budget.pauseFor(silenceMs);
}

/**
 * Repeats a read after each short silence that the vendor asks for. Without it, a question of several requests would
 * begin again each time and never finish at a vendor that allows one or two requests a second (winbooks-api §8 G2,
 * tribe-api §6 G9).
 */
export async function bearingWithSilence<Value>(
  { vendors }: PaceTimes,
  send: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const giveUpAt = Date.now() + vendors.patienceMs;
  for (;;) {
    const outcome = await send();
    const silenceMs = outcome.kind === 'throttled' ? outcome.retryAfterMs : null;
    if (silenceMs === null || silenceMs > vendors.shortSilenceMs || Date.now() + silenceMs > giveUpAt)
      return outcome;
    // Reads start slightly late, so that a waiting write goes first.
    await sleep(silenceMs * (1 + Math.random() / 4));
  }
}

/**
 * The silence before a write, if the vendor asked for one recently: otherwise the look-ups right before the write would
 * use up what the vendor allows, and every write would be turned away.
 */
export async function silenceBeforeWrite({
  tokens,
  times,
}: {
  readonly tokens: TokenVault;
  readonly times: PaceTimes;
}): Promise<void> {
  const asked = lastAsked.get(tokens);
  if (asked && Date.now() - asked.at < times.vendors.paceRememberedMs) await sleep(asked.silenceMs);
}

/**
 * Waits until requests are allowed. Returns the remainder of a silence that is too long to wait for, else 0.
 * Milliseconds.
 */
export async function endOfSilence(budget: RequestBudget, { vendors }: PaceTimes): Promise<number> {
  const giveUpAt = Date.now() + vendors.patienceMs;
  for (;;) {
    const silentMs = await budget.silence();
    if (silentMs === 0 || silentMs > vendors.shortSilenceMs || Date.now() + silentMs > giveUpAt)
      return silentMs;
    await sleep(silentMs);
  }
}
