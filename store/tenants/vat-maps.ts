import { z } from 'zod';
import type { TenantSql } from '../database/database';
import { firstRow, tribeIdColumn, winbooksIdColumn } from '../database/row-parsing';
import { lockTenant } from './tenants';

const group = {
  vatGroupId: tribeIdColumn,
  vatGroupCode: z.string().nullable(),
  vatGroupName: z.string().nullable(),
  /** 21 means 21 %. */
  percentage: z.number().nullable(),
};
export const vatMapEntry = z.discriminatedUnion('mapped', [
  z.object({ mapped: z.literal(true), ...group, vatCodeId: winbooksIdColumn, vatCode: z.string() }),
  z.object({ mapped: z.literal(false), ...group }),
]);
/** One of Tribe's VAT groups and its WinBooks code, if one was chosen. */
export type VatMapEntry = z.output<typeof vatMapEntry>;

const vatMapRow = z.object({ version: z.number(), entries: z.array(vatMapEntry), createdAt: z.date() });
export type VatMap = z.output<typeof vatMapRow>;

/** Stores the whole map as the next version, and returns that version. */
export async function saveVatMap(sql: TenantSql, entries: readonly VatMapEntry[]): Promise<number> {
  await lockTenant(sql);
  const result = await sql.query(
    `insert into vat_maps (tenant_id, version, entries)
     select $1, coalesce(max(version), 0) + 1, $2 from vat_maps where tenant_id = $1
     returning version`,
    [sql.tenantId, JSON.stringify(entries)],
  );
  return z.object({ version: z.number() }).parse(result.rows[0]).version;
}

/** The newest map; null when none was saved. */
export async function loadVatMap(sql: TenantSql): Promise<VatMap | null> {
  const result = await sql.query(
    `select version, entries, created_at as "createdAt" from vat_maps
      where tenant_id = $1 order by version desc limit 1`,
    [sql.tenantId],
  );
  return firstRow(vatMapRow, result);
}
