import { createHash, randomBytes } from 'node:crypto';
import {
  insertApiKey,
  listApiKeys,
  revokeApiKey,
  useApiKey,
  type ApiKey,
  type KeyScope,
} from '../store/api/api-keys';
import type { ActionDependencies, Refusal } from './action';
import { refused } from './action';

type KeyDependencies = Pick<ActionDependencies, 'database'>;

export interface NewApiKey {
  readonly ok: true;
  readonly id: string;
  readonly name: string;
  readonly scope: KeyScope;
  /** Shown once, stored nowhere. */
  readonly key: string;
}

/** Tells people, and scanners of secrets, what it is. */
const PREFIX = 'tws';

/** Makes a key of 256 random bits; only its digest is kept. */
export async function createApiKey(
  { database }: KeyDependencies,
  name: string,
  scope: KeyScope,
): Promise<NewApiKey> {
  const id = randomBytes(6).toString('hex');
  const key = `${PREFIX}_${id}_${randomBytes(32).toString('base64url')}`;
  await database.asControl((sql) => insertApiKey(sql, { id, name, scope, digest: digestOf(key) }));
  return { ok: true, id, name, scope, key };
}

/** Oldest first; revoked ones too. */
export const allApiKeys = ({ database }: KeyDependencies): Promise<ApiKey[]> =>
  database.asControl(listApiKeys);

/** From now on it opens nothing. */
export async function revokeKey({ database }: KeyDependencies, id: string): Promise<{ ok: true } | Refusal> {
  const isRevoked = await database.asControl((sql) => revokeApiKey(sql, id));
  return isRevoked ? { ok: true } : refused('API_KEY_UNKNOWN', { key: id });
}

/** The key that somebody presents; null when it is none of ours, or no longer. */
export function apiKeyOf({ database }: KeyDependencies, presented: string): Promise<ApiKey | null> {
  return database.asControl((sql) => useApiKey(sql, digestOf(presented)));
}

/** A key is random, so its plain digest tells nothing about it. */
const digestOf = (key: string): Buffer => createHash('sha256').update(key).digest();
