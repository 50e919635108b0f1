import { z } from 'zod';
import type { ControlSql } from '../database/database';
import { firstRow, parseRows } from '../database/row-parsing';

/** What a key may do: `read` looks, `operator` also acts for integrations that exist, `platform` also makes them. */
export const KEY_SCOPES = ['platform', 'operator', 'read'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

const keyRow = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(KEY_SCOPES),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type ApiKey = z.output<typeof keyRow>;
const COLUMNS = `id, name, scope, created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"`;

/** @param digest SHA-256 of the whole key, which is stored nowhere */
export async function insertApiKey(
  sql: ControlSql,
  key: { readonly id: string; readonly name: string; readonly scope: KeyScope; readonly digest: Buffer },
): Promise<void> {
  await sql.query(`insert into api_keys (id, name, scope, digest) values ($1, $2, $3, $4)`, [
    key.id,
    key.name,
    key.scope,
    key.digest,
  ]);
}

/** Oldest first, revoked ones too. */
export async function listApiKeys(sql: ControlSql): Promise<ApiKey[]> {
  return parseRows(keyRow, await sql.query(`select ${COLUMNS} from api_keys order by created_at, id`));
}

/** The valid key with this digest, noted as used (once a minute); null when there is none. */
export async function useApiKey(sql: ControlSql, digest: Buffer): Promise<ApiKey | null> {
  const found = await sql.query(`select ${COLUMNS} from api_keys where digest = $1 and revoked_at is null`, [
    digest,
  ]);
  const key = firstRow(keyRow, found);
  if (key !== null)
    await sql.query(
      `update api_keys set last_used_at = now()
        where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [key.id],
    );
  return key;
}

/** False when there is no such key, or it was revoked before. */
export async function revokeApiKey(sql: ControlSql, id: string): Promise<boolean> {
  const revoked = await sql.query(
    `update api_keys set revoked_at = now() where id = $1 and revoked_at is null`,
    [id],
  );
  return revoked.rowCount === 1;
}
