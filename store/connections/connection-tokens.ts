import { z } from 'zod';
import type { ControlSql } from '../database/database';
import { decrypt, encrypt, type KeyRing } from '../database/encryption';
import { firstRow } from '../database/row-parsing';

export interface StoredTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Increases with every store; 0 means that there are no tokens yet. */
  readonly version: number;
}

const tokensRow = z.object({
  version: z.number(),
  accessToken: z.instanceof(Uint8Array),
  refreshToken: z.instanceof(Uint8Array).nullable(),
  expiresAt: z.date(),
});

const placeOf = (fingerprint: string, column: 'access_token' | 'refresh_token'): string =>
  `${fingerprint}|${column}`;

/** The tokens of the connection; null when none were ever stored. Throws `DecryptionError`. */
export async function readTokens(
  sql: ControlSql,
  ring: KeyRing,
  fingerprint: string,
): Promise<StoredTokens | null> {
  const result = await sql.query(
    `select version, access_token as "accessToken", refresh_token as "refreshToken", expires_at as "expiresAt"
       from connection_tokens where fingerprint = $1 and version > 0`,
    [fingerprint],
  );
  const row = firstRow(tokensRow, result);
  if (row === null) return null;
  return {
    version: row.version,
    accessToken: decrypt(ring, row.accessToken, placeOf(fingerprint, 'access_token')),
    refreshToken:
      row.refreshToken === null
        ? null
        : decrypt(ring, row.refreshToken, placeOf(fingerprint, 'refresh_token')),
    expiresAt: row.expiresAt.getTime(),
  };
}

/** True when `holder` may refresh now, because no other lease is running. The lease expires after `leaseMs`. */
export async function leaseTokens(
  sql: ControlSql,
  fingerprint: string,
  holder: string,
  leaseMs: number,
): Promise<boolean> {
  const result = await sql.query(
    `insert into connection_tokens as held (fingerprint, lease_holder, lease_until)
     values ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
     on conflict (fingerprint) do update
       set lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
       where held.lease_until is null or held.lease_until <= clock_timestamp() or held.lease_holder = excluded.lease_holder`,
    [fingerprint, holder, leaseMs],
  );
  return result.rowCount === 1;
}

/**
 * Replaces the tokens of `expectedVersion` (0: there are none yet); false when another version has been stored since.
 */
export async function storeTokens(
  sql: ControlSql,
  ring: KeyRing,
  fingerprint: string,
  tokens: Omit<StoredTokens, 'version'>,
  expectedVersion: number,
): Promise<boolean> {
  const result = await sql.query(
    `insert into connection_tokens as held (fingerprint, version, access_token, refresh_token, expires_at)
     select $1, $2::int + 1, $3, $4, $5
      where $2 = 0 or exists (select from connection_tokens where fingerprint = $1)
     on conflict (fingerprint) do update
       set version = excluded.version, access_token = excluded.access_token,
           refresh_token = excluded.refresh_token, expires_at = excluded.expires_at
       where held.version = $2`,
    [
      fingerprint,
      expectedVersion,
      encrypt(ring, tokens.accessToken, placeOf(fingerprint, 'access_token')),
      tokens.refreshToken === null
        ? null
        : encrypt(ring, tokens.refreshToken, placeOf(fingerprint, 'refresh_token')),
      new Date(tokens.expiresAt),
    ],
  );
  return result.rowCount === 1;
}

/** Ends the lease if it is still this holder's. */
export async function releaseTokens(sql: ControlSql, fingerprint: string, holder: string): Promise<boolean> {
  const result = await sql.query(
    `update connection_tokens set lease_holder = null, lease_until = null
      where fingerprint = $1 and lease_holder = $2`,
    [fingerprint, holder],
  );
  return result.rowCount === 1;
}
