import { z } from 'zod';
import type { WinbooksId } from '../../domain/ids';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../database/database';
import { parseRows } from '../database/row-parsing';
import type { RelationSide } from './relation-queue';

/** Records of which a request of ours may be the reason, although nobody knows yet. */

const nameRow = z.object({ name: z.string().nullable() });

/**
 * The names under which records are being created on a side in a role: an attempt is on its way, or of unknown fate. A record that
 * appears there under one of these names may be what became of it.
 */
export async function namesBeingCreated(
  sql: TenantSql,
  side: RelationSide,
  role: PartyRole,
): Promise<readonly string[]> {
  const found = await sql.query(
    `select body->>'name' as name from vendor_writes
      where tenant_id = $1 and kind = $2 and coalesce(body->>'role', $3) = $3
        and (state in ('posting', 'verifying') or (state = 'prepared' and ever_unknown))`,
    [sql.tenantId, side === 'tribe' ? 'create-relation' : `create-${role}`, role],
  );
  return parseRows(nameRow, found).flatMap(({ name }) => name ?? []);
}

const idRow = z.object({ id: z.string() });

/** Those of these customers or suppliers that have an open link. */
export async function linkedAmong(
  sql: TenantSql,
  role: PartyRole,
  ids: readonly WinbooksId[],
): Promise<ReadonlySet<string>> {
  const found = await sql.query(
    `select winbooks_id as id from links
      where tenant_id = $1 and kind = $2 and state = 'open' and winbooks_id = any ($3)`,
    [sql.tenantId, role, ids],
  );
  return new Set(parseRows(idRow, found).map(({ id }) => id));
}
