import { TIMINGS, type Timings } from '../domain/timings';
import type { Outcome, Refusal } from './outcome';

/**
 * What a client needs of the outside: where the vendor is, who we are, and two ports that the store implements.
 * Tokens and budget belong to the connection (one WinBooks licence, one Tribe application), not to a tenant, so
 * several processes may hold the same ones at once.
 */

/** One set of tokens as a vendor handed it out. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Epoch ms until which the access token is used: already a little before the vendor's own end. */
  readonly expiresAt: number;
}

export type HeldTokens = Tokens & { readonly version: number };

/** The stored tokens of one connection, shared by every process. */
export interface TokenVault {
  read(): Promise<HeldTokens | null>;
  /** True when this holder may renew now; the lease lapses by itself after `ms`. */
  lease(holder: string, ms: number): Promise<boolean>;
  /** Compare-and-set on the version (0 when nothing is held yet); false when another was faster. */
  store(tokens: Tokens, expectedVersion: number): Promise<boolean>;
  release(holder: string): Promise<void>;
}

/** The right to have one request in flight. It lapses by itself, and ends some time after its last request began. */
export interface RequestSlot {
  /** Before each request: false when the slot is no longer ours. Throws when the store had to be asked and does not answer. */
  confirm(): Promise<boolean>;
  /** The same by what this process knows, for the very moment in which a request leaves. */
  isHeld(): boolean;
  /** Harmless when called again. */
  release(): Promise<void>;
}

/** How many requests may be under way at once on one connection, and when none may leave, over all processes. */
export interface RequestBudget {
  /** Waits at most 2 s; null when there is no slot. */
  acquire(): Promise<RequestSlot | null>;
  /** Before each request: how long the vendor still wants silence, 0 when it may be spoken to. Throws as `confirm` does. Milliseconds. */
  silence(): Promise<number>;
  /** The same by what this process knows, for the very moment in which a request leaves. */
  knownSilence(): number;
  /** The vendor asked for silence (Retry-After): until then no request of this connection leaves any process. Never throws. */
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
  /** The usual ones when absent. */
  readonly times?: ClientTimes;
  /** How long one read may take, where it differs from the vendor's usual. */
  readonly readTimeoutMs?: number;
  /** A user supplied the URLs, not the operator: only public addresses are connected to. */
  readonly isUserSupplied?: boolean;
  /** Told whenever the token endpoint refuses our credentials, before the call returns. */
  readonly onCredentialsRefused?: (refusal: Refusal) => Promise<void>;
  /** Told what each request came to, so that an outage is known at its first failure. Must not throw. */
  readonly onOutcome?: OutcomeListener;
}

/** `tokens`: no token could be had, so the request itself was not sent. */
export type OutcomeListener = (outcome: Outcome<unknown>, at: 'api' | 'tokens') => void;

/** tribe-api §1.1, §1.3, §1.4: the application's grant of one organisation. */
export interface TribeConnection extends Connection {
  readonly authUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of the client-credentials grant; `read write` when absent. */
  readonly scope?: string;
  /**
   * Of a user's consent (authorization code, tribe-api §1.4): used once, while the vault is empty; from then on the vault's.
   * Absent: client credentials.
   */
  readonly refreshToken?: string;
}

/** winbooks-api §1.2: one folder of a licence; the e-mail and exchange token are the licence's. */
export interface WinbooksConnection extends Connection {
  readonly folder: string;
  readonly email: string;
  readonly exchangeToken: string;
}
