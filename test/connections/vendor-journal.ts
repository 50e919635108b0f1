import type { Twins } from '../support/twins';

/** One request as a twin journalled it, with its times and its grant. */
export interface TimedRequest {
  readonly seq: number;
  /** Epoch ms at which it was complete at the twin. */
  readonly at: number;
  readonly durationMs: number;
  readonly underWay: boolean;
  readonly path: string;
  readonly status: number;
  readonly fault: string | null;
  /** `exchange_token`, `refresh_token` or `client_credentials`; null when it asked for no token. */
  readonly grantType: string | null;
}

interface Entry extends Omit<TimedRequest, 'at' | 'grantType'> {
  readonly at: string;
  readonly requestBody?: string;
}

/** What a twin has seen so far. */
export async function requestsTo(twins: Twins, side: 'tribe' | 'winbooks'): Promise<TimedRequest[]> {
  const entries = (await twins.look(side, 'journal')) as Entry[];
  return entries.map((entry) => ({
    ...entry,
    at: Date.parse(entry.at),
    grantType: /\/token$/i.test(entry.path)
      ? new URLSearchParams(entry.requestBody ?? '').get('grant_type')
      : null,
  }));
}

/** Only those that asked for tokens. */
export async function tokenRequestsTo(twins: Twins, side: 'tribe' | 'winbooks'): Promise<TimedRequest[]> {
  return (await requestsTo(twins, side)).filter(({ grantType }) => grantType !== null);
}

/** How many were in the twin at once, at most. */
export function mostAtOnce(requests: readonly TimedRequest[]): number {
  const moments = requests.flatMap(({ at, durationMs }) => [
    { at, step: 1 },
    { at: at + durationMs, step: -1 },
  ]);
  // At the same millisecond whoever leaves goes first.
  moments.sort((a, b) => a.at - b.at || a.step - b.step);
  let now = 0;
  return moments.reduce((most, { step }) => Math.max(most, (now += step)), 0);
}

/**
 * For each silence that a twin asked for by 429: how many requests arrived until its end. Whoever still asked then prolonged
 * it.
 *
 * @param silenceMs what each 429 asked for
 */
export function arrivedInSilences(requests: readonly TimedRequest[], silenceMs: number): number[] {
  const counts: number[] = [];
  let silentUntil = -Infinity;
  for (const { at, status } of requests.toSorted((a, b) => a.at - b.at || a.seq - b.seq)) {
    const isSilent = at < silentUntil;
    if (isSilent) counts.push((counts.pop() ?? 0) + 1);
    if (status !== 429) continue;
    if (!isSilent) counts.push(0);
    silentUntil = Math.max(silentUntil, at + silenceMs);
  }
  return counts;
}
