import { TIMINGS, type Timings } from '../domain/timings';
import type { Outcome, Refusal } from './outcome';

/**
 * What a client needs from outside: the vendor's address, our credentials, and two ports that the store implements.
 * Tokens and budget belong to the connection (one WinBooks licence, one Tribe application), not to a tenant, so several
 * processes may hold the same ones at once.
 */

/** One set of tokens as a vendor issued it. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Epoch ms until which the access token is used; slightly before the vendor's own limit. */
  readonly expiresAt: number;
}

export type HeldTokens = Tokens & { readonly version: number };

/** The stored tokens of one connection, shared by every process. */
export interface TokenVault {
  read(): Promise<HeldTokens | null>;
  /** True when this holder may renew now; the lease expires after `ms`. */
  lease(holder: string, ms: number): Promise<boolean>;
  /** Compare-and-set on the version (0 when nothing is held yet); false when another was faster. */
  store(tokens: Tokens, expectedVersion: number): Promise<boolean>;
  release(holder: string): Promise<void>;
}

/** The right to have one request open. It expires, and ends some time after its last request began. */
export interface RequestSlot {
  /** Called before each request: false when the slot is no longer ours. Throws when the store does not answer. */
  confirm(): Promise<boolean>;
  /** The same from this process's own knowledge, for the moment in which a request leaves. */
  isHeld(): boolean;
  /** May be called repeatedly. */
  release(): Promise<void>;
}

/** How many requests may be open at once on one connection, and when none may leave, over all processes. */
export interface RequestBudget {
  /** Waits at most 2 s; null when there is no slot. */
  acquire(): Promise<RequestSlot | null>;
  /**
   * Called before each request: how long the vendor still wants silence, 0 when requests are allowed. Throws as
   * `confirm` does. Milliseconds.
   */
  silence(): Promise<number>;
  /** The same from this process's own knowledge, for the moment in which a request leaves. */
  knownSilence(): number;
  /**
   * The vendor asked for silence (Retry-After): until then, no process sends a request over this connection. Never
   * throws.
   */
  pauseFor(ms: number): Promise<void>;
}

/** How clients pace themselves. */
export type ClientTimes = Pick<Timings, 'tokens' | 'vendors'>;

/** Those of the connection, or the usual ones. */
export const timesOf = ({ times = TIMINGS }: { readonly times?: ClientTimes }): ClientTimes => times;

export interface Connection {
  /** Base URL with any path prefix, e.g. `https://rapi.winbooksonweb.be` (winbooks-api §3.1). */
  readonly apiUrl: string;
  readonly tokens: TokenVault;
  readonly budget: RequestBudget;
  /** The default times when absent. */
  readonly times?: ClientTimes;
  /** How long one read may take, if it differs from the vendor's default. */
  readonly readTimeoutMs?: number;
  /** True when a user supplied the URLs, not the operator: only public addresses are connected to. */
  readonly isUserSupplied?: boolean;
  /** Called whenever the token endpoint refuses our credentials, before the call returns. */
  readonly onCredentialsRefused?: (refusal: Refusal) => Promise<void>;
  /** Called with the outcome of each request, so that an outage is noticed at its first failure. Must not throw. */
  readonly onOutcome?: OutcomeListener;
}

/** `tokens`: no token was available, so the request itself was not sent. */
export type OutcomeListener = (outcome: Outcome<unknown>, at: 'api' | 'tokens') => void;

/** tribe-api §1.1, §1.3, §1.4: the application's grant for one organisation. */
export interface TribeConnection extends Connection {
  readonly authUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scope of the client-credentials grant; `read write` when absent. */
  readonly scope?: string;
  /**
   * From a user's consent (authorization code, tribe-api §1.4). It is used once, while the vault is empty; after that
   * the vault's is used. Absent with client credentials.
   */
  readonly refreshToken?: string;
}

/** winbooks-api §1.2: one folder of a licence; e-mail and exchange token belong to the licence. */
export interface WinbooksConnection extends Connection {
  readonly folder: string;
  readonly email: string;
  readonly exchangeToken: string;
}
