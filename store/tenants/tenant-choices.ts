import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow } from '../database/row-parsing';
import { TENANT_COLUMNS, tenantRow, type Tenant } from './tenants';
import { vatMapEntry, type VatMapEntry } from './vat-maps';

const choicesRow = tenantRow.extend({
  settings: z.unknown(),
  vatMap: z.array(vatMapEntry).nullable(),
});

/** What was saved last; null where nothing was. */
export interface TenantChoices<Settings> {
  readonly tenant: Tenant;
  readonly settings: Settings | null;
  readonly vatMap: readonly VatMapEntry[] | null;
}

/**
 * The transaction's tenant with its settings, parsed by the domain's schema, and its VAT map: in one statement, because every step
 * begins with it. Null when the tenant was never created. Throws `ZodError`.
 */
export async function getTenantWithChoices<Schema extends z.ZodType>(
  sql: TenantSql,
  schema: Schema,
): Promise<TenantChoices<z.output<Schema>> | null> {
  const result = await sql.query(
    `select ${TENANT_COLUMNS},
            (select settings from tenant_settings where tenant_id = tenants.id order by version desc limit 1) as settings,
            (select entries from vat_maps where tenant_id = tenants.id order by version desc limit 1) as "vatMap"
       from tenants where id = $1`,
    [sql.tenantId],
  );
  const row = firstRow(choicesRow, result);
  if (row === null) return null;
  const { settings, vatMap, ...tenant } = row;
  return { tenant, settings: settings === null ? null : schema.parse(settings), vatMap };
}
