import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';
import { lockTenant } from './tenants';

/** Stores the tenant's Other Settings as the next version, and returns that version. */
export async function saveTenantSettings(sql: TenantSql, settings: object): Promise<number> {
  await lockTenant(sql);
  const result = await sql.query(
    `insert into tenant_settings (tenant_id, version, settings)
     select $1, coalesce(max(version), 0) + 1, $2 from tenant_settings where tenant_id = $1
     returning version`,
    [sql.tenantId, JSON.stringify(settings)],
  );
  return z.object({ version: z.number() }).parse(result.rows[0]).version;
}

/** The newest settings, parsed by the domain's schema; null when none were saved. Throws `ZodError`. */
export async function loadTenantSettings<Schema extends z.ZodType>(
  sql: TenantSql,
  schema: Schema,
): Promise<{ readonly version: number; readonly settings: z.output<Schema> } | null> {
  const result = await sql.query(
    `select version, settings from tenant_settings where tenant_id = $1 order by version desc limit 1`,
    [sql.tenantId],
  );
  const row = firstRow(z.object({ version: z.number(), settings: z.unknown() }), result);
  return row === null ? null : { version: row.version, settings: schema.parse(row.settings) };
}
