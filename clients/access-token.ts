import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  timesOf,
  type ClientTimes,
  type Connection,
  type HeldTokens,
  type Tokens,
  type TokenVault,
} from './connection';
import { sendAllowed } from './http/allowed-request';
import { classifyResponse } from './http/response-classification';
import { heedRetryAfter } from './http/vendor-pace';
import { isRecord, numberOf, textOf } from './http/loose-fields';
import { ok, type Outcome, type Refusal } from './outcome';

/** The source of access tokens: the shared vault, and the vendor's way to issue new ones. */
export interface TokenSource {
  readonly tokens: TokenVault;
  readonly times: ClientTimes;
  /**
   * One renewal. `held` may be stale, in which case its refresh token is refused; the renewal then continues without
   * it.
   */
  obtainTokens(held: HeldTokens | null): Promise<Outcome<Tokens>>;
  /** Called for each refusal before it is returned, including one that another caller's renewal received. */
  onRefused?(refusal: Refusal): Promise<void>;
}

/**
 * A token that may be used now. It is renewed by one caller per process at a time, and by one process at a time through
 * the vault's lease. A new token is stored before it is used (tribe-api §1.4: an old refresh token must never be used
 * again).
 *
 * @param rejected an access token that the vendor answered with 401: a newer stored token is preferred, otherwise one
 *   is renewed
 * @returns `refused` about the credentials when the vendor does not accept them; only token requests were sent
 */
export async function accessToken(
  source: TokenSource,
  rejected: string | null = null,
): Promise<Outcome<string>> {
  const outcome = await sharedToken(source, rejected);
  if (outcome.kind === 'refused') await source.onRefused?.(outcome);
  return outcome;
}

/** For live checks: the next call asks the vendor even after a recent refusal. */
export function forgetRefusal({ tokens }: TokenSource): void {
  refusals.delete(tokens);
}

/**
 * The same for a read, which may be repeated: the vault is asked once a second, not for every request of a busy
 * connection. A write uses `accessToken`, because a 401 would waste every step before it.
 */
export async function accessTokenForRead(source: TokenSource): Promise<Outcome<string>> {
  const known = remembered.get(source.tokens);
  const isFresh = known !== undefined && Date.now() - known.readAt < source.times.tokens.rememberedMs;
  const token = isFresh ? usable(known.held, null) : null;
  return token === null ? accessToken(source) : ok(token);
}

const remembered = new WeakMap<TokenVault, { readonly held: HeldTokens | null; readonly readAt: number }>();

async function sharedToken(source: TokenSource, rejected: string | null): Promise<Outcome<string>> {
  const readAt = Date.now();
  const held = await source.tokens.read();
  remembered.set(source.tokens, { held, readAt });
  const stored = usable(held, rejected);
  if (stored !== null) return ok(stored);
  const refused = refusals.get(source.tokens);
  if (refused !== undefined && refused.until > Date.now()) return refused.refusal;
  const underWay = renewals.get(source.tokens);
  if (underWay) {
    const shared = await underWay;
    if (shared.kind !== 'ok' || shared.value !== rejected) return shared;
  }
  const renewal = renew(source, rejected).finally(() => {
    if (renewals.get(source.tokens) === renewal) renewals.delete(source.tokens);
  });
  renewals.set(source.tokens, renewal);
  const outcome = await renewal;
  if (outcome.kind === 'refused')
    refusals.set(source.tokens, { refusal: outcome, until: Date.now() + source.times.tokens.refusalRestMs });
  return outcome;
}

const renewals = new WeakMap<TokenVault, Promise<Outcome<string>>>();
const refusals = new WeakMap<TokenVault, { readonly refusal: Refusal; readonly until: number }>();

/**
 * Called after a write was answered with 401: the next user of the vault renews first. Never throws, because the
 * outcome of the write stands.
 */
export async function distrustToken(source: TokenSource, rejected: string): Promise<void> {
  remembered.delete(source.tokens);
  try {
    const held = await source.tokens.read();
    if (held?.accessToken !== rejected) return;
    await source.tokens.store({ ...tokensOf(held), expiresAt: 0 }, held.version);
  } catch {
    // The store is unavailable; the next 401 tries again.
  }
}

async function renew(source: TokenSource, rejected: string | null): Promise<Outcome<string>> {
  const holder = randomUUID();
  const times = source.times.tokens;
  const patienceEnds = Date.now() + times.patienceMs;
  try {
    while (!(await source.tokens.lease(holder, times.leaseMs))) {
      if (Date.now() > patienceEnds) return { kind: 'throttled', retryAfterMs: 1_000 };
      await sleep(times.askAgainMs * (1 + Math.random()));
      const stored = usable(await source.tokens.read(), rejected);
      if (stored !== null) return ok(stored);
    }
    const held = await source.tokens.read();
    const stored = usable(held, rejected);
    if (stored !== null) return ok(stored);
    const fresh = await source.obtainTokens(held);
    if (fresh.kind !== 'ok') return fresh;
    if (await source.tokens.store(fresh.value, held?.version ?? 0)) return ok(fresh.value.accessToken);
    const newer = usable(await source.tokens.read(), rejected);
    if (newer !== null) return ok(newer);
    return { kind: 'unavailable', reason: 'the access token was renewed twice at once' };
  } finally {
    // Released even if the request for the lease threw: it may have been granted although its answer was lost.
    await source.tokens.release(holder).catch(() => undefined);
  }
}

function usable(held: HeldTokens | null, rejected: string | null): string | null {
  const mayServe = held !== null && held.accessToken !== rejected && held.expiresAt > Date.now();
  return mayServe ? held.accessToken : null;
}

const tokensOf = ({ accessToken: token, refreshToken, expiresAt }: Tokens): Tokens => ({
  accessToken: token,
  refreshToken,
  expiresAt,
});

/**
 * One call of a token endpoint (winbooks-api §2.1, tribe-api §1.3). Every definite 4xx, 401 included, is a problem of
 * the configuration: `refused` about the credentials, with the vendor's words.
 *
 * @param connection all processes stop using it if the endpoint names a time (Retry-After); nothing is sent before
 *   that time
 * @param lifetimeSeconds assumed when `expires_in` is absent; it may be a string (winbooks-api §2.1)
 */
export async function requestTokens(endpoint: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  readonly connection: Pick<Connection, 'budget' | 'isUserSupplied' | 'times'>;
  readonly lifetimeSeconds: number;
}): Promise<Outcome<Tokens>> {
  const body = Object.entries(endpoint.form)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const askedAt = Date.now();
  const { budget, isUserSupplied = false } = endpoint.connection;
  const times = timesOf(endpoint.connection);
  const response = await sendAllowed(
    { budget, slot: null },
    {
      url: endpoint.url,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        ...endpoint.headers,
      },
      body,
      timeoutMs: times.tokens.requestMs,
      maxBytes: 1024 * 1024,
      guardedAddress: isUserSupplied,
    },
  );
  await heedRetryAfter({ budget, times }, response);
  const answer = classifyResponse(response);
  if (answer.kind === 'unauthorised') {
    return { kind: 'refused', status: 401, words: answer.words, about: 'credentials' };
  }
  if (answer.kind === 'refused') return { ...answer, about: 'credentials' };
  if (answer.kind !== 'ok') return answer;
  const fields = isRecord(answer.value.json) ? answer.value.json : {};
  const token = textOf(fields['access_token']);
  if (token === null)
    return { kind: 'unknown', reason: 'the token endpoint answered without an access token' };
  const said = numberOf(fields['expires_in']);
  const lifetimeMs = (said !== null && said > 0 ? said : endpoint.lifetimeSeconds) * 1000;
  return ok({
    accessToken: token,
    refreshToken: textOf(fields['refresh_token']),
    expiresAt: askedAt + lifetimeMs - Math.min(times.tokens.earlyMs, lifetimeMs / 2),
  });
}
