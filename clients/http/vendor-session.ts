import {
  accessToken,
  accessTokenForRead,
  distrustToken,
  forgetRefusal,
  type TokenSource,
} from '../access-token';
import type { OutcomeListener, RequestBudget, RequestSlot } from '../connection';
import { ok, type Outcome } from '../outcome';
import { sendAllowed } from './allowed-request';
import { classifyResponse, type VendorAnswer } from './response-classification';
import { bearingWithSilence, endOfSilence, heedRetryAfter, silenceBeforeWrite } from './vendor-pace';
import type { VendorRequest, VendorResponse, VendorSilence } from './vendor-request';

/** A connection as this layer sees it: tokens, and a share of the vendor's patience. */
export interface VendorAccess extends TokenSource {
  readonly budget: RequestBudget;
  /** A user supplied the URLs: only public addresses are connected to. */
  readonly isUserSupplied: boolean;
  readonly onOutcome: OutcomeListener;
}

/** One authorised request that may be repeated, because it only reads. */
export type SendRead = (request: VendorRequest, expects?: Expects) => Promise<Outcome<VendorAnswer>>;
type Expects = 'json' | 'text';

/**
 * Runs one reading function with one slot of the budget, however many pages it takes. A read is repeated once, on 401
 * with a renewed token; nothing else is repeated here.
 */
export async function reading<Value>(
  access: VendorAccess,
  read: (send: SendRead) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const slot = await access.budget.acquire();
  if (!slot) return { kind: 'throttled', retryAfterMs: null };
  try {
    return await read((request, expects = 'json') => sendAuthorised(access, slot, request, expects));
  } finally {
    await releaseQuietly(slot);
  }
}

/**
 * Whether there is a token that may be used now; like every request, a renewal needs a slot of the budget. `refused`
 * about the credentials when the vendor does not accept them.
 */
export async function checkAccess(access: VendorAccess): Promise<Outcome<null>> {
  const slot = await access.budget.acquire();
  if (!slot) return { kind: 'throttled', retryAfterMs: null };
  try {
    forgetRefusal(access);
    const token = await accessToken(access);
    return token.kind === 'ok' ? ok(null) : token;
  } finally {
    await releaseQuietly(slot);
  }
}

async function sendAuthorised(
  access: VendorAccess,
  slot: RequestSlot,
  request: VendorRequest,
  expects: Expects,
): Promise<Outcome<VendorAnswer>> {
  const token = await accessTokenForRead(access);
  if (token.kind !== 'ok') return told(access, token, 'tokens');
  const send = (value: string): Promise<Outcome<VendorAnswer>> =>
    bearingWithSilence(access.times, () => sendWith(access, slot, value, request, expects));
  const first = await send(token.value);
  if (first.kind !== 'unauthorised') return told(access, first);
  const renewed = await accessToken(access, token.value);
  if (renewed.kind !== 'ok') return told(access, renewed, 'tokens');
  return told(access, await send(renewed.value));
}

function told<Value>(
  access: VendorAccess,
  outcome: Outcome<Value>,
  at: 'api' | 'tokens' = 'api',
): Outcome<Value> {
  access.onOutcome(outcome, at);
  return outcome;
}

async function sendWith(
  access: VendorAccess,
  slot: RequestSlot,
  token: string,
  request: VendorRequest,
  expects: Expects,
): Promise<Outcome<VendorAnswer>> {
  const response = await sendAllowed({ budget: access.budget, slot }, withToken(access, request, token));
  await heedRetryAfter(access, response);
  return classifyResponse(response, expects);
}

/** A slot and a valid token in hand: what a write needs before it is fenced. */
export interface WriteTicket {
  /** Gives the slot back unused. Harmless when called again, and after a write. */
  release(): Promise<void>;
  /** Sends exactly one request and gives the slot back. Never throws. */
  send(request: VendorRequest): Promise<Outcome<VendorAnswer>>;
}

/**
 * Takes a slot and a valid token and waits until the vendor may be spoken to, so that nothing but the request itself is left
 * to do after the fence. Every failure here means that no write was sent.
 */
export async function writeTicket(access: VendorAccess): Promise<Outcome<WriteTicket>> {
  const slot = await access.budget.acquire();
  if (!slot) return { kind: 'throttled', retryAfterMs: null };
  let isHandedOver = false;
  try {
    await silenceBeforeWrite(access);
    const token = await accessToken(access);
    if (token.kind !== 'ok') return told(access, token, 'tokens');
    const silentMs = await endOfSilence(access.budget, access.times);
    if (silentMs > 0) return { kind: 'throttled', retryAfterMs: silentMs };
    isHandedOver = true;
    return { kind: 'ok', value: ticketOf(access, slot, token.value) };
  } finally {
    if (!isHandedOver) await releaseQuietly(slot);
  }
}

function ticketOf(access: VendorAccess, slot: RequestSlot, token: string): WriteTicket {
  let isUsed = false;
  let isReleased = false;
  const release = async (): Promise<void> => {
    if (isReleased) return;
    isReleased = true;
    await releaseQuietly(slot);
  };
  const send = async (request: VendorRequest): Promise<Outcome<VendorAnswer>> => {
    if (isUsed || isReleased)
      return { kind: 'unavailable', reason: 'this permission to write was used before' };
    isUsed = true;
    try {
      const response = await sendOnce(access, slot, withToken(access, request, token));
      const outcome = classifyResponse(response);
      if (outcome.kind === 'unauthorised') await distrustToken(access, token);
      await heedRetryAfter(access, response);
      return told(access, outcome);
    } finally {
      await release();
    }
  };
  return { release, send };
}

/** Never throws: where the store cannot say whether the request may leave, it does not. */
async function sendOnce(
  { budget }: VendorAccess,
  slot: RequestSlot,
  request: VendorRequest,
): Promise<VendorResponse | VendorSilence> {
  try {
    return await sendAllowed({ budget, slot }, request);
  } catch {
    return { failed: 'unavailable', reason: 'the store did not say whether the request may leave' };
  }
}

const withToken = (access: VendorAccess, request: VendorRequest, token: string): VendorRequest => ({
  ...request,
  guardedAddress: access.isUserSupplied,
  headers: { accept: 'application/json', ...request.headers, authorization: `Bearer ${token}` },
});

/** A slot is a lease that lapses by itself: failing to give it back must not change what a request came to. */
async function releaseQuietly(slot: RequestSlot): Promise<void> {
  await slot.release().catch(() => undefined);
}
