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

/** A connection as this layer uses it: tokens and a share of the request budget. */
export interface VendorAccess extends TokenSource {
  readonly budget: RequestBudget;
  /** True when a user supplied the URLs: only public addresses are connected to. */
  readonly isUserSupplied: boolean;
  readonly onOutcome: OutcomeListener;
}

/** One authorised request that may be repeated, because it only reads. */
export type SendRead = (request: VendorRequest, expects?: Expects) => Promise<Outcome<VendorAnswer>>;
type Expects = 'json' | 'text';

/**
 * Runs one reading function with one slot of the budget, however many pages it takes. After a 401, a read is repeated
 * once with a renewed token; nothing else is repeated here.
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
 * Whether a token is available now. Like every request, a renewal needs a slot of the budget. `refused` about the
 * credentials when the vendor does not accept them.
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
  if (token.kind !== 'ok') return reported(access, token, 'tokens');
  const send = (value: string): Promise<Outcome<VendorAnswer>> =>
    bearingWithSilence(access.times, () => sendWith(access, slot, value, request, expects));
  const first = await send(token.value);
  if (first.kind !== 'unauthorised') return reported(access, first);
  const renewed = await accessToken(access, token.value);
  if (renewed.kind !== 'ok') return reported(access, renewed, 'tokens');
  return reported(access, await send(renewed.value));
}

function reported<Value>(
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

/** A slot and a valid token, which a write needs before its fence. */
export interface WriteTicket {
  /** Returns the slot unused. May be called repeatedly, and after a write. */
  release(): Promise<void>;
  /** Sends exactly one request and returns the slot. Never throws. */
  send(request: VendorRequest): Promise<Outcome<VendorAnswer>>;
}

/**
 * Takes a slot and a valid token and waits until requests are allowed, so that only the request itself remains after
 * the fence. Every failure here means that no write was sent.
 */
export async function writeTicket(access: VendorAccess): Promise<Outcome<WriteTicket>> {
  const slot = await access.budget.acquire();
  if (!slot) return { kind: 'throttled', retryAfterMs: null };
  let isHandedOver = false;
  try {
    await silenceBeforeWrite(access);
    const token = await accessToken(access);
    if (token.kind !== 'ok') return reported(access, token, 'tokens');
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
      return reported(access, outcome);
    } finally {
      await release();
    }
  };
  return { release, send };
}

/** Never throws: if the store cannot say whether the request may leave, it does not. */
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

/** A slot is a lease that expires, so a failure to return it must not change the outcome of a request. */
async function releaseQuietly(slot: RequestSlot): Promise<void> {
  await slot.release().catch(() => undefined);
}
